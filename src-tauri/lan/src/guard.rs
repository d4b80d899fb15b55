//! What is turned away before anything is looked at.
//!
//! Invariant: a page of another site cannot reach a verb, even with a name of its own that leads to this laptop.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use record::transact::Answer;
use rules::refusal::Refusal;

use crate::Room;

const KEY: HeaderName = HeaderName::from_static("x-rostrum-key");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Attributes of style are the only thing that is not a file: positions on a bar.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (HeaderName::from_static("content-security-policy"), POLICY),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("referrer-policy"), "no-referrer"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin-allow-popups"),
];

/// A request turned away: the status for programs, the sentence for people.
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    refusal: Refusal,
}

impl Refused {
    pub(crate) fn new(status: StatusCode, code: &str, sentence: impl Into<String>) -> Self {
        Self { status, refusal: Refusal::new(code, sentence) }
    }

    pub(crate) fn of(status: StatusCode, refusal: Refusal) -> Self {
        Self { status, refusal }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status, Json(Answer::Refusal(self.refusal))).into_response()
    }
}

/// Every request: for this host alone, and every answer with strict headers.
pub(crate) async fn everything(State(room): State<Room>, request: Request, next: Next) -> Response {
    let mut response = if is_ours(request.headers(), room.port) {
        next.run(request).await
    } else {
        Refused::new(StatusCode::MISDIRECTED_REQUEST, "lan.host", "This address is not the desk's.")
            .into_response()
    };
    harden(response.headers_mut());
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What a browser is to keep to on every page of ours.
pub(crate) fn harden(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Every verb: from our own pages, with a key, and with JSON if it does anything.
pub(crate) async fn verbs(State(room): State<Room>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !is_from_our_page(headers, room.port) {
        let sentence = "Another site asked for this. Nothing was done.";
        return Refused::new(StatusCode::FORBIDDEN, "lan.origin", sentence).into_response();
    }
    let Some(holder) = headers.get(KEY).and_then(|key| room.keys.holder(key.as_bytes())) else {
        let sentence = "The key is missing or wrong. Open the address that the desk gave you.";
        return Refused::new(StatusCode::UNAUTHORIZED, "lan.key", sentence).into_response();
    };
    if request.method() == Method::POST && !is_json(headers) {
        let sentence = "Only JSON is understood here.";
        return Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "lan.not_json", sentence).into_response();
    }
    request.extensions_mut().insert(holder);
    next.run(request).await
}

/// A name that another site lets lead to this laptop (DNS rebinding) is not ours.
fn is_ours(headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let ours = |host: &HeaderValue| names(port).iter().any(|name| host.as_bytes() == name.as_bytes());
    hosts.next().is_some_and(ours) && hosts.next().is_none()
}

fn is_from_our_page(headers: &HeaderMap, port: u16) -> bool {
    let ours = |origin: &HeaderValue| {
        let ours = names(port).map(|name| format!("http://{name}"));
        ours.iter().any(|name| origin.as_bytes() == name.as_bytes())
    };
    let near = |site: &HeaderValue| site == "same-origin" || site == "none";
    headers.get_all(ORIGIN).iter().all(ours) && headers.get_all(FETCH_SITE).iter().all(near)
}

fn names(port: u16) -> [String; 2] {
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")]
}

pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
