//! What happened to a ticket.

use super::{LinkUnknown, Ticket};
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::Branch;
use crate::http::openapi::Problems;
use crate::http::problem::Result;
use axum::Json;
use axum::extract::State;
use branch::feed;
use machine::clock;
use wire::TicketHistory;

/// What happened to a ticket, why it was called when it was, and whom it overtook.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/tickets/{ticket}/history", tag = "tickets", params(Branch, Ticket),
    responses((status = 200, body = TicketHistory), Problems<(Csr, Branch, Ticket)>), security(("session" = []))
)]
pub async fn history(
    _: Csr,
    Branch(branch): Branch,
    Ticket(ticket): Ticket,
    State(state): State<AppState>,
) -> Result<Json<TicketHistory>> {
    let story = branch::history(&state.store, branch.live(), ticket).await?;
    let told = feed::scene(branch.live(), clock::now(), |scene| view::history(scene, ticket, &story));
    Ok(told.map(Json).ok_or(LinkUnknown)?)
}
