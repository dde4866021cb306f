//! The layer around everything by which who asks too often is answered before anything else is done, and nobody holds a request
//! open for ever.

use super::AppState;
use super::client;
use super::limits::TooMany;
use super::problem::Error;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tokio::time::timeout;
use wire::Code;

impl From<TooMany> for Error {
    fn from(TooMany { seconds }: TooMany) -> Self {
        let detail = format!("Too many requests came from here. Try again in {seconds} seconds.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, Code::TooManyRequests, "Too many requests", detail).after(seconds)
    }
}

/// How long a request may take until its answer begins, its body included. The body of an answer, such as a stream, may last.
const MOST: Duration = Duration::from_mins(1);

fn too_slow() -> Error {
    let detail = "The request did not arrive whole in time. Try again with the same key.";
    Error::new(StatusCode::REQUEST_TIMEOUT, Code::TooSlow, "Too slow", detail)
}

/// Answers a request, or says that there were too many.
pub async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let address = client::address(request.extensions(), request.headers(), &state.site.trusted_proxies);
    match state.limits.count(address, &request) {
        Ok(()) => match timeout(MOST, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => too_slow().into_response(),
        },
        Err(stopped) => Error::from(stopped).into_response(),
    }
}
