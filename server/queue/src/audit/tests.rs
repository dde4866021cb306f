//! Every finding of the audit can be made: each test breaks a sound state once, in a way that no command and no event
//! can.

use crate::{
    AlertKind, AlertPlace, Branch, Command, CsrId, Day, Desk, DeskId, DeskState, Duration, Issue, KioskId, Language,
    Letter, Number, Opening, Pause, PauseReason, Policy, Service, ServiceId, Setup, TicketId, TicketState, Timestamp,
    Token,
};
use std::collections::{BTreeMap, BTreeSet};

const ANNA: CsrId = CsrId(1);

fn desk(id: &str) -> DeskId {
    DeskId::new(id)
}

fn does(branch: &mut Branch, command: &Command) {
    for event in branch.decide(command, Timestamp(0)).expect("nothing here is refused") {
        branch.apply(&event);
    }
}

/// Anna at desk 1 with ticket 1 called; tickets 2 and 3 wait; desk 2 is closed.
fn sound() -> Branch {
    let cash = ServiceId::new("cash");
    let service = Service {
        letter: Letter::new('A').expect("a letter"),
        target: Duration::minutes(10),
        expected: Duration::minutes(4),
        p80: Duration::minutes(6),
    };
    let setup = Setup {
        services: BTreeMap::from([(cash.clone(), service)]),
        desks: ["1", "2"].map(|id| (desk(id), BTreeSet::from([cash.clone()]))).into(),
        preferences: BTreeMap::new(),
        hours: vec![Opening { from: Timestamp(0), to: Timestamp(i64::MAX) }],
        reopens_at: None,
        policy: Policy { reserve_size: 2, ..Policy::default() },
    };
    let mut branch = Branch::new();
    does(&mut branch, &Command::OpenDay { day: Day::new(2026, 11, 23), setup: Box::new(setup) });
    does(&mut branch, &Command::OpenDesk { desk: desk("1"), csr: ANNA });
    for _ in 0..3 {
        let (language, token, documents) = (Language::new("it"), Token::new("token"), vec![]);
        let service = cash.clone();
        does(
            &mut branch,
            &Command::Issue(Issue {
                service,
                then: vec![],
                language,
                priority: false,
                documents,
                missing: vec![],
                appointment: None,
                travel: None,
                call_back: false,
                token,
            }),
        );
    }
    does(&mut branch, &Command::CallNext { desk: desk("1"), csr: ANNA });
    branch
}

#[track_caller]
fn finds(break_it: impl FnOnce(&mut Branch), finding: &str) {
    let mut branch = sound();
    assert_eq!(branch.audit(), Vec::<String>::new());
    break_it(&mut branch);
    let findings = branch.audit();
    assert!(findings.iter().any(|found| found.contains(finding)), "{finding}: not in {findings:#?}");
}

fn open(branch: &mut Branch, id: &str, csr: CsrId, ticket: Option<TicketId>) {
    let state = DeskState::Open { csr, ticket, pause: None };
    branch.desks.get_mut(&desk(id)).expect("a desk").state = state;
}

#[test]
fn a_ticket_out_of_its_place() {
    finds(|branch| branch.tickets.swap(1, 2), "stands in the place of ticket 2");
}

#[test]
fn a_number_that_was_given_out_twice() {
    finds(|branch| branch.tickets[2].number = branch.tickets[1].number, "was given to tickets 2 and 3");
}

/// A kiosk holds A501 and A502.
fn reserved(branch: &mut Branch, kiosk: &str) -> Number {
    does(branch, &Command::ReserveNumbers { kiosk: KioskId::new(kiosk) });
    branch.reserves[&KioskId::new(kiosk)].numbers[0].number
}

#[test]
fn a_number_that_a_kiosk_holds_and_somebody_has() {
    let had = |branch: &mut Branch| branch.tickets[2].number = reserved(branch, "door");
    finds(had, "number A501 is reserved and was given out");
    let twice = |branch: &mut Branch| {
        let (held, _) = (reserved(branch, "door"), reserved(branch, "side"));
        branch.reserves.get_mut(&KioskId::new("side")).expect("held").numbers[0].number = held;
    };
    finds(twice, "number A501 is reserved and was given out, or is reserved twice");
}

