//! HTTP: parse, authorise, call; no rule and no SQL here. `api` is what programs use, a file or folder a noun; `pages` what people
//! open, a file a screen. Both take what `extract` and `authorise` parse, and answer what is not done by `problem`.

mod api;
mod assets;
pub mod audit_csv;
mod audited;
mod authorise;
mod client;
mod connections;
pub mod convert;
mod cookie;
mod devices;
mod extract;
mod flood;
mod health;
mod kept;
mod limits;
pub mod metrics;
mod observe;
mod openapi;
mod outside;
mod own_path;
mod pages;
pub mod phones;
mod problem;
mod qr;
mod state;
mod stream;
pub mod tls;

pub use api::reports::{on_paper as report_on_paper, title as report_title};
pub use connections::{most_connections, serve};
pub use kept::KeptPages;
pub use limits::Limits;
pub use state::{AppState, Site};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use extract::BODY_MAX;
use problem::Error;
use tower::ServiceBuilder;
use tower::util::option_layer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// No page asks for any of these.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";
/// For so long a browser that came by TLS once comes by nothing else. It ignores this on a page by plain HTTP.
const TWO_YEARS: &str = "max-age=63072000";

/// Everything that the server answers to.
pub fn router(state: AppState) -> Router {
    whole(state, false)
}

/// What the public listener answers to: visitors' pages and links, and nothing else.
pub fn public_router(state: AppState) -> Router {
    whole(state, true)
}

fn whole(state: AppState, outside: bool) -> Router {
    let (api, document) = api::router().split_for_parts();
    let pages = pages::router()
        .fallback_service(assets::service(&state))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(option_layer(outside.then(|| from_fn(outside::visitors_only))))
        .layer(from_fn_with_state(state.clone(), pages::explain))
        .layer(CompressionLayer::new());
    let by_tls =
        state.site.tls.is_some() || state.site.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    // One stack: each layer of a router of its own would box every request and answer once more.
    let every = ServiceBuilder::new()
        .layer(from_fn(observe::observe))
        .layer(from_fn_with_state(state.clone(), audited::note))
        .layer(security(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(security(header::REFERRER_POLICY, "no-referrer"))
        .layer(security(header::X_FRAME_OPTIONS, "DENY"))
        .layer(security(HeaderName::from_static("permissions-policy"), PERMISSIONS))
        .layer(security(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(security(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .option_layer(by_tls.then(|| security(header::STRICT_TRANSPORT_SECURITY, TWO_YEARS)))
        .layer(from_fn_with_state(state.clone(), flood::limit))
        .layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new()
        .merge(api)
        .merge(openapi::router(document).layer(CompressionLayer::new()))
        .merge(health::router())
        .merge(metrics::router())
        .method_not_allowed_fallback(method_not_allowed)
        .layer(option_layer(outside.then(|| from_fn(outside::visitors_only))))
        .merge(pages)
        .layer(every)
        .with_state(state)
}

async fn method_not_allowed() -> Error {
    Error::method_not_allowed()
}

fn security(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
