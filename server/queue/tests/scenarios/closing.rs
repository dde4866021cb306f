//! The end of the day, its extension, and stopping the issue of tickets.

use crate::given::{
    ANNA, BRUNO, CLOSE_DAY, Scene, call_next, cancel, close_desk, desk_id, extend, finish, issue, minute, no_show,
    open_day, open_desk, park, service_id, setup, start, stop, today, transfer, visit,
};
use queue::{
    Command, DeskState, Destination, Duration, Event, Opening, ParkReason, QueuePlace, Refusal, Setup, TicketState,
};

const OVERDUE: Command = Command::CloseDay { overdue: true };

fn again(service: Option<&str>) -> Command {
    Command::ResumeIssuing { service: service.map(service_id) }
}

#[test]
fn the_day_is_not_closed_while_tickets_are_given_out() {
    let mut scene = Scene::opened();
    assert_eq!(scene.refuses(&CLOSE_DAY), Refusal::StillIssuing);
    assert_eq!(scene.at(449).refuses(&CLOSE_DAY), Refusal::StillIssuing);
    assert_eq!(scene.at(450).does(&CLOSE_DAY), [Event::DayClosed { at: minute(450) }]);
}

#[test]
fn the_day_is_not_closed_before_it_opens_nor_in_its_break() {
    let mut scene = Scene::opened();
    for now in [-5, 300] {
        assert_eq!(scene.at(now).refuses(&CLOSE_DAY), Refusal::StillIssuing);
    }
}

#[test]
fn a_day_on_which_issuing_was_stopped_may_be_closed_early() {
    let mut scene = Scene::opened();
    scene.does(&stop(Some("cash")));
    assert_eq!(scene.refuses(&CLOSE_DAY), Refusal::StillIssuing);
    scene.does(&stop(None));
    scene.does(&CLOSE_DAY);
    assert!(scene.branch.is_closed());
}

#[test]
fn the_day_is_not_closed_on_a_visitor_at_a_desk() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.at(450).calls("1", ANNA);
    let refusal = Refusal::StillServing { desk: desk_id("1"), number: scene.ticket(ticket).number };
    assert_eq!(scene.refuses(&CLOSE_DAY), refusal);
    scene.does(&start("1", ANNA));
    assert_eq!(scene.refuses(&CLOSE_DAY), refusal);
    scene.does(&finish("1", ANNA));
    scene.does(&CLOSE_DAY);
}

#[test]
fn who_is_left_ends_with_the_day_and_what_was_over_stays_as_it_was() {
    let mut scene = Scene::with_anna();
    let [served, absent, cancelled, parked, waiting] = [(); 5].map(|()| scene.takes("cash"));
    scene.serves("1", ANNA);
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    scene.does(&cancel(cancelled));
    scene.calls("1", ANNA);
    scene.does(&park("1", ANNA, ParkReason::Other));
    scene.at(450).does(&CLOSE_DAY);
    let ended = TicketState::DayEnded { at: minute(450) };
    for ticket in [parked, waiting] {
        assert_eq!(scene.ticket(ticket).state, ended);
    }
    assert!(matches!(scene.ticket(served).state, TicketState::Done { .. }));
    assert!(matches!(scene.ticket(absent).state, TicketState::NoShow { .. }));
    assert!(matches!(scene.ticket(cancelled).state, TicketState::Cancelled { .. }));
    let counts = scene.branch.counts();
    assert_eq!((counts.day_ended, counts.waiting, counts.parked), (2, 0, 0));
    assert_eq!((counts.served, counts.no_shows, counts.cancelled), (1, 1, 1));
    assert_eq!(scene.branch.waiting().count(), 0);
    assert!(scene.branch.desks().all(|(_, desk)| desk.state == DeskState::Closed));
}

#[test]
fn a_day_that_is_over_by_the_calendar_ends_whatever_is_under_way() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.starts("1", ANNA);
    scene.does(&OVERDUE);
    assert_eq!(scene.ticket(ticket).state, TicketState::DayEnded { at: minute(0) });
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
}

