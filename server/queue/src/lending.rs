//! A desk that serves, for a while, what its set-up does not have it serve: a manager asks, the CSR at the desk accepts or
//! declines, either gives it back, and the end of the day does.

use crate::{DeskId, ServiceId, Timestamp};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a desk was asked to serve besides, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lending {
    pub desk: DeskId,
    /// The services that the desk's own set-up does not have.
    pub services: BTreeSet<ServiceId>,
    /// Until when it is meant. The time ends nothing by itself.
    pub until: Timestamp,
    pub asked_at: Timestamp,
    pub state: LendingState,
    /// How many visits for these services ended at the desk meanwhile: what was gained.
    pub served: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LendingState {
    Asked,
    /// The CSR declined, or nobody wants it any more.
    NotLent {
        at: Timestamp,
    },
    Lent {
        since: Timestamp,
    },
    Returned {
        since: Timestamp,
        at: Timestamp,
    },
}

impl Lending {
    /// Whether the desk still has to answer, or is lent.
    pub fn is_open(&self) -> bool {
        matches!(self.state, LendingState::Asked | LendingState::Lent { .. })
    }
}
