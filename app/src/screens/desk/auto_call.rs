//! The countdown of a desk that calls by itself: when it runs, when it begins anew, and when it is over.

use wire::{AutoCall, DeskSnapshot, DeskState, Time};

/// A gap between two ticks after which the tablet slept: the CSR has not seen the seconds go by.
const SLEPT: f64 = 3_000.0;

/// A countdown that runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Countdown {
    /// Since when the desk is free.
    since: Time,
    /// The seconds that are left.
    pub left: u32,
    ticked_at: f64,
}

/// What a tick makes of a countdown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tick {
    /// There is nothing to count.
    Rest,
    Count(Countdown),
    /// It is over: call for a desk that has been free since then.
    Call(Time),
}

/// What a desk would call by itself for: somebody waits, and it is free.
pub fn wanted(desk: &DeskSnapshot) -> Option<AutoCall> {
    desk.auto_call.filter(|_| desk.state == DeskState::Free && desk.next.is_some())
}

/// The next second of a countdown. `wanted` is nothing while it is held back; `now` is the page's running time in milliseconds.
pub fn tick(before: Option<Countdown>, wanted: Option<AutoCall>, now: f64) -> Tick {
    let Some(AutoCall { after_seconds, since }) = wanted else { return Tick::Rest };
    let goes_on = before.filter(|before| before.since == since && now - before.ticked_at < SLEPT);
    match goes_on {
        None => Tick::Count(Countdown { since, left: after_seconds, ticked_at: now }),
        Some(Countdown { left: 0 | 1, .. }) => Tick::Call(since),
        Some(Countdown { left, .. }) => Tick::Count(Countdown { since, left: left - 1, ticked_at: now }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn auto_call(at: i64) -> AutoCall {
        AutoCall { after_seconds: 3, since: Time::from_millis(at) }
    }

    /// What each tick gives, of those that saw `wanted` at these milliseconds.
    fn ticks(seen: &[(Option<AutoCall>, f64)]) -> Vec<Option<u32>> {
        let mut before = None;
        let left = seen.iter().map(|(wanted, now)| match tick(before, *wanted, *now) {
            Tick::Rest => {
                before = None;
                None
            }
            Tick::Count(counting) => {
                before = Some(counting);
                Some(counting.left)
            }
            Tick::Call(_) => {
                before = None;
                Some(0)
            }
        });
        left.collect()
    }

    #[test]
    fn it_counts_down_and_calls_once_for_the_moment_that_it_saw() {
        let wanted = Some(auto_call(5));
        let at = |second: u32| (wanted, f64::from(second) * 1_000.0);
        assert_eq!(ticks(&[at(0), at(1), at(2), at(3), at(4)]), [Some(3), Some(2), Some(1), Some(0), Some(3)]);
        let last = Countdown { since: Time::from_millis(5), left: 1, ticked_at: 0.0 };
        assert_eq!(tick(Some(last), wanted, 1_000.0), Tick::Call(Time::from_millis(5)));
    }

    #[test]
    fn it_begins_anew_when_held_back_when_the_desk_was_busy_and_when_the_tablet_slept() {
        let (first, second) = (Some(auto_call(5)), Some(auto_call(9)));
        assert_eq!(ticks(&[(first, 0.0), (first, 1e3), (None, 2e3), (first, 3e3)]), [Some(3), Some(2), None, Some(3)]);
        assert_eq!(ticks(&[(first, 0.0), (first, 1e3), (second, 2e3)]), [Some(3), Some(2), Some(3)]);
        assert_eq!(ticks(&[(first, 0.0), (first, 1e3), (first, 3.6e6)]), [Some(3), Some(2), Some(3)]);
    }

    #[test]
    fn it_runs_while_the_desk_is_free_and_somebody_waits() {
        let auto_call = Some(auto_call(5));
        let free = DeskSnapshot { auto_call, ..sample::desk(DeskState::Free) };
        assert_eq!(wanted(&free), auto_call);
        assert_eq!(wanted(&DeskSnapshot { next: None, ..free }), None);
        assert_eq!(wanted(&DeskSnapshot { auto_call, ..sample::desk(DeskState::Calling) }), None);
        assert_eq!(wanted(&sample::desk(DeskState::Free)), None, "the branch does not want it");
    }
}
