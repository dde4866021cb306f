//! What is seen of every request: its id in the answer and in each line of the log, a line of its own, and its figures. A
//! route is named by its pattern (`/t/{token}`), so no token and no query is ever in a log.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use metrics::{counter, histogram};
use std::fmt::Write as _;
use tokio::time::Instant;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken from a proxy in front.
const ID_MAX: usize = 64;

/// Answers a request under its id.
pub async fn observe(route: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let id = id(request.headers());
    let method = word(request.method());
    let route = route.map_or_else(|| "other".to_owned(), |route| route.as_str().to_owned());
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default(), method, route);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), started.elapsed());
    span.in_scope(|| say(status, u64::try_from(took.as_millis()).unwrap_or(u64::MAX)));
    let status = status.as_str().to_owned();
    counter!("sportello_http_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    histogram!("sportello_http_request_duration_seconds", "method" => method, "route" => route).record(took);
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

fn say(status: StatusCode, milliseconds: u64) {
    let status = status.as_u16();
    if status >= 500 {
        tracing::warn!(status, milliseconds, "answered");
    } else {
        tracing::debug!(status, milliseconds, "answered");
    }
}

/// The id that a proxy gave the request, where it is one; else a new one.
fn id(headers: &HeaderMap) -> HeaderValue {
    let is_id = |id: &&HeaderValue| {
        let bytes = id.as_bytes();
        (1..=ID_MAX).contains(&bytes.len()) && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    headers.get(REQUEST_ID).filter(is_id).cloned().unwrap_or_else(fresh)
}

fn fresh() -> HeaderValue {
    let id = machine::random::<8>().iter().fold(String::with_capacity(16), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    });
    HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("none"))
}

/// A method that somebody invented is no label of its own.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_proxy_is_kept_and_anything_else_is_not_written_into_a_log() {
        let with = |value: &'static str| HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_static(value))]);
        assert_eq!(id(&with("0af7651916cd43dd-8448")), "0af7651916cd43dd-8448");
        for odd in ["", "a b", "a\"b", "%0a", &"x".repeat(65)] {
            let odd: &'static str = odd.to_owned().leak();
            assert_eq!(id(&with(odd)).len(), 16, "{odd}");
        }
        assert_ne!(id(&HeaderMap::new()), id(&HeaderMap::new()));
    }
}
