//! What happened to one ticket, for the staff who are asked about it.

use crate::{CallReason, Outcome, ParkReason, StaffMember, Text, Time};
use serde::{Deserialize, Serialize};

/// The story of one ticket, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketHistory {
    pub number: String,
    pub happenings: Vec<Happening>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Happening {
    pub at: Time,
    /// Who did it, where it was a member of staff.
    pub by: Option<StaffMember>,
    pub what: What,
}

/// What happened. Desks are named by their labels, services by their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    Issued {
        service: Text,
        then: Vec<Text>,
        priority: bool,
        appointment: Option<Time>,
        ahead: u32,
        /// The kiosk gave it out while it could not reach the server.
        #[serde(default)]
        alone: bool,
    },
    Called {
        desk: String,
        reason: CallReason,
        /// The numbers that were issued before it and could have been called instead.
        overtook: Vec<String>,
    },
    /// Another ticket was called though this one was issued before it.
    Overtaken {
        number: String,
        desk: String,
        reason: CallReason,
    },
    Recalled {
        desk: String,
    },
    Started {
        desk: String,
    },
    Finished {
        desk: String,
        outcome: Outcome,
        delivered: Vec<Text>,
        follow_up: bool,
        /// The service that the visit goes on with.
        next: Option<Text>,
    },
    NoShow {
        desk: String,
    },
    Reinstated,
    Parked {
        desk: String,
        reason: ParkReason,
        until: Option<Time>,
    },
    Resumed,
    /// Sent on: to a service, and to one desk or person alone where that is said.
    Transferred {
        desk: String,
        service: Text,
        to_desk: Option<String>,
        to_person: Option<StaffMember>,
    },
    /// It waits for any desk again, since the one that it was sent to closed.
    Released,
    Delayed {
        minutes: u32,
        until: Time,
    },
    Priority {
        priority: bool,
    },
    Service {
        service: Text,
    },
    /// The visitor, who took the ticket from elsewhere, was told to come.
    CalledIn,
    /// The visitor said that they are on the way.
    SetOff,
    /// The visitor is there.
    Arrived,
    /// The visitor never came.
    Missed,
    Cancelled,
    DayEnded,
}
