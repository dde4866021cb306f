//! What a desk has at the beginning of a run, and how long it goes on with it.

use crate::learned::{Learned, minutes};
use crate::random::Random;
use queue::{Ticket, TicketState, Timestamp};

/// The ticket that a desk has called or serves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Current {
    /// The index of its visitor.
    pub(crate) visitor: usize,
    stage: Stage,
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// The visitor is on the way to the desk: minutes since the call, and minutes of waiting before it.
    Called { since: f64, waited: f64 },
    /// The service has taken so many minutes.
    Serving { since: f64 },
}

impl Current {
    pub(crate) fn of(ticket: &Ticket, visitor: usize, now: Timestamp) -> Option<Self> {
        let stage = match ticket.state {
            TicketState::Called { first_at, .. } => {
                Stage::Called { since: minutes(now - first_at), waited: minutes(first_at - ticket.issued_at) }
            }
            TicketState::Serving { since, .. } => Stage::Serving { since: minutes(now - since) },
            _ => return None,
        };
        Some(Self { visitor, stage })
    }

    /// The minutes for which the desk stays busy in one run, and whether the visitor is served in them. `factor` is the
    /// pace of the desk and of the day; `takes` is a number between 0 and 1, small where the service is short.
    pub(crate) fn left(
        &self,
        learned: &Learned,
        time: &crate::ServiceTime,
        factor: f64,
        takes: f64,
        random: &mut Random,
    ) -> (f64, bool) {
        let [comes, walks] = [random.uniform(), random.uniform()];
        let gap = learned.gap.at(random.exponential());
        match self.stage {
            Stage::Serving { since } => (time.left(since, factor, takes) + gap, true),
            Stage::Called { since, waited } => {
                // Most who come are there by now, so one who is not is less likely to come.
                let absent = learned.no_shows.probability(waited);
                let still_on_the_way = (-since.max(0.0) / learned.walk.mean().max(0.25)).exp();
                let absent = absent / (absent + (1.0 - absent) * still_on_the_way).max(1e-9);
                if comes < absent {
                    return (learned.no_show.left(since, 1.0, walks) + gap, false);
                }
                (learned.walk.left(since, 1.0, walks) + time.left(0.0, factor, takes) + gap, true)
            }
        }
    }
}
