//! A visit at a desk: it begins, and ends well, for a while, or elsewhere.

use super::{AtDesk, DeskProblems};
use crate::http::convert::{moment, place};
use crate::http::extract::Body;
use crate::http::problem::Result;
use axum::Json;
use queue::{Command, CsrId, DeskId, ServiceId};
use wire::{DeskCommand, FinishRequest, NextAnswer, ParkRequest, TransferRequest};

/// The visitor is at the desk.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/start", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn start(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| Command::Start { desk, csr }).await
}

/// The visitor has been served; what else they came for goes on at another desk.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/finish", tag = "desks", params(AtDesk),
    request_body = FinishRequest, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn finish(at: AtDesk, Body(request): Body<FinishRequest>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| finished(desk, csr, request)).await
}

/// Put the visitor aside.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/park", tag = "desks", params(AtDesk),
    request_body = ParkRequest, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn park(at: AtDesk, Body(request): Body<ParkRequest>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| parked(desk, csr, &request)).await
}

/// Send the visitor on to a service, a desk or a person.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/transfer", tag = "desks", params(AtDesk),
    request_body = TransferRequest, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn transfer(at: AtDesk, Body(request): Body<TransferRequest>) -> Result<Json<NextAnswer>> {
    at.command(|desk, csr| transferred(desk, csr, request)).await
}

fn finished(desk: DeskId, csr: CsrId, request: FinishRequest) -> Command {
    let outcome = match request.outcome {
        wire::Outcome::Resolved => queue::VisitOutcome::Resolved,
        wire::Outcome::Partly => queue::VisitOutcome::Partly,
        wire::Outcome::Unresolved => queue::VisitOutcome::Unresolved,
    };
    let delivered = request.delivered.iter().map(|service| ServiceId::new(service)).collect();
    Command::Finish { desk, csr, outcome, delivered, follow_up: request.follow_up }
}

fn parked(desk: DeskId, csr: CsrId, request: &ParkRequest) -> Command {
    let reason = match request.reason {
        wire::ParkReason::FetchDocument => queue::ParkReason::FetchDocument,
        wire::ParkReason::WaitForBank => queue::ParkReason::WaitForBank,
        wire::ParkReason::NoAnswer => queue::ParkReason::NoAnswer,
        wire::ParkReason::Other => queue::ParkReason::Other,
    };
    Command::Park { desk, csr, reason, until: request.until.map(moment) }
}

fn transferred(desk: DeskId, csr: CsrId, request: TransferRequest) -> Command {
    let to = match request.to {
        wire::Destination::Service(service) => queue::Destination::Service(ServiceId::new(&service)),
        wire::Destination::Desk(desk) => queue::Destination::Desk(DeskId::new(&desk)),
        wire::Destination::Csr(csr) => queue::Destination::Csr(CsrId(csr)),
    };
    Command::Transfer { desk, csr, to, place: place(request.place) }
}
