//! A new appointment: for the visitor, or by the staff for a caller.

use super::error::problem;
use super::{BookProblem, ContactInvalid, StartInvalid, book_of, contact, start, told};
use crate::http::AppState;
use crate::http::api::tickets::LanguageUnknown;
use crate::http::authorise::staff_of;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::Problems;
use crate::http::problem::Result;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use machine::clock;
use office::appointments::BookingWish;
use queue::{CsrId, Language, ServiceId};
use records::appointment::Party;
use wire::{Appointment, AppointmentRequest};

/// Book an appointment.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/appointments", tag = "appointments", params(Branch, Key),
    request_body = AppointmentRequest,
    responses(
        (status = 201, body = Appointment),
        Problems<(Branch, Key, Body<()>, LanguageUnknown, StartInvalid, ContactInvalid, BookProblem)>,
    )
)]
pub async fn book(
    State(state): State<AppState>,
    Branch(branch): Branch,
    Key(key): Key,
    headers: HeaderMap,
    Body(request): Body<AppointmentRequest>,
) -> Result<Response> {
    let setup = branch.live().setup();
    if !setup.languages.contains(&request.language) {
        return Err(LanguageUnknown(request.language.0).into());
    }
    // Of a member of staff the book knows that they booked, and lets them book for right away.
    let staff = staff_of(&state, &headers, &setup.id).await?;
    let party = staff.map_or(Party::Visitor, |person| Party::Staff(person.id));
    let wish = BookingWish {
        service: ServiceId::new(&request.service),
        start: start(&setup, &request.start)?,
        officer: request.officer.map(CsrId),
        language: Language::new(request.language.as_str()),
        contact: contact(&request.name, &request.email, &request.phone)?,
    };
    let booked = book_of(&state, &setup).book(&key, &wish, party, clock::now()).await.map_err(problem)?;
    let location = [(header::LOCATION, format!("/api/v1/appointments/{}", booked.token))];
    let etag = [(header::ETAG, format!("\"{}\"", booked.version.0))];
    // An appointment belongs to one visitor: no cache may keep it.
    let private = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, private, location, etag, Json(told(&setup, &booked))).into_response())
}
