//! The snapshots of each screen as they change.

use super::view::{
    CsrProblems, DeskProblems, DisplayProblems, KioskProblems, ManagerProblems, UnknownScreen, of_screens,
};
use crate::http::AppState;
use crate::http::authorise::{Csr, Manager, right};
use crate::http::devices::{AtDisplay, AtKiosk, By};
use crate::http::extract::{Branch, Desk};
use crate::http::openapi::Problems;
use crate::http::problem::{Error, Result};
use crate::http::stream::{self, Ended};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use branch::{Handle, Screen};
use store::Role;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DeskChoiceSnapshot, DeskSnapshot, KioskSnapshot, LobbySnapshot, ManagerSnapshot};

pub fn router() -> OpenApiRouter<AppState> {
    of_screens([
        routes!(kiosk),
        routes!(lobby),
        routes!(lobby_detail),
        routes!(manager),
        routes!(desk_choice),
        routes!(desk),
        routes!(unknown),
    ])
}

/// A screen of a device. Its stream ends once the device is revoked, or the session of the colleague who looks at it ends.
fn of_device(state: &AppState, branch: &Handle, screen: &Screen, by: By) -> Result<Response> {
    stream(state, branch, screen, by.until_ended(state, &branch.live().setup().id))
}

/// A screen of the staff in `role`. Its stream ends with the session that the request names.
fn of_staff(state: &AppState, branch: &Handle, screen: &Screen, headers: &HeaderMap, role: Role) -> Result<Response> {
    let right = right(state, headers, &branch.live().setup().id, role)?;
    stream(state, branch, screen, Box::pin(right.until_ended()))
}

fn stream(state: &AppState, branch: &Handle, screen: &Screen, ended: Ended) -> Result<Response> {
    stream::response(state, branch.live(), screen, Some(ended))
        .ok_or_else(|| Error::internal("a screen without a stream"))
}

/// The snapshot of the kiosk, as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/kiosk", tag = "screens", params(Branch),
    responses((status = 200, content_type = "text/event-stream", body = KioskSnapshot), KioskProblems), security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
async fn kiosk(AtKiosk(by): AtKiosk, State(state): State<AppState>, Branch(branch): Branch) -> Result<Response> {
    of_device(&state, &branch, &Screen::Kiosk, by)
}

/// The snapshot of the lobby's display, as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/lobby", tag = "screens", params(Branch),
    responses((status = 200, content_type = "text/event-stream", body = LobbySnapshot), DisplayProblems), security(("device" = ["Display"]), ("session" = ["Csr"]))
)]
async fn lobby(AtDisplay(by): AtDisplay, State(state): State<AppState>, Branch(branch): Branch) -> Result<Response> {
    of_device(&state, &branch, &Screen::Lobby, by)
}

/// The snapshot of a display that shows the waits by letter, or the desks, as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/lobby-detail", tag = "screens", params(Branch),
    responses((status = 200, content_type = "text/event-stream", body = LobbySnapshot), DisplayProblems), security(("device" = ["Display"]), ("session" = ["Csr"]))
)]
async fn lobby_detail(
    AtDisplay(by): AtDisplay,
    State(state): State<AppState>,
    Branch(branch): Branch,
) -> Result<Response> {
    of_device(&state, &branch, &Screen::LobbyDetail, by)
}

/// The snapshot of the manager's dashboard, as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/manager", tag = "screens", params(Branch),
    responses((status = 200, content_type = "text/event-stream", body = ManagerSnapshot), ManagerProblems), security(("session" = ["Manager"]))
)]
async fn manager(
    _: Manager,
    State(state): State<AppState>,
    Branch(branch): Branch,
    headers: HeaderMap,
) -> Result<Response> {
    of_staff(&state, &branch, &Screen::Manager, &headers, Role::Manager)
}

/// The desks from which a CSR chooses, as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/desk", tag = "screens", params(Branch),
    responses((status = 200, content_type = "text/event-stream", body = DeskChoiceSnapshot), CsrProblems), security(("session" = ["Csr"]))
)]
async fn desk_choice(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    headers: HeaderMap,
) -> Result<Response> {
    of_staff(&state, &branch, &Screen::DeskChoice, &headers, Role::Csr)
}

/// One desk: its ticket, its queue, whom it would call next, as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/desk/{desk}", tag = "screens", params(Branch, Desk),
    responses((status = 200, content_type = "text/event-stream", body = DeskSnapshot), DeskProblems), security(("session" = ["Csr"]))
)]
async fn desk(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Desk(desk): Desk,
    headers: HeaderMap,
) -> Result<Response> {
    of_staff(&state, &branch, &Screen::Desk(desk), &headers, Role::Csr)
}

/// Any other name.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/{screen}", tag = "screens", params(Branch, UnknownScreen),
    responses(Problems<(Branch, UnknownScreen)>)
)]
async fn unknown(Branch(_): Branch, screen: UnknownScreen) -> Error {
    screen.into()
}
