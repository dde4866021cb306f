//! What a CSR presses. Every command goes the same way: the desk, the CSR, the key, the rule.

use super::AppState;
use super::authorise::Csr;
use super::extract::{Body, Branch, Desk, Key};
use super::problem::Result;
use super::wish;
use ::branch::feed;
use axum::Json;
use branch::Actor;
use machine::clock;
use queue::{Command, CsrId, DeskId, TicketId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{CallRequest, DeskCommand, FinishRequest, NextAnswer, ParkRequest, PauseRequest, Problem, TransferRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(open))
        .routes(routes!(close))
        .routes(routes!(pause))
        .routes(routes!(take_over))
        .routes(routes!(next))
        .routes(routes!(call))
        .routes(routes!(recall))
        .routes(routes!(start))
        .routes(routes!(finish))
        .routes(routes!(no_show))
        .routes(routes!(park))
        .routes(routes!(transfer))
}

/// One handler a command: they differ by their address, their body, and by what they make of both.
macro_rules! desk_command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ident, $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "desks",
            params(("branch" = String, Path), ("desk" = String, Path), ("Idempotency-Key" = String, Header)),
            request_body = $body,
            responses(
                (status = 200, body = NextAnswer), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 422, body = Problem), (status = 503, body = Problem),
            ),
            security(("session" = []))
        )]
        async fn $name(
            Csr(person): Csr,
            Branch(branch): Branch,
            Desk(desk): Desk,
            Key(key): Key,
            Body(body): Body<$body>,
        ) -> Result<Json<NextAnswer>> {
            let make: fn(DeskId, CsrId, $body) -> Command = $make;
            let events = branch.command(key, Actor::Staff(person.id), make(desk, person.id, body)).await?;
            let ticket = feed::scene(branch.live(), clock::now(), |scene| view::called_ticket(scene, &events));
            Ok(Json(NextAnswer { ticket }))
        }
    };
}

desk_command! {
    /// Sit down at the desk, or come back to it from a pause.
    open, "/api/v1/branches/{branch}/desks/{desk}/open", DeskCommand,
    |desk, csr, _| Command::OpenDesk { desk, csr }
}
desk_command! {
    /// Leave the desk.
    close, "/api/v1/branches/{branch}/desks/{desk}/close", DeskCommand,
    |desk, csr, _| Command::CloseDesk { desk, csr }
}
desk_command! {
    /// Leave the desk for a while; nobody is called to it meanwhile.
    pause, "/api/v1/branches/{branch}/desks/{desk}/pause", PauseRequest,
    |desk, csr, body| Command::PauseDesk { desk, csr, reason: wish::pause_reason(body.reason) }
}
desk_command! {
    /// Sit down at a desk that a colleague left open, with the ticket that it has.
    take_over, "/api/v1/branches/{branch}/desks/{desk}/take-over", DeskCommand,
    |desk, csr, _| Command::TakeOverDesk { desk, csr }
}
desk_command! {
    /// Call the next visitor; `ticket` is null when nobody waits.
    next, "/api/v1/branches/{branch}/desks/{desk}/next", DeskCommand,
    |desk, csr, _| Command::CallNext { desk, csr }
}
desk_command! {
    /// Call this visitor, whoever is next; recorded as a person's choice.
    call, "/api/v1/branches/{branch}/desks/{desk}/call", CallRequest,
    |desk, csr, body| Command::CallTicket { desk, csr, ticket: TicketId(body.ticket) }
}
desk_command! {
    /// Call the same visitor once more.
    recall, "/api/v1/branches/{branch}/desks/{desk}/recall", DeskCommand,
    |desk, csr, _| Command::Recall { desk, csr }
}
desk_command! {
    /// The visitor is at the desk.
    start, "/api/v1/branches/{branch}/desks/{desk}/start", DeskCommand,
    |desk, csr, _| Command::Start { desk, csr }
}
desk_command! {
    /// The visitor has been served; what else they came for goes on at another desk.
    finish, "/api/v1/branches/{branch}/desks/{desk}/finish", FinishRequest,
    |desk, csr, body| wish::finish(desk, csr, body)
}
desk_command! {
    /// The visitor did not come, though they were called often and long enough.
    no_show, "/api/v1/branches/{branch}/desks/{desk}/no-show", DeskCommand,
    |desk, csr, _| Command::NoShow { desk, csr }
}
desk_command! {
    /// Put the visitor aside.
    park, "/api/v1/branches/{branch}/desks/{desk}/park", ParkRequest,
    |desk, csr, body| wish::park(desk, csr, &body)
}
desk_command! {
    /// Send the visitor on to a service, a desk or a person.
    transfer, "/api/v1/branches/{branch}/desks/{desk}/transfer", TransferRequest,
    |desk, csr, body| wish::transfer(desk, csr, body)
}
