//! The visits of a day are read from its events.

use super::at;
use queue::{
    Branch, Command, CsrId, Day, DeskId, Destination, Duration, Event, Issue, Language, Letter, Opening, PauseReason,
    QueuePlace, Service, ServiceId, Setup, TicketId, Timestamp, Token, VisitOutcome,
};
use std::collections::{BTreeMap, BTreeSet};
use visits::{DeskSpan, Log, Outcome, SpanKind, Visit};

fn setup() -> Setup {
    let service = |letter| Service {
        letter: Letter::new(letter).unwrap(),
        target: Duration::minutes(10),
        expected: Duration::minutes(5),
        p80: Duration::minutes(8),
    };
    let services = BTreeMap::from([(ServiceId::new("cash"), service('A')), (ServiceId::new("loans"), service('B'))]);
    let profile: BTreeSet<ServiceId> = services.keys().cloned().collect();
    Setup {
        services,
        desks: BTreeMap::from([(DeskId::new("1"), profile.clone()), (DeskId::new("2"), profile)]),
        hours: vec![Opening { from: at(8, 0, 0), to: at(13, 0, 0) }],
        ..Setup::default()
    }
}

/// The day of these commands, with the events that they caused.
fn day(commands: Vec<(Timestamp, Command)>) -> Vec<Event> {
    let mut branch = Branch::new();
    let mut events = Vec::new();
    let open = Command::OpenDay { day: Day::new(2026, 3, 2), setup: Box::new(setup()) };
    for (time, command) in [(at(7, 0, 0), open)].into_iter().chain(commands) {
        for event in branch.decide(&command, time).unwrap() {
            branch.apply(&event);
            events.push(event);
        }
    }
    events
}

fn issue(service: &str, then: &[&str]) -> Command {
    Command::Issue(Issue {
        service: ServiceId::new(service),
        then: then.iter().map(|service| ServiceId::new(service)).collect(),
        language: Language::new("it"),
        priority: false,
        documents: vec![],
        missing: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new("t"),
    })
}

fn desk() -> DeskId {
    DeskId::new("1")
}

const CSR: CsrId = CsrId(7);

fn open() -> Command {
    Command::OpenDesk { desk: desk(), csr: CSR }
}

fn next() -> Command {
    Command::CallNext { desk: desk(), csr: CSR }
}

fn start() -> Command {
    Command::Start { desk: desk(), csr: CSR }
}

fn finish() -> Command {
    Command::Finish { desk: desk(), csr: CSR, outcome: VisitOutcome::Resolved, delivered: vec![], follow_up: false }
}

fn visits(commands: Vec<(Timestamp, Command)>) -> Vec<Visit> {
    visits::of_events(&day(commands)).visits
}

#[test]
fn a_visit_that_was_served_has_every_time() {
    let found = visits(vec![
        (at(9, 0, 0), issue("cash", &[])),
        (at(9, 4, 0), open()),
        (at(9, 5, 0), next()),
        (at(9, 5, 20), Command::Recall { desk: desk(), csr: CSR }),
        (at(9, 5, 30), start()),
        (at(9, 10, 0), finish()),
    ]);
    assert_eq!(found, [super::served()]);
}

#[test]
fn each_service_of_a_visitor_is_a_visit_of_its_own() {
    let found = visits(vec![
        (at(9, 0, 0), issue("cash", &["loans"])),
        (at(9, 4, 0), open()),
        (at(9, 5, 0), next()),
        (at(9, 5, 30), start()),
        (at(9, 10, 0), finish()),
        (at(9, 12, 0), next()),
        (at(9, 13, 0), start()),
        (at(9, 20, 0), finish()),
    ]);
    let second = Visit {
        service: ServiceId::new("loans"),
        issued: at(9, 10, 0),
        called: Some(at(9, 12, 0)),
        started: Some(at(9, 13, 0)),
        finished: Some(at(9, 20, 0)),
        ..super::served()
    };
    assert_eq!(found, [super::served(), second]);
}

#[test]
fn a_transfer_keeps_the_first_call() {
    let found = visits(vec![
        (at(9, 0, 0), issue("loans", &[])),
        (at(9, 4, 0), open()),
        (at(9, 5, 0), next()),
        (
            at(9, 5, 10),
            Command::Transfer {
                desk: desk(),
                csr: CSR,
                to: Destination::Service(ServiceId::new("cash")),
                place: QueuePlace::First,
            },
        ),
        (at(9, 5, 20), next()),
        (at(9, 5, 30), start()),
        (at(9, 10, 0), finish()),
    ]);
    assert_eq!(found, [Visit { ticket: "B001".into(), ..super::served() }]);
}

#[test]
fn every_end_of_a_visit_is_recorded_with_its_time() {
    let found = visits(vec![
        (at(9, 0, 0), issue("cash", &[])),
        (at(9, 1, 0), issue("cash", &[])),
        (at(9, 2, 0), issue("cash", &[])),
        (at(9, 3, 0), issue("cash", &[])),
        (at(9, 4, 0), open()),
        (at(9, 5, 0), next()),
        (at(9, 6, 0), Command::Recall { desk: desk(), csr: CSR }),
        (at(9, 7, 0), Command::NoShow { desk: desk(), csr: CSR }),
        (at(9, 8, 0), Command::Cancel { ticket: TicketId(2) }),
        (at(13, 40, 0), Command::CloseDay { overdue: true }),
    ]);
    let ends: Vec<_> = found.iter().map(|visit| (visit.outcome, visit.finished)).collect();
    let ended = (Outcome::DayEnded, Some(at(13, 40, 0)));
    assert_eq!(ends, [(Outcome::NoShow, Some(at(9, 7, 0))), (Outcome::Cancelled, Some(at(9, 8, 0))), ended, ended]);
}

#[test]
fn a_visit_that_is_not_over_is_not_in_the_log() {
    assert_eq!(visits(vec![(at(9, 0, 0), issue("cash", &[]))]), []);
}

#[test]
fn spans_have_their_breaks_and_end_with_the_day() {
    let Log { desks, .. } = visits::of_events(&day(vec![
        (at(8, 0, 0), open()),
        (at(10, 0, 0), Command::PauseDesk { desk: desk(), csr: CSR, reason: PauseReason::Break }),
        (at(10, 15, 0), open()),
        (at(13, 40, 0), Command::CloseDay { overdue: true }),
    ]));
    let span = |from, to, kind| DeskSpan { desk: desk(), from, to, kind };
    assert_eq!(
        desks,
        [span(at(8, 0, 0), at(13, 40, 0), SpanKind::Open), span(at(10, 0, 0), at(10, 15, 0), SpanKind::Break)]
    );
}
