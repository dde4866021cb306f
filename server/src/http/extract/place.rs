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
use setup::PRACTICE;
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
        if id.ends_with(PRACTICE) && !is_practised(parts.uri.path(), &id) {
            return Err(PlaceError::Branch(id).into());
        }
        match state.branches.get(&id).await? {
            Some(running) => Ok(Self(running)),
            None => Err(PlaceError::Branch(id).into()),
        }
    }
}

/// What people learn on: the screens, and what they ask for. Bookings, complaints, cases, feedback and figures are of the bank.
const PRACTISED: [&str; 20] = [
    "alerts",
    "announcements",
    "answers",
    "catalogue",
    "day",
    "desk",
    "desks",
    "displays",
    "evacuation",
    "forms",
    "kiosk",
    "lobby",
    "manager",
    "media",
    "numbers",
    "ready",
    "speech",
    "stream",
    "tickets",
    "view",
];

/// The one form of the office that people learn to fill in. Nothing of what they enter is kept.
const PRACTISED_FORM: &str = "office/complaints/new";

/// Whether an address below a practice branch is one that people learn on.
fn is_practised(path: &str, branch: &str) -> bool {
    let below = path.split_once(&format!("/{branch}/")).map(|(_, below)| below);
    let first = below.and_then(|below| below.split('/').next());
    below == Some(PRACTISED_FORM) || first.is_some_and(|first| PRACTISED.contains(&first))
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

#[cfg(test)]
mod tests {
    use super::is_practised;

    #[test]
    fn people_learn_on_the_screens_and_on_nothing_that_counts() {
        let practised = |path: &str| is_practised(path, "centro-practice");
        for path in ["kiosk", "lobby", "desk", "desk/1", "manager", "office/complaints/new"] {
            assert!(practised(&format!("/b/centro-practice/{path}")), "{path}");
        }
        for path in ["tickets", "desks/1/next", "view/desk/1", "stream/lobby", "day/stop", "desks/1/visitor"] {
            assert!(practised(&format!("/api/v1/branches/centro-practice/{path}")), "{path}");
        }
        for path in [
            "",
            "/",
            "/book",
            "/join",
            "/complain",
            "/feedback",
            "/office",
            "/office/setup",
            "/office/complaints",
            "/office/complaints/1",
            "/office/learn",
        ] {
            assert!(!practised(&format!("/b/centro-practice{path}")), "{path}");
        }
        for path in ["appointments", "slots", "check-in", "complaints", "cases/1/step", "reports/figures", "notices"] {
            assert!(!practised(&format!("/api/v1/branches/centro-practice/{path}")), "{path}");
        }
    }
}
