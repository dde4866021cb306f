//! Being told of a call while the phone's page is closed: the browser's subscription, kept with the ticket.

use super::AppState;
use super::extract::{Body, Key};
use super::problem::{Error, Result};
use super::tickets::find;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use messages::push::MOST_OF_A_TICKET;
use queue::{Refusal, Token};
use store::{BranchId, PushSubscription, push_subscription};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Problem, PushEnd, PushKey, PushRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(key)).routes(routes!(subscribe, unsubscribe))
}

/// The key by which a browser's push service knows these servers.
#[utoipa::path(get, path = "/api/v1/push-key", tag = "tickets", responses((status = 200, body = PushKey)))]
async fn key(State(state): State<AppState>) -> Json<PushKey> {
    Json(PushKey { key: state.push.public_key().to_owned() })
}

/// Tell this browser when the ticket is called. Sent again it renews the browser's keys.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/push", tag = "tickets",
    params(("token" = String, Path), ("Idempotency-Key" = String, Header)), request_body = PushRequest,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`ticket_over`, `push_full`"),
        (status = 422, body = Problem, description = "`push_unusable`"), (status = 503, body = Problem),
    )
)]
async fn subscribe(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Key(_): Key,
    Body(PushRequest { endpoint, keys }): Body<PushRequest>,
) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    let (over, day) = branch.live().read(|branch, _| {
        let ticket = branch.ticket(ticket).filter(|ticket| ticket.state.is_over());
        (ticket.map(|ticket| ticket.number), branch.day().cloned())
    });
    if let Some(number) = over {
        return Err(Error::Command(Refusal::TicketOver { number }.into()));
    }
    state.push.check(&endpoint, &keys.p256dh, &keys.auth)?;
    let subscription = PushSubscription {
        token: Token::new(&token),
        endpoint,
        p256dh: keys.p256dh,
        auth: keys.auth,
        branch: BranchId::new(&branch.live().setup.id),
        day: day.ok_or(Error::LinkUnknown)?,
    };
    let kept = push_subscription::put(&state.store, &subscription, MOST_OF_A_TICKET).await?;
    if kept { Ok(StatusCode::NO_CONTENT) } else { Err(Error::PushFull) }
}

/// Tell this browser no more.
#[utoipa::path(
    delete, path = "/api/v1/tickets/{token}/push", tag = "tickets", params(("token" = String, Path)),
    request_body = PushEnd,
    responses((status = 204), (status = 400, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem))
)]
async fn unsubscribe(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Body(PushEnd { endpoint }): Body<PushEnd>,
) -> Result<StatusCode> {
    find(&state, &token).await?;
    push_subscription::forget(&state.store, &Token::new(&token), &endpoint).await?;
    Ok(StatusCode::NO_CONTENT)
}
