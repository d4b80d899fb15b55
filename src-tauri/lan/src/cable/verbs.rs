//! What a station can ask: to be let in, who it is, an act, taking one back, a view now and whenever it changes.
//!
//! Invariant: an act is answered once it is on the disk. Who acts comes from the key, never from what is said; an
//! envelope with an actor, a time or a reason in it is not understood.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::response::sse::Event;
use axum::response::{IntoResponse, Response, Sse};
use axum::routing::{get, post};
use axum::{Extension, Json, Router, middleware};
use futures_util::Stream;
use futures_util::stream::{StreamExt as _, select, select_all};
use record::permissions;
use record::stations::Seat;
use record::transact::{Answer, Sent, TakenBack};
use record::view::View;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::door::{self, COOKIE_NAME};
use super::listen::{Cabled, from};
use super::{Stations, lock};
use crate::guard::Refused;
use crate::verbs::{aside, body, halted};
use crate::watch::{self, Asked};

const KILOBYTE: usize = 1024;
/// A report of the committee is the longest thing that a station sends.
const MOST: usize = 256 * KILOBYTE;
/// Names, codes and counts.
const LITTLE: usize = 4 * KILOBYTE;
/// How long a body may take: a cable is quick.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a stream looks whether anybody is still there.
const LOOK: Duration = Duration::from_secs(3);
/// A week: a conference is shorter, and a key can be revoked.
const COOKIE_SECONDS: u32 = 7 * 24 * 3600;

pub(super) fn routes(cabled: &Cabled) -> Router<Cabled> {
    let verbs = Router::new()
        .route("/me", get(me))
        .route("/here", post(here))
        .route("/dispatch", post(dispatch))
        .route("/undo", post(undo))
        .route("/show", post(show))
        .route("/watch", get(look))
        .layer(middleware::from_fn_with_state(cabled.clone(), door::verbs));
    // Before anybody is let in, only these two are answered.
    verbs.route("/pair", post(pair)).route("/desk", get(desk))
}

/// What the page of a stranger shows: what the certificate is recognised by, so that it can be compared.
async fn desk(State(cabled): State<Cabled>) -> Json<Value> {
    Json(json!({ "fingerprint": lock(&cabled.stations.0.fingerprint).clone() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairing {
    code: String,
    person: String,
}

async fn pair(
    State(cabled): State<Cabled>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<Response, Refused> {
    let Pairing { code, person } = said(request, LITTLE).await?;
    let from = from(&ConnectInfo(address));
    let paired = cabled.stations.pair(&code, &person, from).await;
    let (key, seat) = paired.map_err(|refusal| {
        let often = refusal.code == "station.too_often";
        let status = if often { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::FORBIDDEN };
        Refused::of(status, refusal)
    })?;
    let cookie =
        format!("{COOKIE_NAME}={key}; Path=/; Max-Age={COOKIE_SECONDS}; Secure; HttpOnly; SameSite=Strict");
    Ok(([(SET_COOKIE, cookie)], Json(shown(&cabled.stations, &seat))).into_response())
}

fn shown(stations: &Stations, seat: &Seat) -> Value {
    json!({
        "station": seat.name,
        "role": seat.role,
        "person": seat.person,
        "mark": door::mark(seat),
        "fingerprint": lock(&stations.0.fingerprint).clone(),
    })
}

async fn me(State(cabled): State<Cabled>, Extension(seat): Extension<Seat>) -> Json<Value> {
    Json(shown(&cabled.stations, &seat))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Here {
    waiting: u32,
}

/// A station says that it is there, and how much it still has to send.
async fn here(
    State(cabled): State<Cabled>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Extension(seat): Extension<Seat>,
    request: Request,
) -> Result<Json<Value>, Refused> {
    let Here { waiting } = said(request, LITTLE).await?;
    cabled.stations.heard(seat.station, from(&ConnectInfo(address)), Some(waiting));
    Ok(Json(json!({})))
}

async fn dispatch(
    State(cabled): State<Cabled>,
    Extension(seat): Extension<Seat>,
    request: Request,
) -> Result<Json<Answer>, Refused> {
    let sent: Sent = said(request, MOST).await?;
    Ok(Json(cabled.stations.0.office.dispatch_from(&seat, sent).await))
}

async fn undo(
    State(cabled): State<Cabled>,
    Extension(seat): Extension<Seat>,
    request: Request,
) -> Result<Json<Answer>, Refused> {
    let taken: TakenBack = said(request, LITTLE).await?;
    Ok(Json(cabled.stations.0.office.undo_from(&seat, taken).await))
}

async fn show(
    State(cabled): State<Cabled>,
    Extension(seat): Extension<Seat>,
    request: Request,
) -> Result<Response, Refused> {
    let view: View = said(request, MOST).await?;
    permissions::may_see(&seat, &view).map_err(|refusal| Refused::of(StatusCode::FORBIDDEN, refusal))?;
    let text = aside(move || cabled.stations.0.office.show(&view)).await?.map_err(halted)?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

/// Ends when the station is revoked, when another file is open that does not know it, or when nobody reads any more.
async fn look(
    State(cabled): State<Cabled>,
    Extension(seat): Extension<Seat>,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let (views, numbered) = asked.read()?;
    for view in &views {
        permissions::may_see(&seat, view).map_err(|refusal| Refused::of(StatusCode::FORBIDDEN, refusal))?;
    }
    let stations = cabled.stations;
    let full = |_| {
        let sentence = "Too many screens are open. Close one.";
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "lan.full", sentence)
    };
    let place = Arc::new(Arc::clone(&stations.0.watches).try_acquire_owned().map_err(full)?);
    let (office, alive) = (stations.0.office.clone(), stations.0.office.clone());
    let receivers =
        aside(move || views.into_iter().map(|view| office.watch(view)).collect::<Result<Vec<_>, _>>())
            .await?
            .map_err(halted)?;
    let pushes = receivers
        .into_iter()
        .enumerate()
        .map(|(at, receiver)| Box::pin(watch::pushes(receiver, numbered.then_some(at), Arc::clone(&place))));
    let stream = select(select_all(pushes), watch::beats(alive)).take_until(Box::pin(gone(stations, seat)));
    Ok(Sse::new(stream))
}

/// Comes back when the station is no longer let in, or has long been silent.
async fn gone(stations: Stations, seat: Seat) {
    let mut changes = stations.0.changes.subscribe();
    let mut look = tokio::time::interval(LOOK);
    loop {
        tokio::select! {
            changed = changes.changed() => {
                changes.borrow_and_update();
                if changed.is_err() || stations.seat(&seat.key).await.as_ref() != Some(&seat) {
                    return;
                }
            }
            _ = look.tick() => {
                if stations.is_silent(seat.station) {
                    return;
                }
            }
        }
    }
}

/// What was said, if it is short enough and comes soon enough.
async fn said<T: DeserializeOwned>(request: Request, most: usize) -> Result<T, Refused> {
    let late = |_| Refused::new(StatusCode::REQUEST_TIMEOUT, "lan.late", "That came too slowly.");
    tokio::time::timeout(PATIENCE, body(request, most)).await.map_err(late)?
}
