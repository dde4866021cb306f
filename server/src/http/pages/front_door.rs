//! The front door: the way to the screens of all branches, or of one.

use super::{Page, Visit};
use crate::http::api;
use crate::http::extract::{PlaceError, path_parameter};
use axum::response::Response;
use wire::{BranchName, FrontDoorPage};

/// `/`
pub async fn all(visit: Visit) -> Response {
    let page = FrontDoorPage { branches: api::names(&visit.state) };
    let languages = visit.languages();
    visit.personal(&languages, &page).await
}

/// `/b/{branch}`: the choice of its screens.
pub async fn of_branch(mut visit: Visit) -> Page {
    let id = path_parameter(&mut visit.parts, "branch").await;
    let branches: Vec<BranchName> = api::names(&visit.state).into_iter().filter(|branch| branch.id == id).collect();
    if branches.is_empty() {
        return Err(PlaceError::Branch(id).into());
    }
    let languages = visit.languages();
    Ok(visit.personal(&languages, &FrontDoorPage { branches }).await)
}