#[test]
fn nothing_happens_after_the_day_was_closed_but_another_day() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.at(450).does(&CLOSE_DAY);
    let commands = [
        CLOSE_DAY,
        OVERDUE,
        extend(500),
        stop(None),
        again(None),
        Command::Issue(issue("cash")),
        cancel(ticket),
        open_desk("1", ANNA),
        close_desk("1", ANNA),
        call_next("1", ANNA),
        transfer("1", ANNA, Destination::Csr(BRUNO), QueuePlace::First),
    ];
    for command in commands {
        assert_eq!(scene.refuses(&command), Refusal::DayClosed, "{command:?}");
    }
    assert_eq!(scene.refuses(&open_day(today(), setup())), Refusal::DayOpen(today()));
    scene.does(&open_day(queue::Day::new(2026, 11, 24), setup()));
    assert!(!scene.branch.is_closed());
}

#[test]
fn a_closed_day_opens_again_on_another_day() {
    let mut scene = Scene::opened();
    scene.does(&stop(None));
    scene.at(10).does(&CLOSE_DAY);
    assert_eq!(scene.branch.opening_at(minute(10)), None);
    assert_eq!(scene.branch.next_opening(minute(10)), Some(minute(1440)));
}

fn range(scene: &Scene, until: i64) -> Refusal {
    scene.refuses(&extend(until))
}

fn out_of(after: i64, latest: i64) -> Refusal {
    Refusal::ExtensionOutOfRange { after: minute(after), latest: minute(latest) }
}

#[test]
fn an_extension_adds_to_the_opening_in_force() {
    let mut scene = Scene::opened();
    let events = scene.at(400).does(&extend(470));
    assert_eq!(events, [Event::DayExtended { from: minute(450), until: minute(470), at: minute(400) }]);
    let opening = Opening { from: minute(360), to: minute(470) };
    assert_eq!(scene.branch.opening_at(minute(469)), Some(opening));
    scene.at(469).takes("cash");
    assert_eq!(scene.branch.opening_at(minute(470)), None);
}

#[test]
fn an_extension_is_bounded() {
    let mut scene = Scene::opened();
    scene.at(400);
    for until in [449, 450, 450 + 241] {
        assert_eq!(range(&scene, until), out_of(450, 690));
    }
    scene.does(&extend(690));
}

#[test]
fn the_bound_is_from_the_planned_closing_time_however_often_the_day_is_extended() {
    let mut scene = Scene::opened();
    scene.at(400).does(&extend(600));
    assert_eq!(range(&scene, 691), out_of(600, 690));
    scene.does(&extend(690));
    assert_eq!(range(&scene, 691), out_of(690, 690));
    assert_eq!(range(scene.at(700), 710), out_of(700, 690));
}

#[test]
fn a_branch_that_has_closed_opens_again_by_an_extension() {
    let mut scene = Scene::opened();
    let events = scene.at(460).does(&extend(480));
    assert_eq!(events, [Event::DayExtended { from: minute(460), until: minute(480), at: minute(460) }]);
    assert_eq!(scene.branch.opening_at(minute(455)), None);
    scene.takes("cash");
}

#[test]
fn an_extension_into_the_break_ends_before_the_next_opening_or_joins_it() {
    let mut scene = Scene::opened();
    scene.at(200).does(&extend(300));
    assert_eq!(scene.branch.opening_at(minute(200)), Some(Opening { from: minute(0), to: minute(300) }));
    assert_eq!(scene.branch.opening_at(minute(330)), None);
    scene.does(&extend(360));
    assert_eq!(scene.branch.opening_at(minute(200)), Some(Opening { from: minute(0), to: minute(450) }));
    assert_eq!(scene.branch.next_opening(minute(200)), Some(minute(1440)));
}

#[test]
fn an_extension_that_ends_within_the_next_opening_does_not_shorten_it() {
    let mut scene = Scene::opened();
    scene.at(200).does(&extend(400));
    assert_eq!(scene.branch.opening_at(minute(200)), Some(Opening { from: minute(0), to: minute(450) }));
}

#[test]
fn an_extension_that_goes_beyond_the_next_opening_does_not_end_with_it() {
    let mut scene = Scene::opened();
    scene.at(200).does(&extend(500));
    assert_eq!(scene.branch.opening_at(minute(200)), Some(Opening { from: minute(0), to: minute(500) }));
}

#[test]
fn the_moment_of_closing_can_be_extended_from() {
    for closing in [270, 450] {
        let mut scene = Scene::opened();
        scene.at(closing).does(&extend(closing + 10));
        scene.takes("cash");
    }
}

