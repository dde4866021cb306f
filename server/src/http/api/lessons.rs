//! The lesson that somebody has under way in a practice branch. A page asks for it by itself, as for its snapshot.

use super::view::CsrProblems;
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::convert;
use crate::http::extract::Branch;
use crate::http::problem::Result;
use axum::Json;
use axum::extract::State;
use branch::Handle;
use office::lessons::{self, Progress};
use queue::CsrId;
use store::Failure;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{LessonNow, LessonUnderWay};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(now))
}

/// The lesson that this person has under way in a practice branch, and what it asks for now; null in every other branch.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/view/lesson", tag = "screens", params(Branch),
    responses((status = 200, body = LessonNow), CsrProblems), security(("session" = ["Csr"]))
)]
async fn now(State(state): State<AppState>, Csr(person): Csr, Branch(branch): Branch) -> Result<Json<LessonNow>> {
    let practice = branch.live().setup().practice;
    let lesson = if practice { under_way(&state, &branch, person.id).await? } else { None };
    Ok(Json(LessonNow { lesson }))
}

/// What a person has under way here. One that was done is told of until the day's end.
async fn under_way(state: &AppState, branch: &Handle, person: CsrId) -> Result<Option<LessonUnderWay>, Failure> {
    let progress = lessons::progress(&state.store, person).await?;
    let Some(current) = progress.into_iter().find(|progress| progress.current) else { return Ok(None) };
    let (is_today, at_desk) = branch.live().read(|branch, _| {
        let sits = branch.desks().any(|(_, desk)| desk.csr() == Some(person));
        (branch.day() == Some(&current.day), sits)
    });
    let setup = branch.live().setup();
    if current.branch.as_str() != setup.id || (current.step().is_none() && !is_today) {
        return Ok(None);
    }
    let Progress { lesson, over, .. } = current;
    let over = if at_desk { lesson.at_desk(over) } else { over };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Some(LessonUnderWay {
        lesson: convert::lesson(lesson),
        over: count(over),
        of: count(lesson.steps().len()),
        step: lesson.steps().get(over).copied().map(convert::lesson_step),
        beside: setup.beside.clone().unwrap_or_default(),
    }))
}
