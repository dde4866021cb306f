//! The days of a branch that can be simulated: those on which it is open, in its time zone.

use jiff::ToSpan;
use jiff::civil::Date;
use setup::Branch;
use simulate::Plan;

/// A branch that was closed for so many days in a row opens no more.
const CLOSED_FOR_GOOD: usize = 366;

/// The days on which a branch is open, from a date on.
pub fn open_days(branch: &Branch, from: Date) -> impl Iterator<Item = (Date, Plan)> {
    let mut dates = std::iter::successors(Some(from), |date| date.checked_add(1.day()).ok());
    std::iter::from_fn(move || {
        let date = dates.by_ref().take(CLOSED_FOR_GOOD).find(|date| !branch.calendar.openings(*date).is_empty())?;
        let opens = branch.calendar.openings(date).first()?.from;
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        Some((date, Plan { day: branch.day(opens), setup: branch.rules(opens), weekday, slow: 1.0 }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_on_which_the_branch_is_closed_are_passed_over() {
        let setup = ::setup::Setup::load(None).unwrap();
        let days = open_days(&setup.branches["centro"], date(2026, 4, 3)).take(3);
        // A Friday, a weekend with Easter and the Monday after it, and a Tuesday.
        let found: Vec<_> = days.map(|(date, plan)| (date, plan.day.to_string(), plan.weekday)).collect();
        let expected = [(3, 4), (7, 1), (8, 2)].map(|(day, weekday)| {
            let date = date(2026, 4, day);
            (date, date.to_string(), weekday)
        });
        assert_eq!(found, expected);
    }
}
