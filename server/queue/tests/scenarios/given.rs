//! Small builders. Times are minutes from the day's first opening.
//!
//! The branch: desk 1 serves cash and card (both letter A), desk 2 account (B), desk 3 all of these, desk 4 the safe
//! (S) alone. Open from minute 0 to 270 and from 360 to 450; again at 1440. A visitor counts as not there as soon as
//! they were called; the policy is the default in everything else.

use queue::{
    Appointment, AppointmentId, Branch, Command, CsrId, Day, DeskId, Destination, DocumentId, Duration, Event, HandIn,
    Issue, KioskId, Language, Letter, ManualPicks, Number, Opening, ParkReason, PauseReason, Policy, QueuePlace,
    Refusal, Service, ServiceId, Setup, Ticket, TicketId, Timestamp, Token, VisitOutcome,
};
use std::collections::BTreeMap;

pub const ANNA: CsrId = CsrId(1);
pub const BRUNO: CsrId = CsrId(2);

pub fn minute(minutes: i64) -> Timestamp {
    Timestamp(0) + Duration::minutes(minutes)
}

pub fn service_id(name: &str) -> ServiceId {
    ServiceId::new(name)
}

pub fn desk_id(name: &str) -> DeskId {
    DeskId::new(name)
}

pub fn today() -> Day {
    Day::new(2026, 11, 23)
}

pub fn service(letter: char, target: i64, expected: i64) -> Service {
    Service {
        letter: Letter::new(letter).unwrap(),
        target: Duration::minutes(target),
        expected: Duration::minutes(expected),
        p80: Duration::minutes(expected + 2),
    }
}

pub fn setup() -> Setup {
    let services = [
        ("cash", service('A', 10, 4)),
        ("card", service('A', 10, 4)),
        ("account", service('B', 20, 20)),
        ("safe", service('S', 5, 10)),
    ];
    let desks: [(&str, &[&str]); 4] =
        [("1", &["cash", "card"]), ("2", &["account"]), ("3", &["cash", "card", "account"]), ("4", &["safe"])];
    Setup {
        services: services.into_iter().map(|(id, service)| (service_id(id), service)).collect(),
        desks: desks
            .into_iter()
            .map(|(id, profile)| (desk_id(id), profile.iter().map(|service| service_id(service)).collect()))
            .collect(),
        hours: vec![Opening { from: minute(0), to: minute(270) }, Opening { from: minute(360), to: minute(450) }],
        reopens_at: Some(minute(1440)),
        preferences: BTreeMap::new(),
        policy: Policy { no_show_calls: 1, no_show_after: Duration(0), ..Policy::default() },
    }
}

/// The same, with the policy that a branch has which sets nothing.
pub fn by_default() -> Setup {
    Setup { policy: Policy::default(), ..setup() }
}

/// The same, where a free desk calls by itself after ten seconds.
pub fn calling_by_itself() -> Setup {
    let policy = Policy { auto_call_after: Duration::seconds(10), ..setup().policy };
    Setup { policy, ..setup() }
}

/// The same, where choosing whom to call is as given.
pub fn choosing(manual_picks: ManualPicks) -> Setup {
    Setup { policy: Policy { manual_picks, ..setup().policy }, ..setup() }
}

/// The same, where a desk prefers some of its services.
pub fn preferring(desk: &str, services: &[&str]) -> Setup {
    let preference = services.iter().map(|service| service_id(service)).collect();
    Setup { preferences: BTreeMap::from([(desk_id(desk), preference)]), ..setup() }
}

pub fn open_day(day: Day, setup: Setup) -> Command {
    Command::OpenDay { day, setup: Box::new(setup) }
}

pub fn issue(service: &str) -> Issue {
    Issue {
        service: service_id(service),
        language: Language::new("it"),
        priority: false,
        documents: vec![DocumentId::new("id")],
        missing: vec![],
        then: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new("token"),
    }
}

/// A kiosk asks for the numbers that it holds.
pub fn reserve(kiosk: &str) -> Command {
    Command::ReserveNumbers { kiosk: KioskId::new(kiosk) }
}

