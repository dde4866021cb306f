//! The branches of a bank beside each other: their figures of some weeks, and their order. A branch of few visitors has figures that
//! chance makes good or bad. So branches are ordered by the end of the interval that is kinder to them, not by the figure itself.

use queue::Day;
use records::kpi::{Figure, share};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The counts of a branch over some weeks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    pub arrivals: u64,
    pub visits: u32,
    /// Cancelled and no-shows.
    pub gone: u32,
    /// Served within the promised wait, of how many.
    pub in_time: u32,
    pub timed: u32,
    /// Called within the target that was in force, of how many.
    pub on_target: u32,
    pub called: u32,
    pub satisfied: u32,
    pub answers: u32,
    /// In time, of how many, in the last week and in the week before.
    pub last_week: (u32, u32),
    pub week_before: (u32, u32),
}

/// The figures of a branch, each with its count and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BranchFigures {
    pub in_time: Figure,
    pub on_target: Figure,
    pub gone: Figure,
    /// Without a value where too few answered.
    pub satisfied: Figure,
    pub last_week: Figure,
    pub week_before: Figure,
}

/// What a branch did since the week before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// More were served in time, by more than chance explains.
    Better,
    Worse,
    /// No difference that chance would not explain.
    Same,
    /// Nobody came in one of the weeks.
    Unknown,
}

impl Counted {
    pub fn figures(&self) -> BranchFigures {
        let of = |(in_time, timed)| share(in_time, timed);
        BranchFigures {
            in_time: share(self.in_time, self.timed),
            on_target: share(self.on_target, self.called),
            gone: share(self.gone, self.visits),
            satisfied: share(self.satisfied, self.answers).shown(),
            last_week: of(self.last_week),
            week_before: of(self.week_before),
        }
    }
}

impl BranchFigures {
    /// How the last week stands beside the week before. Weeks differ where the interval of the difference does not hold zero (Newcombe
    /// 1998, method 10, from the two Wilson intervals).
    pub fn trend(&self) -> Trend {
        let parts = |figure: Figure| Some((figure.value?, figure.interval?));
        let Some(((now, (now_low, now_high)), (was, (was_low, was_high)))) =
            parts(self.last_week).zip(parts(self.week_before))
        else {
            return Trend::Unknown;
        };
        let difference = now - was;
        let below = ((now - now_low).powi(2) + (was_high - was).powi(2)).sqrt();
        let above = ((now_high - now).powi(2) + (was - was_low).powi(2)).sqrt();
        if difference - below > 0.0 {
            Trend::Better
        } else if difference + above < 0.0 {
            Trend::Worse
        } else {
            Trend::Same
        }
    }
}

/// By which figure branches are ordered: the worst first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Worst {
    /// The share within the promised wait, by the upper end of its interval.
    #[default]
    InTime,
    /// Who left or did not come, by the lower end.
    Gone,
    /// Who was content, by the upper end.
    Satisfied,
}

/// The order of two branches: the worse one first, as far as the figures prove it. A branch without a figure is last.
pub fn worse_first(by: Worst, a: &BranchFigures, b: &BranchFigures) -> Ordering {
    // The larger, the worse.
    let proven = |figures: &BranchFigures| match by {
        Worst::InTime => figures.in_time.interval.map(|(_, high)| 100.0 - high),
        Worst::Gone => figures.gone.interval.map(|(low, _)| low),
        Worst::Satisfied => figures.satisfied.interval.map(|(_, high)| 100.0 - high),
    };
    match (proven(a), proven(b)) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Arrivals by weekday and hour of all branches together, by the clock on each branch's wall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankHours {
    /// 0 is Monday.
    pub arrivals: [[u32; 24]; 7],
    days: [BTreeSet<Day>; 7],
}

