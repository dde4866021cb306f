//! A visitor's own appointment, by its link: looked at, moved, cancelled, put into a calendar.

use super::error::problem;
use super::{AppointmentUnknown, BookProblem, ContactInvalid, StartInvalid, book_of, contact, minutes, start, told};
use crate::http::AppState;
use crate::http::extract::{Body, Key, Seen, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use crate::http::qr::{self, NoPhoneAddress};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use machine::clock;
use messages::calendar::{CalendarEvent, Method};
use office::appointments::from_row;
use queue::{CsrId, Duration, Timestamp, Token};
use records::appointment::{Party, State as Standing};
use setup::Branch;
use std::sync::Arc;
use store::appointment;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::{Appointment, ContactRequest, MoveRequest};

/// The appointment that a link leads to, with its branch.
pub struct Own {
    pub setup: Arc<Branch>,
    pub booked: records::appointment::Appointment,
}

impl FromRequestParts<AppState> for Own {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let token = path_parameter(parts, "token").await;
        find(state, &token).await?.ok_or_else(|| AppointmentUnknown.into())
    }
}

impl IntoParams for Own {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The token of the appointment's link.";
        vec![openapi::path_parameter("token", description, openapi::text("^[0-9a-f]{32}$"))]
    }
}

impl Refuses for Own {
    const PROBLEMS: &'static [&'static [Row]] = AppointmentUnknown::PROBLEMS;
}

/// The appointment with this token, where there is one.
pub async fn find(state: &AppState, token: &str) -> Result<Option<Own>> {
    let Some(row) = appointment::by_token(&state.store, &Token::new(token)).await? else { return Ok(None) };
    let setup = state.branches.setups().into_iter().find(|setup| setup.id == row.branch.as_str());
    let Some(setup) = setup else { return Ok(None) };
    Ok(Some(Own { setup, booked: from_row(&row)? }))
}

/// A visitor's own appointment.
#[utoipa::path(
    get, path = "/api/v1/appointments/{token}", tag = "appointments", params(Own),
    responses((status = 200, body = Appointment), Problems<(Own,)>)
)]
pub async fn read(own: Own) -> Response {
    answer(&own.setup, &own.booked)
}

/// Move an appointment to another time.
#[utoipa::path(
    post, path = "/api/v1/appointments/{token}/move", tag = "appointments", params(Own, Key, Seen),
    request_body = MoveRequest,
    responses(
        (status = 200, body = Appointment), Problems<(Own, Key, Seen, Body<()>, StartInvalid, BookProblem)>,
    )
)]
pub async fn move_it(
    State(state): State<AppState>,
    own: Own,
    Key(key): Key,
    Seen(seen): Seen,
    Body(request): Body<MoveRequest>,
) -> Result<Response> {
    let wish = (start(&own.setup, &request.start)?, request.officer.map(CsrId));
    let book = book_of(&state, &own.setup);
    let moved = book.move_to(&key, &own.booked.id, seen, wish, Party::Visitor, clock::now()).await.map_err(problem)?;
    Ok(answer(&own.setup, &moved))
}

/// Cancel an appointment.
#[utoipa::path(
    post, path = "/api/v1/appointments/{token}/cancel", tag = "appointments", params(Own, Key, Seen),
    responses((status = 200, body = Appointment), Problems<(Own, Key, Seen, BookProblem)>)
)]
pub async fn cancel(State(state): State<AppState>, own: Own, Key(key): Key, Seen(seen): Seen) -> Result<Response> {
    let book = book_of(&state, &own.setup);
    let cancelled = book.cancel(&key, &own.booked.id, seen, Party::Visitor, clock::now()).await.map_err(problem)?;
    Ok(answer(&own.setup, &cancelled))
}

/// Be reached otherwise, or not at all.
#[utoipa::path(
    post, path = "/api/v1/appointments/{token}/contact", tag = "appointments", params(Own, Key, Seen),
    request_body = ContactRequest,
    responses(
        (status = 200, body = Appointment), Problems<(Own, Key, Seen, Body<()>, ContactInvalid, BookProblem)>,
    )
)]
pub async fn contact_of(
    State(state): State<AppState>,
    own: Own,
    Key(key): Key,
    Seen(seen): Seen,
    Body(request): Body<ContactRequest>,
) -> Result<Response> {
    let contact = contact(&request.name, &request.email, &request.phone)?;
    let book = book_of(&state, &own.setup);
    let kept = book.reach(&key, &own.booked.id, seen, &contact, Party::Visitor, clock::now()).await.map_err(problem)?;
    Ok(answer(&own.setup, &kept))
}

/// The appointment for a calendar. It never names the service.
#[utoipa::path(
    get, path = "/api/v1/appointments/{token}/calendar.ics", tag = "appointments", params(Own),
    responses((status = 200, content_type = "text/calendar", body = String), Problems<(Own,)>)
)]
pub async fn calendar(State(state): State<AppState>, own: Own, headers: HeaderMap) -> Response {
    let link = state.site.phones.origin(&headers).map(|origin| format!("{origin}/a/{}", own.booked.token));
    let method = if own.booked.state == Standing::Cancelled { Method::Cancel } else { Method::Publish };
    let file = calendar_of(&own.setup, &own.booked, link, method, clock::now());
    let kind = format!("text/calendar; charset=utf-8; method={}", method.as_str());
    let name = "attachment; filename=\"appointment.ics\"".to_owned();
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name), (header::CACHE_CONTROL, "no-store".into())];
    (headers, file).into_response()
}

/// The calendar file of an appointment.
pub fn calendar_of(
    setup: &Branch,
    booked: &records::appointment::Appointment,
    link: Option<String>,
    method: Method,
    now: Timestamp,
) -> String {
    let language = booked.language.as_str();
    let branch = setup.name.get(language);
    let address = setup.address.as_ref().map(|address| address.get(language));
    let starts = booked.starts_at();
    CalendarEvent {
        uid: booked.uid(),
        sequence: booked.version.0,
        stamp: now,
        starts,
        ends: starts + Duration::minutes(i64::from(minutes(setup, &booked.service))),
        summary: branch.to_owned(),
        location: address.map_or_else(|| branch.to_owned(), |address| format!("{branch}, {address}")),
        link,
        method,
        between: None,
    }
    .write()
}

/// The address of the appointment's page as a QR code, which the kiosk reads too.
#[utoipa::path(
    get, path = "/api/v1/appointments/{token}/qr.svg", tag = "appointments", params(Own),
    responses((status = 200, content_type = "image/svg+xml", body = String), Problems<(Own, NoPhoneAddress)>)
)]
pub async fn qr(State(state): State<AppState>, own: Own, headers: HeaderMap) -> Result<Response> {
    qr::code(&state, &headers, &format!("/a/{}", own.booked.token))
}

fn answer(setup: &Branch, booked: &records::appointment::Appointment) -> Response {
    // An appointment belongs to one visitor: no cache may keep it.
    let headers = [(header::CACHE_CONTROL, "no-store".to_owned()), (header::ETAG, format!("\"{}\"", booked.version.0))];
    (headers, Json(told(setup, booked))).into_response()
}
