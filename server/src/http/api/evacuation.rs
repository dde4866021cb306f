//! The building is evacuated: the manager's to begin and to lift. Every screen says so until it is lifted.

use crate::http::AppState;
use crate::http::authorise::Manager;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Result, Ruled};
use axum::http::StatusCode;
use branch::Actor;
use queue::Command;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::DeskCommand;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(begin)).routes(routes!(lift))
}

/// Have everybody leave: every wall, kiosk and visitor's phone says so, no ticket is given out and nobody is called.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/evacuation/begin", tag = "day", params(Branch, Key),
    request_body = DeskCommand, responses((status = 204), Problems<(Manager, Branch, Key, Body<()>, Ruled)>),
    security(("session" = ["Manager"]))
)]
async fn begin(
    Manager(person): Manager,
    Branch(branch): Branch,
    Key(key): Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    branch.command(key, Actor::Staff(person.id), Command::BeginEvacuation).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// People may come back: the screens are as they were, and the tickets go on from where they were.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/evacuation/lift", tag = "day", params(Branch, Key),
    request_body = DeskCommand, responses((status = 204), Problems<(Manager, Branch, Key, Body<()>, Ruled)>),
    security(("session" = ["Manager"]))
)]
async fn lift(
    Manager(person): Manager,
    Branch(branch): Branch,
    Key(key): Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    branch.command(key, Actor::Staff(person.id), Command::LiftEvacuation).await?;
    Ok(StatusCode::NO_CONTENT)
}
