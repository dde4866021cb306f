//! Requests in progress for the bank's programs, by a key that can do nothing else: read one by its code, and set its step.

use super::cases::{change, documents};
use super::records::{Changed, RecordUnknown, Wish, feasts, invalid};
use crate::http::AppState;
use crate::http::authorise::SystemKey;
use crate::http::extract::{Body, Key, Seen, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use branch::RequestKey;
use office::cases::{Known, advance};
use records::case::typed_code;
use std::sync::Arc;
use store::cases::{self, Case};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{CaseAnswer, CaseStepRequest, Code, SystemCase, Time};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read)).routes(routes!(step))
}

/// The code of a case in a path.
struct CaseCode(String);

impl FromRequestParts<AppState> for CaseCode {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        typed_code(&path_parameter(parts, "code").await).map(Self).ok_or_else(|| RecordUnknown.into())
    }
}

impl IntoParams for CaseCode {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let code = openapi::text("^[BCDFGHJKLMNPQRSTVWXZ2345]{8}$");
        vec![openapi::path_parameter("code", "The code of the request.", code)]
    }
}

impl Refuses for CaseCode {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::RecordUnknown)]];
}

/// The case with its branch, which must be one of the set-up's.
async fn find(state: &AppState, code: &str) -> Result<(Case, Arc<setup::Branch>)> {
    let case = cases::by_code(&state.store, code).await?.ok_or(RecordUnknown)?;
    let setup = state.branches.setups().into_iter().find(|setup| setup.id == case.branch.as_str());
    setup.map(|setup| (case, setup)).ok_or_else(|| RecordUnknown.into())
}

/// Read a request in progress by its code: no name, no note.
#[utoipa::path(
    get, path = "/api/v1/cases/{code}", tag = "cases", params(CaseCode),
    responses((status = 200, body = SystemCase), Problems<(SystemKey, CaseCode)>), security(("system" = []))
)]
async fn read(_: SystemKey, State(state): State<AppState>, CaseCode(code): CaseCode) -> Result<Json<SystemCase>> {
    let (case, _) = find(&state, &code).await?;
    Ok(Json(SystemCase {
        branch: case.branch.as_str().to_owned(),
        code: case.code,
        kind: case.kind,
        step: case.step,
        state: case.state,
        missing: case.missing.split_whitespace().map(str::to_owned).collect(),
        touched: Time::from_millis(case.touched.0),
        version: case.version,
    }))
}

/// Set the step of a request in progress by its code, or what the client has to bring, or close it.
#[utoipa::path(
    post, path = "/api/v1/cases/{code}/step", tag = "cases", params(CaseCode, Key, Seen),
    request_body = CaseStepRequest,
    responses((status = 200, body = CaseAnswer), Problems<(SystemKey, CaseCode, Key, Seen, Body<()>, Changed)>),
    security(("system" = []))
)]
async fn step(
    SystemKey(system): SystemKey,
    State(state): State<AppState>,
    CaseCode(code): CaseCode,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<CaseStepRequest>,
) -> Result<Json<CaseAnswer>> {
    let step = change(&request).ok_or_else(|| invalid("to", "there is no such change"))?;
    let (case, setup) = find(&state, &code).await?;
    // The key's number keeps two programs apart that draw the same request key.
    let key = RequestKey::parse(&format!("system{}.{}", system.id, key.0.as_str())).unwrap_or(key.0);
    let wish = Wish::new(&setup, key);
    let documents = documents(&setup);
    let known = Known {
        has_step: &|kind, step| setup.case_type(kind).is_some_and(|kind| kind.place(step).is_some()),
        has_document: &|id| documents.iter().any(|(known, _)| known == id),
        tell: &state.site.alerts.cases,
    };
    let changed = advance(wish.asked(&state), case.id, seen, None, &step, &feasts(), known).await?;
    Ok(Json(CaseAnswer { id: changed.id, code: changed.code, version: changed.version }))
}
