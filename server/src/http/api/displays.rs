//! What a display tells of itself: nobody would notice that it makes no sound.

use crate::http::AppState;
use crate::http::devices::AtDisplay;
use crate::http::extract::{Body, Branch};
use crate::http::openapi::Problems;
use axum::http::StatusCode;
use branch::alerts;
use queue::AlertKind;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::DisplaySound;

/// Where a display stands that makes no sound, as the alert names it.
const PLACE: &str = "lobby";

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sound))
}

/// The display's browser forbids sound, or a person has allowed it: the staff are told, or need not go any more.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/displays/sound", tag = "alerts", params(Branch), request_body = DisplaySound,
    responses((status = 204), Problems<(AtDisplay, Branch, Body<()>)>),
    security(("device" = ["Display"]), ("session" = ["Csr"]))
)]
async fn sound(_: AtDisplay, Branch(branch): Branch, Body(DisplaySound { blocked }): Body<DisplaySound>) -> StatusCode {
    if blocked {
        alerts::raise(&branch, AlertKind::Speech, PLACE).await;
    } else {
        alerts::clear(&branch, AlertKind::Speech, PLACE).await;
    }
    StatusCode::NO_CONTENT
}
