//! What is known of a branch for the rules: of one that runs here all, of any other what its row tells.

use crate::live::Live;
use queue::{Duration, Timestamp};
use records::alert_rule::{Inside, Known};
use store::branch_now::BranchNow;

/// A row that is older than this is what every server knows.
const STEADY_AFTER: Duration = Duration(30_000);
/// A forecast of this age still counts.
const FORESEEN: Duration = Duration(75_000);

/// What the server knows on which a branch runs.
pub(super) fn of_running(live: &Live, now: Timestamp) -> Known {
    let foresight = live.foresight();
    let foreseen = foresight.at.is_some_and(|at| (0..FORESEEN.0).contains(&(now - at).0));
    live.read(|branch, _| {
        if branch.is_closed() || branch.day() != Some(&live.setup().day(now)) {
            return nothing();
        }
        let over_target = branch.setup().filter(|_| foreseen).map(|rules| {
            let over = rules.services.iter().filter_map(|(id, service)| {
                let expected = foresight.of_next(id)?.low_minutes;
                let over = expected.saturating_sub(service.target.whole_minutes());
                (over > 0).then(|| (id.to_string(), over))
            });
            over.collect()
        });
        let alerts = branch.alerts().map(|alert| (alert.kind, alert.place.to_string(), alert.since)).collect();
        Known {
            waiting: branch.waiting_count(),
            oldest: branch.waiting().map(|ticket| ticket.issued_at).min(),
            inside: Some(Inside { no_shows: branch.counts().no_shows, alerts, over_target }),
            complaints: Vec::new(),
        }
    })
}

/// What is known of a branch whose day is over: nothing is wrong there.
fn nothing() -> Known {
    Known { inside: Some(Inside { over_target: Some(Vec::new()), ..Inside::default() }), ..Known::default() }
}

/// What a row tells, and whether it is certain.
pub(super) fn of_row(setup: &setup::Branch, row: &BranchNow, now: Timestamp) -> (Known, bool) {
    let steady = now - row.at >= STEADY_AFTER;
    if row.closed || row.day != setup.day(now) {
        return (nothing(), steady);
    }
    (Known { waiting: row.waiting, oldest: row.oldest, ..Known::default() }, steady)
}
