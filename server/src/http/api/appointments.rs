//! The book of appointments: free times, booking, the visitor's own appointment, checking in.

mod book;
mod check_in;
mod error;
mod offers;
mod own;

pub use check_in::on_the_phone;
pub use error::{AppointmentUnknown, BookProblem, ContactInvalid, StartInvalid, problem};
pub use own::{Own, find};

use crate::http::AppState;
use jiff::civil::DateTime;
use office::appointments::BranchBook;
use queue::Timestamp;
use records::appointment::{Appointment, State};
use records::contact::Contact;
use records::grid::parse_start;
use setup::Branch;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{AppointmentState, Time};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(offers::slots))
        .routes(routes!(book::book))
        .routes(routes!(own::read))
        .routes(routes!(own::move_it))
        .routes(routes!(own::cancel))
        .routes(routes!(own::contact_of))
        .routes(routes!(own::calendar))
        .routes(routes!(own::qr))
        .routes(routes!(check_in::check_in))
        .routes(routes!(check_in::arrive))
}

/// The book of a branch.
pub fn book_of(state: &AppState, setup: &Arc<Branch>) -> BranchBook {
    BranchBook::new(state.store.clone(), setup.clone())
}

/// A start as it was written, as a moment.
pub fn start(setup: &Branch, text: &str) -> Result<Timestamp, StartInvalid> {
    parse_start(setup.calendar.time_zone(), text).map_err(StartInvalid)
}

/// Who books, as it was written.
pub fn contact(name: &str, email: &str, phone: &str) -> Result<Contact, ContactInvalid> {
    Contact::parse(name, email, phone).map_err(ContactInvalid)
}

/// How long an appointment for a service is, in minutes, as visitors are told it.
pub fn minutes(setup: &Branch, service: &queue::ServiceId) -> u32 {
    setup.service(service).map_or(0, |service| service.minutes)
}

/// An appointment as whoever has its link sees it.
pub fn told(setup: &Branch, booked: &Appointment) -> wire::Appointment {
    wire::Appointment {
        token: booked.token.to_string(),
        code: booked.code.as_str().to_owned(),
        branch: setup.id.clone(),
        service: booked.service.to_string(),
        start: Time::from_millis(booked.starts_at().0),
        wall: booked.wall.clone(),
        minutes: minutes(setup, &booked.service),
        language: wire::Language::new(booked.language.as_str()),
        state: match booked.state {
            State::Booked => AppointmentState::Booked,
            State::Cancelled => AppointmentState::Cancelled,
        },
        version: booked.version.0,
    }
}

/// A moment by the branch's clock, as it is promised: `2026-12-03T10:15`.
pub fn wall(setup: &Branch, at: Timestamp) -> String {
    let wall: DateTime = records::grid::wall(setup.calendar.time_zone(), at);
    wall.strftime("%Y-%m-%dT%H:%M").to_string()
}
