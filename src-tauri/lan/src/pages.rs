//! The built screens, within the program itself; in a debug build they are read from the disk.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::guard::Refused;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
struct Screens;

/// A file of the screens.
pub(crate) async fn page(request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "lan.nothing_here",
            "There is nothing to do here.",
        )
        .into_response();
    }
    let path = match request.uri().path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    match Screens::get(path) {
        Some(file) => {
            let headers = [(CONTENT_TYPE, kind(path)), (CACHE_CONTROL, "no-cache")];
            (headers, file.data.into_owned()).into_response()
        }
        None => {
            Refused::new(StatusCode::NOT_FOUND, "lan.nothing_here", "There is nothing here.").into_response()
        }
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}
