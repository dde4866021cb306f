//! The opening hours: when tickets are issued, and which services can still be served before the branch closes.

use crate::branch::OpenedDay;
use crate::{Branch, Duration, Opening, ServiceId, Timestamp};

impl Branch {
    /// The opening in force, if the branch is open at `now`.
    pub fn opening_at(&self, now: Timestamp) -> Option<Opening> {
        let open = |opening: &Opening| !self.closed && opening.from <= now && now < opening.to;
        self.hours.iter().copied().find(open)
    }

    /// When the branch will next open after `now`: later today, or on a day to come.
    pub fn next_opening(&self, now: Timestamp) -> Option<Timestamp> {
        let setup = self.setup()?;
        let today = self.hours.iter().filter(|_| !self.closed).map(|opening| opening.from);
        today.chain(setup.reopens_at).find(|from| *from > now)
    }

    /// When the branch closes, if it is open. `None` where the next opening begins as this one ends, since the branch
    /// then stays open.
    pub fn closes_at(&self, now: Timestamp) -> Option<Timestamp> {
        let opening = self.opening_at(now)?;
        (self.next_opening(now) != Some(opening.to)).then_some(opening.to)
    }

    /// Whether a visitor who takes a ticket now can expect to be served before the desks close. The desks that serve the
    /// service share the work that waits for them; that work and the visit itself must end before the end of the
    /// overtime, by the set-up's mean times. Where no open desk serves the service, the closed ones count.
    pub fn can_still_serve(&self, service: &ServiceId, now: Timestamp) -> bool {
        self.first_too_late([service].into_iter(), now).is_none()
    }

    /// The first service of a visit that can no longer be served. The services are served one after another.
    pub(crate) fn first_too_late<'a>(
        &self,
        mut services: impl Iterator<Item = &'a ServiceId>,
        now: Timestamp,
    ) -> Option<&'a ServiceId> {
        let (closes_at, opened) = (self.closes_at(now)?, self.opened.as_ref()?);
        let latest = closes_at + opened.setup.policy.overtime;
        let mut free = now;
        services.find(|service| {
            let turn = now + self.wait_by_mean_times(opened, service);
            free = free.max(turn) + expected(opened, service);
            free > latest
        })
    }

    /// How long a visitor who takes a ticket now waits, by the set-up's mean times.
    fn wait_by_mean_times(&self, opened: &OpenedDay, service: &ServiceId) -> Duration {
        let open = self.desks.values().any(|desk| desk.csr().is_some() && desk.profile.contains(service));
        let desks = || self.desks.values().filter(|desk| !open || desk.csr().is_some());
        let serve = || desks().filter(|desk| desk.profile.contains(service));
        let sharing = opened.sharing.get(service).into_iter().flatten();
        let work = sharing.fold(0_i64, |work, other| {
            // A desk that serves the other service, and not this one, takes its part of that work.
            let part = serve().filter(|desk| desk.profile.contains(other)).count();
            let whole = desks().filter(|desk| desk.profile.contains(other)).count().max(1);
            let waits = i64::from(self.waiting_count_in(other)).saturating_mul(expected(opened, other).0);
            work.saturating_add(waits.saturating_mul(number(part)) / number(whole))
        });
        Duration(work / number(serve().count().max(1)))
    }

    /// The earliest and the latest end of an extension that is made at `now`; the earliest itself is excluded. The
    /// policy bounds the latest, measured from the planned closing time. `None` before the first opening and once the
    /// day is closed.
    pub fn extension(&self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let setup = self.setup().filter(|_| !self.closed)?;
        let after = match self.opening_at(now) {
            Some(opening) => opening.to,
            None => self.hours.iter().any(|opening| opening.to <= now).then_some(now)?,
        };
        let planned = setup.hours.iter().map(|opening| opening.to).filter(|to| *to <= after).max()?;
        Some((after, planned + setup.policy.extension_most))
    }

    /// Adds an opening to the hours, and merges openings that touch or overlap.
    pub(crate) fn add_opening(&mut self, opening: Opening) {
        self.hours.push(opening);
        self.hours.sort_by_key(|opening| opening.from);
        let mut merged: Vec<Opening> = Vec::with_capacity(self.hours.len());
        for opening in self.hours.drain(..) {
            match merged.last_mut() {
                Some(before) if opening.from <= before.to => before.to = before.to.max(opening.to),
                _ => merged.push(opening),
            }
        }
        self.hours = merged;
    }
}

fn expected(opened: &OpenedDay, service: &ServiceId) -> Duration {
    opened.setup.services.get(service).map_or(Duration(0), |service| service.expected)
}

fn number(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
