//! What a screen can ask to be done: dispatch, undo, an errand, the preview of an import, a view as it is now, the way to
//! the hall's page.
//!
//! Invariant: a request that the hall's key came with does nothing. An answer is given once the act is on the disk.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use papers::import::{ImportKind, Known, Preview, preview};
use record::halt::Halt;
use record::office::{self, Errand};
use record::transact::{Answer, Envelope, UndoRequest};
use record::view::View;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Room;
use crate::guard::Refused;
use crate::keys::Holder;

const KILOBYTE: usize = 1024;
const MEGABYTE: usize = 1024 * KILOBYTE;
const MOST: usize = MEGABYTE;
const MOST_PREVIEW: usize = 16 * MEGABYTE;

pub(crate) fn routes() -> Router<Room> {
    Router::new()
        .route("/dispatch", post(dispatch))
        .route("/undo", post(undo))
        .route("/errand", post(errand))
        .route("/preview", post(look))
        .route("/show", post(show))
        .route("/keep", post(keep))
        .route("/content", post(content))
        .route("/hall", post(hall))
}

async fn dispatch(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Json<Answer>, Refused> {
    let envelope: Envelope = asked(holder, request, MOST).await?;
    Ok(Json(room.office.dispatch_async(envelope).await))
}

async fn undo(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Json<Answer>, Refused> {
    let request: UndoRequest = asked(holder, request, MOST).await?;
    Ok(Json(room.office.undo_async(request).await))
}

async fn errand(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Json<Value>, Refused> {
    // A count pack or a return comes as its text.
    let errand: Errand = asked(holder, request, MOST_PREVIEW).await?;
    let done = aside(move || room.office.errand(errand)).await?;
    Ok(Json(match done {
        Ok(done) => json!({ "done": done }),
        Err(halt) => json!(Answer::of(Err(halt))),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PreviewRequest {
    kind: ImportKind,
    name: String,
    base64: String,
}

async fn look(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Json<Preview>, Refused> {
    let PreviewRequest { kind, name, base64 } = asked(holder, request, MOST_PREVIEW).await?;
    let looked = aside(move || {
        let bytes = STANDARD.decode(base64.as_bytes()).map_err(|error| not_understood(&error.to_string()))?;
        let known = match room.office.desk() {
            Some(desk) => desk.read(Known::read).map_err(halted)?,
            None => Known::default(),
        };
        Ok(preview(kind, &name, &bytes, &known))
    });
    looked.await?.map(Json)
}

/// A view as it is at this moment, and no more of it: what a draft would do is asked at every key.
async fn show(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Response, Refused> {
    let view: View = asked(holder, request, MOST).await?;
    let text = aside(move || room.office.show(&view)).await?.map_err(halted)?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepRequest {
    base64: String,
}

/// Content that is to be attached to a paper: by what hash it is then known.
async fn keep(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Json<Value>, Refused> {
    let KeepRequest { base64 } = asked(holder, request, MOST_PREVIEW).await?;
    let kept = aside(move || {
        let bytes = STANDARD.decode(base64.as_bytes()).map_err(|error| not_understood(&error.to_string()))?;
        let desk = room.office.desk().ok_or_else(nothing_open)?;
        desk.keep(bytes).map_err(halted)
    });
    Ok(Json(json!({ "sha256": kept.await?? })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContentRequest {
    sha256: String,
}

/// The content of that hash. It is handed out as bytes, whatever it is, so that no browser shows it as a page of ours.
async fn content(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Response, Refused> {
    let ContentRequest { sha256 } = asked(holder, request, MOST).await?;
    let found = aside(move || room.office.desk().ok_or_else(nothing_open)?.content(&sha256).map_err(halted));
    let bytes = found.await??.ok_or_else(|| {
        Refused::new(StatusCode::NOT_FOUND, "attachment.no_content", "That content is not in this file.")
    })?;
    let headers = [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, "attachment")];
    Ok((headers, bytes).into_response())
}

fn nothing_open() -> Refused {
    Refused::of(StatusCode::CONFLICT, office::no_file())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HallRequest {}

/// Where the hall's window is opened, with a key that can do nothing: the chair's own is never handed on.
async fn hall(
    State(room): State<Room>,
    Extension(holder): Extension<Holder>,
    request: Request,
) -> Result<Json<Value>, Refused> {
    let HallRequest {} = asked(holder, request, MOST).await?;
    Ok(Json(json!({ "page": room.keys.hall_page() })))
}

/// What was asked for, if whoever asks may ask for anything.
async fn asked<T: DeserializeOwned>(holder: Holder, request: Request, most: usize) -> Result<T, Refused> {
    match holder {
        Holder::Chair => {}
        Holder::Hall | Holder::Visitors => {
            let sentence = "The hall’s screen shows; it does nothing.";
            return Err(Refused::new(StatusCode::FORBIDDEN, "hall.silent", sentence));
        }
    }
    body(request, most).await
}

/// What a request says, if it is no longer than this many bytes.
pub(crate) async fn body<T: DeserializeOwned>(request: Request, most: usize) -> Result<T, Refused> {
    let too_large = |_| {
        let size = if most < MEGABYTE {
            format!("{} kB", most / KILOBYTE)
        } else {
            format!("{} MB", most / MEGABYTE)
        };
        let sentence = format!("More than {size} cannot be taken in at once.");
        Refused::new(StatusCode::PAYLOAD_TOO_LARGE, "lan.too_large", sentence)
    };
    let bytes = to_bytes(request.into_body(), most).await.map_err(too_large)?;
    serde_json::from_slice(&bytes).map_err(|error| not_understood(&error.to_string()))
}

pub(crate) fn not_understood(why: &str) -> Refused {
    Refused::new(StatusCode::BAD_REQUEST, "lan.not_understood", format!("This is not understood: {why}."))
}

pub(crate) fn halted(halt: Halt) -> Refused {
    match halt {
        Halt::Refusal(refusal) => Refused::new(StatusCode::CONFLICT, &refusal.code, refusal.sentence),
        Halt::Fault(fault) => {
            fault.log();
            Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "lan.fault", fault.shown().sentence)
        }
    }
}

/// Does what may take a moment where it holds up nobody else.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refused> {
    let gone = |_| {
        let sentence = "Something went wrong inside the program. Nothing was recorded.";
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "lan.fault", sentence)
    };
    tokio::task::spawn_blocking(work).await.map_err(gone)
}