/// A kiosk hands in the number of a visitor who came at a minute, by its clock.
pub fn hand_in(kiosk: &str, number: (char, u32), came: i64, wish: Issue) -> Command {
    let number = Number { letter: Letter::new(number.0).unwrap(), count: number.1 };
    Command::HandIn(HandIn { kiosk: KioskId::new(kiosk), number, came: minute(came), wish })
}

pub fn open_desk(desk: &str, csr: CsrId) -> Command {
    Command::OpenDesk { desk: desk_id(desk), csr }
}

pub fn close_desk(desk: &str, csr: CsrId) -> Command {
    Command::CloseDesk { desk: desk_id(desk), csr }
}

pub fn call_next(desk: &str, csr: CsrId) -> Command {
    Command::CallNext { desk: desk_id(desk), csr }
}

pub fn auto_call(desk: &str, csr: CsrId, since: Timestamp) -> Command {
    Command::AutoCall { desk: desk_id(desk), csr, since }
}

pub fn recall(desk: &str, csr: CsrId) -> Command {
    Command::Recall { desk: desk_id(desk), csr }
}

pub fn start(desk: &str, csr: CsrId) -> Command {
    Command::Start { desk: desk_id(desk), csr }
}

pub fn finish(desk: &str, csr: CsrId) -> Command {
    finish_with(desk, csr, VisitOutcome::Resolved, &[])
}

pub fn finish_with(desk: &str, csr: CsrId, outcome: VisitOutcome, delivered: &[&str]) -> Command {
    let delivered = delivered.iter().map(|service| service_id(service)).collect();
    Command::Finish { desk: desk_id(desk), csr, outcome, delivered, follow_up: false }
}

pub fn no_show(desk: &str, csr: CsrId) -> Command {
    Command::NoShow { desk: desk_id(desk), csr }
}

pub fn call_ticket(desk: &str, csr: CsrId, ticket: TicketId) -> Command {
    Command::CallTicket { desk: desk_id(desk), csr, ticket }
}

pub fn park(desk: &str, csr: CsrId, reason: ParkReason) -> Command {
    Command::Park { desk: desk_id(desk), csr, reason, until: None }
}

pub fn transfer(desk: &str, csr: CsrId, to: Destination, place: QueuePlace) -> Command {
    Command::Transfer { desk: desk_id(desk), csr, to, place }
}

pub fn pause(desk: &str, csr: CsrId) -> Command {
    Command::PauseDesk { desk: desk_id(desk), csr, reason: PauseReason::Break }
}

pub fn take_over(desk: &str, csr: CsrId) -> Command {
    Command::TakeOverDesk { desk: desk_id(desk), csr }
}

pub fn delay(ticket: TicketId, minutes: i64) -> Command {
    Command::Delay { ticket, by: Duration::minutes(minutes) }
}

/// What the kiosk asks for a visitor with an appointment.
pub fn check_in(service: &str, booked: i64) -> Issue {
    let id = AppointmentId::new(&format!("{service}-{booked}"));
    Issue { appointment: Some(Appointment { id, booked: minute(booked), officer: None }), ..issue(service) }
}

/// The same, booked with a CSR.
pub fn check_in_with(officer: CsrId, service: &str, booked: i64) -> Issue {
    let mut issue = check_in(service, booked);
    if let Some(appointment) = &mut issue.appointment {
        appointment.officer = Some(officer);
    }
    issue
}

/// What the kiosk asks for a visitor with several needs.
pub fn visit(services: &[&str]) -> Issue {
    Issue { then: services[1..].iter().map(|service| service_id(service)).collect(), ..issue(services[0]) }
}

pub fn reinstate(ticket: TicketId, place: QueuePlace) -> Command {
    Command::Reinstate { ticket, place }
}

pub fn set_priority(ticket: TicketId, priority: bool) -> Command {
    Command::SetPriority { ticket, priority }
}

pub fn set_service(ticket: TicketId, service: &str) -> Command {
    Command::SetService { ticket, service: service_id(service) }
}

pub fn extend(until: i64) -> Command {
    Command::ExtendDay { until: minute(until) }
}

pub fn stop(service: Option<&str>) -> Command {
    Command::StopIssuing { service: service.map(service_id) }
}

