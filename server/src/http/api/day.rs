//! The business day: what a manager may do about it.

use crate::http::AppState;
use crate::http::authorise::Manager;
use crate::http::convert::moment;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Error, Result, Ruled};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::{Actor, Handle, RequestKey};
use queue::{Command, CsrId, ServiceId};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DeskCommand, ExtendRequest, IssuingRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(stop)).routes(routes!(resume)).routes(routes!(extend)).routes(routes!(close))
}

/// The manager of a branch, and the key of what they ask.
struct OfDay {
    branch: Handle,
    manager: CsrId,
    key: RequestKey,
}

/// With which problems a command of the manager is refused.
type DayProblems = Problems<(Manager, Branch, Key, Body<()>, Ruled)>;

impl FromRequestParts<AppState> for OfDay {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Manager(person) = Manager::from_request_parts(parts, state).await?;
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let Key(key) = Key::from_request_parts(parts, state).await?;
        Ok(Self { branch, manager: person.id, key })
    }
}

impl IntoParams for OfDay {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        [Branch::into_params(&place), Key::into_params(&place)].concat()
    }
}

impl OfDay {
    async fn command(self, command: Command) -> Result<StatusCode> {
        self.branch.command(self.key, Actor::Staff(self.manager), command).await?;
        Ok(StatusCode::NO_CONTENT)
    }
}

fn service(request: IssuingRequest) -> Option<ServiceId> {
    request.service.map(|id| ServiceId::new(&id))
}

/// Give out no more tickets, for one service or for all.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/day/stop", tag = "day", params(OfDay),
    request_body = IssuingRequest, responses((status = 204), DayProblems), security(("session" = ["Manager"]))
)]
async fn stop(day: OfDay, Body(request): Body<IssuingRequest>) -> Result<StatusCode> {
    day.command(Command::StopIssuing { service: service(request) }).await
}

/// Give out tickets again.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/day/resume", tag = "day", params(OfDay),
    request_body = IssuingRequest, responses((status = 204), DayProblems), security(("session" = ["Manager"]))
)]
async fn resume(day: OfDay, Body(request): Body<IssuingRequest>) -> Result<StatusCode> {
    day.command(Command::ResumeIssuing { service: service(request) }).await
}

/// Give out tickets for longer than planned.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/day/extend", tag = "day", params(OfDay),
    request_body = ExtendRequest, responses((status = 204), DayProblems), security(("session" = ["Manager"]))
)]
async fn extend(day: OfDay, Body(request): Body<ExtendRequest>) -> Result<StatusCode> {
    day.command(Command::ExtendDay { until: moment(request.until) }).await
}

/// End the day; the tickets that are left end with it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/day/close", tag = "day", params(OfDay),
    request_body = DeskCommand, responses((status = 204), DayProblems), security(("session" = ["Manager"]))
)]
async fn close(day: OfDay, Body(_): Body<DeskCommand>) -> Result<StatusCode> {
    day.command(Command::CloseDay { overdue: false }).await
}
