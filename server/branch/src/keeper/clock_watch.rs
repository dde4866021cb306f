//! A clock that was ahead has opened a business day of the future. The branch stays on that day, because its visitors are
//! there and because the clock may be wrong now instead; the log and the staff's screens say so, and a person decides. A
//! future day that a person closes is given up, and today goes on.

use super::Keeper;
use crate::journal::Working;
use machine::clock;
use queue::{AlertKind, AlertPlace, Command, Day, Duration, Timestamp};

/// The task waits for a clock that was set back by less than this around midnight.
const TOLERANCE: Duration = Duration::minutes(60);

impl Keeper {
    /// Whether a person closed a future day while the clock said that it was one.
    pub(super) fn is_given_up(&self, working: &Working, today: &Day) -> bool {
        working.day > *today && working.ended_at.is_some_and(|at| self.setup().day(at) < working.day)
    }

    /// Whether a later day ended this one and was given up since.
    pub(super) fn ended_too_early(&self, working: &Working) -> bool {
        self.given_up.is_some() && working.ended_at.is_some_and(|at| self.setup().day(at) > working.day)
    }

    /// Whether the day lies in the future.
    fn is_ahead(&self, day: &Day, now: Timestamp) -> bool {
        *day > self.setup().day(now + TOLERANCE)
    }

    /// Logs that the branch is on a future day.
    pub(super) fn log_clock(&self, day: &Day, now: Timestamp) {
        if self.is_ahead(day, now) {
            tracing::warn!(
                branch = %self.id,
                %day,
                today = %self.setup().day(now),
                "the branch is on a day that has not come yet: the clock was ahead once, or is wrong now. No tickets are given out. If the clock is right now, a manager stops the tickets and closes the day on the dashboard, and today goes on; otherwise set the clock"
            );
        }
    }

    /// Raises an alert where the day lies in the future, and clears it otherwise.
    pub(super) async fn watch_clock(&mut self) {
        let now = clock::now();
        let Some(working) = self.working.as_ref().filter(|working| !working.branch.is_closed()) else { return };
        let (day, ahead) = (working.day.clone(), self.is_ahead(&working.day, now));
        let place = AlertPlace::new(day.as_str());
        let open = working.branch.alert_at(AlertKind::Clock, &place).map(|alert| alert.id);
        let command = match open {
            None if ahead => Command::RaiseAlert { kind: AlertKind::Clock, place },
            Some(alert) if !ahead => Command::ClearAlert { alert },
            _ => return,
        };
        if ahead {
            self.log_clock(&day, now);
        }
        self.command(command).await;
    }
}
