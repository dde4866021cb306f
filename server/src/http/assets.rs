//! The files of the site: pre-compressed where the build did that, and cached by a rule that a new release cannot
//! trip over. What carries a hash in its name never changes; everything else is asked for again each time, which
//! costs an empty answer.

use super::AppState;
use super::problem::Error;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::path::Path;
use tower_http::services::ServeDir;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Whatever no route answered: a file of the site, or a 404.
pub fn service(state: &AppState) -> Router {
    let root = Path::new(state.site.leptos.site_root.as_ref());
    let files = ServeDir::new(root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .not_found_service(axum::routing::any(async || Error::not_found().into_response()).with_state(()));
    Router::new().fallback_service(files).layer(from_fn(caching))
}

async fn caching(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Error::not_found().into_response();
    }
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    if matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED) {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, if hashed { FOR_EVER } else { ASK_AGAIN });
        // The same address has a compressed and a plain form: a cache in between must tell them apart.
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

/// `sportello.0a1B2c3D4e5F6g7H8i9J0k.wasm`: the part before the ending is a hash of the content.
fn is_hashed(path: &str) -> bool {
    let mut parts = path.rsplit('/').next().unwrap_or_default().rsplit('.');
    let (_ending, hash, name) = (parts.next(), parts.next(), parts.next());
    let hash_like = |hash: &str| {
        hash.len() >= 16 && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    path.starts_with("/pkg/") && name.is_some() && hash.is_some_and(hash_like)
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_what_has_a_hash_in_its_name_is_kept_for_ever() {
        assert!(is_hashed("/pkg/sportello.Q3JvY2tldF9oYXNoX2Zvb2.wasm"));
        assert!(!is_hashed("/pkg/sportello.wasm"));
        assert!(!is_hashed("/fonts/atkinson-hyperlegible.woff2"));
        assert!(!is_hashed("/pkg/__wasm_split_manifest.json"));
    }
}
