//! The branch and the desk that a path names.

use super::path_parameter;
use crate::http::AppState;
use crate::http::openapi::{self, Refuses, Row};
use crate::http::problem::{Error, FAILURES};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::Handle;
use queue::DeskId;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::Code;

/// Why there is no such place.
#[derive(Debug)]
pub enum PlaceError {
    Branch(String),
    Desk(String),
}

impl From<PlaceError> for Error {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::Branch(id) => Self::new(
                StatusCode::NOT_FOUND,
                Code::BranchUnknown,
                "Unknown branch",
                format!("There is no branch \"{id}\". The front door, /, lists those that there are."),
            ),
            PlaceError::Desk(id) => Self::new(
                StatusCode::NOT_FOUND,
                Code::DeskUnknown,
                "Unknown desk",
                format!("The branch has no desk \"{id}\"."),
            ),
        }
    }
}

/// The running branch that the path names.
#[derive(Debug)]
pub struct Branch(pub Handle);

impl FromRequestParts<AppState> for Branch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let id = path_parameter(parts, "branch").await;
        match state.branches.get(&id).await? {
            Some(running) => Ok(Self(running)),
            None => Err(PlaceError::Branch(id).into()),
        }
    }
}

impl IntoParams for Branch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("branch", "The branch, by its id.", openapi::id())]
    }
}

impl Refuses for Branch {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::BranchUnknown)], FAILURES];
}

/// A desk that the branch has.
#[derive(Debug)]
pub struct Desk(pub DeskId);

impl FromRequestParts<AppState> for Desk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "desk").await;
        let desk = DeskId::new(&id);
        let known = branch.live().read(|branch, _| branch.desk(&desk).is_some());
        if known { Ok(Self(desk)) } else { Err(PlaceError::Desk(id).into()) }
    }
}

impl IntoParams for Desk {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("desk", "The desk, by its id.", openapi::id())]
    }
}

impl Refuses for Desk {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::DeskUnknown)]];
}
