//! A visitor is served by telephone: the same line, a silent lobby, and who does not answer is dialled again.

use crate::given::{
    ANNA, Scene, by_default, check_in, desk_id, issue, minute, no_show, open_desk, park, reinstate, start,
};
use queue::{
    CallBack, Command, Duration, Event, Issue, ParkReason, Policy, QueuePlace, Refusal, Setup, TicketId, TicketState,
};

/// A branch that calls back two at a time, with Anna at desk 1.
fn scene() -> Scene {
    let policy = Policy { call_backs_most: 2, ..by_default().policy };
    let mut scene = Scene::with(Setup { policy, ..by_default() });
    scene.does(&open_desk("1", ANNA));
    scene
}

fn by_telephone(service: &str) -> Issue {
    Issue { call_back: true, ..issue(service) }
}

fn unanswered(scene: &Scene, ticket: TicketId) -> u32 {
    scene.ticket(ticket).call_back.unwrap().unanswered
}

#[test]
fn who_is_called_back_stands_in_the_line_as_whoever_sits_there() {
    let mut scene = scene();
    let first = scene.issues(by_telephone("cash"));
    let second = scene.at(1).takes("cash");
    assert_eq!(scene.order("1"), [first, second]);
    assert_eq!(scene.at(7).calls("1", ANNA), Some(first));
    assert!(!scene.ticket(first).is_away());
    scene.does(&start("1", ANNA));
}

#[test]
fn the_waiting_room_hears_of_nobody_who_is_served_by_telephone() {
    let mut scene = scene();
    scene.issues(by_telephone("cash"));
    let there = scene.at(1).takes("cash");
    scene.calls("1", ANNA);
    scene.does(&Command::Recall { desk: desk_id("1"), csr: ANNA });
    assert_eq!(scene.branch.recent_calls().count(), 0);
    scene.does(&no_show("1", ANNA));
    scene.calls("1", ANNA);
    let calls: Vec<_> = scene.branch.recent_calls().map(|call| (call.seq, call.ticket)).collect();
    assert_eq!(calls, [(1, there)]);
}

#[test]
fn who_does_not_answer_is_dialled_again_after_a_quarter_of_an_hour_and_is_a_no_show_the_third_time() {
    let mut scene = scene();
    let ticket = scene.issues(by_telephone("cash"));
    let due = scene.ticket(ticket).due;
    for (dial, at) in [(1, 10), (2, 25)] {
        assert_eq!(scene.at(at).calls("1", ANNA), Some(ticket), "dial {dial}");
        let until = Some(minute(at + 15));
        let parked =
            Event::TicketParked { ticket, desk: desk_id("1"), reason: ParkReason::NoAnswer, until, at: minute(at) };
        // Not only after a minute, nor after a second call: the telephone rang long enough.
        assert_eq!(scene.does(&no_show("1", ANNA)), [parked]);
        assert_eq!(unanswered(&scene, ticket), dial);
        assert!(!scene.branch.dials_again(minute(at + 14)));
        assert_eq!(scene.at(at + 14).does(&Command::DialAgain), [], "not yet");
        assert!(scene.branch.dials_again(minute(at + 15)));
        assert_eq!(scene.at(at + 15).does(&Command::DialAgain).len(), 1);
        assert_eq!(scene.does(&Command::DialAgain), [], "once");
    }
    assert_eq!(scene.ticket(ticket).due, due + Duration::minutes(30), "nobody waits while nobody dials");
    scene.at(40).calls("1", ANNA);
    assert_eq!(scene.does(&no_show("1", ANNA)), [Event::TicketNoShow { ticket, desk: desk_id("1"), at: minute(40) }]);
    assert_eq!(scene.ticket(ticket).state, TicketState::NoShow { at: minute(40) });
    // Who calls the branch afterwards is taken back.
    scene.at(41).does(&reinstate(ticket, QueuePlace::ByDue));
    assert_eq!(scene.calls("1", ANNA), Some(ticket));
}

#[test]
fn a_branch_says_how_often_and_after_how_long() {
    let policy =
        Policy { call_backs_most: 2, call_back_pause: Duration::minutes(5), call_back_dials: 1, ..by_default().policy };
    let mut scene = Scene::with(Setup { policy, ..by_default() });
    scene.does(&open_desk("1", ANNA));
    let ticket = scene.issues(by_telephone("cash"));
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    assert!(matches!(scene.ticket(ticket).state, TicketState::NoShow { .. }));
}

#[test]
fn a_branch_calls_back_so_many_at_a_time_and_none_without_saying_so() {
    let mut scene = scene();
    let first = scene.issues(by_telephone("cash"));
    scene.issues(by_telephone("cash"));
    assert_eq!(scene.refuses(&Command::Issue(by_telephone("cash"))), Refusal::CallBacksFull { most: 2 });
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    assert_eq!(scene.refuses(&Command::Issue(by_telephone("cash"))), Refusal::CallBacksFull { most: 2 }, "put aside");
    scene.does(&Command::Cancel { ticket: first });
    scene.issues(by_telephone("cash"));
    let none = Scene::with(by_default());
    assert_eq!(none.refuses(&Command::Issue(by_telephone("cash"))), Refusal::NoCallBack);
}

#[test]
fn only_who_is_served_by_telephone_can_fail_to_answer_and_nobody_does_who_speaks() {
    let mut scene = scene();
    let there = scene.takes("cash");
    scene.calls("1", ANNA);
    let number = scene.ticket(there).number;
    let no_answer = park("1", ANNA, ParkReason::NoAnswer);
    assert_eq!(scene.refuses(&no_answer), Refusal::NotCallBack { number });
    let parked = Event::TicketParked {
        ticket: there,
        desk: desk_id("1"),
        reason: ParkReason::NoAnswer,
        until: None,
        at: scene.now,
    };
    assert!(!scene.branch.fits(&parked));
    scene.does(&Command::Cancel { ticket: there });
    let ticket = scene.issues(by_telephone("cash"));
    scene.calls("1", ANNA);
    scene.does(&start("1", ANNA));
    let number = scene.ticket(ticket).number;
    assert_eq!(scene.refuses(&no_answer), Refusal::AlreadyServing { number });
}

#[test]
fn who_checks_in_or_comes_is_not_called_back() {
    let policy = Policy { call_backs_most: 2, remote_most: 2, ..by_default().policy };
    let mut scene = Scene::with(Setup { policy, ..by_default() });
    let booked = scene.issues(Issue { call_back: true, ..check_in("cash", 10) });
    let coming = scene.issues(Issue { travel: Some(Duration::minutes(5)), ..by_telephone("cash") });
    for ticket in [booked, coming] {
        assert_eq!(scene.ticket(ticket).call_back, None);
    }
    let by_telephone = scene.issues(by_telephone("cash"));
    assert_eq!(scene.ticket(by_telephone).call_back, Some(CallBack { unanswered: 0 }));
}
