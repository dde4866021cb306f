//! A CSR calls a visitor, once more, and in vain.

use super::{AtDesk, DeskProblems};
use crate::http::convert::moment;
use crate::http::extract::Body;
use crate::http::problem::Result;
use axum::Json;
use queue::{Command, TicketId};
use wire::{AutoCallRequest, CallRequest, DeskCommand, NextAnswer};

/// Call the next visitor; `ticket` is null when nobody waits.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/next", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn next(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::CallNext { desk, csr }).await
}

/// A desk that has been free for the branch's pause calls the next visitor by itself. `ticket` is null when nobody waits, or
/// when the desk has not been free since the moment that the request names: another tablet was first.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/auto-call", tag = "desks", params(AtDesk),
    request_body = AutoCallRequest, responses((status = 200, body = NextAnswer), DeskProblems),
    security(("session" = []))
)]
pub async fn auto_call(at: AtDesk, Body(request): Body<AutoCallRequest>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::AutoCall { desk, csr, since: moment(request.since) }).await
}

/// Call this visitor, whoever is next; recorded as a person's choice.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/call", tag = "desks", params(AtDesk),
    request_body = CallRequest, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn call(at: AtDesk, Body(request): Body<CallRequest>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::CallTicket { desk, csr, ticket: TicketId(request.ticket) }).await
}

/// Call the same visitor once more.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/recall", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn recall(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::Recall { desk, csr }).await
}

/// The visitor did not come, though they were called often and long enough.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/no-show", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn no_show(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::NoShow { desk, csr }).await
}
