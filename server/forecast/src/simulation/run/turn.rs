//! The turn of a desk within a run: its service ends, it pauses, or it calls the one whom the rules or a CSR's habits choose.

use super::super::futures::NEVER;
use super::super::lines::Place;
use super::super::visitors::{Visitor, span};
use super::Run;
use crate::learned::minutes;
use queue::{Duration, Position, TicketId, Timestamp};

impl Run<'_> {
    /// Something happens to a desk: its service ends, its pause begins or ends, or it calls.
    pub(super) fn turn(&mut self, index: usize, at: Timestamp) {
        if let Some(visitor) = self.desks[index].serving.take() {
            self.go_on(visitor, at);
        }
        let desk = &mut self.desks[index];
        desk.idle = false;
        if let Some(away) = desk.away.get(desk.next_away).filter(|away| away.from <= at) {
            desk.next_away += 1;
            desk.wakes = (away.to != NEVER).then(|| at + (away.to - away.from));
            return;
        }
        loop {
            let choice = self.choose(index, at);
            self.answer_newcomers(index, at, choice.map(|(regular, priority, _)| (regular, priority)));
            let Some((_, _, place)) = choice else {
                let desk = &mut self.desks[index];
                desk.idle = true;
                desk.wakes = desk.away.get(desk.next_away).map(|away| away.from);
                return;
            };
            if let Some(busy) = self.call(index, place, at) {
                self.desks[index].wakes = Some(at + busy);
                return;
            }
        }
    }

    /// A visit for several services goes on with the next of them.
    fn go_on(&mut self, visitor: usize, at: Timestamp) {
        let Some((service, due)) = self.visitors[visitor].then.pop() else { return };
        let next = Visitor { service, line: service, due, not_before: at, ..self.visitors[visitor].clone() };
        self.join(next, at);
    }

    /// Whom a desk calls: the first without priority, the first with it, and the place of the one that is called.
    fn choose(&mut self, index: usize, at: Timestamp) -> Option<(Option<Position>, Option<Position>, Place)> {
        let lines = &self.plan.desks[index].lines;
        let [regular, priority] = [0, 1].map(|kind| self.lines.first(lines, kind, at));
        let positions = [regular, priority].map(|first| first.map(|(position, _)| position));
        let choice = self.contested.choose(&self.plan.setup.policy, positions[0], positions[1])?;
        let habits = self.plan.learned.call_habits;
        let mut place = if choice.priority { priority?.1 } else { regular?.1 };
        if habits.by_arrival + habits.at_random > 0.0 {
            let chance = self.habits.uniform();
            if chance < habits.at_random {
                place = self.pick(index, place, at).unwrap_or(place);
            } else if chance < habits.at_random + habits.by_arrival {
                let longest = self.lines.all(lines, at).min_by_key(|(entry, _)| (entry.issued, entry.ticket));
                place = longest.map_or(place, |(_, place)| place);
            }
        }
        Some((positions[0], positions[1], place))
    }

    /// Whom a CSR picks instead of the first; `None` where nobody else waits.
    fn pick(&mut self, index: usize, first: Place, at: Timestamp) -> Option<Place> {
        let lines = &self.plan.desks[index].lines;
        let habits = self.plan.learned.call_habits;
        self.others.clear();
        for (line, delay) in lines {
            for kind in [0, 1] {
                let ready = self.lines.0[*line][kind].ready(at);
                let others = ready.map(|(index, entry)| {
                    let position = Position { due: entry.due + Duration(*delay), ticket: entry.ticket };
                    (position, Place { line: *line, kind, index })
                });
                self.others.extend(others.filter(|(_, place)| *place != first));
            }
        }
        self.others.sort_unstable_by_key(|(position, _)| *position);
        let all: f64 = (0..self.others.len()).map(|place| habits.picked_at(place)).sum();
        let mut left = self.habits.uniform() * all;
        let picked = self.others.iter().enumerate().find(|(place, _)| {
            left -= habits.picked_at(*place);
            left < 0.0
        });
        picked.map(|(_, (_, place))| *place)
    }

    /// A newcomer would have been called at this moment whose due time comes before those of all who wait.
    fn answer_newcomers(&mut self, index: usize, at: Timestamp, firsts: Option<(Option<Position>, Option<Position>)>) {
        let Self { plan, newcomers, pending, newcomer_waits, open_questions, contested, .. } = self;
        let planned = &plan.desks[index];
        let (regular, priority) = firsts.unwrap_or((None, None));
        pending.retain(|pending| {
            let newcomer = newcomers[*pending];
            if !planned.serves[newcomer.service] {
                return true;
            }
            let Some(service) = plan.crowd.services.get(newcomer.service) else { return true };
            let delay = planned.lines.iter().find(|(line, _)| *line == newcomer.service).map_or(0, |(_, delay)| *delay);
            let due = plan.setup.policy.due(&service.service, false, newcomer.at) + Duration(delay);
            let position = Position { due, ticket: TicketId(u32::MAX) };
            let first = regular.map_or(position, |other| position.min(other));
            let choice = contested.choose(&plan.setup.policy, Some(first), priority);
            let called = choice.is_some_and(|choice| choice.ticket == position.ticket);
            if called {
                newcomer_waits[*pending] = Some((at - newcomer.at).0);
                *open_questions = open_questions.saturating_sub(1);
            }
            !called
        });
    }

    /// A desk calls somebody. Gives how long it is busy; `None` where the visitor had left.
    fn call(&mut self, index: usize, place: Place, at: Timestamp) -> Option<Duration> {
        // Without a limit to the share of priority nothing depends on how it was so far.
        let limited = self.plan.setup.policy.priority_share_milli < 1_000;
        let waits = |kind| self.lines.first(&self.plan.desks[index].lines, kind, at).is_some();
        let contested = limited && waits(0) && waits(1);
        let entry = self.lines.take(place);
        let chance = self.chances[entry.visitor];
        if let Some(wait @ None) = self.waits.get_mut(entry.visitor) {
            *wait = Some((at - self.plan.now).0);
            self.open_questions = self.open_questions.saturating_sub(1);
        }
        if chance.leaves_at <= at {
            return None;
        }
        self.contested.count(contested, place.kind == 1);
        let learned = self.plan.learned;
        let waited = minutes(at - entry.issued);
        if chance.comes < learned.no_shows.probability(waited) {
            return Some(span(learned.no_show.at(self.habits.normal()) + learned.gap.at(self.habits.exponential())));
        }
        let desk = &mut self.desks[index];
        let visitor = &self.visitors[entry.visitor];
        desk.serving = (!visitor.then.is_empty()).then_some(entry.visitor);
        let service = self.plan.times[visitor.service].at(chance.service) * desk.factor;
        let (walk, gap) = (learned.walk.at(self.habits.normal()), learned.gap.at(self.habits.exponential()));
        Some(span(walk + service + gap))
    }
}
