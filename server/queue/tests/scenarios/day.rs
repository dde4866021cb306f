//! Opening the day, the set-up's checks, and the hours.

use crate::given::{
    ANNA, CLOSE_DAY, Scene, call_next, call_ticket, cancel, close_desk, delay, desk_id, extend, finish, issue, minute,
    no_show, open_day, open_desk, park, pause, recall, reinstate, service_id, set_priority, set_service, setup, start,
    stop, take_over, today, transfer,
};
use queue::{
    Branch, Command, Counts, Day, DeskState, Destination, Duration, Opening, ParkReason, Policy, QueuePlace, Refusal,
    Setup, SetupError, TicketId,
};
use std::collections::BTreeSet;

fn refused_setup(change: impl FnOnce(&mut Setup)) -> SetupError {
    let mut setup = setup();
    change(&mut setup);
    match Branch::new().decide(&open_day(today(), setup), minute(0)) {
        Err(Refusal::Setup(error)) => error,
        other => panic!("the set-up was to be refused: {other:?}"),
    }
}

#[test]
fn without_a_day_everything_but_opening_one_is_refused() {
    let branch = Branch::new();
    let commands = [
        Command::Issue(issue("cash")),
        open_desk("1", ANNA),
        close_desk("1", ANNA),
        call_next("1", ANNA),
        recall("1", ANNA),
        start("1", ANNA),
        finish("1", ANNA),
        no_show("1", ANNA),
        cancel(TicketId(1)),
        CLOSE_DAY,
        Command::CloseDay { overdue: true },
        extend(10),
        stop(None),
        Command::ResumeIssuing { service: None },
        delay(TicketId(1), 5),
        reinstate(TicketId(1), QueuePlace::First),
        Command::Resume { ticket: TicketId(1) },
        set_priority(TicketId(1), true),
        set_service(TicketId(1), "cash"),
        pause("1", ANNA),
        take_over("1", ANNA),
        call_ticket("1", ANNA, TicketId(1)),
        park("1", ANNA, ParkReason::Other),
        transfer("1", ANNA, Destination::Desk(desk_id("2")), QueuePlace::First),
    ];
    for command in commands {
        assert_eq!(branch.decide(&command, minute(0)), Err(Refusal::NoDay), "{command:?}");
    }
    assert_eq!((branch.day(), branch.setup()), (None, None));
}

#[test]
fn a_day_begins_with_every_desk_closed_and_nobody_waiting() {
    let branch = Scene::opened().branch;
    assert_eq!((branch.day(), branch.setup()), (Some(&today()), Some(&setup())));
    assert_eq!(branch.desks().len(), 4);
    assert!(branch.desks().all(|(_, desk)| desk.state == DeskState::Closed));
    assert_eq!(branch.counts(), Counts::default());
    assert_eq!(branch.waiting().count(), 0);
}

#[test]
fn the_same_day_is_not_opened_twice() {
    let scene = Scene::opened();
    assert_eq!(scene.refuses(&open_day(today(), setup())), Refusal::DayOpen(today()));
}

#[test]
fn an_earlier_day_is_not_opened_over_a_later_one() {
    let scene = Scene::opened();
    assert_eq!(scene.refuses(&open_day(Day::new(2026, 11, 22), setup())), Refusal::DayOpen(today()));
    assert_eq!(scene.refuses(&open_day(Day::new(2025, 12, 31), setup())), Refusal::DayOpen(today()));
}

#[test]
fn a_later_day_replaces_everything() {
    let mut scene = Scene::with_anna();
    scene.takes("cash");
    scene.calls("1", ANNA);
    scene.takes("cash");
    scene.does(&open_day(Day::new(2026, 11, 24), setup()));
    let mut fresh = Scene { branch: Branch::new(), now: minute(0) };
    fresh.does(&open_day(Day::new(2026, 11, 24), setup()));
    assert_eq!(scene.branch, fresh.branch);
    let ticket = scene.takes("cash");
    assert_eq!(scene.number(ticket), "A001");
}

