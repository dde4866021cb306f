//! A CSR's day at a desk: comes, calls, serves, takes breaks, goes.

use crate::draw::{millis, normal, span};
use crate::running::Running;
use crate::step::Actor;
use queue::{
    Command, CsrId, DeskId, Duration, Event, Opening, PauseReason, ServiceId, TicketId, Timestamp, VisitOutcome,
};
use rand::RngExt;

/// How many of the waiting tickets a CSR who picks one looks at.
const LOOKS_AT: usize = 6;
/// How long a CSR waits after a call that nobody answered before calling again.
pub(crate) const PATIENCE: Duration = Duration::seconds(30);
/// A moment that no day reaches.
const NEVER: Timestamp = Timestamp(i64::MAX);

/// A desk, its CSR, and what they are about to do.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) desk: DeskId,
    csr: CsrId,
    pub(crate) doing: Doing,
    /// When the CSR did the last thing.
    pub(crate) since: Timestamp,
    /// When the CSR does the next thing.
    pub(crate) until: Timestamp,
    /// The openings that are still to come, the next one last.
    pub(crate) openings: Vec<Shift>,
    pub(crate) shift: Option<Shift>,
    /// When the CSR was last free to take a break.
    pub(crate) looked: Timestamp,
}

/// The CSR's hours in one opening of the branch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shift {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    /// When a break is due and how long it is; `None` once it was taken.
    pub(crate) pause: Option<(Timestamp, Duration)>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Doing {
    Away,
    Free,
    /// The called visitor comes and is served for so long.
    Awaiting {
        serves: Duration,
    },
    /// The called visitor does not come.
    Missing,
    Serving,
    /// Between two visitors.
    Tidying,
    Resting,
    Done,
}

impl Place {
    pub(crate) fn of(running: &mut Running, desk: &DeskId) -> Option<Self> {
        let csr = running.simulator.crew.get(desk)?.id;
        let hours = running.plan.setup.hours.clone();
        let place = running.plan.setup.desks.keys().position(|other| other == desk)?;
        let mut openings: Vec<Shift> = hours.iter().map(|opening| shift(running, opening, place)).collect();
        openings.reverse();
        let until = openings.last()?.from;
        let (since, looked) = (Timestamp(0), Timestamp(0));
        Some(Self { desk: desk.clone(), csr, doing: Doing::Away, since, until, openings, shift: None, looked })
    }

    pub(crate) fn is_done(&self) -> bool {
        matches!(self.doing, Doing::Done)
    }

    /// Whether the CSR has nothing to do and could serve this.
    pub(crate) fn is_free_for(&self, running: &Running, service: &ServiceId, now: Timestamp) -> bool {
        let serves = running.plan.setup.desks.get(&self.desk).is_some_and(|profile| profile.contains(service));
        serves && matches!(self.doing, Doing::Free) && self.until > now + Duration::seconds(3)
    }

    /// Does what is due now, and sets when the next thing is.
    pub(crate) fn act(&mut self, running: &mut Running, now: Timestamp) {
        let (desk, csr, actor) = (self.desk.clone(), self.csr, Actor::Csr(self.csr));
        self.since = now;
        match self.doing {
            Doing::Away => {
                self.shift = self.openings.pop();
                if self.shift.is_none() {
                    return self.go_on(Doing::Done, NEVER);
                }
                running.act(now, actor, Command::OpenDesk { desk, csr });
                self.look(running, now);
            }
            Doing::Free | Doing::Tidying => self.look(running, now),
            Doing::Awaiting { serves } => {
                running.act(now, actor, Command::Start { desk, csr });
                self.go_on(Doing::Serving, now + serves);
            }
            Doing::Missing => match running.branch.before_no_show(&desk, now) {
                Some((0, Duration(0))) => {
                    running.act(now, actor, Command::NoShow { desk, csr });
                    self.change_over(running, now);
                }
                Some((0, wait)) => self.until = now + wait,
                Some(_) => {
                    running.act(now, actor, Command::Recall { desk, csr });
                    self.until = now + PATIENCE;
                }
                None => self.change_over(running, now),
            },
            Doing::Serving => {
                let outcome = VisitOutcome::Resolved;
                let finish = Command::Finish { desk, csr, outcome, delivered: Vec::new(), follow_up: false };
                running.act(now, actor, finish);
                self.change_over(running, now);
            }
            Doing::Resting => {
                running.act(now, actor, Command::OpenDesk { desk, csr });
                self.look(running, now);
            }
            Doing::Done => self.until = NEVER,
        }
    }

