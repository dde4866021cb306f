//! The routes of the outside contract that programs use: a file a noun, with a folder where the noun has many verbs. Each
//! route is described in the OpenAPI document.

mod alerts;
pub mod announcements;
mod answers;
pub mod appointments;
pub mod articles;
pub mod bank;
mod branches;
pub mod cases;
pub mod complaints;
pub mod contact_checks;
mod day;
mod desks;
pub mod device;
mod displays;
mod evacuation;
pub mod feedback;
pub mod follow_ups;
pub mod forms;
pub mod interests;
mod lessons;
mod media;
pub mod notices;
mod printers;
mod products;
pub mod records;
pub mod reports;
pub mod session;
mod speech;
mod staff;
mod stream;
mod system_cases;
pub mod tickets;
pub mod to_do;
mod view;
pub mod visited;

pub use branches::names;

use super::AppState;
use super::openapi;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;

/// All of them. Answers of some lines and streams are not compressed: it would cost more than it saves.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::base())
        .merge(tickets::router())
        .merge(answers::router())
        .merge(articles::router().layer(CompressionLayer::new()))
        .merge(appointments::router())
        .merge(alerts::router())
        .merge(desks::router())
        .merge(device::router())
        .merge(day::router())
        .merge(announcements::router())
        .merge(displays::router())
        .merge(evacuation::router())
        .merge(notices::router())
        .merge(lessons::router())
        .merge(view::router().layer(CompressionLayer::new()))
        .merge(branches::router().layer(CompressionLayer::new()))
        .merge(forms::router().layer(CompressionLayer::new()))
        .merge(printers::router())
        .merge(products::router().layer(CompressionLayer::new()))
        .merge(media::router())
        .merge(feedback::router())
        .merge(complaints::router())
        .merge(cases::router())
        .merge(system_cases::router())
        .merge(follow_ups::router())
        .merge(interests::router())
        .merge(contact_checks::router())
        .merge(to_do::router())
        .merge(bank::router().layer(CompressionLayer::new()))
        .merge(reports::router().layer(CompressionLayer::new()))
        .merge(stream::router())
        .merge(speech::router())
        .merge(session::router())
        .merge(staff::router())
}
