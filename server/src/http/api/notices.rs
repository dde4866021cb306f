//! What a manager tells the visitors of a branch for days or weeks: on walls, kiosks, phones and the branch's page.

use super::complaints::Record;
use super::records::{Changed, Wish, invalid, refused};
use crate::http::AppState;
use crate::http::authorise::{Csr, Manager};
use crate::http::extract::{Body, Branch, Key, Seen};
use crate::http::openapi::Problems;
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use branch::notices::{read_notices, words};
use branch::{Handle, RequestKey};
use jiff::civil::DateTime;
use machine::clock;
use office::notices::{Kept, NoticeError, Wanted, carry_out};
use queue::{CsrId, Duration, Timestamp};
use records::grid::{parse_start, wall};
use records::notice::{Draft, Refusal, State as Stage, state};
use std::collections::BTreeMap;
use store::{BranchId, notice};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DeskCommand, NoticeAnswer, NoticeList, NoticeRequest, NoticeRow, NoticeState, Text, Time};

/// Notices that are over are listed so long.
const LISTED: Duration = Duration::minutes(31 * 24 * 60);
/// The most notices that are listed.
const MOST: u32 = 100;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(make)).routes(routes!(change)).routes(routes!(withdraw))
}

/// The branch's notices: shown, planned, and over for less than a month; the last to end first.
pub async fn listed(state: &AppState, branch: &Handle) -> Result<Vec<NoticeRow>> {
    let setup = &branch.live().setup();
    let now = clock::now();
    let rows = notice::ending_after(&state.store, &BranchId::new(&setup.id), now - LISTED, MOST).await?;
    Ok(rows.iter().map(|row| told(setup, row, now)).collect())
}

fn told(setup: &setup::Branch, row: &notice::Notice, now: Timestamp) -> NoticeRow {
    let clock = |at| minute(wall(setup.calendar.time_zone(), at));
    NoticeRow {
        id: row.id,
        version: row.version,
        state: match state(row.from, row.until, row.withdrawn, now) {
            Stage::Scheduled => NoticeState::Scheduled,
            Stage::Live => NoticeState::Live,
            Stage::Over => NoticeState::Over,
            Stage::Withdrawn => NoticeState::Withdrawn,
        },
        from: Time::from_millis(row.from.0),
        until: Time::from_millis(row.until.0),
        from_wall: clock(row.from),
        until_wall: clock(row.until),
        words: words(row, &setup.languages).unwrap_or_default(),
    }
}

/// A time by the branch's clock, as a field of a form holds it.
fn minute(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What a notice is asked to be, its times read by the branch's clock.
pub fn draft(
    setup: &setup::Branch,
    from: Option<&str>,
    until: &str,
    words: BTreeMap<String, String>,
) -> std::result::Result<Draft, Refusal> {
    let time = |field, text: &str| {
        parse_start(setup.calendar.time_zone(), text.trim()).map_err(|fault| Refusal::Time { field, fault })
    };
    let from = from.filter(|from| !from.trim().is_empty()).map(|from| time("from", from)).transpose()?;
    Ok(Draft { from, until: time("until", until)?, words: words.into_iter().collect() })
}

/// Carries a change out and shows it.
pub async fn carried_out(
    state: &AppState,
    branch: &Handle,
    key: RequestKey,
    person: CsrId,
    wanted: &Wanted,
) -> std::result::Result<Kept, NoticeError> {
    let wish = Wish::of(branch, key);
    let setup = branch.live().setup();
    let languages: Vec<&str> = setup.languages.iter().map(wire::Language::as_str).collect();
    let kept = carry_out(wish.asked(state), wanted, &languages, person).await?;
    if let Err(failure) = read_notices(&state.store, branch.live()).await {
        tracing::warn!(branch = wish.branch.as_str(), %failure, "a notice was changed and cannot be read; trying again");
    }
    Ok(kept)
}

impl super::records::Answered for Refusal {
    fn answered(&self) -> Error {
        self.field().map_or_else(|| refused(self), |field| invalid(field, self))
    }
}

fn by_language(words: &Text) -> Result<BTreeMap<String, String>> {
    let json = serde_json::to_value(words).map_err(Error::internal)?;
    serde_json::from_value(json).map_err(Error::internal)
}

fn asked(setup: &setup::Branch, request: &NoticeRequest) -> Result<Draft> {
    let words = by_language(&request.words)?;
    draft(setup, request.from.as_deref(), &request.until, words).map_err(|refusal| NoticeError::Refused(refusal).into())
}

/// The branch's notices: shown, planned, and over for less than a month.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/notices", tag = "screens", params(Branch),
    responses((status = 200, body = NoticeList), Problems<(Csr, Branch)>), security(("session" = []))
)]
async fn list(_: Csr, State(state): State<AppState>, Branch(branch): Branch) -> Result<Json<NoticeList>> {
    Ok(Json(NoticeList { notices: listed(&state, &branch).await? }))
}

/// Tell the visitors something in all languages of the branch, from a start to an end: walls, kiosks, phones and the branch's
/// page show it. A screen without its server takes it down at its end, too.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/notices", tag = "screens", params(Branch, Key),
    request_body = NoticeRequest,
    responses((status = 201, body = NoticeAnswer), Problems<(Manager, Branch, Key, Body<()>, Changed)>),
    security(("session" = ["Manager"]))
)]
async fn make(
    Manager(person): Manager,
    State(state): State<AppState>,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<NoticeRequest>,
) -> Result<(StatusCode, Json<NoticeAnswer>)> {
    let wanted = Wanted::Made(asked(&branch.live().setup(), &request)?);
    let kept = carried_out(&state, &branch, key.0, person.id, &wanted).await?;
    Ok((StatusCode::CREATED, Json(answer(kept))))
}

/// Change the words or the times of a notice that is not over.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/notices/{record}/change", tag = "screens",
    params(Branch, Record, Key, Seen), request_body = NoticeRequest,
    responses((status = 200, body = NoticeAnswer), Problems<(Manager, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = ["Manager"]))
)]
async fn change(
    Manager(person): Manager,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(id): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<NoticeRequest>,
) -> Result<Json<NoticeAnswer>> {
    let wanted = Wanted::Changed { id, seen, draft: asked(&branch.live().setup(), &request)? };
    Ok(Json(answer(carried_out(&state, &branch, key.0, person.id, &wanted).await?)))
}

/// Take a notice back before its end.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/notices/{record}/withdraw", tag = "screens",
    params(Branch, Record, Key, Seen), request_body = DeskCommand,
    responses((status = 200, body = NoticeAnswer), Problems<(Manager, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = ["Manager"]))
)]
async fn withdraw(
    Manager(person): Manager,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(id): Record,
    key: Key,
    Seen(seen): Seen,
    Body(_): Body<DeskCommand>,
) -> Result<Json<NoticeAnswer>> {
    let wanted = Wanted::Withdrawn { id, seen };
    Ok(Json(answer(carried_out(&state, &branch, key.0, person.id, &wanted).await?)))
}

fn answer(kept: Kept) -> NoticeAnswer {
    NoticeAnswer { id: kept.id, version: kept.version }
}
