//! A view as it is and whenever it changes, as server-sent events.
//!
//! Invariant: something is sent at least every second for as long as the views can change, so that a screen knows within two
//! that its source is silent.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Sse;
use axum::response::sse::Event;
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::Stream;
use futures_util::stream::{select, select_all, unfold};
use record::office::Office;
use record::view::View;
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::Room;
use crate::guard::Refused;
use crate::keys::Holder;
use crate::verbs::{aside, halted, not_understood};

pub(crate) fn routes() -> Router<Room> {
    Router::new().route("/watch", get(look))
}

/// One view as `view`, or several as a list in `views`: a browser opens few streams to one place at a time.
#[derive(Deserialize)]
pub(crate) struct Asked {
    view: Option<String>,
    views: Option<String>,
}

/// Views in one stream.
const MOST: usize = 32;

impl Asked {
    /// The views, and whether each event says which of them it is.
    pub(crate) fn read(&self) -> Result<(Vec<View>, bool), Refused> {
        let understood = |error: serde_json::Error| not_understood(&error.to_string());
        if let Some(view) = &self.view {
            return Ok((vec![serde_json::from_str(view).map_err(understood)?], false));
        }
        let views: Vec<View> =
            serde_json::from_str(self.views.as_deref().unwrap_or("[]")).map_err(understood)?;
        if views.is_empty() || views.len() > MOST {
            return Err(not_understood("a stream shows between one view and thirty-two"));
        }
        Ok((views, true))
    }
}

async fn look(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let (views, numbered) = asked.read()?;
    let only = match holder {
        Holder::Chair => None,
        Holder::Hall => Some(View::Hall),
        Holder::Visitors => Some(View::Visitors),
    };
    if only.is_some_and(|only| views.iter().any(|view| *view != only)) {
        let sentence = "The key of a screen shows that screen and nothing else.";
        return Err(Refused::new(StatusCode::FORBIDDEN, "hall.silent", sentence));
    }
    let full = |_| {
        let sentence = "Too many screens are open. Close one.";
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "lan.full", sentence)
    };
    let place = Arc::new(Arc::clone(&room.watches).try_acquire_owned().map_err(full)?);
    let (office, alive) = (room.office.clone(), room.office.clone());
    let receivers =
        aside(move || views.into_iter().map(|view| office.watch(view)).collect::<Result<Vec<_>, _>>())
            .await?
            .map_err(halted)?;
    let streams = receivers
        .into_iter()
        .enumerate()
        .map(|(at, receiver)| Box::pin(pushes(receiver, numbered.then_some(at), Arc::clone(&place))));
    Ok(Sse::new(select(select_all(streams), beats(alive))))
}

/// The view now, then each time it has changed; a screen that is slow is sent the newest only.
pub(crate) fn pushes(
    mut receiver: watch::Receiver<Arc<str>>,
    at: Option<usize>,
    place: Arc<OwnedSemaphorePermit>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    receiver.mark_changed();
    unfold((receiver, at, place), async |(mut receiver, at, place)| {
        receiver.changed().await.ok()?;
        let text = Arc::clone(&receiver.borrow_and_update());
        let event = match at {
            Some(at) => Event::default().data(format!("[{at},{text}]")),
            None => Event::default().data(text.as_ref()),
        };
        Some((Ok(event), (receiver, at, place)))
    })
}

/// That the views are alive, as a remark that no screen takes for a view.
pub(crate) fn beats(office: Office) -> impl Stream<Item = Result<Event, Infallible>> {
    Box::pin(unfold(office, async |office| {
        office.beat().await;
        Some((Ok(Event::default().comment("beat")), office))
    }))
}
