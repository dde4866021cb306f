//! A visitor's own ticket: looked at, followed, left, put off.

use super::{ArrivalRefused, Link, LinkUnknown, find};
use crate::http::extract::{Body, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Result, Ruled};
use crate::http::qr::{self, NoPhoneAddress};
use crate::http::{AppState, stream};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::{Actor, Screen, feed};
use queue::{Command, Duration};
use wire::{ArriveRequest, DelayRequest, DeskCommand, TicketSnapshot};

/// A visitor's own ticket.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}", tag = "tickets", params(Link),
    responses((status = 200, body = TicketSnapshot), Problems<(Link,)>)
)]
pub async fn read(State(state): State<AppState>, Link(token): Link) -> Result<Response> {
    let (branch, ticket) = find(&state, &token).await?;
    let screen = Screen::Ticket(ticket);
    branch.live().foreseen(&screen).await;
    let snapshot = feed::snapshot(branch.live(), &screen).ok_or(LinkUnknown)?;
    // A ticket belongs to one visitor: no cache may keep it.
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "application/json")], snapshot).into_response())
}

/// A visitor's own ticket as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat`.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}/stream", tag = "tickets", params(Link),
    responses((status = 200, content_type = "text/event-stream", body = TicketSnapshot), Problems<(Link,)>)
)]
pub async fn stream(State(state): State<AppState>, Link(token): Link) -> Result<Response> {
    let (branch, ticket) = find(&state, &token).await?;
    Ok(stream::response(&state, branch.live(), &Screen::Ticket(ticket), None).ok_or(LinkUnknown)?)
}

/// Leave the queue.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/cancel", tag = "tickets", params(Link, Key),
    responses((status = 204), Problems<(Link, Key, Ruled)>)
)]
pub async fn cancel(State(state): State<AppState>, Link(token): Link, Key(key): Key) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    branch.command(key, Actor::Visitor, Command::Cancel { ticket }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that one is on the way to the branch, for a ticket that was taken from elsewhere.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/set-off", tag = "tickets", params(Link, Key), request_body = DeskCommand,
    responses((status = 204), Problems<(Link, Key, Body<()>, Ruled)>)
)]
pub async fn set_off(
    State(state): State<AppState>,
    Link(token): Link,
    Key(key): Key,
    Body(DeskCommand {}): Body<DeskCommand>,
) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    branch.command(key, Actor::Visitor, Command::SetOff { ticket }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that one is in the branch, for a ticket that was taken from elsewhere: from now on desks call it. Where the branch asks
/// for it, the code on the wall of the lobby shows that it is so.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/arrive", tag = "tickets", params(Link, Key), request_body = ArriveRequest,
    responses((status = 204), Problems<(Link, Key, Body<()>, ArrivalRefused, Ruled)>)
)]
pub async fn arrive(
    State(state): State<AppState>,
    Link(token): Link,
    Key(key): Key,
    Body(ArriveRequest { code }): Body<ArriveRequest>,
) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    super::arrival::arrive(&state, &branch, ticket, &code.unwrap_or_default(), key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Be called later, and keep the place.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/delay", tag = "tickets", params(Link, Key), request_body = DelayRequest,
    responses((status = 204), Problems<(Link, Key, Body<()>, Ruled)>)
)]
pub async fn delay(
    State(state): State<AppState>,
    Link(token): Link,
    Key(key): Key,
    Body(DelayRequest { minutes }): Body<DelayRequest>,
) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    let by = Duration::minutes(i64::from(minutes));
    branch.command(key, Actor::Visitor, Command::Delay { ticket, by }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The address of the visitor's page as a QR code.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}/qr.svg", tag = "tickets", params(Link),
    responses((status = 200, content_type = "image/svg+xml", body = String), Problems<(Link, NoPhoneAddress)>)
)]
pub async fn qr(State(state): State<AppState>, Link(token): Link, headers: HeaderMap) -> Result<Response> {
    find(&state, &token).await?;
    qr::code(&state, &headers, &format!("/t/{token}"))
}
