//! Who waits, in call order: by due time, ties by arrival.
//!
//! At a desk that prefers some of its services, each place down in its order of preference counts as much as a due time
//! one step later. Nothing here changes a branch.

use crate::branch::index_of;
use crate::lines::Line;
use crate::{Bound, Branch, Desk, DeskId, Duration, Position, ServiceId, Ticket, TicketId, TicketState, Timestamp};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, btree_set};

impl Branch {
    /// Every ticket that waits.
    pub fn waiting(&self) -> impl Iterator<Item = &Ticket> {
        CallOrder::of(&self.tickets, self.lines.all().map(|line| (Duration(0), line))).map(|(_, ticket)| ticket)
    }

    /// The tickets that wait for a desk; none for a desk that does not exist.
    pub fn waiting_for<'a>(&'a self, desk: &DeskId) -> impl Iterator<Item = &'a Ticket> + use<'a> {
        self.positions_at(desk).map(|(_, ticket)| ticket)
    }

    /// The tickets that wait for a desk, each with its position there.
    pub fn positions_at<'a>(&'a self, desk: &DeskId) -> impl Iterator<Item = (Position, &'a Ticket)> + use<'a> {
        CallOrder::of(&self.tickets, self.lines_of(desk))
    }

    /// The tickets that wait for one service, at any desk.
    pub fn waiting_in<'a>(&'a self, service: &ServiceId) -> impl Iterator<Item = &'a Ticket> + use<'a> {
        let line = self.lines.of_service(service).map(|line| (Duration(0), line));
        CallOrder::of(&self.tickets, line).map(|(_, ticket)| ticket)
    }

    /// How many tickets wait, for any service.
    pub fn waiting_count(&self) -> u32 {
        self.counts().waiting
    }

    /// How many tickets wait for one service, at any desk.
    pub fn waiting_count_in(&self, service: &ServiceId) -> u32 {
        self.lines.of_service(service).map_or(0, |line| count(line.len()))
    }

    /// How many tickets wait for a desk; 0 for a desk that does not exist.
    pub fn waiting_count_for(&self, desk: &DeskId) -> u32 {
        count(self.lines_of(desk).map(|(_, line)| line.len()).sum())
    }

    /// How many waiting tickets come before this one: at some desk, open or not, that serves both, or at the desk
    /// that it was sent to. 0 for a ticket that does not wait.
    pub fn ahead_of(&self, ticket: TicketId) -> u32 {
        let Some(ticket) = self.ticket(ticket).filter(|ticket| ticket.state == TicketState::Waiting) else { return 0 };
        let position = ticket.position();
        let desk = match &ticket.bound {
            None => return self.ahead(&ticket.service, position),
            Some(Bound::Desk(desk)) => Some(desk),
            Some(Bound::Csr(csr)) => self.desk_of(*csr),
        };
        let lines = desk.into_iter().flat_map(|desk| self.lines_of(desk));
        count(lines.map(|(_, line)| line.range(..position).count()).sum())
    }

    /// How many tickets wait before a position in the call order, at desks that serve this service.
    pub(crate) fn ahead(&self, service: &ServiceId, position: Position) -> u32 {
        count(self.lines_beside(service).map(|line| line.range(..position).count()).sum())
    }

    /// The lines of the services that share a desk with this one, itself included.
    fn lines_beside(&self, service: &ServiceId) -> impl Iterator<Item = &Line> {
        let sharing = self.opened.as_ref().and_then(|opened| opened.sharing.get(service));
        sharing.into_iter().flatten().filter_map(|service| self.lines.of_service(service))
    }

    /// The delay that a desk's order of preference adds to the due times of a service.
    pub(crate) fn preference_delay(&self, desk: &Desk, service: &ServiceId) -> Duration {
        let step = self.setup().map_or(0, |setup| setup.policy.preference_step.0);
        Duration(step.saturating_mul(i64::try_from(desk.rank(service)).unwrap_or(i64::MAX)))
    }

    /// The lines that a desk calls from, each with the delay that the desk's preference adds to its due times. A
    /// ticket that was sent to the desk, or to its CSR, has no such delay.
    pub(crate) fn lines_of<'a>(&'a self, id: &DeskId) -> impl Iterator<Item = (Duration, &'a Line)> + use<'a> {
        let desk = self.desk(id);
        let profile = desk.into_iter().flat_map(move |desk: &Desk| {
            desk.profile.iter().filter_map(move |service| {
                Some((self.preference_delay(desk, service), self.lines.of_service(service)?))
            })
        });
        let sent = [self.lines.of_desk(id), desk.and_then(Desk::csr).and_then(|csr| self.lines.of_csr(csr))];
        profile.chain(sent.into_iter().flatten().map(|line| (Duration(0), line)))
    }
}

impl Ticket {
    /// Whether the visitor cannot be called at `now`: they asked to be called later, or are away.
    pub fn is_later(&self, now: Timestamp) -> bool {
        self.is_away() || self.not_before.is_some_and(|moment| now < moment)
    }

    /// The position of the ticket at a desk that adds no delay to its due time.
    pub(crate) fn position(&self) -> Position {
        Position { due: self.due, ticket: self.id }
    }
}

impl Position {
    /// The position at a desk whose preference adds this delay.
    pub(crate) fn delayed(self, delay: Duration) -> Self {
        Self { due: self.due + delay, ..self }
    }
}

/// Several lines, each in call order, merged into one.
struct CallOrder<'a> {
    tickets: &'a [Ticket],
    lines: Vec<(Duration, btree_set::Iter<'a, Position>)>,
    /// The first position of each line, with the index of the line.
    heads: BinaryHeap<Reverse<(Position, usize)>>,
}

impl<'a> CallOrder<'a> {
    fn of(tickets: &'a [Ticket], lines: impl IntoIterator<Item = (Duration, &'a Line)>) -> Self {
        let lines: Vec<_> = lines.into_iter().map(|(delay, line)| (delay, line.iter())).collect();
        let mut order = Self { tickets, heads: BinaryHeap::with_capacity(lines.len()), lines };
        for line in 0..order.lines.len() {
            order.advance(line);
        }
        order
    }

    fn advance(&mut self, index: usize) {
        let (delay, line) = &mut self.lines[index];
        if let Some(position) = line.next() {
            self.heads.push(Reverse((position.delayed(*delay), index)));
        }
    }
}

impl<'a> Iterator for CallOrder<'a> {
    type Item = (Position, &'a Ticket);

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((position, line)) = self.heads.pop()?;
        self.advance(line);
        Some((position, self.tickets.get(index_of(position.ticket)?)?))
    }
}

/// The length of a list; no day has more than four billion tickets.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
