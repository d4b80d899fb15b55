//! What is turned away at the door of the cable, and who comes in.
//!
//! Invariant: nothing is answered under a name that is not ours, to another site's page, or faster than anybody types; a
//! verb is answered only to a key that the open file knows. There is no secret in any address.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, HOST, ORIGIN, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use record::stations::{self, Seat};

use super::listen::{Cabled, from};
use super::{digest, lock, now};
use crate::guard::{self, Refused};

/// `__Host-`: browsers keep it for this very host, over TLS alone, whatever another page there says.
pub(super) const COOKIE_NAME: &str = "__Host-rostrum";
/// For which station a page speaks: `mark`.
const STATION: HeaderName = HeaderName::from_static("x-station");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

const HEADERS: [(HeaderName, &str); 2] = [
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
    ),
];

/// Every request: for this host alone, from our own page, at a pace; and every answer with strict headers.
pub(super) async fn everything(
    State(cabled): State<Cabled>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match admitted(&cabled, request.headers(), request.method()) {
        Ok(()) => {
            let stranger = key(request.headers()).is_none();
            let place = from(&ConnectInfo(address));
            if stranger && !lock(&cabled.stations.0.strangers).may(&place, now()) {
                too_often()
            } else {
                next.run(request).await
            }
        }
        Err(refused) => refused.into_response(),
    };
    guard::harden(response.headers_mut());
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn admitted(cabled: &Cabled, headers: &HeaderMap, method: &Method) -> Result<(), Refused> {
    let mut hosts = headers.get_all(HOST).iter();
    let ours = |given: &[u8]| cabled.hosts.iter().any(|host| host.as_bytes() == given);
    if !hosts.next().is_some_and(|host| ours(host.as_bytes())) || hosts.next().is_some() {
        let sentence = "This address is not the desk's.";
        return Err(Refused::new(StatusCode::MISDIRECTED_REQUEST, "lan.host", sentence));
    }
    let ours = |origin: &HeaderValue| origin.as_bytes().strip_prefix(b"https://").is_some_and(ours);
    let near = |site: &HeaderValue| site == "same-origin" || site == "none";
    // A page is looked at from a bookmark or an address that was typed; nothing is done from there.
    let looks = method == Method::GET || method == Method::HEAD;
    let near = headers.get_all(FETCH_SITE).iter().all(near);
    if !headers.get_all(ORIGIN).iter().all(ours) || !(near || looks && is_navigation(headers)) {
        let sentence = "Another site asked for this. Nothing was done.";
        return Err(Refused::new(StatusCode::FORBIDDEN, "lan.origin", sentence));
    }
    if method == Method::POST && !guard::is_json(headers) {
        let sentence = "Only JSON is understood here.";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "lan.not_json", sentence));
    }
    Ok(())
}

/// A link from elsewhere that opens the page itself: it carries no cookie, and shows what a stranger is shown.
fn is_navigation(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate")
        && headers.get(CONTENT_TYPE).is_none()
}

/// Every verb: from a station that is let in, at a station's pace.
pub(super) async fn verbs(
    State(cabled): State<Cabled>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let seat = match key(request.headers()) {
        Some(key) => cabled.stations.seat(&digest(&key)).await,
        None => None,
    };
    let Some(seat) = seat.filter(|seat| is_meant(request.headers(), seat)) else {
        let place = from(&ConnectInfo(address));
        if !lock(&cabled.stations.0.strangers).may(&place, now()) {
            return too_often();
        }
        return Refused::of(StatusCode::UNAUTHORIZED, stations::revoked()).into_response();
    };
    if !lock(&cabled.stations.0.paces).may(&seat.station, now()) {
        return too_often();
    }
    cabled.stations.heard(seat.station, from(&ConnectInfo(address)), None);
    request.extensions_mut().insert(seat);
    next.run(request).await
}

/// Of what the file recognises a station by: what a browser keeps for one station is never sent for another.
pub(super) fn mark(seat: &Seat) -> Option<&str> {
    seat.key.get(..16)
}

/// A browser has one cookie for all its pages: one that was left open from before another was let in is not the other's.
fn is_meant(headers: &HeaderMap, seat: &Seat) -> bool {
    headers.get_all(STATION).iter().all(|said| Some(said.as_bytes()) == mark(seat).map(str::as_bytes))
}

fn too_often() -> Response {
    let sentence = "That is asked more often than anybody can type. Wait a moment.";
    let refused = Refused::new(StatusCode::TOO_MANY_REQUESTS, "lan.too_often", sentence);
    ([(RETRY_AFTER, "1")], refused).into_response()
}

/// The key in the cookie, if it could be one. Two are none: somebody put one beside ours.
fn key(headers: &HeaderMap) -> Option<String> {
    let mut found = None;
    for cookies in headers.get_all(COOKIE) {
        for cookie in cookies.to_str().ok()?.split(';') {
            let Some((name, value)) = cookie.trim().split_once('=') else { continue };
            if name != COOKIE_NAME {
                continue;
            }
            let is_key = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_key || found.is_some() {
                return None;
            }
            found = Some(value.to_owned());
        }
    }
    found
}
