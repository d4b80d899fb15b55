//! A view as it is and whenever it changes, as server-sent events.
//!
//! Invariant: something is sent at least every second, so that a screen knows within two that its source is silent.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::Stream;
use futures_util::stream::unfold;
use record::view::View;
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::Room;
use crate::guard::Refused;
use crate::keys::Holder;
use crate::verbs::{aside, halted, not_understood};

const BEAT: Duration = Duration::from_secs(1);

pub(crate) fn routes() -> Router<Room> {
    Router::new().route("/watch", get(look))
}

#[derive(Deserialize)]
struct Asked {
    view: String,
}

async fn look(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let view: View = serde_json::from_str(&asked.view).map_err(|error| not_understood(&error.to_string()))?;
    if holder == Holder::Hall && view != View::Hall {
        let sentence = "The hall's key shows the hall's screen and nothing else.";
        return Err(Refused::new(StatusCode::FORBIDDEN, "hall.silent", sentence));
    }
    let full = |_| {
        let sentence = "Too many screens are open. Close one.";
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "lan.full", sentence)
    };
    let place = Arc::clone(&room.watches).try_acquire_owned().map_err(full)?;
    let receiver = aside(move || room.office.watch(view)).await?.map_err(halted)?;
    Ok(Sse::new(pushes(receiver, place)).keep_alive(KeepAlive::new().interval(BEAT).text("beat")))
}

/// The view now, then each time it has changed; a screen that is slow is sent the newest only.
fn pushes(
    mut receiver: watch::Receiver<Arc<str>>,
    place: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, Infallible>> {
    receiver.mark_changed();
    unfold((receiver, place), async |(mut receiver, place)| {
        receiver.changed().await.ok()?;
        let event = Event::default().data(receiver.borrow_and_update().as_ref());
        Some((Ok(event), (receiver, place)))
    })
}
