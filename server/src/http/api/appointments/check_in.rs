//! A visitor with an appointment has come. Time and service are those of the book.

use super::{AppointmentUnknown, find};
use crate::http::AppState;
use crate::http::api::tickets::{issued, new_token};
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
use queue::{Command, Issue, Refusal};
use records::appointment::{Appointment, Code as DayCode};
use records::check_in::{CheckIn, CheckInRules, Here, check_in as decide};
use store::appointment;
use wire::{CheckInAnswer, CheckInRequest, Code, Time};

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
            // The code is short, and typed at the kiosk; the visitor's own link is a right by itself.
            kiosk?;
            let code = DayCode::parse(&text).ok_or(CodeInvalid)?;
            let row = appointment::by_code(&state.store, code.as_str()).await?.ok_or(AppointmentUnknown)?;
            (row.branch.to_string(), from_row(&row)?)
        }
        CheckInRequest::Token(token) => {
            let own = find(&state, &token).await?.ok_or(AppointmentUnknown)?;
            (own.setup.id.clone(), own.booked)
        }
    };
    let answer = received(&state, &branch, key, &elsewhere, &booked).await?;
    let ticket = matches!(answer, CheckInAnswer::OnTime { .. } | CheckInAnswer::Late { .. });
    let status = if ticket { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

/// Receives the visitor of a booking of the branch `of`.
pub async fn received(
    state: &AppState,
    branch: &Handle,
    key: RequestKey,
    of: &str,
    booked: &Appointment,
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
        return match give_out(branch, key, booked).await {
            Ok(ticket) if decided == CheckIn::OnTime => Ok(CheckInAnswer::OnTime { ticket: ticket?, booked: at }),
            Ok(ticket) => Ok(CheckInAnswer::Late { ticket: ticket?, booked: at }),
            Err(CommandError::Refused(Refusal::CheckedIn { .. })) => {
                Ok(CheckInAnswer::AlreadyThere { number: number.to_string() })
            }
            Err(error) => Err(error.into()),
        };
    }
    Ok(match decided {
        CheckIn::OnTime => CheckInAnswer::OnTime { ticket: give_out(branch, key, booked).await??, booked: at },
        CheckIn::Late { .. } => CheckInAnswer::Late { ticket: give_out(branch, key, booked).await??, booked: at },
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
    Ok(issued(&branch.command(key, Actor::Kiosk, command).await?))
}