pub const CLOSE_DAY: Command = Command::CloseDay { overdue: false };

pub fn cancel(ticket: TicketId) -> Command {
    Command::Cancel { ticket }
}

/// A branch with a clock that the test sets.
pub struct Scene {
    pub branch: Branch,
    pub now: Timestamp,
}

impl Scene {
    /// The branch above at minute 0, every desk closed.
    pub fn opened() -> Self {
        Self::with(setup())
    }

    pub fn with(setup: Setup) -> Self {
        let mut scene = Self { branch: Branch::new(), now: minute(0) };
        scene.does(&open_day(today(), setup));
        scene
    }

    /// The branch above with Anna at desk 1.
    pub fn with_anna() -> Self {
        let mut scene = Self::opened();
        scene.does(&open_desk("1", ANNA));
        scene
    }

    pub fn at(&mut self, minutes: i64) -> &mut Self {
        self.now = minute(minutes);
        self
    }

    /// What the command caused, once applied.
    pub fn does(&mut self, command: &Command) -> Vec<Event> {
        let events = self.branch.decide(command, self.now).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in &events {
            self.branch.apply(event);
        }
        events
    }

    pub fn refuses(&self, command: &Command) -> Refusal {
        self.branch.decide(command, self.now).expect_err("this was to be refused")
    }

    pub fn takes(&mut self, service: &str) -> TicketId {
        self.issues(issue(service))
    }

    pub fn takes_with_priority(&mut self, service: &str) -> TicketId {
        self.issues(Issue { priority: true, ..issue(service) })
    }

    pub fn issues(&mut self, wish: Issue) -> TicketId {
        match self.does(&Command::Issue(wish)).as_slice() {
            [Event::TicketIssued { ticket, .. }] => *ticket,
            events => panic!("one ticket was to be issued: {events:?}"),
        }
    }

    /// The ticket called, if somebody waited.
    pub fn calls(&mut self, desk: &str, csr: CsrId) -> Option<TicketId> {
        match self.does(&call_next(desk, csr)).as_slice() {
            [Event::TicketCalled { ticket, .. }] => Some(*ticket),
            [] => None,
            events => panic!("at most one call: {events:?}"),
        }
    }

    /// Calls the next, serves it and finishes at once.
    pub fn serves(&mut self, desk: &str, csr: CsrId) -> Option<TicketId> {
        let ticket = self.calls(desk, csr)?;
        self.does(&start(desk, csr));
        self.does(&finish(desk, csr));
        Some(ticket)
    }

    /// Calls the next and begins to serve it.
    pub fn starts(&mut self, desk: &str, csr: CsrId) -> TicketId {
        let ticket = self.calls(desk, csr).expect("somebody waits");
        self.does(&start(desk, csr));
        ticket
    }

    pub fn ticket(&self, ticket: TicketId) -> &Ticket {
        self.branch.ticket(ticket).expect("issued")
    }

    /// Who waits for a desk, in call order.
    pub fn order(&self, desk: &str) -> Vec<TicketId> {
        self.branch.waiting_for(&desk_id(desk)).map(|ticket| ticket.id).collect()
    }

    pub fn number(&self, ticket: TicketId) -> String {
        self.branch.ticket(ticket).expect("issued").number.to_string()
    }
}

/// Anna's desk refuses a command while ticket 1 is called to it, and while it is served. Ticket 2 waits.
pub fn refused_with_a_ticket_open(command: &Command) -> Scene {
    let mut scene = Scene::with_anna();
    let (ticket, _) = (scene.takes("cash"), scene.takes("cash"));
    scene.calls("1", ANNA);
    let refusal = Refusal::TicketOpen { desk: desk_id("1"), number: scene.ticket(ticket).number };
    assert_eq!(scene.refuses(command), refusal);
    scene.does(&start("1", ANNA));
    assert_eq!(scene.refuses(command), refusal);
    scene
}

/// Anna has called this ticket, of this number, to desk 1 at minute 1.
pub fn called() -> (Scene, TicketId, Number) {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.at(1).calls("1", ANNA);
    let number = scene.ticket(ticket).number;
    (scene, ticket, number)
}
