//! One pass forward from the real state: the desk that becomes free first calls the ticket that the queue's call
//! order gives it, and so on until nobody waits whom an open desk serves.
//!
//! Deterministic, and linear in the tickets that wait. Waits are from now, by the set-up's service times.

use crate::Forecast;
use crate::estimate::{Estimate, Wait};
use queue::{Branch, Desk, ServiceId, Setup, Ticket, TicketId, TicketState, Timestamp};
use std::collections::{BTreeMap, VecDeque};

/// A place in the call order.
type Place = (Timestamp, TicketId);

/// An open desk.
struct Station {
    /// Until it is free.
    free: Wait,
    /// The lines that it serves, by place in [`Pass::lines`].
    serves: Vec<usize>,
}

/// The queue of one service.
struct Line<'a> {
    service: &'a ServiceId,
    time: Wait,
    waiting: VecDeque<Place>,
    /// Where the next visitor would stand.
    next: Place,
    /// How long that visitor would wait, once known.
    next_waits: Option<Wait>,
}

struct Pass<'a> {
    /// In the order of desk ids.
    stations: Vec<Station>,
    lines: Vec<Line<'a>>,
    tickets: BTreeMap<TicketId, Estimate>,
}

pub(crate) fn run(branch: &Branch, setup: &Setup, now: Timestamp) -> Forecast {
    let lines: Vec<Line> = setup.services.keys().filter_map(|service| line(branch, setup, service, now)).collect();
    let stations = branch.desks().filter_map(|(_, desk)| station(branch, desk, &lines, now)).collect();
    let mut pass = Pass { stations, lines, tickets: BTreeMap::new() };
    while let Some(station) = pass.first_free() {
        pass.turn(station);
    }
    let next = pass.lines.iter().filter_map(|line| Some((line.service.clone(), line.next_waits?.estimate())));
    Forecast { next: next.collect(), tickets: pass.tickets }
}

impl Pass<'_> {
    /// The desk that becomes free first; among equals the one with the smallest profile, then the smallest id.
    fn first_free(&self) -> Option<usize> {
        let stations = self.stations.iter().enumerate();
        stations.min_by_key(|(_, station)| (station.free.mean, station.serves.len())).map(|(place, _)| place)
    }

    /// A desk becomes free: it calls, or, when nobody waits for it, is done.
    fn turn(&mut self, place: usize) {
        let station = &mut self.stations[place];
        let free = station.free;
        let head = |line: &usize| self.lines[*line].waiting.front().map(|first| (*first, *line));
        let head = station.serves.iter().filter_map(head).min();
        for line in &station.serves {
            let line = &mut self.lines[*line];
            let comes_first = head.is_none_or(|(first, _)| line.next < first);
            if line.next_waits.is_none() && comes_first {
                line.next_waits = Some(free);
            }
        }
        match head {
            Some(((_, ticket), line)) => {
                let line = &mut self.lines[line];
                line.waiting.pop_front();
                station.free = free.then(line.time);
                self.tickets.insert(ticket, free.estimate());
            }
            None => drop(self.stations.remove(place)),
        }
    }
}

fn line<'a>(branch: &Branch, setup: &Setup, id: &'a ServiceId, now: Timestamp) -> Option<Line<'a>> {
    let service = setup.services.get(id)?;
    let place = |ticket: &Ticket| (ticket.due, ticket.id);
    Some(Line {
        service: id,
        time: Wait::of_service(service),
        waiting: branch.waiting_in(id).map(place).collect(),
        next: (setup.policy.due(service, false, now), TicketId(u32::MAX)),
        next_waits: None,
    })
}

/// `None` for a closed desk.
fn station(branch: &Branch, desk: &Desk, lines: &[Line], now: Timestamp) -> Option<Station> {
    desk.csr()?;
    let serves = lines.iter().enumerate().filter(|(_, line)| desk.profile.contains(line.service));
    let ticket = desk.ticket().and_then(|ticket| branch.ticket(ticket));
    let free = ticket.map_or_else(Wait::default, |ticket| left(ticket, lines, now));
    Some(Station { free, serves: serves.map(|(place, _)| place).collect() })
}

/// How long the ticket that a desk has open will keep it.
fn left(ticket: &Ticket, lines: &[Line], now: Timestamp) -> Wait {
    let time = lines.iter().find(|line| *line.service == ticket.service).map_or_else(Wait::default, |line| line.time);
    match ticket.state {
        TicketState::Serving { since, .. } => time.after(now - since),
        _ => time,
    }
}
