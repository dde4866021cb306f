//! Requests in progress: how one is doing, for whoever has its code and PIN; and their steps.

use super::complaints::Record;
use super::records::{Changed, Wish, feasts, invalid};
use crate::http::authorise::Csr;
use crate::http::devices::enrolled;
use crate::http::extract::{Body, Branch, Key, Seen};
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, FAILURES, Result};
use crate::http::{AppState, client};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use machine::clock;
use office::cases::{Known, LookUp};
use queue::Duration;
use records::case::Step;
use records::look_up::Place;
use setup::{Acts, CaseType};
use store::cases::Case;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{CaseAnswer, CaseStatus, CaseStepRequest, Code, StatusRequest, Text, Time};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(status)).routes(routes!(step))
}

/// A case that was not found, or may not be looked for now.
enum CaseUnknown {
    Wrong,
    Locked,
    Stopped(Duration),
}

impl From<CaseUnknown> for Error {
    fn from(error: CaseUnknown) -> Self {
        match error {
            CaseUnknown::Wrong => Self::new(
                StatusCode::NOT_FOUND,
                Code::CaseUnknown,
                "No request was found",
                "The code or the PIN is not right. Check both.",
            ),
            CaseUnknown::Locked => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                Code::CaseLocked,
                "Too many tries",
                "No PIN is looked at for 15 minutes. The staff can help.",
            ),
            CaseUnknown::Stopped(wait) => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                Code::TooManyPins,
                "Too many tries",
                "Too many wrong PINs came from here: no PIN from here is looked at for a while. The staff can help.",
            )
            .after(u32::try_from(wait.0 / 1_000 + 1).unwrap_or(u32::MAX)),
        }
    }
}

impl Refuses for CaseUnknown {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(404, Code::CaseUnknown), (429, Code::CaseLocked), (429, Code::TooManyPins)]];
}

/// The place from which a request's state is asked for: the enrolled device, or else the address.
struct AskedFrom(Place);

impl FromRequestParts<AppState> for AskedFrom {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        place_of(parts, state).await.map(Self)
    }
}

impl Refuses for AskedFrom {
    const PROBLEMS: &'static [&'static [Row]] = &[FAILURES];
}

/// The place that a request comes from, by which wrong PINs are counted.
pub async fn place_of(parts: &Parts, state: &AppState) -> Result<Place> {
    Ok(match enrolled(parts, state).await? {
        Some((device, _)) => Place::Device(device.id),
        None => Place::Address(client::address(&parts.extensions, &parts.headers, &state.site.trusted_proxies)),
    })
}

/// What a visitor may see of a case: never a name, an amount or an outcome.
pub fn shown(setup: &setup::Branch, kind: &CaseType, case: &Case) -> CaseStatus {
    let place = kind.place(&case.step).unwrap_or_default();
    let who = match kind.steps.get(place).map(|step| step.who) {
        Some(Acts::Client) => "client",
        Some(Acts::Third) => "third",
        _ => "bank",
    };
    CaseStatus {
        kind: kind.name.clone(),
        steps: kind.steps.iter().map(|step| step.name.clone()).collect(),
        step: u32::try_from(place + 1).unwrap_or(u32::MAX),
        since: setup.calendar.date(case.step_since).to_string(),
        state: case.state.clone(),
        who: who.to_owned(),
        missing: missing(setup, case),
        from_days: kind.days.0,
        to_days: kind.days.1,
        checked: Time::from_millis(case.touched.0),
        checked_on: setup.calendar.date(case.touched).to_string(),
    }
}

/// The names of what the client has to bring.
pub fn missing(setup: &setup::Branch, case: &Case) -> Vec<Text> {
    let documents = documents(setup);
    let name = |id: &str| documents.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    case.missing.split_whitespace().filter_map(name).collect()
}

/// The documents of a branch's services, by id.
pub fn documents(setup: &setup::Branch) -> Vec<(String, Text)> {
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let mut documents: Vec<(String, Text)> = Vec::new();
    for document in services.flat_map(|service| &service.documents) {
        if !documents.iter().any(|(known, _)| *known == document.id) {
            documents.push((document.id.clone(), document.name.clone()));
        }
    }
    documents
}

/// Look up how a request is doing, by its code and PIN. Five wrong PINs lock a code for a quarter of an hour. From an address 20
/// wrong ones an hour are looked at, whatever their codes; from an enrolled device five a minute, apart from its address.
#[utoipa::path(
    post, path = "/api/v1/status", tag = "cases", request_body = StatusRequest,
    responses((status = 200, body = CaseStatus), Problems<(AskedFrom, Body<()>, CaseUnknown)>)
)]
async fn status(
    State(state): State<AppState>,
    AskedFrom(place): AskedFrom,
    Body(request): Body<StatusRequest>,
) -> Result<Json<CaseStatus>> {
    match office::cases::look_up(&state.store, place, &request.code, &request.pin, clock::now()).await? {
        LookUp::Found(case) => {
            let setup = state.branches.setups().into_iter().find(|setup| setup.id == case.branch.as_str());
            let found = setup.and_then(|setup| Some(shown(&setup, setup.case_type(&case.kind)?, &case)));
            found.map(Json).ok_or_else(|| CaseUnknown::Wrong.into())
        }
        LookUp::Wrong => Err(CaseUnknown::Wrong.into()),
        LookUp::Locked => Err(CaseUnknown::Locked.into()),
        LookUp::Stopped(wait) => Err(CaseUnknown::Stopped(wait).into()),
    }
}

/// The change that a request wants.
pub fn change(request: &CaseStepRequest) -> Option<Step> {
    Some(match request.to.as_str() {
        "step" => Step::Step { step: request.step.clone().unwrap_or_default() },
        "waiting_for_client" => Step::WaitingForClient { missing: request.missing.clone() },
        "resumed" => Step::Resumed,
        "ready" => Step::Ready,
        "closed" => Step::Closed { resolved: request.resolved },
        _ => return None,
    })
}

/// Changes a case of a branch.
pub async fn advance(
    state: &AppState,
    setup: &setup::Branch,
    wish: &Wish,
    record: i64,
    seen: records::Version,
    who: queue::CsrId,
    step: &Step,
) -> Result<office::cases::Opened, office::cases::CaseError> {
    let documents = documents(setup);
    let known = Known {
        has_step: &|kind, step| setup.case_type(kind).is_some_and(|kind| kind.place(step).is_some()),
        has_document: &|id| documents.iter().any(|(known, _)| known == id),
        tell: &state.site.alerts.cases,
    };
    office::cases::advance(wish.asked(state), record, seen, Some(who), step, &feasts(), known).await
}

/// Set the step of a case, or what the client has to bring, or close it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/cases/{record}/step", tag = "cases", params(Branch, Record, Key, Seen),
    request_body = CaseStepRequest,
    responses((status = 200, body = CaseAnswer), Problems<(Csr, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn step(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    Record(record): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<CaseStepRequest>,
) -> Result<Json<CaseAnswer>> {
    let step = change(&request).ok_or_else(|| invalid("to", "there is no such change"))?;
    let wish = Wish::of(&branch, key.0);
    let setup = branch.live().setup();
    let changed = advance(&state, &setup, &wish, record, seen, person.id, &step).await?;
    Ok(Json(CaseAnswer { id: changed.id, code: changed.code, version: changed.version }))
}
