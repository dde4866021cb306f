//! The words of a screen in one language, for a page that changes to it. The version in the address names exactly these
//! words, which are then kept for ever; a page of another release is given the present ones, which it also understands.

use crate::http::AppState;
use crate::http::extract::path_parameter;
use crate::http::problem::Error;
use axum::Router;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub fn router() -> Router<AppState> {
    Router::new().route("/words/{version}/{screen}/{file}", get(words)).route("/offline-words.json", get(offline))
}

/// What the service worker keeps beside `offline.html`.
async fn offline() -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, words::files::offline()).into_response()
}

async fn words(mut parts: Parts) -> Response {
    let version = path_parameter(&mut parts, "version").await;
    let screen = path_parameter(&mut parts, "screen").await;
    let file = path_parameter(&mut parts, "file").await;
    let Some(words) = file.strip_suffix(".json").and_then(|code| app::words_at(&screen, code)) else {
        return Error::not_found().into_response();
    };
    let kept = if version == app::WORDS_VERSION { "public, max-age=31536000, immutable" } else { "no-store" };
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, kept)], words).into_response()
}
