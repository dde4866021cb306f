//! A desk helps other services for a while: the manager asks, the CSR accepts or declines, either gives it back.

use super::{AtDesk, DeskProblems};
use crate::http::authorise::{Csr, Manager};
use crate::http::convert::moment;
use crate::http::extract::{Body, Branch, Desk, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Result, Ruled};
use axum::Json;
use axum::http::StatusCode;
use branch::Actor;
use people::may;
use queue::{Command, ServiceId};
use store::Role;
use wire::{DeskCommand, LendRequest, NextAnswer};

/// Ask the CSR at a desk to serve other services besides, for a while.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/lend", tag = "desks", params(Branch, Desk, Key),
    request_body = LendRequest, responses((status = 204), Problems<(Manager, Branch, Desk, Key, Body<()>, Ruled)>),
    security(("session" = ["Manager"]))
)]
pub async fn lend(
    Manager(person): Manager,
    Branch(branch): Branch,
    Desk(desk): Desk,
    Key(key): Key,
    Body(request): Body<LendRequest>,
) -> Result<StatusCode> {
    let services = request.services.iter().map(|service| ServiceId::new(service)).collect();
    let command = Command::LendDesk { desk, services, until: moment(request.until) };
    branch.command(key, Actor::Staff(person.id), command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Agree: the desk serves the other services too, until somebody ends it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/accept", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn accept(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::AcceptLending { desk, csr }).await
}

/// Decline what was asked, or give the desk back: its CSR, or a manager. What is ended already stays so.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/return", tag = "desks", params(Branch, Desk, Key),
    request_body = DeskCommand, responses((status = 204), Problems<(Csr, Branch, Desk, Key, Body<()>, Ruled)>),
    security(("session" = []))
)]
pub async fn give_back(
    Csr(person): Csr,
    Branch(branch): Branch,
    Desk(desk): Desk,
    Key(key): Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    let sits_there = branch.live().read(|state, _| state.desk(&desk).and_then(queue::Desk::csr)) == Some(person.id);
    let manages = may(&person, &branch.live().setup().id, Role::Manager);
    let csr = (sits_there || !manages).then_some(person.id);
    branch.command(key, Actor::Staff(person.id), Command::ReturnDesk { desk, csr }).await?;
    Ok(StatusCode::NO_CONTENT)
}
