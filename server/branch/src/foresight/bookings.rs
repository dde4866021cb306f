//! What the book of appointments tells the predictions: whom today still expects, and how many of a past day's bookings came.
//! Whether a visitor came stands in the journal, by the appointment's id.

#[cfg(test)]
mod tests;

use forecast::{Booked, PastBookings};
use queue::{AppointmentId, Branch, Day, Duration, Event, Timestamp};
use records::appointment::State;
use records::grid::Quarter;
use std::collections::BTreeSet;
use store::{BookedAppointment, BranchId, Failure, Store, appointment};

/// How long the book of today is not read again: whoever books for today does so some time before.
const HOLDS: Duration = Duration::minutes(1);

/// The bookings of today that stand, as they were last read.
#[derive(Debug, Default)]
pub struct BookedToday {
    standing: Option<Vec<BookedAppointment>>,
    read: Option<Timestamp>,
}

impl BookedToday {
    /// Reads the book where that was some time ago. Where it cannot be read, it stays as it was.
    pub async fn read(&mut self, store: &Store, setup: &setup::Branch, day: &Day, now: Timestamp) {
        if self.read.is_some_and(|read| (0..HOLDS.0).contains(&(now - read).0)) {
            return;
        }
        self.read = Some(now);
        match standing(store, setup, day).await {
            Ok(standing) => self.standing = Some(standing),
            Err(failure) => tracing::warn!(branch = setup.id, %failure, "the bookings of the day cannot be read"),
        }
    }

    /// The bookings whose visitor has not checked in; `None` where the book was never read.
    pub fn expected(&self, branch: &Branch) -> Option<Vec<Booked>> {
        let standing = self.standing.as_ref()?.iter();
        let expected = standing.filter(|booked| branch.by_appointment(&booked.id).is_none());
        Some(expected.map(|row| Booked { service: row.service.clone(), at: Quarter(row.quarter).start() }).collect())
    }
}

/// The bookings of a day that is over, by its events.
pub async fn past(store: &Store, setup: &setup::Branch, day: &Day, events: &[Event]) -> Result<PastBookings, Failure> {
    let checked_in: BTreeSet<&AppointmentId> = events.iter().filter_map(checked_in).collect();
    let standing = standing(store, setup, day).await?;
    let came = standing.iter().filter(|booked| checked_in.contains(&booked.id)).count();
    Ok(PastBookings { stood: number(standing.len()), came: number(came) })
}

/// The bookings of a day, by the branch's clock, that nobody has cancelled.
async fn standing(store: &Store, setup: &setup::Branch, day: &Day) -> Result<Vec<BookedAppointment>, Failure> {
    let span = day.as_str().parse().ok().and_then(|date| setup.calendar.span(date));
    let Some((from, to)) = span else { return Ok(Vec::new()) };
    let branch = BranchId::new(&setup.id);
    let mut booked = appointment::between(store, &branch, Quarter::from(from).0, Quarter::from(to).0).await?;
    booked.retain(|row| row.state == State::Booked.as_str());
    Ok(booked)
}

/// The appointment for which somebody checked in.
fn checked_in(event: &Event) -> Option<&AppointmentId> {
    let Event::TicketIssued { appointment: Some(appointment), .. } = event else { return None };
    Some(&appointment.id)
}

fn number(bookings: usize) -> u32 {
    u32::try_from(bookings).unwrap_or(u32::MAX)
}
