//! The branches of this server, and what each of them offers.

use crate::http::AppState;
use crate::http::extract::{Branch, is_fresh};
use crate::http::openapi::Problems;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{BranchName, Catalogue};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(catalogue)).routes(routes!(branches))
}

/// What a branch offers; its version is its entity tag.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/catalogue", tag = "screens", params(Branch),
    responses((status = 200, body = Catalogue), (status = 304), Problems<(Branch,)>)
)]
async fn catalogue(Branch(branch): Branch, headers: HeaderMap) -> Response {
    let catalogue = branch.live().setup().catalogue.clone();
    let tag = format!("\"{}\"", catalogue.version);
    let fresh = is_fresh(&headers, &tag);
    let caching = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if fresh {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, Json(catalogue.as_ref())).into_response()
}

/// The branches of this server.
#[utoipa::path(get, path = "/api/v1/branches", tag = "screens", responses((status = 200, body = [BranchName])))]
async fn branches(State(state): State<AppState>) -> Json<Vec<BranchName>> {
    Json(names(&state))
}

/// Every branch by id and name.
pub fn names(state: &AppState) -> Vec<BranchName> {
    let setups = state.branches.setups().into_iter();
    setups.map(|setup| BranchName { id: setup.id.clone(), name: setup.name.clone() }).collect()
}