#[test]
fn a_number_that_a_kiosk_holds_and_the_server_will_give_out() {
    let forgotten = |branch: &mut Branch| {
        reserved(branch, "door");
        branch.reserved.clear();
    };
    finds(forgotten, "number A501 is reserved and will be given out");
}

#[test]
fn a_ticket_that_is_at_a_desk_which_does_not_know_it() {
    finds(|branch| open(branch, "1", ANNA, None), "ticket 1 and desk 1 do not agree");
}

#[test]
fn a_ticket_at_two_desks() {
    finds(|branch| open(branch, "2", CsrId(2), Some(TicketId(1))), "ticket 1 is at desks 1 and 2");
}

#[test]
fn a_csr_at_two_desks() {
    finds(|branch| open(branch, "2", ANNA, None), "the CSR of desk 2 is at desk 1 as well");
}

#[test]
fn a_visitor_during_a_pause() {
    let pause = Some(Pause { reason: PauseReason::Break, since: Timestamp(0) });
    let paused = DeskState::Open { csr: ANNA, ticket: Some(TicketId(1)), pause };
    finds(
        |branch| branch.desks.get_mut(&desk("1")).expect("a desk").state = paused,
        "desk 1 has a ticket during a pause",
    );
}

#[test]
fn a_desk_that_is_not_free_and_says_since_when() {
    finds(
        |branch| branch.desks.get_mut(&desk("1")).expect("a desk").free_since = Some(Timestamp(0)),
        "desk 1 does not know since when it is free",
    );
}

#[test]
fn a_desk_that_is_open_after_the_day() {
    finds(|branch| branch.closed = true, "a desk is open though the day is closed");
}

#[test]
fn a_line_without_somebody_who_waits() {
    finds(|branch| branch.lines.remove(&branch.tickets[1].clone()), "the lines do not hold the tickets that wait");
}

#[test]
fn a_line_in_another_order() {
    finds(|branch| branch.tickets[1].due = Timestamp(i64::MAX), "the lines do not hold the tickets that wait");
}

#[test]
fn a_ticket_that_is_listed_where_it_may_not_be_called() {
    finds(
        |branch| {
            let added = Desk { profile: BTreeSet::new(), ..branch.desks[&desk("2")].clone() };
            branch.desks.insert(desk("3"), added);
            branch.tickets[1].bound = Some(crate::Bound::Desk(desk("1")));
        },
        "ticket 2 is listed wrongly at desk 2",
    );
}

#[test]
fn a_ticket_that_nobody_can_call() {
    finds(
        |branch| {
            for desk in branch.desks.values_mut() {
                desk.profile.clear();
            }
        },
        "ticket 2 waits where nobody can call it",
    );
}

#[test]
fn counts_that_are_not_those_of_the_tickets() {
    finds(|branch| branch.counts.served += 1, "the counts are");
    finds(|branch| branch.tickets[1].state = TicketState::Cancelled { at: Timestamp(0) }, "the counts are");
}

/// The staff called to the kiosk and to desk 1.
fn called(branch: &mut Branch) {
    does(branch, &Command::RaiseAlert { kind: AlertKind::Help, place: AlertPlace::new("kiosk") });
    does(branch, &Command::RaiseAlert { kind: AlertKind::DeskHelp, place: AlertPlace::new("1") });
    assert_eq!(branch.audit(), Vec::<String>::new());
}

#[test]
fn an_alert_that_is_open_twice() {
    let twice = |branch: &mut Branch| {
        called(branch);
        (branch.alerts[1].kind, branch.alerts[1].place) = (AlertKind::Help, AlertPlace::new("kiosk"));
    };
    finds(twice, "alert 2 is open already");
}

#[test]
fn alerts_out_of_turn() {
    let swapped = |branch: &mut Branch| {
        called(branch);
        branch.alerts.swap(0, 1);
    };
    finds(swapped, "alert 1 is out of turn");
    let forgotten = |branch: &mut Branch| {
        called(branch);
        branch.last_alert = 1;
    };
    finds(forgotten, "alert 2 is out of turn");
}

#[test]
fn an_alert_after_the_day() {
    let closed = |branch: &mut Branch| {
        called(branch);
        branch.closed = true;
    };
    finds(closed, "an alert is open though the day is closed");
}