    /// The CSR is free: takes a break that is due, calls somebody, waits for somebody, or goes.
    fn look(&mut self, running: &mut Running, now: Timestamp) {
        let (desk, csr, actor) = (self.desk.clone(), self.csr, Actor::Csr(self.csr));
        self.looked = now;
        let Some(shift) = self.shift.as_mut() else { return self.go_on(Doing::Done, NEVER) };
        let (from, to, due) = (shift.from, shift.to, shift.pause.map_or(NEVER, |(at, _)| at));
        if let Some((_, length)) = shift.pause.take_if(|(at, _)| *at <= now) {
            running.act(now, actor, Command::PauseDesk { desk, csr, reason: PauseReason::Break });
            return self.go_on(Doing::Resting, now + length);
        }
        let overtime = running.plan.setup.policy.overtime;
        if from <= now && now < to + overtime && self.call(running, now) {
            return;
        }
        if now < to {
            // Woken by a visitor, by the branch's opening, by the break, or by the closing.
            let next = [from, due, to].into_iter().filter(|moment| *moment > now).min();
            return self.go_on(Doing::Free, next.unwrap_or(to));
        }
        running.act(now, actor, Command::CloseDesk { desk, csr });
        let next = self.openings.last().map(|shift| shift.from);
        match next {
            Some(from) => self.go_on(Doing::Away, from.max(now)),
            None => self.go_on(Doing::Done, NEVER),
        }
    }

    /// Calls the next visitor, or another one where the CSR picks. `false` where nobody waits.
    fn call(&mut self, running: &mut Running, now: Timestamp) -> bool {
        let (desk, csr, actor) = (self.desk.clone(), self.csr, Actor::Csr(self.csr));
        let picks = running.random.random::<f64>() < running.simulator.options.override_share;
        let waiting: Vec<TicketId> = running.branch.waiting_for(&desk).take(LOOKS_AT).map(|ticket| ticket.id).collect();
        let command = match waiting.as_slice() {
            [] => return false,
            [_, others @ ..] if picks && !others.is_empty() => {
                let ticket = others[running.random.random_range(0..others.len())];
                Command::CallTicket { desk: desk.clone(), csr, ticket }
            }
            _ => Command::CallNext { desk: desk.clone(), csr },
        };
        let events = running.act(now, actor, command).unwrap_or_default();
        let Some(Event::TicketCalled { ticket, reason, .. }) = events.first() else { return false };
        let Some(visitor) = running.holder(*ticket) else { return false };
        if visitor.patience < running.simulator.options.no_show(reason.waited) {
            self.go_on(Doing::Missing, now + PATIENCE);
        } else {
            let (walk, slow) = (visitor.walk, running.plan.slow);
            let serves = running.simulator.service_time(&visitor.service, &desk, visitor.slowness, slow);
            self.go_on(Doing::Awaiting { serves }, now + walk);
        }
        true
    }

    /// The CSR tidies up before the next visitor.
    fn change_over(&mut self, running: &mut Running, now: Timestamp) {
        let length = running.simulator.options.changeover(&mut running.random);
        self.go_on(Doing::Tidying, now + length);
    }

    fn go_on(&mut self, doing: Doing, until: Timestamp) {
        (self.doing, self.until) = (doing, until);
    }
}

/// The hours of the CSR at one of the desks. Breaks are spread over the middle of the opening, one desk after another.
pub(crate) fn shift(running: &mut Running, opening: &Opening, place: usize) -> Shift {
    let options = &running.simulator.options;
    let length = millis(opening.to - opening.from);
    let pause = match opening.to - opening.from {
        long if long > Duration::minutes(6 * 60) => Some(options.lunch),
        long if long > Duration::minutes(3 * 60) => Some(options.short_break),
        _ => None,
    };
    let desks = u32::try_from(running.plan.setup.desks.len()).unwrap_or(u32::MAX).max(1);
    let turn = (f64::from(u32::try_from(place).unwrap_or(0)) + 0.5) / f64::from(desks);
    let pause = pause.filter(|length| length.0 > 0).map(|rest| {
        // 35 % to 75 % of the opening, some minutes earlier or later than planned.
        let planned = length * (0.35 + 0.4 * turn) + 180_000.0 * normal(&mut running.random);
        (opening.from + span(planned.clamp(0.0, length)), rest)
    });
    let early = span((normal(&mut running.random) * 120_000.0 - 120_000.0).clamp(-600_000.0, 300_000.0));
    Shift { from: opening.from + early, to: opening.to, pause }
}
