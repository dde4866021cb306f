//! Tickets: given out at the kiosk and to visitors with an appointment, moved by the staff, followed and left on the
//! visitor's phone, printed, and told of by messages.

mod alone;
mod arrival;
mod call_back;
mod find;
mod history;
mod issue;
mod link;
mod notes;
mod own;
mod print;
mod push;
mod staff;

pub use arrival::{ArrivalRefused, arrive};
pub use call_back::{NotTaken, call_back};
pub use link::{Link, LinkUnknown, address, find};

use crate::http::AppState;
use crate::http::extract::path_parameter;
use crate::http::openapi::{self, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use queue::{Event, TicketId, Token};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, Issued};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(issue::issue))
        .routes(routes!(alone::reserve))
        .routes(routes!(alone::hand_in))
        .routes(routes!(staff::resume))
        .routes(routes!(staff::cancel))
        .routes(routes!(staff::arrive))
        .routes(routes!(staff::reinstate))
        .routes(routes!(staff::priority))
        .routes(routes!(staff::service))
        .routes(routes!(staff::document))
        .routes(routes!(find::find))
        .routes(routes!(notes::notes, notes::note))
        .routes(routes!(history::history))
        .routes(routes!(own::read))
        .routes(routes!(own::stream))
        .routes(routes!(own::cancel))
        .routes(routes!(own::delay))
        .routes(routes!(own::set_off))
        .routes(routes!(own::arrive))
        .routes(routes!(own::qr))
        .routes(routes!(arrival::qr))
        .routes(routes!(print::print))
        .routes(routes!(push::key))
        .routes(routes!(push::standing, push::subscribe, push::unsubscribe))
}

/// The branch has no such service.
#[derive(Debug)]
pub enum ServiceUnknown {
    InBody(String),
    InPath(String),
}

impl From<ServiceUnknown> for Error {
    fn from(error: ServiceUnknown) -> Self {
        let (status, id) = match error {
            ServiceUnknown::InBody(id) => (StatusCode::UNPROCESSABLE_ENTITY, id),
            ServiceUnknown::InPath(id) => (StatusCode::NOT_FOUND, id),
        };
        let detail = format!("The branch has no service \"{id}\". Its catalogue lists those that there are.");
        Self::new(status, Code::ServiceUnknown, "Unknown service", detail)
    }
}

impl Refuses for ServiceUnknown {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::ServiceUnknown)]];
}

/// The branch does not speak this language.
#[derive(Debug)]
pub struct LanguageUnknown(pub String);

impl From<LanguageUnknown> for Error {
    fn from(LanguageUnknown(code): LanguageUnknown) -> Self {
        let detail = format!("The branch does not speak \"{code}\". The snapshots' head lists its languages.");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::LanguageUnknown, "Unknown language", detail)
    }
}

impl Refuses for LanguageUnknown {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::LanguageUnknown)]];
}

/// The service asks for no such document.
#[derive(Debug)]
pub struct DocumentUnknown(pub String);

impl From<DocumentUnknown> for Error {
    fn from(DocumentUnknown(id): DocumentUnknown) -> Self {
        let detail = format!("The service does not ask for a document \"{id}\".");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::DocumentUnknown, "Unknown document", detail)
    }
}

impl Refuses for DocumentUnknown {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::DocumentUnknown)]];
}

/// A ticket of the day by its id, for the staff; the rules see whether the day has it.
#[derive(Debug)]
struct Ticket(TicketId);

impl FromRequestParts<AppState> for Ticket {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        let id = path_parameter(parts, "ticket").await;
        id.parse().map(|id| Self(TicketId(id))).map_err(|_| LinkUnknown.into())
    }
}

impl IntoParams for Ticket {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("ticket", "The ticket within its day.", openapi::number())]
    }
}

impl Refuses for Ticket {
    const PROBLEMS: &'static [&'static [Row]] = LinkUnknown::PROBLEMS;
}

/// 128 random bits as 32 hexadecimal digits.
pub fn new_token() -> Token {
    Token::new(&format!("{:032x}", u128::from_le_bytes(machine::random())))
}

/// The ticket that a command gave out.
pub fn issued(events: &[Event]) -> Result<Issued> {
    let issued = events.iter().find_map(|event| match event {
        Event::TicketIssued { ticket, number, service, language, token, ahead, .. } => Some(Issued {
            id: ticket.0,
            number: number.to_string(),
            token: token.to_string(),
            service: service.to_string(),
            language: wire::Language::new(language.as_str()),
            ahead: *ahead,
        }),
        _ => None,
    });
    issued.ok_or_else(|| Error::internal("a ticket was asked for, and the events of the command give out none"))
}
