//! The beginning and the end of the day, what no tickets are given out for, and the alerts.

use crate::branch::OpenedDay;
use crate::lines::Lines;
use crate::{
    Alert, AlertId, AlertKind, AlertPlace, Announcement, AnnouncementId, Branch, Day, Desk, DeskCalls, DeskId,
    DeskState, Said, ServiceId, Setup, Ticket, TicketId, TicketState, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Branch {
    pub(super) fn of_day(day: &Day, setup: &Setup) -> Self {
        let desk = |id: &DeskId, profile: &BTreeSet<ServiceId>| Desk {
            profile: profile.clone(),
            preference: setup.preferences.get(id).cloned().unwrap_or_default(),
            state: DeskState::Closed,
            free_since: None,
            calls: DeskCalls::default(),
        };
        Self {
            desks: setup.desks.iter().map(|(id, profile)| (id.clone(), desk(id, profile))).collect(),
            lines: Lines::new(setup.services.keys()),
            hours: setup.hours.clone(),
            opened: Some(Arc::new(OpenedDay {
                day: day.clone(),
                setup: setup.clone(),
                sharing: sharing(setup.desks.values()),
            })),
            ..Self::default()
        }
    }

    /// Ends every ticket that is not over, closes every desk, gives back those that are lent, and clears every alert.
    pub(super) fn close_day(&mut self, at: Timestamp) {
        let open = |ticket: &&Ticket| !ticket.state.is_over();
        let left: Vec<TicketId> = self.tickets.iter().filter(open).map(|ticket| ticket.id).collect();
        for ticket in left {
            self.set_ticket(ticket, TicketState::DayEnded { at });
        }
        for desk in self.desks.values_mut() {
            (desk.state, desk.free_since) = (DeskState::Closed, None);
        }
        let open: Vec<DeskId> =
            self.lendings.iter().filter(|lending| lending.is_open()).map(|lending| lending.desk.clone()).collect();
        for desk in open {
            self.end_lending_at(&desk, at);
        }
        self.alerts.clear();
        self.announcements.clear();
        self.closed = true;
    }

    /// Has the tickets wait again that ended with the day: for any desk, since every desk was closed.
    pub(super) fn reopen_day(&mut self) {
        let ended = |ticket: &&Ticket| matches!(ticket.state, TicketState::DayEnded { .. });
        let back: Vec<(TicketId, Timestamp)> =
            self.tickets.iter().filter(ended).map(|ticket| (ticket.id, ticket.due)).collect();
        for (ticket, due) in back {
            self.wait(ticket, due, |ticket| ticket.bound = None);
        }
        self.closed = false;
    }

    /// Stops giving out tickets for one service, or for all.
    pub(super) fn add_stop(&mut self, service: Option<&ServiceId>) {
        match service {
            None => self.stopped.all = true,
            Some(service) => {
                self.stopped.services.insert(service.clone());
            }
        }
    }

    /// Gives out tickets again for one service, or for all that are not stopped by themselves.
    pub(super) fn remove_stop(&mut self, service: Option<&ServiceId>) {
        match service {
            None => self.stopped.all = false,
            Some(service) => {
                self.stopped.services.remove(service);
            }
        }
    }

    pub(super) fn add_alert(&mut self, id: AlertId, kind: AlertKind, place: &AlertPlace, since: Timestamp) {
        self.last_alert = id.0;
        self.alerts.push(Alert { id, kind, place: place.clone(), since });
    }
}

impl Branch {
    /// Those whose time is over make room.
    pub(super) fn add_announcement(&mut self, id: &AnnouncementId, said: &Said, until: Timestamp, at: Timestamp) {
        self.last_announcement += 1;
        self.announcements.retain(|made| at < made.until);
        let (id, said, seq) = (id.clone(), said.clone(), self.last_announcement);
        self.announcements.push(Announcement { id, seq, said, at, until });
    }
}

/// For each service, the services that share a desk with it, itself included.
pub(super) fn sharing<'a>(
    profiles: impl Iterator<Item = &'a BTreeSet<ServiceId>>,
) -> BTreeMap<ServiceId, BTreeSet<ServiceId>> {
    let mut sharing: BTreeMap<ServiceId, BTreeSet<ServiceId>> = BTreeMap::new();
    for profile in profiles {
        for service in profile {
            sharing.entry(service.clone()).or_default().extend(profile.iter().cloned());
        }
    }
    sharing
}
