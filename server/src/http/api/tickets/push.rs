//! Being told of a call while the phone's page is closed: the browser's subscription, kept with the ticket.

use super::{Link, LinkUnknown, find};
use crate::http::AppState;
use crate::http::extract::{Body, Key, in_query};
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, StatusCode, header};
use branch::CommandError;
use messages::push::{MOST_OF_A_TICKET, Unusable};
use queue::{Refusal, Token};
use store::{BranchId, PushSubscription, push_subscription};
use wire::{Code, PushEnd, PushKey, PushRequest, PushStanding};

/// Why a browser is not told.
enum PushError {
    Unusable(Unusable),
    /// Enough browsers are told of this ticket.
    Full,
}

impl From<PushError> for Error {
    fn from(error: PushError) -> Self {
        match error {
            PushError::Unusable(why) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::PushUnusable,
                "The subscription is of no use",
                format!("Nothing can be sent there: {why}. Send what the browser's PushSubscription is as JSON."),
            ),
            PushError::Full => Self::new(
                StatusCode::CONFLICT,
                Code::PushFull,
                "Enough browsers are told already",
                "Have another browser be told no more first, or look at the lobby.",
            ),
        }
    }
}

impl Refuses for PushError {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(409, Code::TicketOver), (409, Code::PushFull), (422, Code::PushUnusable)]];
}

/// An address to which nothing can be sent.
struct PushEndpoint;

impl Refuses for PushEndpoint {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::PushUnusable)]];
}

/// The key by which a browser's push service knows these servers.
#[utoipa::path(get, path = "/api/v1/push-key", tag = "tickets", responses((status = 200, body = PushKey)))]
pub async fn key(State(state): State<AppState>) -> Json<PushKey> {
    Json(PushKey { key: state.push.public_key().to_owned() })
}

/// Tell this browser when the ticket is called. Sent again it renews the browser's keys.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/push", tag = "tickets",
    params(Link, Key), request_body = PushRequest,
    responses((status = 204), Problems<(Link, Key, Body<()>, PushError)>)
)]
pub async fn subscribe(
    State(state): State<AppState>,
    Link(token): Link,
    Key(_): Key,
    Body(PushRequest { endpoint, keys }): Body<PushRequest>,
) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    let (over, day) = branch.live().read(|branch, _| {
        let ticket = branch.ticket(ticket).filter(|ticket| ticket.state.is_over());
        (ticket.map(|ticket| ticket.number), branch.day().cloned())
    });
    if let Some(number) = over {
        return Err(CommandError::from(Refusal::TicketOver { number }).into());
    }
    state.push.check(&endpoint, &keys.p256dh, &keys.auth).map_err(PushError::Unusable)?;
    let subscription = PushSubscription {
        token: Token::new(&token),
        endpoint,
        p256dh: keys.p256dh,
        auth: keys.auth,
        branch: BranchId::new(&branch.live().setup().id),
        day: day.ok_or(LinkUnknown)?,
    };
    let kept = push_subscription::put(&state.store, &subscription, MOST_OF_A_TICKET).await?;
    if kept { Ok(StatusCode::NO_CONTENT) } else { Err(PushError::Full.into()) }
}

/// Whether this browser is told of the ticket's calls.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}/push", tag = "tickets",
    params(
        Link,
        ("endpoint" = String, Query, description = "That of the browser's subscription.", min_length = 8, pattern = "^https?://"),
    ),
    responses((status = 200, body = PushStanding), Problems<(Link, PushEndpoint)>)
)]
pub async fn standing(
    State(state): State<AppState>,
    Link(token): Link,
    RawQuery(query): RawQuery,
) -> Result<([(HeaderName, &'static str); 1], Json<PushStanding>)> {
    find(&state, &token).await?;
    let endpoint = in_query(query.as_deref(), "endpoint");
    state.push.check_endpoint(&endpoint).map_err(PushError::Unusable)?;
    let told = push_subscription::is_kept(&state.store, &Token::new(&token), &endpoint).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(PushStanding { told })))
}

/// Tell this browser no more.
#[utoipa::path(
    delete, path = "/api/v1/tickets/{token}/push", tag = "tickets", params(Link),
    request_body = PushEnd, responses((status = 204), Problems<(Link, Body<()>)>)
)]
pub async fn unsubscribe(
    State(state): State<AppState>,
    Link(token): Link,
    Body(PushEnd { endpoint }): Body<PushEnd>,
) -> Result<StatusCode> {
    find(&state, &token).await?;
    push_subscription::forget(&state.store, &Token::new(&token), &endpoint).await?;
    Ok(StatusCode::NO_CONTENT)
}
