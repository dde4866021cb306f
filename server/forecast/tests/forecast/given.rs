//! Small builders. Service times are known exactly (p80 = expected), so that an estimate is one number.

use forecast::{Conformal, Forecast, Learned, Today};
use queue::{
    Appointment, AppointmentId, Branch, Command, CsrId, Day, DeskId, Destination, Duration, Event, Issue, Language,
    Letter, Opening, ParkReason, PauseReason, Policy, QueuePlace, Service, ServiceId, Setup, TicketId, Timestamp,
    Token, VisitOutcome,
};
use std::collections::BTreeMap;

pub fn minute(minutes: i64) -> Timestamp {
    Timestamp(0) + Duration::minutes(minutes)
}

pub fn service_id(name: &str) -> ServiceId {
    ServiceId::new(name)
}

/// `services`: name, target and expected minutes. `desks`: name and what it serves.
pub fn setup(services: &[(&str, i64, i64)], desks: &[(&str, &[&str])]) -> Setup {
    let service = |target, expected| Service {
        letter: Letter::new('A').expect("a letter"),
        target: Duration::minutes(target),
        expected: Duration::minutes(expected),
        p80: Duration::minutes(expected),
    };
    Setup {
        services: services.iter().map(|(id, target, expected)| (service_id(id), service(*target, *expected))).collect(),
        desks: desks
            .iter()
            .map(|(id, profile)| (DeskId::new(id), profile.iter().map(|service| service_id(service)).collect()))
            .collect(),
        hours: vec![Opening { from: minute(0), to: minute(1440) }],
        reopens_at: None,
        preferences: BTreeMap::new(),
        policy: Policy { no_show_calls: 0, no_show_after: Duration(0), ..Policy::default() },
    }
}

/// A branch with a clock that the test sets. Each desk's CSR has the desk's place as id.
#[derive(Clone)]
pub struct Scene {
    pub branch: Branch,
    pub now: Timestamp,
}

impl Scene {
    /// With every desk open.
    pub fn open(setup: Setup) -> Self {
        let desks: Vec<DeskId> = setup.desks.keys().cloned().collect();
        let mut scene = Self::closed(setup);
        for desk in desks {
            scene.opens(desk.as_str());
        }
        scene
    }

    /// With every desk closed.
    pub fn closed(setup: Setup) -> Self {
        let mut scene = Self { branch: Branch::new(), now: minute(0) };
        scene.does(Command::OpenDay { day: Day::new(2026, 11, 23), setup: Box::new(setup) });
        scene
    }

    pub fn at(&mut self, minutes: i64) -> &mut Self {
        self.now = minute(minutes);
        self
    }

    pub fn does(&mut self, command: Command) -> Vec<Event> {
        let events = self.branch.decide(&command, self.now).expect("nothing here is refused");
        for event in &events {
            self.branch.apply(event);
        }
        events
    }

    pub fn opens(&mut self, desk: &str) {
        let csr = self.csr(desk);
        self.does(Command::OpenDesk { desk: DeskId::new(desk), csr });
    }

    pub fn takes(&mut self, service: &str) -> TicketId {
        self.issues(service, false)
    }

    pub fn issues(&mut self, service: &str, priority: bool) -> TicketId {
        self.asks(Issue { priority, ..Self::wish(service) })
    }

    pub fn asks(&mut self, wish: Issue) -> TicketId {
        self.does(Command::Issue(wish));
        TicketId(self.branch.counts().issued)
    }

    /// What a visitor without priority asks for.
    pub fn wish(service: &str) -> Issue {
        Issue {
            service: service_id(service),
            then: vec![],
            language: Language::new("it"),
            priority: false,
            documents: vec![],
            missing: vec![],
            appointment: None,
            travel: None,
            call_back: false,
            token: Token::new("token"),
        }
    }

    pub fn checks_in(&mut self, service: &str, booked: Timestamp) -> TicketId {
        let id = AppointmentId::new(&self.branch.counts().issued.to_string());
        self.asks(Issue { appointment: Some(Appointment { id, booked, officer: None }), ..Self::wish(service) })
    }

    pub fn pauses(&mut self, desk: &str) {
        let csr = self.csr(desk);
        self.does(Command::PauseDesk { desk: DeskId::new(desk), csr, reason: PauseReason::Break });
    }

    pub fn closes(&mut self, desk: &str) {
        let csr = self.csr(desk);
        self.does(Command::CloseDesk { desk: DeskId::new(desk), csr });
    }

    /// Until late in the day.
    pub fn parks(&mut self, desk: &str) {
        let (csr, reason) = (self.csr(desk), ParkReason::Other);
        self.does(Command::Park { desk: DeskId::new(desk), csr, reason, until: Some(minute(1_400)) });
    }

    /// Sends the ticket that a desk has to another one, or to the person there.
    pub fn sends(&mut self, desk: &str, to: &str, person: bool, place: QueuePlace) {
        let to = if person { Destination::Csr(self.csr(to)) } else { Destination::Desk(DeskId::new(to)) };
        let csr = self.csr(desk);
        self.does(Command::Transfer { desk: DeskId::new(desk), csr, to, place });
    }

    pub fn delays(&mut self, ticket: TicketId, minutes: i64) {
        self.does(Command::Delay { ticket, by: Duration::minutes(minutes) });
    }

    pub fn calls(&mut self, desk: &str) -> Option<TicketId> {
        let csr = self.csr(desk);
        self.does(Command::CallNext { desk: DeskId::new(desk), csr });
        self.branch.desk(&DeskId::new(desk))?.ticket()
    }

    pub fn starts(&mut self, desk: &str) {
        let csr = self.csr(desk);
        self.does(Command::Start { desk: DeskId::new(desk), csr });
    }

    pub fn finishes(&mut self, desk: &str) {
        let csr = self.csr(desk);
        let (outcome, follow_up) = (VisitOutcome::Resolved, false);
        // Whatever the visit was also for, so that nobody comes back.
        let delivered = self.branch.setup().expect("a day").services.keys().cloned().collect();
        self.does(Command::Finish { desk: DeskId::new(desk), csr, outcome, delivered, follow_up });
    }

    /// The minutes that a ticket is foreseen to wait.
    pub fn waits(&self, ticket: TicketId) -> Option<u32> {
        self.forecast().of_ticket(ticket).map(exact)
    }

    /// The minutes that the next visitor for a service is foreseen to wait.
    pub fn next_waits(&self, service: &str) -> Option<u32> {
        self.forecast().of_next(&service_id(service)).map(exact)
    }

    /// What is foreseen before the first day was learned.
    pub fn forecast(&self) -> Forecast {
        let learned = self.branch.setup().map(Learned::from_setup).unwrap_or_default();
        forecast::predict(&self.branch, &learned, &Conformal::default(), &Today::new(minute(0), 0), self.now, 1)
    }

    fn csr(&self, desk: &str) -> CsrId {
        let place = self.branch.desks().position(|(id, _)| id.as_str() == desk).expect("a desk");
        CsrId(u32::try_from(place).expect("few desks"))
    }
}

/// The minutes of a wait that is known.
pub fn exact(estimate: forecast::Estimate) -> u32 {
    assert_eq!(estimate.low_minutes, estimate.high_minutes, "times are known, so the wait is");
    estimate.low_minutes
}
