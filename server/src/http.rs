//! HTTP: parse, authorise, call. One resource a file, each with its own `router()`; no rule and no SQL here.

mod alerts;
mod answers;
mod assets;
mod authorise;
mod connections;
mod day;
mod desks;
mod extract;
mod forms;
mod health;
mod openapi;
mod own_path;
mod pages;
mod phone;
mod print;
mod problem;
mod push;
mod qr;
mod queue;
mod session;
mod speech;
mod stream;
mod tickets;
mod views;
mod wish;
mod words;

pub use connections::{most_connections, serve};

use ::speech::Speech;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use branch::Branches;
use leptos::config::LeptosOptions;
use messages::push::Push;
use paper::print::Printers;
use people::Staff;
use std::sync::Arc;
use store::Store;
use tokio::sync::watch;
use tower::ServiceBuilder;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;

/// The largest body that is read, in bytes.
const BODY_MAX: usize = 16 * 1024;

/// What handlers work with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    pub branches: Branches,
    pub staff: Staff,
    pub store: Store,
    pub push: Push,
    pub printers: Printers,
    pub site: Arc<Site>,
    pub speech: Speech,
    /// Becomes true when the server is to stop: streams, which never end by themselves, end then.
    pub stopping: watch::Receiver<bool>,
}

/// How this server presents itself.
#[derive(Debug)]
pub struct Site {
    pub leptos: LeptosOptions,
    /// Where visitors' phones reach the server; `None`: where the request came in.
    pub public_url: Option<String>,
    /// Users of a demo, and the password they share.
    pub demo_users: Vec<(String, String)>,
}

/// Everything that the server answers to.
pub fn router(state: AppState) -> Router {
    let (api, document) = api().split_for_parts();
    let large = Router::new()
        .merge(openapi::router(document))
        .merge(pages::router())
        .merge(words::router())
        .fallback_service(assets::service(&state))
        .layer(CompressionLayer::new());
    // One stack: each layer of a router of its own would box every request and answer once more.
    let every = ServiceBuilder::new()
        .layer(security(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(security(header::REFERRER_POLICY, "no-referrer"))
        .layer(security(header::X_FRAME_OPTIONS, "DENY"))
        .layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new()
        .merge(api)
        .merge(large)
        .merge(health::router())
        .merge(session::forms())
        .merge(phone::router())
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(every)
        .with_state(state)
}

/// The routes of the outside contract that programs use, each described in the OpenAPI document. Answers of some lines
/// and streams are not compressed: it would cost more than it saves.
fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::base())
        .merge(tickets::router())
        .merge(answers::router())
        .merge(alerts::router())
        .merge(push::router())
        .merge(print::router())
        .merge(queue::router())
        .merge(desks::router())
        .merge(day::router())
        .merge(views::router().layer(CompressionLayer::new()))
        .merge(forms::router().layer(CompressionLayer::new()))
        .merge(views::streams())
        .merge(speech::router())
        .merge(session::router())
}

fn security(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// One line a request, without the query and without what names a visitor.
fn line(request: &axum::http::Request<hyper::body::Incoming>) -> Option<String> {
    let path = match request.uri().path() {
        path if path.starts_with("/t/") || path.starts_with("/api/v1/tickets/") => "(a visitor's link)",
        path => path,
    };
    tracing::enabled!(tracing::Level::DEBUG).then(|| format!("{} {path}", request.method()))
}
