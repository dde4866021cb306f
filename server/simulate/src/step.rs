//! What happens on a simulated day: commands with their events.

use queue::{Command, CsrId, Event, ServiceId, Timestamp};

/// A command and the events that it caused: a row of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: Timestamp,
    pub actor: Actor,
    pub command: Command,
    pub events: Vec<Event>,
}

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The program itself, which opens and closes the day.
    Server,
    Kiosk,
    /// A visitor on a phone.
    Visitor,
    Csr(CsrId),
}

/// A time that a visitor has booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    pub service: ServiceId,
    pub at: Timestamp,
}
