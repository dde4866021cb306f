//! One visit: a visitor who came for one service. Facts only; whoever it was and whoever served is not in it.

use queue::{DeskId, Duration, Letter, ServiceId, TicketId, Timestamp};
use serde::{Deserialize, Serialize};
use visits::{Outcome, Visit};

/// The row of a visit. A visitor who comes for several services has one for each, as in the visit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    pub ticket: TicketId,
    /// 0 for the first service of the ticket.
    pub leg: u32,
    /// The number on the ticket: `A042`.
    pub number: String,
    pub service: ServiceId,
    /// The desk of the last call.
    pub desk: Option<DeskId>,
    pub channel: Channel,
    pub priority: bool,
    pub booked: Option<Timestamp>,
    pub issued: Timestamp,
    /// The first call.
    pub called: Option<Timestamp>,
    pub started: Option<Timestamp>,
    pub finished: Option<Timestamp>,
    pub end: End,
}

/// How a visitor took the turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the kiosk.
    Kiosk,
    /// From a member of staff.
    Staff,
    /// By the visitor's own device.
    Visitor,
    /// An appointment was checked in, wherever that was.
    Appointment,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::Kiosk, Self::Staff, Self::Visitor, Self::Appointment];

    /// The word by which tables and addresses name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Staff => "staff",
            Self::Visitor => "visitor",
            Self::Appointment => "appointment",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }

    /// The channel of a ticket that `actor`, as the journal writes it, was issued to.
    pub fn of(actor: &str, booked: bool) -> Self {
        match actor {
            _ if booked => Self::Appointment,
            "kiosk" => Self::Kiosk,
            _ if actor.starts_with("staff:") => Self::Staff,
            _ => Self::Visitor,
        }
    }
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    Served,
    /// The visitor was called and did not come.
    NoShow,
    /// The visitor left the queue, or the staff took the ticket out of it.
    Cancelled,
    /// The day ended before the visit did.
    DayEnded,
    /// The visit is not over.
    UnderWay,
}

impl End {
    pub const ALL: [Self; 5] = [Self::Served, Self::NoShow, Self::Cancelled, Self::DayEnded, Self::UnderWay];

    /// The word by which tables and files name it; the visit log has the same ones.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Served => "served",
            Self::NoShow => "no-show",
            Self::Cancelled => "cancelled",
            Self::DayEnded => "day-ended",
            Self::UnderWay => "under-way",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.as_str() == word)
    }

    pub const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Served => Self::Served,
            Outcome::NoShow => Self::NoShow,
            Outcome::Cancelled => Self::Cancelled,
            Outcome::DayEnded => Self::DayEnded,
        }
    }
}

impl VisitRow {
    /// The row of a visit of the log.
    pub fn of(visit: &Visit, end: End, ticket: TicketId, leg: u32, channel: Channel) -> Self {
        let Visit { ticket: number, service, priority, booked, issued, called, started, finished, desk, .. } =
            visit.clone();
        Self { ticket, leg, number, service, desk, channel, priority, booked, issued, called, started, finished, end }
    }

    /// The letter on the ticket, whatever its visitor comes for.
    pub fn letter(&self) -> Option<Letter> {
        self.number.chars().next().and_then(Letter::new)
    }

    /// From the ticket to the first call; `None` for a visitor who was never called. A clock that stepped back makes it 0.
    pub fn wait(&self) -> Option<Duration> {
        Some(at_least_nothing(self.called? - self.issued))
    }

    /// For a visit that was served, how long the service took; for any other that is over, from the ticket to its end.
    pub fn span(&self) -> Duration {
        let from = if self.end == End::Served { self.started } else { Some(self.issued) };
        from.zip(self.finished).map_or(Duration(0), |(from, to)| at_least_nothing(to - from))
    }
}

fn at_least_nothing(span: Duration) -> Duration {
    span.max(Duration(0))
}
