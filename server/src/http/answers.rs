//! Quick answers: a visitor says that one was enough, and is counted as solved without a ticket.

use super::AppState;
use super::extract::{Branch, Key, path_parameter};
use super::problem::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::Actor;
use queue::{AnswerId, Command};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Problem;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(solved))
}

/// The quick answer that the path names.
#[derive(Debug)]
struct Answer(String);

impl<S: Send + Sync> FromRequestParts<S> for Answer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self(path_parameter(parts, "answer").await))
    }
}

/// Count a visitor who needs no ticket: the quick answer was enough.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/answers/{answer}/solved", tag = "tickets",
    params(("branch" = String, Path), ("answer" = String, Path), ("Idempotency-Key" = String, Header)),
    responses(
        (status = 204), (status = 400, body = Problem),
        (status = 404, body = Problem, description = "`branch_unknown`, `answer_unknown`"),
        (status = 409, body = Problem), (status = 503, body = Problem),
    )
)]
async fn solved(Branch(branch): Branch, Answer(answer): Answer, Key(key): Key) -> Result<StatusCode> {
    if branch.live().setup.catalogue.answer(&answer).is_none() {
        return Err(Error::AnswerUnknown(answer));
    }
    branch.command(key, Actor::Kiosk, Command::CountSolved { answer: AnswerId::new(&answer) }).await?;
    Ok(StatusCode::NO_CONTENT)
}
