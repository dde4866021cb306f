//! Quick answers: a visitor says that one was enough, and is counted as solved without a ticket.

use crate::http::AppState;
use crate::http::devices::AtKiosk;
use crate::http::extract::{Branch, Key, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result, Ruled};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::Actor;
use queue::{AnswerId, Command};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Code;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(solved))
}

/// The branch has no such answer.
struct AnswerUnknown(String);

impl From<AnswerUnknown> for Error {
    fn from(AnswerUnknown(id): AnswerUnknown) -> Self {
        let detail = format!("There is no quick answer \"{id}\".");
        Self::new(StatusCode::NOT_FOUND, Code::AnswerUnknown, "Unknown answer", detail)
    }
}

/// A quick answer that the branch has.
#[derive(Debug)]
struct Answer(AnswerId);

impl FromRequestParts<AppState> for Answer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "answer").await;
        let known = branch.live().setup().catalogue.answer(&id).is_some();
        if known { Ok(Self(AnswerId::new(&id))) } else { Err(AnswerUnknown(id).into()) }
    }
}

impl IntoParams for Answer {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("answer", "The quick answer, by its id.", openapi::id())]
    }
}

impl Refuses for Answer {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::AnswerUnknown)]];
}

/// Count a visitor who needs no ticket: the quick answer was enough.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/answers/{answer}/solved", tag = "tickets", params(Branch, Answer, Key),
    responses((status = 204), Problems<(AtKiosk, Branch, Answer, Key, Ruled)>),
    security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
async fn solved(_: AtKiosk, Branch(branch): Branch, Answer(answer): Answer, Key(key): Key) -> Result<StatusCode> {
    branch.command(key, Actor::Kiosk, Command::CountSolved { answer }).await?;
    Ok(StatusCode::NO_CONTENT)
}
