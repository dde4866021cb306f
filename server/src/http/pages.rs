//! The pages: a file a screen. Each is rendered from one snapshot, which it carries, and runs on from there. Wherever a person
//! may stand, a problem is a page too, and a wrong address leads to a right one.

mod account;
mod desk;
mod enrol;
mod front_door;
mod kiosk;
mod lobby;
mod manager;
#[allow(dead_code)]
mod office;
mod problem;
#[allow(dead_code)]
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
        .route("/enrol", get(enrol::back).post(enrol::ask))
        .route("/password", get(account::password).post(account::change_password))
        .route("/first-admin/{token}", get(account::first_admin).post(account::make_first_admin))
        .route("/b/{branch}", get(front_door::of_branch))
        .route("/b/{branch}/demo-ticket", get(stray::to_branch).post(front_door::take_ticket))
        .route("/b/{branch}/kiosk", get(kiosk::page))
        .route("/b/{branch}/lobby", get(lobby::page))
        .route("/b/{branch}/desk", get(desk::choice))
        .route("/b/{branch}/desk/{desk}", get(desk::page))
        .route("/b/{branch}/manager", get(manager::page))
        .route("/b/{branch}/office", get(office::home))
        .route("/b/{branch}/office/staff", get(office::staff::list).post(office::staff::add))
        .route("/b/{branch}/office/staff/{person}", get(office::staff::one).post(office::staff::change))
        .route("/b/{branch}/office/devices", get(office::devices::list).post(office::devices::enrol))
        .route("/b/{branch}/office/devices/{device}", get(office::devices::list).post(office::devices::change))
        .route("/b/{branch}/office/audit", get(office::audit::page).post(office::audit::export))
        .route(
            "/b/{branch}/office/announcements",
            get(office::announcements::page).post(office::announcements::announce),
        )
        .route("/b/{branch}/office/announcements/{announcement}/withdraw", post(office::announcements::withdraw))
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