#[test]
fn a_branch_without_services_cannot_run_a_day() {
    assert_eq!(refused_setup(|setup| setup.services.clear()), SetupError::NoService);
}

#[test]
fn a_branch_without_desks_cannot_run_a_day() {
    assert_eq!(refused_setup(|setup| setup.desks.clear()), SetupError::NoDesk);
}

#[test]
fn a_desk_serves_only_services_of_the_branch() {
    let error = refused_setup(|setup| {
        setup.desks.insert(desk_id("5"), BTreeSet::from([service_id("gold")]));
    });
    assert_eq!(error, SetupError::UnknownService { desk: desk_id("5"), service: service_id("gold") });
}

#[test]
fn every_service_has_a_desk() {
    let error = refused_setup(|setup| {
        setup.desks.remove(&desk_id("4"));
    });
    assert_eq!(error, SetupError::Unserved(service_id("safe")));
}

#[test]
fn opening_hours_go_forward_and_do_not_overlap() {
    let hours = |hours: &[(i64, i64)]| {
        let openings = hours.iter().map(|(from, to)| Opening { from: minute(*from), to: minute(*to) }).collect();
        let setup = Setup { hours: openings, ..setup() };
        setup.check()
    };
    assert_eq!(hours(&[(10, 10)]), Err(SetupError::Hours));
    assert_eq!(hours(&[(20, 10)]), Err(SetupError::Hours));
    assert_eq!(hours(&[(0, 20), (19, 30)]), Err(SetupError::Hours));
    assert_eq!(hours(&[(30, 40), (0, 20)]), Err(SetupError::Hours));
    assert_eq!(hours(&[(0, 20), (20, 30)]), Ok(()));
    assert_eq!(hours(&[]), Ok(()));
}

#[test]
fn service_times_are_above_zero_and_p80_is_not_below_the_mean() {
    let times = |target: i64, expected: i64, p80: i64| {
        let mut setup = setup();
        let cash = setup.services.get_mut(&service_id("cash")).unwrap();
        (cash.target, cash.expected, cash.p80) = (Duration(target), Duration(expected), Duration(p80));
        setup.check()
    };
    let wrong = Err(SetupError::Times(service_id("cash")));
    assert_eq!(times(0, 1, 1), wrong);
    assert_eq!(times(1, 0, 1), wrong);
    assert_eq!(times(1, -1, 1), wrong);
    assert_eq!(times(1, 2, 1), wrong);
    assert_eq!(times(1, 1, 1), Ok(()));
}

#[test]
fn a_policy_does_not_reward_long_services_for_being_long() {
    let error = refused_setup(|setup| setup.policy = Policy { alpha_milli: -1, ..Policy::default() });
    assert_eq!(error, SetupError::Policy);
}

#[test]
fn an_opening_holds_its_first_moment_and_not_its_last() {
    let branch = Scene::opened().branch;
    let morning = Some(Opening { from: minute(0), to: minute(270) });
    assert_eq!(branch.opening_at(queue::Timestamp(-1)), None);
    assert_eq!(branch.opening_at(minute(0)), morning);
    assert_eq!(branch.opening_at(minute(269)), morning);
    assert_eq!(branch.opening_at(minute(270)), None);
    assert_eq!(branch.opening_at(minute(360)), Some(Opening { from: minute(360), to: minute(450) }));
}

#[test]
fn the_next_opening_is_later_today_or_on_a_day_to_come() {
    let branch = Scene::opened().branch;
    assert_eq!(branch.next_opening(minute(-1)), Some(minute(0)));
    assert_eq!(branch.next_opening(minute(0)), Some(minute(360)));
    assert_eq!(branch.next_opening(minute(300)), Some(minute(360)));
    assert_eq!(branch.next_opening(minute(360)), Some(minute(1440)));
    assert_eq!(branch.next_opening(minute(1440)), None);
}
