//! Figures of a period, from the stored quarter hours.

use queue::{Day, Timestamp};
use reports::{Facts, Filter, Placed, Report};
use setup::Calendar;
use store::report::{Days, facts};
use store::{BranchId, Failure, Store};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Returns the figures of a branch's days. A quarter hour stands where the branch's wall clock had it.
pub async fn report(
    store: &Store,
    branch: &BranchId,
    calendar: &Calendar,
    days: &Days,
    filter: Filter,
) -> Result<Report, Failure> {
    let mut report = Report::new(filter);
    let mut place = Place::new(calendar);
    for (day, from, text) in facts(store, branch, days).await? {
        let facts = Facts::read(&text).ok_or_else(|| {
            let from = from.0;
            Failure::Damaged(format!(
                "branch {branch}, day {day}: the figures of the quarter hour {from} cannot be read"
            ))
        })?;
        report.add(&place.of(day, from), &facts);
    }
    Ok(report)
}

/// Finds the places of quarter hours, which come in their order. The offset from UTC is looked up once a day.
pub(super) struct Place<'a> {
    calendar: &'a Calendar,
    /// An offset in minutes, and from when to when it does not change.
    steady: Option<(i32, i64, i64)>,
}

impl<'a> Place<'a> {
    pub(super) fn new(calendar: &'a Calendar) -> Self {
        Self { calendar, steady: None }
    }

    pub(super) fn of(&mut self, day: Day, from: Timestamp) -> Placed {
        let known = self.steady.filter(|(_, begins, ends)| (*begins..=*ends).contains(&from.0));
        let offset = if let Some((offset, ..)) = known {
            offset
        } else {
            let next = Timestamp(from.0 + DAY);
            let (offset, later) = (self.calendar.utc_offset_minutes(from), self.calendar.utc_offset_minutes(next));
            // No clock is changed twice within a day.
            self.steady = (offset == later).then_some((offset, from.0, next.0));
            offset
        };
        let local = from.0 + i64::from(offset) * MINUTE;
        let minute = u16::try_from(local.rem_euclid(DAY) / MINUTE).unwrap_or_default();
        // The first of January 1970 was a Thursday.
        let weekday = u8::try_from((local.div_euclid(DAY) + 3).rem_euclid(7)).unwrap_or_default();
        Placed { day, weekday, minute }
    }
}
