//! The forecast of a period against what came: from what was kept of its days, and of days that are not added up from what each ticket
//! was told.

use super::report::Place;
use machine::clock;
use queue::{Day, Timestamp};
use reports::{Facts, ForeseenVisits, Hindsight, ToldTally, ToldWaits};
use setup::Calendar;
use store::report::{Days, facts};
use store::{BranchId, Failure, Store, Told, foreseen, told};

/// The minutes of a day.
const DAY: u16 = 24 * 60;
const MINUTE: i64 = 60_000;

/// Returns the forecast of a branch's days against what came, of one service or of all.
pub async fn hindsight(
    store: &Store,
    branch: &BranchId,
    calendar: &Calendar,
    days: &Days,
    service: Option<queue::ServiceId>,
) -> Result<Hindsight, Failure> {
    let now = clock::now();
    let today = Day::from_written(&calendar.date(now).to_string());
    let mut hindsight = Hindsight::new(service);
    let kept = foreseen::of_days(store, branch, days).await?;
    for row in &kept {
        if let Some(visits) = row.visits.as_deref().and_then(ForeseenVisits::read) {
            let until = if row.day == today { begun(calendar, now) } else { DAY };
            hindsight.foresee(&row.day, &visits, until);
        }
        if let Some(waits) = row.waits.as_deref().and_then(ToldWaits::read) {
            hindsight.told(&waits);
        }
    }
    let added_up = |day: &Day| kept.iter().any(|row| row.day == *day && row.waits.is_some());
    for row in told::of_days(store, branch, days).await?.chunk_by(|a, b| a.day == b.day) {
        if !added_up(&row[0].day) {
            hindsight.told(&add_up(calendar, row));
        }
    }
    let mut place = Place::new(calendar);
    for (day, from, text) in facts(store, branch, days).await? {
        // Quarter hours that cannot be read are named by the report itself.
        if let Some(facts) = Facts::read(&text) {
            hindsight.came(&place.of(day, from), &facts);
        }
    }
    Ok(hindsight)
}

/// The minute of the day before which its quarter hours are over.
fn begun(calendar: &Calendar, now: Timestamp) -> u16 {
    minute(calendar, now) / 15 * 15
}

fn minute(calendar: &Calendar, at: Timestamp) -> u16 {
    let wall = calendar.local(at);
    u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).unwrap_or_default()
}

/// Adds up what tickets were told, of those that were called.
pub fn add_up(calendar: &Calendar, told: &[Told]) -> ToldWaits {
    let mut waits = ToldWaits::default();
    for ticket in told {
        let Some(called) = ticket.called else { continue };
        let waited = (called - ticket.at).0.max(0);
        // A wait is compared as the dashboard does: in whole minutes, the nearest.
        let minutes = (waited + MINUTE / 2) / MINUTE;
        let within = (i64::from(ticket.low_minutes)..=i64::from(ticket.high_minutes)).contains(&minutes);
        let tally = ToldTally { called: 1, within: u32::from(within), told: ticket.median.0, waited };
        waits.add(&ticket.service, minute(calendar, ticket.at) / 15 * 15, &tally);
    }
    waits
}