#[test]
fn a_day_that_has_not_opened_is_not_extended() {
    let mut scene = Scene::opened();
    assert_eq!(range(scene.at(-5), 100), Refusal::Closed { opens_at: Some(minute(0)) });
    let mut closed_all_day = Scene::with(Setup { hours: vec![], ..setup() });
    assert_eq!(range(closed_all_day.at(5), 100), Refusal::Closed { opens_at: Some(minute(1440)) });
}

#[test]
fn a_branch_sets_how_far_it_may_be_extended() {
    let mut by_ten = setup();
    by_ten.policy.extension_most = Duration::minutes(10);
    let mut scene = Scene::with(by_ten);
    assert_eq!(range(scene.at(400), 461), out_of(450, 460));
}

#[test]
fn no_ticket_is_given_out_once_that_was_stopped() {
    let mut scene = Scene::with_anna();
    let waiting = scene.takes("cash");
    assert_eq!(scene.does(&stop(None)), [Event::IssuingStopped { service: None, at: scene.now }]);
    let refusal = Refusal::IssuingStopped { service: None };
    assert_eq!(scene.refuses(&Command::Issue(issue("cash"))), refusal);
    assert_eq!(scene.does(&stop(None)), []);
    assert_eq!(scene.calls("1", ANNA), Some(waiting));
    assert_eq!(scene.does(&again(None)), [Event::IssuingResumed { service: None, at: scene.now }]);
    assert_eq!(scene.does(&again(None)), []);
    scene.takes("cash");
}

#[test]
fn one_service_is_stopped_and_all_others_go_on() {
    let mut scene = Scene::opened();
    scene.does(&stop(Some("account")));
    let refusal = Refusal::IssuingStopped { service: Some(service_id("account")) };
    assert_eq!(scene.refuses(&Command::Issue(issue("account"))), refusal);
    assert_eq!(scene.refuses(&Command::Issue(visit(&["cash", "account"]))), refusal);
    scene.takes("cash");
    assert_eq!(scene.does(&stop(Some("account"))), []);
    scene.does(&again(Some("account")));
    scene.takes("account");
    assert_eq!(scene.does(&again(Some("account"))), []);
}

#[test]
fn a_service_that_was_stopped_stays_so_when_all_are_given_out_again() {
    let mut scene = Scene::opened();
    scene.does(&stop(Some("account")));
    scene.does(&stop(None));
    scene.does(&again(None));
    assert!(scene.branch.decide(&Command::Issue(issue("account")), scene.now).is_err());
    assert_eq!((scene.branch.stopped().all, scene.branch.stopped().services.len()), (false, 1));
}

#[test]
fn only_a_service_of_the_branch_is_stopped() {
    let scene = Scene::opened();
    for command in [stop(Some("gold")), again(Some("gold"))] {
        assert_eq!(scene.refuses(&command), Refusal::UnknownService(service_id("gold")));
    }
}

/// A clock that was ahead for a moment had opened a later day, and ended this one.
#[test]
fn a_day_that_is_reopened_goes_on_with_its_numbers_and_with_who_was_there() {
    let mut scene = Scene::with_anna();
    let [served, called, parked, bound, waiting] = [(); 5].map(|()| scene.takes("cash"));
    scene.serves("1", ANNA);
    scene.does(&open_desk("2", BRUNO));
    scene.calls("1", ANNA);
    scene.does(&start("1", ANNA));
    scene.does(&park("1", ANNA, ParkReason::FetchDocument));
    scene.calls("1", ANNA);
    assert!(scene.does(&Command::ReopenDay).is_empty(), "it is not over");
    scene.does(&OVERDUE);
    assert_eq!(scene.does(&Command::ReopenDay), [Event::DayReopened { at: minute(0) }]);
    assert!(!scene.branch.is_closed());
    for back in [called, parked, bound, waiting] {
        assert_eq!(scene.ticket(back).state, TicketState::Waiting);
    }
    assert!(matches!(scene.ticket(served).state, TicketState::Done { .. }));
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
    let next = scene.takes("cash");
    assert_eq!(scene.number(next), "A006");
    scene.does(&open_desk("1", ANNA));
    assert_eq!(scene.calls("1", ANNA), Some(called));
}
