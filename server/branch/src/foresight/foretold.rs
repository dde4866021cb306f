//! What is kept of the forecast for the reports: the visits that are foreseen of a day, from the days before it alone, and how right the
//! waits were that tickets were told, added up once their day is over.

use super::Foreseer;
use crate::reporting::add_up;
use forecast::{Learned, QUARTERS};
use machine::clock;
use queue::{Day, Timestamp};
use reports::ForeseenVisits;
use std::collections::BTreeMap;
use store::{BranchId, Failure, Store, foreseen, told};

impl Foreseer {
    /// Keeps what is foreseen of the day, once all days before it were learned from.
    pub(super) async fn foretell(&mut self) {
        let Some(day) = self.day.clone().filter(|_| !self.foretold && self.learning.is_over()) else { return };
        self.foretold = true;
        let Some(visits) = visits(&self.setup, &self.learned, &day, clock::now()) else { return };
        if let Err(failure) = foreseen::put_visits(&self.shared.store, &self.id, &day, &visits.written()).await {
            tracing::warn!(branch = self.setup.id, %failure, "what is foreseen of the day is not kept");
        }
    }

    /// Adds up what was told on the days before, so that it stays when what each ticket was told is erased.
    pub(super) async fn add_up_before(&self, today: &Day) {
        if let Err(failure) = add_up_days(&self.shared.store, &self.setup, &self.id, today).await {
            tracing::warn!(branch = self.setup.id, %failure, "the waits that were told are added up later");
        }
    }
}

async fn add_up_days(store: &Store, setup: &setup::Branch, branch: &BranchId, today: &Day) -> Result<(), Failure> {
    for day in foreseen::to_add_up(store, branch, today).await? {
        let waits = add_up(&setup.calendar, &told::of_day(store, branch, &day).await?);
        foreseen::put_waits(store, branch, &day, &waits.written()).await?;
    }
    Ok(())
}

/// The visits of the day that it is now by quarter hour, while the branch is open; `None` where too few days are known.
fn visits(setup: &setup::Branch, learned: &Learned, day: &Day, now: Timestamp) -> Option<ForeseenVisits> {
    if learned.days < view::DAYS_NEEDED || setup.day(now) != *day {
        return None;
    }
    let date = setup.calendar.date(now);
    let weekday = u8::try_from(date.weekday().to_monday_zero_offset()).ok()?;
    let openings = setup.calendar.openings(date);
    let minutes = |at| {
        let wall = setup.calendar.local(at);
        let minute = usize::from(wall.hour().unsigned_abs()) * 60 + usize::from(wall.minute().unsigned_abs());
        // An opening may end at midnight.
        if wall.date() > date { 24 * 60 } else { minute }
    };
    let hours: Vec<_> = openings.iter().map(|opening| minutes(opening.from)..minutes(opening.to)).collect();
    let is_open = |quarter: &usize| hours.iter().any(|open| open.start < (quarter + 1) * 15 && quarter * 15 < open.end);
    let mut visits = ForeseenVisits::default();
    for service in setup.services.keys() {
        let quarters: BTreeMap<u16, u32> = (0..QUARTERS)
            .filter(is_open)
            .filter_map(|quarter| {
                let hundredths = hundredths(learned.arrivals.expected(service, weekday, quarter));
                (hundredths > 0).then_some((u16::try_from(quarter * 15).ok()?, hundredths))
            })
            .collect();
        if !quarters.is_empty() {
            visits.0.insert(service.clone(), quarters);
        }
    }
    Some(visits)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the visitors of a quarter hour are few")]
fn hundredths(visitors: f64) -> u32 {
    (visitors * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecast::ServiceArrivals;
    use queue::ServiceId;
    use setup::Setup;

    #[test]
    fn a_day_is_foreseen_in_its_opening_hours_from_five_days_on() {
        let setup = Setup::load(None).unwrap().branches.into_values().next().unwrap();
        let mut service = ServiceArrivals::default();
        service.per_quarter[0] = vec![1.25; QUARTERS];
        let mut learned = Learned { days: 4, ..Learned::default() };
        learned.arrivals.services.insert(ServiceId::new("cash"), service);
        // Noon in Rome.
        let (monday, at) = (Day::from_written("2026-11-23"), Timestamp(1_795_431_600_000));
        assert_eq!(visits(&setup, &learned, &monday, at), None);
        learned.days = 5;
        let foreseen = visits(&setup, &learned, &monday, at).unwrap();
        let cash = &foreseen.0[&ServiceId::new("cash")];
        assert_eq!(
            (cash.first_key_value(), cash.contains_key(&825)),
            (Some((&510, &125)), false),
            "08:30, and no break"
        );
        let (next, at) = (Day::from_written("2026-11-24"), Timestamp(at.0 + 24 * 60 * 60_000));
        let tuesday = visits(&setup, &learned, &next, at).unwrap();
        assert!(tuesday.0.is_empty(), "nobody is expected");
    }
}
