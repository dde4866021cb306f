//! Checking in for an appointment: early, in time, late, twice, on another day.

use crate::given::{ANNA, Scene, cancel, check_in, desk_id, extend, issue, minute, open_desk, set_priority};
use queue::{Appointment, AppointmentId, Command, Duration, Issue, Refusal, Rule, TicketId, Timestamp};

fn due(scene: &Scene, ticket: TicketId) -> Timestamp {
    scene.ticket(ticket).due
}

fn booked_at(booked: Timestamp) -> Command {
    let appointment = Some(Appointment { id: AppointmentId::new("a"), booked, officer: None });
    Command::Issue(Issue { appointment, ..issue("cash") })
}

#[test]
fn who_comes_early_is_due_a_quarter_of_an_hour_before_the_booked_time() {
    let mut scene = Scene::opened();
    let ticket = scene.at(10).issues(check_in("account", 60));
    assert_eq!(due(&scene, ticket), minute(45));
    assert_eq!(scene.ticket(ticket).appointment.as_ref().map(|booked| booked.booked), Some(minute(60)));
}

#[test]
fn who_comes_in_time_is_due_by_their_coming() {
    let mut scene = Scene::opened();
    let at_the_time = scene.at(60).issues(check_in("account", 60));
    let a_little_late = scene.at(70).issues(check_in("cash", 60));
    assert_eq!((due(&scene, at_the_time), due(&scene, a_little_late)), (minute(45), minute(55)));
}

#[test]
fn who_comes_too_late_queues_as_a_walk_in() {
    let mut scene = Scene::opened();
    scene.now = minute(75);
    let in_time = scene.issues(check_in("cash", 60));
    scene.now = minute(75) + Duration(1);
    let late = scene.issues(check_in("card", 60));
    assert_eq!(due(&scene, in_time), minute(60));
    assert_eq!(due(&scene, late), minute(75 + 12) + Duration(1));
}

#[test]
fn a_call_for_an_appointment_says_so_and_one_that_came_late_does_not() {
    let mut scene = Scene::with_anna();
    scene.at(20).issues(check_in("cash", 0));
    let in_time = scene.issues(check_in("cash", 30));
    let rule = |scene: &Scene| scene.branch.pick(&desk_id("1"), scene.now).unwrap().reason.rule;
    assert_eq!((rule(&scene), scene.serves("1", ANNA)), (Rule::Appointment, Some(in_time)));
    assert_eq!(rule(&scene), Rule::Due);
}

#[test]
fn a_check_in_is_found_by_its_booking_and_is_made_once() {
    let mut scene = Scene::opened();
    let ticket = scene.issues(check_in("cash", 30));
    let id = AppointmentId::new("cash-30");
    assert_eq!(scene.branch.by_appointment(&id).map(|ticket| ticket.id), Some(ticket));
    let refusal = Refusal::CheckedIn { number: scene.ticket(ticket).number };
    assert_eq!(scene.refuses(&Command::Issue(check_in("cash", 30))), refusal);
    scene.does(&cancel(ticket));
    assert_eq!(scene.refuses(&Command::Issue(check_in("cash", 30))), refusal);
}

#[test]
fn an_appointment_is_today_from_the_first_opening_to_the_end_of_the_overtime() {
    let mut scene = Scene::opened();
    let (before, after) = (Timestamp(minute(0).0 - 1), Timestamp(minute(480).0 + 1));
    for booked in [before, after] {
        assert_eq!(scene.refuses(&booked_at(booked)), Refusal::AppointmentNotToday { booked });
    }
    for booked in [minute(0), minute(480)] {
        assert!(scene.branch.decide(&booked_at(booked), scene.now).is_ok());
    }
    scene.at(400).does(&extend(500));
    assert!(scene.branch.decide(&booked_at(after), scene.now).is_ok());
}

#[test]
fn an_appointment_is_checked_in_for_while_the_branch_is_open() {
    let mut scene = Scene::opened();
    let refusal = scene.at(300).refuses(&Command::Issue(check_in("cash", 360)));
    assert_eq!(refusal, Refusal::Closed { opens_at: Some(minute(360)) });
}

#[test]
fn priority_does_not_move_an_appointment() {
    let mut scene = Scene::opened();
    let ticket = scene.issues(Issue { priority: true, ..check_in("cash", 60) });
    assert_eq!(due(&scene, ticket), minute(45));
    scene.does(&set_priority(ticket, false));
    assert_eq!(due(&scene, ticket), minute(45));
}

#[test]
fn lead_and_grace_are_the_branchs_choice() {
    let mut setup = crate::given::setup();
    setup.policy.appointment_lead = Duration::minutes(5);
    setup.policy.appointment_grace = Duration::minutes(0);
    let mut scene = Scene::with(setup);
    scene.does(&open_desk("1", ANNA));
    let in_time = scene.at(30).issues(check_in("cash", 30));
    let late = scene.at(31).issues(check_in("card", 30));
    assert_eq!((due(&scene, in_time), due(&scene, late)), (minute(25), minute(43)));
}
