//! A branch whose desk serves everybody in ten minutes, and what its tickets are told.

use super::{Ledger, minutes};
use crate::observed::Observed;
use forecast::{Conformal, Forecast, Learned, predict};
use queue::{
    Branch, Command, CsrId, Day, DeskId, Duration, Issue, Language, Letter, Opening, Policy, Service, ServiceId, Setup,
    TicketId, Timestamp, Token, VisitOutcome,
};
use store::{BranchId, Told};

fn at(minutes: i64) -> Timestamp {
    Timestamp(Duration::minutes(minutes).0)
}

struct Scene {
    branch: Branch,
    observed: Observed,
    ledger: Ledger,
    last: Forecast,
}

impl Scene {
    fn new() -> Self {
        let cash = ServiceId::new("cash");
        let (target, expected) = (Duration::minutes(10), Duration::minutes(10));
        let service = Service { letter: Letter::new('A').unwrap(), target, expected, p80: expected };
        let setup = Setup {
            services: [(cash.clone(), service)].into(),
            desks: [(DeskId::new("1"), [cash].into())].into(),
            hours: vec![Opening { from: at(0), to: at(600) }],
            policy: Policy { no_show_calls: 0, no_show_after: Duration(0), ..Policy::default() },
            ..Setup::default()
        };
        let day = Day::from_written("1970-01-01");
        let ledger = Ledger { day: Some(day.clone()), ..Ledger::new(BranchId::new("a")) };
        let (branch, observed) = (Branch::new(), Observed::default());
        let mut scene = Self { branch, observed, ledger, last: Forecast::default() };
        scene.does(&Command::OpenDay { day, setup: Box::new(setup) }, 0);
        scene.does(&Command::OpenDesk { desk: DeskId::new("1"), csr: CsrId(1) }, 0);
        scene
    }

    fn does(&mut self, command: &Command, minute: i64) {
        let events = self.branch.decide(command, at(minute)).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in &events {
            self.observed.observe(&self.branch, event);
            self.branch.apply(event);
        }
    }

    fn comes(&mut self, minute: i64) -> TicketId {
        let number = self.branch.tickets().len();
        let issue = Issue {
            service: ServiceId::new("cash"),
            then: Vec::new(),
            language: Language::new("it"),
            priority: false,
            documents: Vec::new(),
            missing: Vec::new(),
            appointment: None,
            travel: None,
            call_back: false,
            token: Token::new(&format!("token-{number}")),
        };
        self.does(&Command::Issue(issue), minute);
        TicketId(u32::try_from(number).unwrap() + 1)
    }

    fn calls(&mut self, minute: i64) {
        self.does(&Command::CallNext { desk: DeskId::new("1"), csr: CsrId(1) }, minute);
    }

    fn serves(&mut self, minute: i64) {
        self.does(&Command::Start { desk: DeskId::new("1"), csr: CsrId(1) }, minute);
    }

    fn finishes(&mut self, minute: i64) {
        let (desk, csr, outcome) = (DeskId::new("1"), CsrId(1), VisitOutcome::Resolved);
        self.does(&Command::Finish { desk, csr, outcome, delivered: Vec::new(), follow_up: false }, minute);
    }

    /// What is written at a look.
    fn looks(&mut self, minute: i64) -> Vec<Told> {
        let rows = self.ledger.called(&self.branch, &self.observed);
        let learned = Learned::from_setup(self.branch.setup().unwrap());
        let today = &self.observed.today;
        let forecast = predict(&self.branch, &learned, &Conformal::default(), today, at(minute), 1);
        let told = self.ledger.tell(&self.branch, &self.observed, &self.last, &forecast, at(minute));
        self.last = forecast;
        rows.into_iter().chain(told).collect()
    }
}

fn calls_of(rows: &[Told]) -> Vec<(u32, Option<i64>)> {
    rows.iter().map(|told| (told.ticket.0, told.called.map(|at| at.0 / 60_000))).collect()
}

