//! A visitor with an appointment is received.

use super::{LanguageUnknown, ServiceUnknown, issued, new_token};
use crate::http::authorise::Csr;
use crate::http::convert::moment;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Result, Ruled};
use axum::Json;
use axum::http::StatusCode;
use branch::Actor;
use queue::{Appointment, AppointmentId, Command, Issue, Language, ServiceId};
use wire::{CheckInRequest, Issued};

/// Receive a visitor with an appointment: a ticket with the time that was booked.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/check-in", tag = "tickets", params(Branch, Key),
    request_body = CheckInRequest,
    responses(
        (status = 201, body = Issued), Problems<(Csr, Branch, Key, Body<()>, ServiceUnknown, LanguageUnknown, Ruled)>,
    ),
    security(("session" = []))
)]
pub async fn check_in(
    Csr(person): Csr,
    Branch(branch): Branch,
    Key(key): Key,
    Body(request): Body<CheckInRequest>,
) -> Result<(StatusCode, Json<Issued>)> {
    let setup = &branch.live().setup;
    let service = ServiceId::new(&request.service);
    if setup.service(&service).is_none() {
        return Err(ServiceUnknown::InBody(request.service).into());
    }
    if !setup.languages.contains(&request.language) {
        return Err(LanguageUnknown(request.language.0).into());
    }
    let appointment = Appointment { id: AppointmentId::new(&request.appointment), booked: moment(request.booked) };
    let command = Command::Issue(Issue {
        service,
        then: Vec::new(),
        language: Language::new(request.language.as_str()),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        appointment: Some(appointment),
        token: new_token(),
    });
    let issued = issued(&branch.command(key, Actor::Staff(person.id), command).await?)?;
    Ok((StatusCode::CREATED, Json(issued)))
}
