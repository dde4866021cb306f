//! The pages: a file a screen. Each is rendered from one snapshot, which it carries, and runs on from there. Wherever a person
//! may stand, a problem is a page too, and a wrong address leads to a right one.

mod desk;
mod front_door;
mod kiosk;
mod lobby;
mod manager;
#[allow(dead_code)]
mod office;
mod problem;
mod public;
mod ready;
mod sign_in;
mod stray;
mod ticket;
mod visit;
mod words;

pub use problem::explain;

use super::AppState;
use super::problem::Error;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use visit::Visit;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(front_door::all))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/b/{branch}", get(public::branch::page))
        .route("/b/{branch}/book", get(public::book::page).post(public::book::book))
        .route("/a/{token}", get(public::appointment::page))
        .route("/a/{token}/cancel", get(public::appointment::ask_cancel).post(public::appointment::cancel))
        .route("/a/{token}/move", get(public::appointment::ask_move).post(public::appointment::move_it))
        .route("/b/{branch}/demo-ticket", get(stray::to_branch).post(front_door::take_ticket))
        .route("/b/{branch}/kiosk", get(kiosk::page))
        .route("/b/{branch}/lobby", get(lobby::page))
        .route("/b/{branch}/desk", get(desk::choice))
        .route("/b/{branch}/desk/{desk}", get(desk::page))
        .route("/b/{branch}/manager", get(manager::page))
        .route("/b/{branch}/office", get(office::home))
        .route("/b/{branch}/office/book", get(office::book::page).post(office::book::book))
        .route("/b/{branch}/ready/{service}", get(ready::page))
        .route("/t/{token}", get(ticket::page))
        .route("/t/{token}/cancel", get(stray::to_ticket).post(ticket::cancel))
        .route("/t/{token}/delay", get(stray::to_ticket).post(ticket::delay))
        .route("/t/{token}/manifest.webmanifest", get(ticket::manifest))
        .merge(stray::router())
        .merge(words::router())
}

/// A page, or why there is none.
type Page = Result<Response, Error>;
