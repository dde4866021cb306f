//! The snapshot of each screen, once. The kiosk's and the lobby's hold nothing that a visitor may not see; a desk's is for
//! its CSRs, the dashboard for the manager.

use crate::http::AppState;
use crate::http::authorise::{Csr, Manager};
use crate::http::devices::{AtDisplay, AtKiosk};
use crate::http::extract::{Branch, Desk, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::{Handle, Screen, feed};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;
use wire::{Code, DeskChoiceSnapshot, DeskSnapshot, KioskSnapshot, LobbySnapshot, ManagerSnapshot};

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

/// The routes of all screens together.
pub fn of_screens<const N: usize>(routes: [UtoipaMethodRouter<AppState>; N]) -> OpenApiRouter<AppState> {
    routes.into_iter().fold(OpenApiRouter::new(), OpenApiRouter::routes)
}

/// With which problems a screen is refused: one of a kiosk, one of a display, one of the staff, one of the manager, one of a desk.
pub type KioskProblems = Problems<(AtKiosk, Branch)>;
pub type DisplayProblems = Problems<(AtDisplay, Branch)>;
pub type CsrProblems = Problems<(Csr, Branch)>;
pub type ManagerProblems = Problems<(Manager, Branch)>;
pub type DeskProblems = Problems<(Csr, Branch, Desk)>;

/// The name of a screen that there is not.
pub struct UnknownScreen(String);

impl From<UnknownScreen> for Error {
    fn from(UnknownScreen(id): UnknownScreen) -> Self {
        let detail =
            format!("There is no screen \"{id}\". Use kiosk, lobby, lobby-detail, manager, desk or desk/{{desk}}.");
        Self::new(StatusCode::NOT_FOUND, Code::ScreenUnknown, "Unknown screen", detail)
    }
}

impl Refuses for UnknownScreen {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::ScreenUnknown)]];
}

impl FromRequestParts<AppState> for UnknownScreen {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        Ok(Self(path_parameter(parts, "screen").await))
    }
}

impl IntoParams for UnknownScreen {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("screen", "No screen's name.", openapi::id())]
    }
}

async fn view(branch: &Handle, screen: &Screen) -> Result<Response> {
    branch.live().foreseen(screen).await;
    let snapshot =
        feed::snapshot(branch.live(), screen).ok_or_else(|| Error::internal("a screen without a snapshot"))?;
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], snapshot).into_response())
}

/// The snapshot of the kiosk.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/kiosk", tag = "screens", params(Branch),
    responses((status = 200, body = KioskSnapshot), KioskProblems), security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
async fn kiosk(_: AtKiosk, Branch(branch): Branch) -> Result<Response> {
    view(&branch, &Screen::Kiosk).await
}

/// The snapshot of the lobby's display.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/lobby", tag = "screens", params(Branch),
    responses((status = 200, body = LobbySnapshot), DisplayProblems), security(("device" = ["Display"]), ("session" = ["Csr"]))
)]
async fn lobby(_: AtDisplay, Branch(branch): Branch) -> Result<Response> {
    view(&branch, &Screen::Lobby).await
}

/// The snapshot of a display that shows the waits by letter, or the desks.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/lobby-detail", tag = "screens", params(Branch),
    responses((status = 200, body = LobbySnapshot), DisplayProblems), security(("device" = ["Display"]), ("session" = ["Csr"]))
)]
async fn lobby_detail(_: AtDisplay, Branch(branch): Branch) -> Result<Response> {
    view(&branch, &Screen::LobbyDetail).await
}

/// The snapshot of the manager's dashboard.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/manager", tag = "screens", params(Branch),
    responses((status = 200, body = ManagerSnapshot), ManagerProblems), security(("session" = ["Manager"]))
)]
async fn manager(_: Manager, Branch(branch): Branch) -> Result<Response> {
    view(&branch, &Screen::Manager).await
}

/// The desks from which a CSR chooses.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/desk", tag = "screens", params(Branch),
    responses((status = 200, body = DeskChoiceSnapshot), CsrProblems), security(("session" = ["Csr"]))
)]
async fn desk_choice(_: Csr, Branch(branch): Branch) -> Result<Response> {
    view(&branch, &Screen::DeskChoice).await
}

/// One desk: its ticket, its queue, whom it would call next.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/desk/{desk}", tag = "screens", params(Branch, Desk),
    responses((status = 200, body = DeskSnapshot), DeskProblems), security(("session" = ["Csr"]))
)]
async fn desk(_: Csr, Branch(branch): Branch, Desk(desk): Desk) -> Result<Response> {
    view(&branch, &Screen::Desk(desk)).await
}

/// Any other name.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/{screen}", tag = "screens", params(Branch, UnknownScreen),
    responses(Problems<(Branch, UnknownScreen)>)
)]
pub async fn unknown(Branch(_): Branch, screen: UnknownScreen) -> Error {
    screen.into()
}
