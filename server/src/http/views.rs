//! Snapshots, once or as they change. The kiosk's and the lobby's hold nothing that a visitor may not see; a desk's
//! is for its CSRs, the dashboard for the manager.

use super::authorise::{Csr, Manager, right};
use super::extract::{Branch, Desk};
use super::problem::{Error, Result};
use super::{AppState, stream};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::Handle;
use branch::{Screen, feed};
use store::Role;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{
    BranchName, Catalogue, DeskChoiceSnapshot, DeskSnapshot, KioskSnapshot, LobbySnapshot, ManagerSnapshot, Problem,
};

/// The snapshots.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(kiosk))
        .routes(routes!(lobby))
        .routes(routes!(manager))
        .routes(routes!(desk_choice))
        .routes(routes!(desk))
        .routes(routes!(catalogue))
        .routes(routes!(branches))
        .route("/api/v1/branches/{branch}/view/{screen}", axum::routing::get(unknown))
}

/// The snapshots as they change.
pub fn streams() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(kiosk_stream))
        .routes(routes!(lobby_stream))
        .routes(routes!(manager_stream))
        .routes(routes!(desk_choice_stream))
        .routes(routes!(desk_stream))
        .route("/api/v1/branches/{branch}/stream/{screen}", axum::routing::get(unknown))
}

fn view(branch: &Handle, screen: &Screen) -> Result<Response> {
    let snapshot = feed::snapshot(branch.live(), screen).ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], snapshot).into_response())
}

/// `role` is the one that the screen asks for; its stream ends with the session that has it.
fn stream(
    state: &AppState,
    branch: &Handle,
    screen: &Screen,
    headers: &HeaderMap,
    role: Option<Role>,
) -> Result<Response> {
    let live = branch.live();
    let right = role.and_then(|role| right(state, headers, &live.setup.id, role));
    stream::response(state, live, screen, right).ok_or(Error::NotFound)
}

/// A screen's two routes: the snapshot, and the stream of it.
macro_rules! screen {
    ($name:ident, $path:literal, $stream:ident, $stream_path:literal, $snapshot:ty, $screen:expr $(, $guard:ident)?) => {
        /// The snapshot of a screen.
        #[utoipa::path(
            get, path = $path, tag = "screens", params(("branch" = String, Path)),
            responses((status = 200, body = $snapshot), (status = 404, body = Problem)),
            $(security(("session" = [stringify!($guard)])))?
        )]
        async fn $name($(_: $guard,)? Branch(branch): Branch) -> Result<Response> {
            view(&branch, &$screen)
        }

        /// The same as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat` every 5 s.
        #[utoipa::path(
            get, path = $stream_path, tag = "screens", params(("branch" = String, Path)),
            responses((status = 200, content_type = "text/event-stream", body = $snapshot), (status = 404, body = Problem)),
            $(security(("session" = [stringify!($guard)])))?
        )]
        async fn $stream(
            $(_: $guard,)?
            State(state): State<AppState>,
            Branch(branch): Branch,
            headers: HeaderMap,
        ) -> Result<Response> {
            let role = [$(Role::$guard)?].first().copied();
            stream(&state, &branch, &$screen, &headers, role)
        }
    };
}

screen!(
    kiosk,
    "/api/v1/branches/{branch}/view/kiosk",
    kiosk_stream,
    "/api/v1/branches/{branch}/stream/kiosk",
    KioskSnapshot,
    Screen::Kiosk
);
screen!(
    lobby,
    "/api/v1/branches/{branch}/view/lobby",
    lobby_stream,
    "/api/v1/branches/{branch}/stream/lobby",
    LobbySnapshot,
    Screen::Lobby
);
screen!(
    manager,
    "/api/v1/branches/{branch}/view/manager",
    manager_stream,
    "/api/v1/branches/{branch}/stream/manager",
    ManagerSnapshot,
    Screen::Manager,
    Manager
);
screen!(
    desk_choice,
    "/api/v1/branches/{branch}/view/desk",
    desk_choice_stream,
    "/api/v1/branches/{branch}/stream/desk",
    DeskChoiceSnapshot,
    Screen::DeskChoice,
    Csr
);

/// One desk: its ticket, its queue, whom it would call next.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/desk/{desk}", tag = "screens",
    params(("branch" = String, Path), ("desk" = String, Path)),
    responses((status = 200, body = DeskSnapshot), (status = 401, body = Problem), (status = 404, body = Problem)),
    security(("session" = ["Csr"]))
)]
async fn desk(_: Csr, Branch(branch): Branch, Desk(desk): Desk) -> Result<Response> {
    view(&branch, &Screen::Desk(desk))
}

/// The same as it changes: Server-Sent Events.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/stream/desk/{desk}", tag = "screens",
    params(("branch" = String, Path), ("desk" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = DeskSnapshot), (status = 401, body = Problem), (status = 404, body = Problem)),
    security(("session" = ["Csr"]))
)]
async fn desk_stream(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Desk(desk): Desk,
    headers: HeaderMap,
) -> Result<Response> {
    stream(&state, &branch, &Screen::Desk(desk), &headers, Some(Role::Csr))
}

/// What a branch offers; its version is its entity tag.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/catalogue", tag = "screens", params(("branch" = String, Path)),
    responses((status = 200, body = Catalogue), (status = 304), (status = 404, body = Problem))
)]
async fn catalogue(Branch(branch): Branch, headers: HeaderMap) -> Response {
    let catalogue = &branch.live().setup.catalogue;
    let tag = format!("\"{}\"", catalogue.version);
    let fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let caching = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if fresh {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, axum::Json(catalogue.as_ref())).into_response()
}

/// The branches of this server.
#[utoipa::path(get, path = "/api/v1/branches", tag = "screens", responses((status = 200, body = [BranchName])))]
async fn branches(State(state): State<AppState>) -> axum::Json<Vec<BranchName>> {
    axum::Json(names(&state))
}

/// Every branch by id and name.
pub fn names(state: &AppState) -> Vec<BranchName> {
    let setups = state.branches.setups().into_iter();
    setups.map(|setup| BranchName { id: setup.id.clone(), name: setup.name.clone() }).collect()
}

async fn unknown(Branch(_): Branch, Path((_, screen)): Path<(String, String)>) -> Error {
    Error::ScreenUnknown(screen)
}
