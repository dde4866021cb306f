//! A visitor with an appointment has come. Time and service are those of the book.

use super::{AppointmentUnknown, Own, find};
use crate::http::AppState;
use crate::http::api::tickets::{ArrivalRefused, issued, new_token};
use crate::http::devices::AtKiosk;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, Result, Ruled};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::{Actor, CommandError, Handle, RequestKey};
use machine::clock;
use office::appointments::from_row;
use office::arrival::{CodeVerdict, look_at_check_in, typed_code};
use queue::{Command, Issue, Refusal};
use records::appointment::{Appointment, Code as DayCode};
use records::check_in::{CheckIn, CheckInRules, Here, check_in as decide};
use std::future::ready;
use store::appointment;
use wire::{ArriveRequest, CheckInAnswer, CheckInRequest, Code, Time};

/// A code that is not six signs.
#[derive(Debug, Clone, Copy)]
pub struct CodeInvalid;

impl From<CodeInvalid> for Error {
    fn from(CodeInvalid: CodeInvalid) -> Self {
        let detail = "A code has six signs, such as BCD 234. The confirmation of the appointment has it.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::CodeInvalid, "No code", detail).in_field("code")
    }
}

impl Refuses for CodeInvalid {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::CodeInvalid)]];
}

/// Check in for an appointment.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/check-in", tag = "appointments", params(Branch, Key),
    request_body = CheckInRequest,
    responses(
        (status = 201, body = CheckInAnswer, description = "A ticket was given out: `on_time` or `late`."),
        (status = 200, body = CheckInAnswer, description = "No ticket was given out, and why."),
        Problems<(AtKiosk, Branch, Key, Body<()>, CodeInvalid, AppointmentUnknown, Ruled)>,
    )
)]
pub async fn check_in(
    kiosk: Result<AtKiosk>,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Key(key): Key,
    Body(request): Body<CheckInRequest>,
) -> Result<Response> {
    let (elsewhere, booked) = match request {
        CheckInRequest::Code(text) => {
            // The code is short, and typed at the kiosk.
            kiosk?;
            let code = DayCode::parse(&text).ok_or(CodeInvalid)?;
            let row = appointment::by_code(&state.store, code.as_str()).await?.ok_or(AppointmentUnknown)?;
            (row.branch.to_string(), from_row(&row)?)
        }
        CheckInRequest::Token(token) => {
            // The visitor's own link is a right by itself, but says nothing of where they are: where the lobby has a code of the
            // minute, it is held under a kiosk's scanner, or the phone says the code.
            if branch.live().setup().asks_for_code() {
                kiosk?;
            }
            let own = find(&state, &token).await?.ok_or(AppointmentUnknown)?;
            (own.setup.id.clone(), own.booked)
        }
    };
    let answer = received(&state, &branch, (key, Actor::Kiosk), &elsewhere, &booked, ready(Ok(()))).await?;
    Ok(answered(answer))
}

/// Check in for an appointment on one's own phone, by the code of the minute on the wall of the lobby. Where the branch has none, its
/// visitors check in at the kiosk.
#[utoipa::path(
    post, path = "/api/v1/appointments/{token}/arrive", tag = "appointments", params(Own, Key),
    request_body = ArriveRequest,
    responses(
        (status = 201, body = CheckInAnswer, description = "A ticket was given out: `on_time` or `late`."),
        (status = 200, body = CheckInAnswer, description = "No ticket was given out, and why."),
        Problems<(Own, Key, Body<()>, NoCodeThere, ArrivalRefused, Ruled)>,
    )
)]
pub async fn arrive(
    State(state): State<AppState>,
    own: Own,
    Key(key): Key,
    Body(ArriveRequest { code }): Body<ArriveRequest>,
) -> Result<Response> {
    on_the_phone(&state, &own, key, &code.unwrap_or_default()).await.map(answered)
}

fn answered(answer: CheckInAnswer) -> Response {
    let ticket = matches!(answer, CheckInAnswer::OnTime { .. } | CheckInAnswer::Late { .. });
    let status = if ticket { StatusCode::CREATED } else { StatusCode::OK };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

/// The lobby of the branch shows no code of the minute.
#[derive(Debug, Clone, Copy)]
pub struct NoCodeThere;

impl From<NoCodeThere> for Error {
    fn from(NoCodeThere: NoCodeThere) -> Self {
        Self::not_found()
    }
}

impl Refuses for NoCodeThere {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::NotFound)]];
}