#[test]
fn a_ticket_is_told_once_and_keeps_it_until_its_call() {
    let mut scene = Scene::new();
    scene.comes(0);
    scene.calls(0);
    scene.serves(0);
    scene.comes(2);
    let told = scene.looks(3);
    let second = told.iter().find(|told| told.ticket == TicketId(2)).unwrap();
    assert_eq!((second.low_minutes, second.high_minutes, second.at), (7, 7, at(3)));
    assert!((minutes(second.median) - 7.0).abs() < 0.1);
    assert!(scene.looks(4).is_empty(), "nothing is new");
}

#[test]
fn the_call_is_kept_beside_what_was_told_and_teaches_the_range() {
    let mut scene = Scene::new();
    scene.comes(0);
    scene.calls(0);
    scene.serves(0);
    scene.comes(1);
    assert_eq!(calls_of(&scene.looks(1)), [(2, None)]);
    scene.finishes(12);
    scene.calls(12);
    assert_eq!(calls_of(&scene.looks(13)), [(2, Some(12))]);
    assert_eq!(scene.ledger.conformal().observations(), 1);
    assert!(scene.looks(14).is_empty(), "a call is kept once");
}

#[test]
fn a_call_at_once_counts_and_teaches_nothing_of_how_uncertain_waits_are() {
    let mut scene = Scene::new();
    scene.comes(0);
    assert_eq!(calls_of(&scene.looks(1)), [(1, None)]);
    assert!(!scene.ledger.has_calls());
    scene.calls(2);
    assert_eq!(calls_of(&scene.looks(2)), [(1, Some(2))]);
    assert!(scene.ledger.has_calls() && scene.ledger.conformal().observations() == 0);
}

#[test]
fn who_is_called_between_two_looks_was_told_what_the_kiosk_showed() {
    let mut scene = Scene::new();
    scene.looks(0);
    scene.comes(1);
    scene.calls(1);
    let rows = scene.looks(2);
    assert_eq!(calls_of(&rows), [(1, Some(1))]);
    assert_eq!((rows[0].at, rows[0].low_minutes), (at(1), 0));
}

#[test]
fn who_came_while_nobody_looked_was_told_nothing() {
    let mut scene = Scene::new();
    scene.comes(1);
    scene.calls(1);
    assert!(scene.looks(2).is_empty());
}

#[test]
fn who_asked_to_be_called_later_is_no_measure_of_what_was_said() {
    let mut scene = Scene::new();
    let ticket = scene.comes(0);
    scene.looks(1);
    scene.does(&Command::Delay { ticket, by: Duration::minutes(10) }, 2);
    scene.calls(13);
    assert!(scene.looks(14).is_empty());
    assert_eq!(scene.ledger.conformal().observations(), 0);
}

#[test]
fn a_wait_that_moved_by_much_is_news_once() {
    let mut scene = Scene::new();
    scene.comes(0);
    scene.calls(0);
    scene.serves(0);
    let second = scene.comes(1);
    scene.looks(1);
    // Four visitors with priority come, who are due before.
    for ticket in (0..4).map(|_| scene.comes(3)).collect::<Vec<_>>() {
        scene.does(&Command::SetPriority { ticket, priority: true }, 3);
    }
    for minute in [5, 9] {
        scene.looks(minute);
        assert!(scene.ledger.moved(&scene.branch, &scene.last.clone(), at(minute)).is_empty(), "minute {minute}");
    }
    scene.looks(14);
    let last = scene.last.clone();
    let moved = scene.ledger.moved(&scene.branch, &last, at(14));
    assert_eq!(moved.iter().map(|moved| moved.ticket).collect::<Vec<_>>(), [second], "{moved:?}");
    assert!(scene.ledger.moved(&scene.branch, &last, at(15)).is_empty(), "the visitor knows");
}
