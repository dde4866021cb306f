//! Whether the program runs, and whether it can serve.

use super::AppState;
use super::problem::Result;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

async fn alive() -> &'static str {
    "ok\n"
}

/// Ready: the store answers.
async fn ready(State(state): State<AppState>) -> Result<&'static str> {
    state.store.ping().await?;
    Ok("ready\n")
}