/// Receives the visitor of a booking who says on their phone that they are there. Only a ticket needs the code: who is early, or has
/// one already, is told so whatever they typed.
pub async fn on_the_phone(state: &AppState, own: &Own, key: RequestKey, typed: &str) -> Result<CheckInAnswer> {
    if !own.setup.asks_for_code() {
        return Err(NoCodeThere.into());
    }
    let branch = state.branches.get(&own.setup.id).await?.ok_or(AppointmentUnknown)?;
    let there = is_there(state, &branch, &own.booked, typed);
    received(state, &branch, (key, Actor::Visitor), &own.setup.id, &own.booked, there).await
}

/// Whether what was typed is the code on the wall. Each look is counted.
async fn is_there(state: &AppState, branch: &Handle, booked: &Appointment, typed: &str) -> Result<()> {
    let now = clock::now();
    let code = typed_code(typed).ok_or(ArrivalRefused::Wrong)?;
    let is_right = || branch.live().minute_key().is_good(&branch.live().setup().id, &code, now);
    match look_at_check_in(&state.store, &booked.id, now, is_right).await? {
        CodeVerdict::Right => Ok(()),
        CodeVerdict::Wrong => Err(ArrivalRefused::Wrong.into()),
        CodeVerdict::Locked => Err(ArrivalRefused::Locked.into()),
    }
}

/// Receives the visitor of a booking of the branch `of`. Before a first ticket is given out, `is_there` is asked whether the
/// visitor is in the branch.
pub async fn received(
    state: &AppState,
    branch: &Handle,
    (key, actor): (RequestKey, Actor),
    of: &str,
    booked: &Appointment,
    is_there: impl Future<Output = Result<()>> + Send,
) -> Result<CheckInAnswer> {
    let setup = &branch.live().setup();
    let known = branch
        .live()
        .read(|branch, _| branch.by_appointment(&booked.id).map(|ticket| (ticket.number, ticket.issued_at)));
    let here = Here { branch: &setup.id, zone: setup.calendar.time_zone(), ticket: known.map(|(number, _)| number) };
    let rules = CheckInRules { grace: setup.policy.appointment_grace, ..CheckInRules::default() };
    let time = |at: queue::Timestamp| Time::from_millis(at.0);
    let at = time(booked.starts_at());
    // A request that is sent again is answered by its key, as it was the first time.
    let (now, again) = known.map_or((clock::now(), false), |(_, issued_at)| (issued_at, true));
    let decided = decide(booked, of, &Here { ticket: None, ..here.clone() }, rules, now);
    if let (true, CheckIn::OnTime | CheckIn::Late { .. }, Some(number)) = (again, &decided, here.ticket) {
        return match give_out(branch, key, actor, booked).await {
            Ok(ticket) if decided == CheckIn::OnTime => Ok(CheckInAnswer::OnTime { ticket: ticket?, booked: at }),
            Ok(ticket) => Ok(CheckInAnswer::Late { ticket: ticket?, booked: at }),
            Err(CommandError::Refused(Refusal::CheckedIn { .. })) => {
                Ok(CheckInAnswer::AlreadyThere { number: number.to_string() })
            }
            Err(error) => Err(error.into()),
        };
    }
    Ok(match decided {
        CheckIn::OnTime => {
            is_there.await?;
            CheckInAnswer::OnTime { ticket: give_out(branch, key, actor, booked).await??, booked: at }
        }
        CheckIn::Late { .. } => {
            is_there.await?;
            CheckInAnswer::Late { ticket: give_out(branch, key, actor, booked).await??, booked: at }
        }
        CheckIn::Early { from, .. } => CheckInAnswer::Early { from: time(from), booked: at },
        CheckIn::WrongDay { over, .. } => CheckInAnswer::WrongDay { booked: at, over },
        CheckIn::WrongBranch { branch } => {
            let of = state.branches.setups().into_iter().find(|setup| setup.id == branch);
            CheckInAnswer::WrongBranch { branch: of.map(|setup| setup.name.clone()).unwrap_or_default() }
        }
        CheckIn::AlreadyThere { number } => CheckInAnswer::AlreadyThere { number: number.to_string() },
        CheckIn::Cancelled => CheckInAnswer::Cancelled,
    })
}

/// Has the rules give out the ticket of a booking.
async fn give_out(
    branch: &Handle,
    key: RequestKey,
    actor: Actor,
    booked: &Appointment,
) -> Result<Result<wire::Issued>, CommandError> {
    let command = Command::Issue(Issue {
        service: booked.service.clone(),
        then: Vec::new(),
        language: booked.language.clone(),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        appointment: Some(queue::Appointment {
            id: booked.id.clone(),
            booked: booked.starts_at(),
            officer: Some(booked.officer),
        }),
        travel: None,
        call_back: false,
        token: new_token(),
    });
    Ok(issued(&branch.command(key, actor, command).await?))
}
