//! What the staff do about a ticket that is at no desk of theirs, and what they are told of it.

use super::authorise::Csr;
use super::extract::{Body, Branch, Key, path_parameter};
use super::problem::{Error, Result};
use super::tickets::{issued, new_token};
use super::{AppState, wish};
use ::branch::feed;
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::Actor;
use machine::clock;
use queue::{Appointment, AppointmentId, Command, Issue, Language, ServiceId, TicketId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::TicketHistory;
use wire::{CheckInRequest, DeskCommand, Issued, PriorityRequest, Problem, ReinstateRequest, ServiceRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(resume))
        .routes(routes!(cancel))
        .routes(routes!(reinstate))
        .routes(routes!(priority))
        .routes(routes!(service))
        .routes(routes!(history))
        .routes(routes!(check_in))
}

/// A ticket of the day by its id; whether the day has it is seen by the rules.
#[derive(Debug)]
struct Ticket(TicketId);

impl<S: Send + Sync> FromRequestParts<S> for Ticket {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let id = path_parameter(parts, "ticket").await;
        id.parse().map(|id| Self(TicketId(id))).map_err(|_| Error::LinkUnknown)
    }
}

/// One handler a command: they differ by their address, their body, and by what they make of both.
macro_rules! ticket_command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ident, $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "tickets",
            params(("branch" = String, Path), ("ticket" = u32, Path), ("Idempotency-Key" = String, Header)),
            request_body = $body,
            responses(
                (status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 422, body = Problem), (status = 503, body = Problem),
            ),
            security(("session" = []))
        )]
        async fn $name(
            Csr(person): Csr,
            Branch(branch): Branch,
            Ticket(ticket): Ticket,
            Key(key): Key,
            Body(body): Body<$body>,
        ) -> Result<StatusCode> {
            let make: fn(TicketId, $body) -> Command = $make;
            branch.command(key, Actor::Staff(person.id), make(ticket, body)).await?;
            Ok(StatusCode::NO_CONTENT)
        }
    };
}

ticket_command! {
    /// The visitor who was put aside is back, or what was waited for is there.
    resume, "/api/v1/branches/{branch}/tickets/{ticket}/resume", DeskCommand,
    |ticket, _| Command::Resume { ticket }
}
ticket_command! {
    /// The visitor has left.
    cancel, "/api/v1/branches/{branch}/tickets/{ticket}/cancel", DeskCommand,
    |ticket, _| Command::Cancel { ticket }
}
ticket_command! {
    /// The visitor who was taken for absent is back.
    reinstate, "/api/v1/branches/{branch}/tickets/{ticket}/reinstate", ReinstateRequest,
    |ticket, body| Command::Reinstate { ticket, place: wish::place(body.place) }
}
ticket_command! {
    /// Give or take priority.
    priority, "/api/v1/branches/{branch}/tickets/{ticket}/priority", PriorityRequest,
    |ticket, body| Command::SetPriority { ticket, priority: body.priority }
}
ticket_command! {
    /// The visitor is here for something else.
    service, "/api/v1/branches/{branch}/tickets/{ticket}/service", ServiceRequest,
    |ticket, body| Command::SetService { ticket, service: ServiceId::new(&body.service) }
}

/// What happened to a ticket, why it was called when it was, and whom it overtook.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/tickets/{ticket}/history", tag = "tickets",
    params(("branch" = String, Path), ("ticket" = u32, Path)),
    responses(
        (status = 200, body = TicketHistory), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem),
    ),
    security(("session" = []))
)]
async fn history(
    Csr(_): Csr,
    Branch(branch): Branch,
    Ticket(ticket): Ticket,
    State(state): State<AppState>,
) -> Result<Json<TicketHistory>> {
    let story = branch::history(&state.store, branch.live(), ticket).await?;
    let told = feed::scene(branch.live(), clock::now(), |scene| view::history(scene, ticket, &story));
    told.map(Json).ok_or(Error::LinkUnknown)
}

/// Receive a visitor with an appointment: a ticket with the time that was booked.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/check-in", tag = "tickets",
    params(("branch" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body = CheckInRequest,
    responses(
        (status = 201, body = Issued), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem),
    ),
    security(("session" = []))
)]
async fn check_in(
    Csr(person): Csr,
    Branch(branch): Branch,
    Key(key): Key,
    Body(request): Body<CheckInRequest>,
) -> Result<(StatusCode, Json<Issued>)> {
    let setup = &branch.live().setup;
    let service = ServiceId::new(&request.service);
    if setup.service(&service).is_none() {
        return Err(Error::ServiceUnknown(request.service));
    }
    if !setup.languages.contains(&request.language) {
        return Err(Error::LanguageUnknown(request.language.0));
    }
    let appointment =
        Appointment { id: AppointmentId::new(&request.appointment), booked: wish::moment(request.booked) };
    let command = Command::Issue(Issue {
        service,
        then: Vec::new(),
        language: Language::new(request.language.as_str()),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        appointment: Some(appointment),
        token: new_token(),
    });
    let events = branch.command(key, Actor::Staff(person.id), command).await?;
    let issued = events.iter().find_map(issued).ok_or(Error::NotFound)?;
    Ok((StatusCode::CREATED, Json(issued)))
}
