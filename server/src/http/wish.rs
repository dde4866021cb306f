//! From the bodies of commands to the queue's own words. What a body cannot say wrongly by its shape is a rule's
//! business.

use queue::{Command, CsrId, DeskId, ServiceId, Timestamp};
use wire::{FinishRequest, ParkRequest, TransferRequest};

pub fn finish(desk: DeskId, csr: CsrId, body: FinishRequest) -> Command {
    let outcome = match body.outcome {
        wire::Outcome::Resolved => queue::VisitOutcome::Resolved,
        wire::Outcome::Partly => queue::VisitOutcome::Partly,
        wire::Outcome::Unresolved => queue::VisitOutcome::Unresolved,
    };
    let delivered = body.delivered.iter().map(|service| ServiceId::new(service)).collect();
    Command::Finish { desk, csr, outcome, delivered, follow_up: body.follow_up }
}

pub fn park(desk: DeskId, csr: CsrId, body: &ParkRequest) -> Command {
    let reason = match body.reason {
        wire::ParkReason::FetchDocument => queue::ParkReason::FetchDocument,
        wire::ParkReason::WaitForBank => queue::ParkReason::WaitForBank,
        wire::ParkReason::Other => queue::ParkReason::Other,
    };
    Command::Park { desk, csr, reason, until: body.until.map(moment) }
}

pub fn transfer(desk: DeskId, csr: CsrId, body: TransferRequest) -> Command {
    let to = match body.to {
        wire::Destination::Service(service) => queue::Destination::Service(ServiceId::new(&service)),
        wire::Destination::Desk(desk) => queue::Destination::Desk(DeskId::new(&desk)),
        wire::Destination::Csr(csr) => queue::Destination::Csr(CsrId(csr)),
    };
    Command::Transfer { desk, csr, to, place: place(body.place) }
}

pub fn pause_reason(reason: wire::PauseReason) -> queue::PauseReason {
    match reason {
        wire::PauseReason::Break => queue::PauseReason::Break,
        wire::PauseReason::BackOffice => queue::PauseReason::BackOffice,
        wire::PauseReason::Other => queue::PauseReason::Other,
    }
}

pub fn place(place: wire::Place) -> queue::QueuePlace {
    match place {
        wire::Place::First => queue::QueuePlace::First,
        wire::Place::ByDue => queue::QueuePlace::ByDue,
        wire::Place::Last => queue::QueuePlace::Last,
    }
}

pub fn moment(time: wire::Time) -> Timestamp {
    Timestamp(time.millis())
}
