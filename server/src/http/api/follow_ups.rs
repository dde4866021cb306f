//! Follow-ups: what a CSR promised to see to after a visit. The list of them is part of what is to be done.

use super::complaints::Record;
use super::records::{Changed, RecordUnknown, Wish, invalid};
use super::visited::named;
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Key, Seen};
use crate::http::openapi::Problems;
use crate::http::problem::Result;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use branch::{Handle, RequestKey};
use jiff::civil::Date;
use office::Kept;
use office::follow_ups::{NewFollowUp, advance, open};
use records::follow_up::Step;
use store::follow_up;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{FollowUp, FollowUpAnswer, FollowUpRequest, FollowUpStepRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(begin)).routes(routes!(read)).routes(routes!(step))
}

/// A day that was written.
fn day(written: &str) -> Result<Date> {
    written.parse().map_err(|_| invalid("due", "write a day, such as 2027-05-01"))
}

fn answer(kept: Kept) -> FollowUpAnswer {
    FollowUpAnswer { id: kept.id, state: kept.state, version: kept.version }
}

/// A follow-up with its words.
pub async fn shown(state: &AppState, branch: &Handle, record: i64) -> Result<(FollowUp, queue::CsrId)> {
    let wish = Wish::of(branch, RequestKey::fresh());
    let kept = follow_up::by_id(&state.store, &wish.branch, record).await?.ok_or(RecordUnknown)?;
    let note = follow_up::note(&state.store, record).await?.unwrap_or_default();
    let shown = FollowUp {
        id: kept.id,
        label: kept.label,
        service: kept.service,
        due: kept.due,
        state: kept.state,
        note,
        erased_on: kept.gone_on,
        version: kept.version,
    };
    Ok((shown, kept.owner))
}

/// Promise to see to something by a day. Its words are erased 30 days after it was done, or after that day.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/follow-ups", tag = "office", params(Branch, Key),
    request_body = FollowUpRequest,
    responses((status = 201, body = FollowUpAnswer), Problems<(Csr, Branch, Key, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn begin(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<FollowUpRequest>,
) -> Result<(StatusCode, Json<FollowUpAnswer>)> {
    let visited = named(&branch, request.ticket)?;
    let new = NewFollowUp { visited, due: day(&request.due)?, note: request.note };
    let kept = open(Wish::of(&branch, key.0).asked(&state), &new, person.id).await?;
    Ok((StatusCode::CREATED, Json(answer(kept))))
}

/// Read a follow-up.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/follow-ups/{record}", tag = "office", params(Branch, Record),
    responses((status = 200, body = FollowUp), Problems<(Csr, Branch, Record)>), security(("session" = []))
)]
async fn read(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(record): Record,
) -> Result<Json<FollowUp>> {
    Ok(Json(shown(&state, &branch, record).await?.0))
}

/// The step that a request asks for.
pub fn step_of(request: &FollowUpStepRequest) -> Result<Step> {
    match request.to.as_str() {
        "done" => Ok(Step::Done),
        "moved" => Ok(Step::Moved { due: day(request.due.as_deref().unwrap_or_default())? }),
        _ => Err(invalid("to", "write done or moved")),
    }
}

/// Say that a follow-up is done, or done on another day.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/follow-ups/{record}/step", tag = "office",
    params(Branch, Record, Key, Seen), request_body = FollowUpStepRequest,
    responses((status = 200, body = FollowUpAnswer), Problems<(Csr, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn step(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    Record(record): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<FollowUpStepRequest>,
) -> Result<Json<FollowUpAnswer>> {
    let step = step_of(&request)?;
    let kept = advance(Wish::of(&branch, key.0).asked(&state), record, seen, person.id, &step).await?;
    Ok(Json(answer(kept)))
}