impl BankHours {
    /// Adds the arrivals of a day, by the hour of UTC. `ahead` is by how many minutes the clock on the wall is ahead of UTC; where that is
    /// no whole hour, an hour of UTC counts for the one in which it begins.
    pub fn add(&mut self, day: &Day, weekday: usize, ahead: i32, hours: &[u32; 24]) {
        let Some((row, days)) = self.arrivals.get_mut(weekday).zip(self.days.get_mut(weekday)) else { return };
        if hours.iter().any(|arrivals| *arrivals > 0) && !days.contains(day) {
            days.insert(day.clone());
        }
        for (hour, arrivals) in (0_i32..).zip(hours) {
            let at = usize::try_from((hour * 60 + ahead).rem_euclid(24 * 60) / 60).unwrap_or_default();
            if let Some(sum) = row.get_mut(at) {
                *sum += arrivals;
            }
        }
    }

    /// On how many days of a weekday somebody came to any branch.
    pub fn days_of(&self, weekday: usize) -> u32 {
        self.days.get(weekday).map_or(0, |days| u32::try_from(days.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(in_time: u32, timed: u32) -> BranchFigures {
        let (gone, visits) = (timed - in_time, timed);
        Counted { in_time, timed, gone, visits, satisfied: in_time, answers: timed, ..Counted::default() }.figures()
    }

    #[test]
    fn a_small_branch_is_not_called_bad_by_chance() {
        // One of three late, or 2,800 of 10,000: the small branch has the worse figure and proves nothing.
        let (small, large, good) = (branch(2, 3), branch(7_200, 10_000), branch(9_500, 10_000));
        for by in [Worst::InTime, Worst::Gone] {
            assert_eq!(worse_first(by, &large, &small), Ordering::Less, "{by:?}");
            assert_eq!(worse_first(by, &large, &good), Ordering::Less, "{by:?}");
        }
        assert!(small.in_time.value < large.in_time.value);
    }

    #[test]
    fn a_branch_of_which_nothing_is_known_is_last() {
        let (none, good) = (branch(0, 0), branch(100, 100));
        for by in [Worst::InTime, Worst::Gone, Worst::Satisfied] {
            assert_eq!(worse_first(by, &good, &none), Ordering::Less);
            assert_eq!(worse_first(by, &none, &good), Ordering::Greater);
            assert_eq!(worse_first(by, &none, &none), Ordering::Equal);
        }
    }

    #[test]
    fn fewer_than_ten_answers_have_no_figure_of_content() {
        let figures = Counted { satisfied: 1, answers: 9, ..Counted::default() }.figures();
        assert_eq!((figures.satisfied.n, figures.satisfied.value), (9, None));
    }

    #[test]
    fn a_week_is_better_or_worse_only_where_chance_does_not_explain_it() {
        let weeks = |last_week, week_before| Counted { last_week, week_before, ..Counted::default() }.figures().trend();
        assert_eq!(weeks((900, 1_000), (800, 1_000)), Trend::Better);
        assert_eq!(weeks((800, 1_000), (900, 1_000)), Trend::Worse);
        assert_eq!(weeks((9, 10), (8, 10)), Trend::Same);
        assert_eq!(weeks((0, 0), (8, 10)), Trend::Unknown);
        // Newcombe's own example: 56 of 70 and 48 of 80 differ by 0.0524 to 0.3339.
        assert_eq!(weeks((56, 70), (48, 80)), Trend::Better);
    }

    #[test]
    fn hours_are_those_of_the_wall_and_stay_in_their_day() {
        let mut week = BankHours::default();
        let mut hours = [0; 24];
        (hours[8], hours[23]) = (5, 2);
        week.add(&Day::new(2026, 11, 23), 0, 60, &hours);
        week.add(&Day::new(2026, 11, 23), 0, -5 * 60, &hours);
        week.add(&Day::new(2026, 11, 30), 0, 330, &[0; 24]);
        assert_eq!((week.arrivals[0][9], week.arrivals[0][0], week.arrivals[0][3], week.arrivals[0][18]), (5, 2, 5, 2));
        assert_eq!((week.days_of(0), week.days_of(1)), (1, 0), "a day without anybody is no day of figures");
    }
}
