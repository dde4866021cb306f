//! The business day: what a manager may do about it.

use super::authorise::Manager;
use super::extract::{Body, Branch, Key};
use super::problem::Result;
use super::{AppState, wish};
use axum::http::StatusCode;
use branch::{Actor, Handle, RequestKey};
use queue::{Command, ServiceId};
use store::Person;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DeskCommand, ExtendRequest, IssuingRequest, Problem};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(stop)).routes(routes!(resume)).routes(routes!(extend)).routes(routes!(close))
}

async fn command(branch: &Handle, person: &Person, key: RequestKey, command: Command) -> Result<StatusCode> {
    branch.command(key, Actor::Staff(person.id), command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One handler a command: they differ by their address, their body, and by what they make of it.
macro_rules! day_command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ident, $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "day",
            params(("branch" = String, Path), ("Idempotency-Key" = String, Header)),
            request_body = $body,
            responses(
                (status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 422, body = Problem), (status = 503, body = Problem),
            ),
            security(("session" = ["Manager"]))
        )]
        async fn $name(
            Manager(person): Manager,
            Branch(branch): Branch,
            Key(key): Key,
            Body(body): Body<$body>,
        ) -> Result<StatusCode> {
            let make: fn($body) -> Command = $make;
            command(&branch, &person, key, make(body)).await
        }
    };
}

fn service(body: IssuingRequest) -> Option<ServiceId> {
    body.service.map(|id| ServiceId::new(&id))
}

day_command! {
    /// Give out no more tickets, for one service or for all.
    stop, "/api/v1/branches/{branch}/day/stop", IssuingRequest,
    |body| Command::StopIssuing { service: service(body) }
}
day_command! {
    /// Give out tickets again.
    resume, "/api/v1/branches/{branch}/day/resume", IssuingRequest,
    |body| Command::ResumeIssuing { service: service(body) }
}
day_command! {
    /// Give out tickets for longer than planned.
    extend, "/api/v1/branches/{branch}/day/extend", ExtendRequest,
    |body| Command::ExtendDay { until: wish::moment(body.until) }
}
day_command! {
    /// End the day; the tickets that are left end with it.
    close, "/api/v1/branches/{branch}/day/close", DeskCommand,
    |_| Command::CloseDay { overdue: false }
}
