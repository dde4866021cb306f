//! Complaints: entering one, and the steps of the office.

use super::records::{Changed, RecordUnknown, Wish, feasts, invalid};
use crate::http::AppState;
use crate::http::authorise::ComplaintsOffice;
use crate::http::extract::{Body, Branch, Key, Seen, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use jiff::civil::Date;
use office::complaint::{Entered, NewComplaint, WORDS_MAX};
use queue::ServiceId;
use records::complaint::{AnswerGiven, Channel, Outcome, Step};
use records::legal_clock::ComplaintType;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, ComplaintAnswer, ComplaintRequest, ComplaintStepRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(receive)).routes(routes!(advance))
}

/// The number of a record in a path.
#[derive(Debug)]
pub struct Record(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Record {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        path_parameter(parts, "record").await.parse().map(Self).map_err(|_| RecordUnknown.into())
    }
}

impl IntoParams for Record {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("record", "The record's id.", openapi::number())]
    }
}

impl Refuses for Record {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::RecordUnknown)]];
}

/// The name of a step in a path.
struct StepName(String);

impl<S: Send + Sync> FromRequestParts<S> for StepName {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(path_parameter(parts, "step").await))
    }
}

impl IntoParams for StepName {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let steps = "^(take|type|interim|answer|close|reopen|refer|withdraw)$";
        vec![openapi::path_parameter("step", "The step.", openapi::text(steps))]
    }
}

fn answer(entered: Entered) -> ComplaintAnswer {
    let Entered { id, number, due, version } = entered;
    ComplaintAnswer { id, number, due, version }
}

/// File a complaint. It has a number and a due date by law; the answer comes in writing.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/complaints", tag = "complaints", params(Branch, Key),
    request_body = ComplaintRequest,
    responses((status = 201, body = ComplaintAnswer), Problems<(Branch, Key, Body<()>, Changed)>)
)]
async fn receive(
    State(state): State<AppState>,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<ComplaintRequest>,
) -> Result<(StatusCode, Json<ComplaintAnswer>)> {
    let setup = branch.live().setup();
    let kind = request.kind.as_deref().unwrap_or("banking");
    let kind = ComplaintType::parse(kind).ok_or_else(|| invalid("kind", "there is no such type"))?;
    let service = request.service.unwrap_or_default();
    if !service.is_empty() && setup.service(&ServiceId::new(&service)).is_none() {
        return Err(invalid("service", "the branch has no such service"));
    }
    let first = setup.languages.first().map_or("it", wire::Language::as_str);
    let language = request.language.filter(|code| setup.languages.iter().any(|known| known.as_str() == code));
    let wish = Wish::of(&branch, key.0);
    let new = NewComplaint {
        kind,
        channel: Channel::Web,
        service,
        language: language.unwrap_or_else(|| first.to_owned()),
        about: None,
        received: wish.today,
        name: request.name,
        contact: request.contact,
        words: request.words,
        wish: request.wish,
    };
    let entered = office::complaint::receive(wish.asked(&state), &new, None, &feasts()).await?;
    Ok((StatusCode::CREATED, Json(answer(entered))))
}

/// The step that a request wants, with what was typed.
pub fn step(name: &str, request: &ComplaintStepRequest, today: Date) -> Result<Step, (&'static str, String)> {
    let text = |field: &'static str, typed: &Option<String>, most| {
        let typed = typed.as_deref().unwrap_or_default();
        records::text(typed, most, false).map_err(|fault| (field, fault.to_string()))
    };
    let day = |field: &'static str, typed: &Option<String>| match typed.as_deref().filter(|typed| !typed.is_empty()) {
        Some(typed) => typed.parse::<Date>().map(Some).map_err(|_| (field, "write a day as 2026-12-18".to_owned())),
        None => Ok(None),
    };
    let missing = |field: &'static str| (field, "this must be filled in".to_owned());
    Ok(match name {
        "take" => Step::Take,
        "close" => Step::Close,
        "refer" => Step::Refer,
        "withdraw" => Step::Withdraw,
        "type" => {
            let kind = request.kind.as_deref().and_then(ComplaintType::parse);
            Step::SetType(kind.ok_or_else(|| missing("kind"))?)
        }
        "interim" => Step::Interim {
            reason: text("reason", &request.reason, 2_000)?,
            until: day("until", &request.until)?.ok_or_else(|| missing("until"))?,
        },
        "reopen" => Step::Reopen {
            reason: text("reason", &request.reason, 2_000)?,
            on: day("on", &request.on)?.unwrap_or(today),
        },
        "answer" => Step::Answer(AnswerGiven {
            on: day("on", &request.on)?.unwrap_or(today),
            outcome: request.outcome.as_deref().and_then(Outcome::parse).ok_or_else(|| missing("outcome"))?,
            text: text("text", &request.text, WORDS_MAX)?,
            measures: text("measures", &request.measures, 2_000)?,
            measures_by: day("measures_by", &request.measures_by)?,
            reasons: text("reasons", &request.reasons, 2_000)?,
            names_remedy: request.remedy,
        }),
        _ => return Err(("step", "there is no such step".to_owned())),
    })
}

/// Make a step of a complaint: `take`, `type`, `interim`, `answer`, `close`, `reopen`, `refer`, `withdraw`. Whom the client
/// complains of neither takes nor answers it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/complaints/{record}/{step}", tag = "complaints",
    params(Branch, Record, StepName, Key, Seen), request_body = ComplaintStepRequest,
    responses((status = 200, body = ComplaintAnswer), Problems<(ComplaintsOffice, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = ["ComplaintsOffice"]))
)]
#[expect(clippy::too_many_arguments, reason = "each argument is an extractor of the request")]
async fn advance(
    State(state): State<AppState>,
    ComplaintsOffice(person): ComplaintsOffice,
    Branch(branch): Branch,
    Record(record): Record,
    StepName(name): StepName,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<ComplaintStepRequest>,
) -> Result<Json<ComplaintAnswer>> {
    let wish = Wish::of(&branch, key.0);
    let step = step(&name, &request, wish.today).map_err(|(field, what)| invalid(field, what))?;
    let asked = wish.asked(&state);
    let entered = office::complaint::advance(asked, record, seen, person.id, &step, &feasts()).await?;
    Ok(Json(answer(entered)))
}
