//! What the staff do about a ticket that is at no desk of theirs.

use super::DocumentUnknown;
use super::Ticket;
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::convert::place;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Error, Result, Ruled};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::{Actor, Handle, RequestKey};
use queue::{Command, CsrId, DocumentId, ServiceId, TicketId};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::{DeskCommand, DocumentRequest, PriorityRequest, ReinstateRequest, ServiceRequest};

/// A CSR, a ticket of their branch, and the key of what they ask.
pub struct OfStaff {
    branch: Handle,
    ticket: TicketId,
    csr: CsrId,
    key: RequestKey,
}

/// With which problems a command about a ticket is refused.
type StaffProblems = Problems<(Csr, Branch, Ticket, Key, Body<()>, Ruled)>;

impl FromRequestParts<AppState> for OfStaff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Csr(person) = Csr::from_request_parts(parts, state).await?;
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let Ticket(ticket) = Ticket::from_request_parts(parts, state).await?;
        let Key(key) = Key::from_request_parts(parts, state).await?;
        Ok(Self { branch, ticket, csr: person.id, key })
    }
}

impl IntoParams for OfStaff {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        [Branch::into_params(&place), Ticket::into_params(&place), Key::into_params(&place)].concat()
    }
}

impl OfStaff {
    async fn command(self, command: impl FnOnce(TicketId) -> Command) -> Result<StatusCode> {
        self.branch.command(self.key, Actor::Staff(self.csr), command(self.ticket)).await?;
        Ok(StatusCode::NO_CONTENT)
    }
}

/// The visitor who was put aside is back, or what was waited for is there.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/resume", tag = "tickets", params(OfStaff),
    request_body = DeskCommand, responses((status = 204), StaffProblems), security(("session" = []))
)]
pub async fn resume(staff: OfStaff, Body(_): Body<DeskCommand>) -> Result<StatusCode> {
    staff.command(|ticket| Command::Resume { ticket }).await
}

/// The visitor has left.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/cancel", tag = "tickets", params(OfStaff),
    request_body = DeskCommand, responses((status = 204), StaffProblems), security(("session" = []))
)]
pub async fn cancel(staff: OfStaff, Body(_): Body<DeskCommand>) -> Result<StatusCode> {
    staff.command(|ticket| Command::Cancel { ticket }).await
}

/// The visitor, who took the ticket from elsewhere, is there.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/arrive", tag = "tickets", params(OfStaff),
    request_body = DeskCommand, responses((status = 204), StaffProblems), security(("session" = []))
)]
pub async fn arrive(staff: OfStaff, Body(_): Body<DeskCommand>) -> Result<StatusCode> {
    staff.command(|ticket| Command::Arrive { ticket }).await
}

/// The visitor who was taken for absent is back.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/reinstate", tag = "tickets", params(OfStaff),
    request_body = ReinstateRequest, responses((status = 204), StaffProblems), security(("session" = []))
)]
pub async fn reinstate(staff: OfStaff, Body(request): Body<ReinstateRequest>) -> Result<StatusCode> {
    staff.command(|ticket| Command::Reinstate { ticket, place: place(request.place) }).await
}

/// Give or take priority.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/priority", tag = "tickets", params(OfStaff),
    request_body = PriorityRequest, responses((status = 204), StaffProblems), security(("session" = []))
)]
pub async fn priority(staff: OfStaff, Body(request): Body<PriorityRequest>) -> Result<StatusCode> {
    staff.command(|ticket| Command::SetPriority { ticket, priority: request.priority }).await
}

/// The visitor is here for something else.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/service", tag = "tickets", params(OfStaff),
    request_body = ServiceRequest, responses((status = 204), StaffProblems), security(("session" = []))
)]
pub async fn service(staff: OfStaff, Body(request): Body<ServiceRequest>) -> Result<StatusCode> {
    staff.command(|ticket| Command::SetService { ticket, service: ServiceId::new(&request.service) }).await
}

/// The CSR has seen a document of the service's list, or that the visitor does not have it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/documents", tag = "tickets", params(OfStaff),
    request_body = DocumentRequest,
    responses((status = 204), Problems<(Csr, Branch, Ticket, Key, Body<()>, DocumentUnknown, Ruled)>),
    security(("session" = []))
)]
pub async fn document(staff: OfStaff, Body(request): Body<DocumentRequest>) -> Result<StatusCode> {
    let (live, setup) = (staff.branch.live(), staff.branch.live().setup());
    let service = live.read(|branch, _| branch.ticket(staff.ticket).map(|ticket| ticket.service.clone()));
    let asked_for = service
        .and_then(|service| setup.service(&service))
        .is_none_or(|service| service.documents.iter().any(|document| document.id == request.document));
    if !asked_for {
        return Err(DocumentUnknown(request.document).into());
    }
    let document = DocumentId::new(&request.document);
    staff.command(|ticket| Command::CheckDocument { ticket, document, at_hand: request.at_hand }).await
}
