//! What a snapshot is made from, and what several screens ask of it.

use crate::foresight::Foresight;
use crate::units::{park_reason, pause_reason, time};
use queue::{Branch, CsrId, DeskId, ServiceId, Ticket, TicketId, TicketState, Timestamp};
use std::collections::HashMap;
use wire::{
    AbsentTicket, DeskPause, DeskState, Head, NamedService, Notice, Offer, OpenTrouble, Opening, ParkedTicket,
    StaffMember, Stage, Text, WaitRange,
};

/// What a snapshot is made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub setup: &'a setup::Branch,
    pub branch: &'a Branch,
    /// How many rows the branch's journal has for the day.
    pub seq: u64,
    pub foresight: &'a Foresight,
    pub names: &'a HashMap<CsrId, String>,
    /// The words of announcements that the staff typed, by id.
    pub announced: &'a HashMap<String, Text>,
    /// The branch's notices that are not over.
    pub notices: &'a [Posted],
    /// The open troubles of the branch that are no alerts.
    pub troubles: &'a [OpenTrouble],
    /// The code of the minute, where visitors show by it that they are there.
    pub code: Option<&'a MinuteCode>,
    pub now: Timestamp,
}

/// What the wall shows for a minute, and the moment from which it is good no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinuteCode {
    pub digits: String,
    pub until: Timestamp,
}

/// A notice with its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub from: Timestamp,
    pub until: Timestamp,
    pub id: i64,
    pub words: Text,
}

impl Scene<'_> {
    /// The notices that are shown now, those that began last first.
    pub fn notices(&self) -> Vec<Notice> {
        let mut live: Vec<&Posted> =
            self.notices.iter().filter(|posted| posted.from <= self.now && self.now < posted.until).collect();
        live.sort_by_key(|posted| std::cmp::Reverse((posted.from, posted.id)));
        let shown = |posted: &Posted| Notice { id: posted.id, words: posted.words.clone(), until: time(posted.until) };
        live.into_iter().map(shown).collect()
    }

    pub(crate) fn head(&self) -> Head {
        Head {
            branch: self.setup.id.clone(),
            name: self.setup.name.clone(),
            languages: self.setup.languages.clone(),
            at: time(self.now),
            utc_offset_minutes: self.setup.calendar.utc_offset_minutes(self.now),
            day: self.branch.day().map(ToString::to_string).unwrap_or_default(),
            seq: self.seq,
            evacuating: self.branch.evacuating().map(time),
            practice: self.setup.practice,
        }
    }

    pub(crate) fn opening(&self) -> Opening {
        match self.branch.opening_at(self.now) {
            Some(_) => Opening::Open { closes_at: self.branch.closes_at(self.now).map(time) },
            None => Opening::Closed { opens_at: self.branch.next_opening(self.now).map(time) },
        }
    }

    /// Whether a ticket for a service is given out, while the branch is open.
    pub(crate) fn offer(&self, service: &ServiceId) -> Offer {
        let stopped = self.branch.stopped();
        if stopped.all || stopped.services.contains(service) {
            Offer::Stopped
        } else if self.branch.can_still_serve(service, self.now) {
            Offer::Open
        } else {
            Offer::TooLate
        }
    }

    /// How long the next visitor for a service waits. Nobody is told a wait for a desk that is closed now: the forecast may
    /// know by habit when it opens, and nobody has promised it.
    pub(crate) fn next_wait(&self, service: &ServiceId) -> Option<WaitRange> {
        let served = self.branch.desks().any(|(_, desk)| desk.csr().is_some() && desk.profile.contains(service));
        served.then(|| self.foresight.of_next(service)).flatten()
    }

    /// A service's name; its id where the set-up of today no longer has it.
    pub(crate) fn service_name(&self, id: &ServiceId) -> Text {
        let name = self.setup.service(id).map(|service| service.name.clone());
        name.unwrap_or_else(|| Text::from([("en", id.as_str())]))
    }

    pub(crate) fn target(&self, id: &ServiceId) -> queue::Duration {
        let setup = self.branch.setup();
        setup.and_then(|setup| setup.services.get(id)).map_or(queue::Duration::default(), |service| service.target)
    }

    /// What the visitor looks for on the wall.
    pub(crate) fn desk_label(&self, id: &DeskId) -> String {
        self.setup.desks.get(id).map_or_else(|| id.to_string(), |desk| desk.label.clone())
    }

    pub(crate) fn desk_name(&self, id: &DeskId) -> Text {
        self.setup.desks.get(id).map(|desk| desk.name.clone()).unwrap_or_default()
    }

    pub(crate) fn named_service(&self, id: &ServiceId) -> NamedService {
        NamedService { id: id.to_string(), name: self.service_name(id) }
    }

    /// A ticket that was put aside; `None` for any other.
    pub(crate) fn parked(&self, ticket: &Ticket) -> Option<ParkedTicket> {
        let TicketState::Parked { desk, reason, since, until } = &ticket.state else { return None };
        Some(ParkedTicket {
            id: ticket.id.0,
            number: ticket.number.to_string(),
            service: self.service_name(&ticket.service),
            reason: park_reason(*reason),
            desk: self.desk_label(desk),
            since: time(*since),
            until: until.map(time),
        })
    }

    /// The last visitors who did not come, the latest first.
    pub(crate) fn absent(&self, wanted: impl Fn(&Ticket) -> bool, most: usize) -> Vec<AbsentTicket> {
        let no_show = |ticket: &&Ticket| matches!(ticket.state, TicketState::NoShow { .. }) && wanted(ticket);
        // Most branches have few, and this is asked for every frame.
        if self.branch.counts().no_shows == 0 {
            return Vec::new();
        }
        let mut absent: Vec<AbsentTicket> = self
            .branch
            .tickets()
            .filter(no_show)
            .filter_map(|ticket| {
                let TicketState::NoShow { at } = ticket.state else { return None };
                let service = self.service_name(&ticket.service);
                Some(AbsentTicket { id: ticket.id.0, number: ticket.number.to_string(), service, since: time(at) })
            })
            .collect();
        absent.sort_by_key(|ticket| std::cmp::Reverse((ticket.since, ticket.id)));
        absent.truncate(most);
        absent
    }

    pub(crate) fn pause(desk: &queue::Desk) -> Option<DeskPause> {
        desk.pause().map(|pause| DeskPause { reason: pause_reason(pause.reason), since: time(pause.since) })
    }

    pub(crate) fn staff_member(&self, csr: CsrId) -> StaffMember {
        StaffMember { id: csr.0, name: self.names.get(&csr).cloned().unwrap_or_else(|| "—".to_owned()) }
    }

    /// What a desk is doing, with the ticket that it does it for.
    pub(crate) fn desk_state(&self, desk: &queue::Desk) -> (DeskState, Option<(TicketId, Stage, Timestamp)>) {
        let queue::DeskState::Open { ticket, pause, .. } = &desk.state else { return (DeskState::Closed, None) };
        if pause.is_some() {
            return (DeskState::Paused, None);
        }
        match ticket.and_then(|id| self.branch.ticket(id)).map(|ticket| (ticket.id, &ticket.state)) {
            Some((id, TicketState::Called { at, .. })) => (DeskState::Calling, Some((id, Stage::Called, *at))),
            Some((id, TicketState::Serving { since, .. })) => (DeskState::Serving, Some((id, Stage::Serving, *since))),
            _ => (DeskState::Free, None),
        }
    }
}
