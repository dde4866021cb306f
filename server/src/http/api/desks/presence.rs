//! A CSR comes to a desk, leaves it for a while, and leaves it.

use super::{AtDesk, DeskProblems};
use crate::http::extract::Body;
use crate::http::problem::Result;
use axum::Json;
use queue::Command;
use wire::{DeskCommand, NextAnswer, PauseRequest};

/// Sit down at the desk, or come back to it from a pause.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/open", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn open(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::OpenDesk { desk, csr }).await
}

/// Leave the desk.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/close", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn close(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::CloseDesk { desk, csr }).await
}

/// Leave the desk for a while; nobody is called to it meanwhile.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/pause", tag = "desks", params(AtDesk),
    request_body = PauseRequest, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn pause(at: AtDesk, Body(request): Body<PauseRequest>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::PauseDesk { desk, csr, reason: reason(request.reason) }).await
}

/// Sit down at a desk that a colleague left open, with the ticket that it has.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/take-over", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn take_over(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::TakeOverDesk { desk, csr }).await
}

fn reason(reason: wire::PauseReason) -> queue::PauseReason {
    match reason {
        wire::PauseReason::Break => queue::PauseReason::Break,
        wire::PauseReason::BackOffice => queue::PauseReason::BackOffice,
        wire::PauseReason::Other => queue::PauseReason::Other,
    }
}
