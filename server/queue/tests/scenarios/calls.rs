//! Calling: which ticket, why, and what the lobby remembers of it.

use crate::given::{
    ANNA, BRUNO, Scene, call_next, called, cancel, desk_id, minute, no_show, open_desk, recall,
    refused_with_a_ticket_open, service_id, start,
};
use queue::{CsrId, Duration, Event, Pick, Reason, Refusal, Rule, TicketId, TicketState};

fn ids<'a>(tickets: impl Iterator<Item = &'a queue::Ticket>) -> Vec<u32> {
    tickets.map(|ticket| ticket.id.0).collect()
}

#[test]
fn the_ticket_that_is_due_first_is_called_first() {
    let mut scene = Scene::opened();
    scene.does(&open_desk("3", ANNA));
    let account = scene.at(0).takes("account");
    let early = scene.at(10).takes("cash");
    let late = scene.at(20).takes("cash");
    // Due at 30, 22 and 32.
    let order = [early, account, late].map(Some);
    assert_eq!([(); 3].map(|()| scene.serves("3", ANNA)), order);
}

#[test]
fn ties_go_by_arrival() {
    let mut scene = Scene::with_anna();
    let order = ["card", "cash", "card", "cash"].map(|service| Some(scene.takes(service)));
    assert_eq!([(); 4].map(|()| scene.serves("1", ANNA)), order);
}

#[test]
fn a_visitor_with_priority_goes_before_those_who_came_shortly_before() {
    let mut scene = Scene::with_anna();
    let long_before = scene.at(0).takes("cash");
    scene.at(7).takes("cash");
    let priority = scene.at(7).takes_with_priority("cash");
    // Due at 12, 19 and 13.
    assert_eq!(scene.serves("1", ANNA), Some(long_before));
    assert_eq!(scene.serves("1", ANNA), Some(priority));
}

#[test]
fn a_desk_calls_only_what_it_serves() {
    let mut scene = Scene::with_anna();
    scene.takes("account");
    scene.takes("safe");
    assert_eq!(scene.calls("1", ANNA), None);
    let card = scene.takes("card");
    assert_eq!(scene.calls("1", ANNA), Some(card));
}

#[test]
fn when_nobody_waits_nothing_happens() {
    let mut scene = Scene::with_anna();
    assert_eq!(scene.does(&call_next("1", ANNA)), []);
}

#[test]
fn a_call_says_why() {
    let mut scene = Scene::with_anna();
    scene.at(0).takes("account");
    scene.at(1).takes("cash");
    scene.at(2).takes("card");
    let ticket = scene.at(3).takes_with_priority("cash");
    let events = scene.at(8).does(&call_next("1", ANNA));
    let reason = Reason {
        waited: Duration::minutes(5),
        target: Duration::minutes(10),
        priority: true,
        candidates: 3,
        overtaken: 2,
        rule: Rule::Due,
        contested: true,
        by_itself: false,
    };
    let call = Event::TicketCalled { ticket, desk: desk_id("1"), csr: ANNA, reason, at: scene.now };
    assert_eq!(events, [call]);
    let state = TicketState::Called { desk: desk_id("1"), reason, first_at: scene.now, at: scene.now, calls: 1 };
    assert_eq!(scene.branch.ticket(ticket).unwrap().state, state);
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().ticket(), Some(ticket));
}

#[test]
fn a_pick_is_foreseen_for_any_desk_whatever_it_is_doing() {
    let mut scene = Scene::with_anna();
    scene.takes("cash");
    scene.calls("1", ANNA);
    let next = scene.takes("cash");
    let picked = |desk| scene.branch.pick(&desk_id(desk), scene.now).map(|pick: Pick| pick.ticket);
    assert_eq!(picked("1"), Some(next));
    assert_eq!(picked("3"), Some(next));
    assert_eq!((picked("2"), picked("9")), (None, None));
}

#[test]
fn a_wait_is_never_below_zero_though_the_clock_steps_back() {
    let mut scene = Scene::with_anna();
    scene.at(60).takes("cash");
    let reason = scene.branch.pick(&desk_id("1"), minute(50)).unwrap().reason;
    assert_eq!(reason.waited, Duration(0));
}

#[test]
fn queues_read_in_call_order() {
    let mut scene = Scene::opened();
    for service in ["account", "cash", "safe", "card", "account"] {
        scene.takes(service);
    }
    scene.takes_with_priority("account");
    // Due: 30, 12, 10, 12, 30, 15.
    let branch = &scene.branch;
    assert_eq!(ids(branch.waiting()), [3, 2, 4, 6, 1, 5]);
    assert_eq!(ids(branch.waiting_for(&desk_id("1"))), [2, 4]);
    assert_eq!(ids(branch.waiting_for(&desk_id("3"))), [2, 4, 6, 1, 5]);
    assert!(ids(branch.waiting_for(&desk_id("9"))).is_empty());
    assert_eq!(ids(branch.waiting_in(&service_id("account"))), [6, 1, 5]);
    assert_eq!((branch.waiting_count(), branch.waiting_count_in(&service_id("account"))), (6, 3));
}

#[test]
fn a_closed_desk_calls_nobody() {
    let scene = Scene::opened();
    assert_eq!(scene.refuses(&call_next("1", ANNA)), Refusal::DeskClosed(desk_id("1")));
}

#[test]
fn nobody_calls_to_anothers_desk() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&call_next("1", BRUNO)), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
}

#[test]
fn a_desk_has_one_open_ticket() {
    refused_with_a_ticket_open(&call_next("1", ANNA));
}

#[test]
fn a_recall_keeps_the_number_and_counts() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.calls("1", ANNA);
    let events = scene.at(2).does(&recall("1", ANNA));
    assert_eq!(events, [Event::TicketRecalled { ticket, desk: desk_id("1"), at: scene.now }]);
    let called = scene.branch.ticket(ticket).unwrap();
    assert_eq!(called.number.to_string(), "A001");
    assert!(matches!(called.state, TicketState::Called { calls: 2, at, .. } if at == scene.now));
}

#[test]
fn a_desk_without_a_ticket_has_nobody_to_recall() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&recall("1", ANNA)), Refusal::NoTicketOpen(desk_id("1")));
}

#[test]
fn a_visitor_who_is_being_served_is_not_recalled() {
    let (mut scene, _, number) = called();
    scene.does(&start("1", ANNA));
    assert_eq!(scene.refuses(&recall("1", ANNA)), Refusal::AlreadyServing { number });
}

#[test]
fn the_lobby_remembers_each_ticket_by_its_latest_call() {
    let mut scene = Scene::with_anna();
    scene.does(&open_desk("3", BRUNO));
    scene.takes("cash");
    scene.takes("cash");
    scene.calls("1", ANNA);
    scene.calls("3", BRUNO);
    scene.at(1).does(&recall("1", ANNA));
    let calls: Vec<_> = scene.branch.recent_calls().map(|call| (call.seq, call.ticket.0, call.desk.as_str())).collect();
    assert_eq!(calls, [(2, 2, "3"), (3, 1, "1")]);
    assert_eq!(scene.branch.recent_calls().next_back().unwrap().at, scene.now);
}

#[test]
fn the_lobby_remembers_twenty_calls_whatever_became_of_them() {
    let mut scene = Scene::with_anna();
    for _ in 0..12 {
        scene.takes("cash");
        scene.serves("1", ANNA);
        scene.takes("cash");
        scene.calls("1", ANNA);
        scene.does(&no_show("1", ANNA));
    }
    let seqs: Vec<_> = scene.branch.recent_calls().map(|call| call.seq).collect();
    assert_eq!(seqs, (5..=24).collect::<Vec<u64>>());
}

#[test]
fn the_counts_follow_every_ticket() {
    let mut scene = Scene::with_anna();
    let tickets: Vec<TicketId> = (0..6).map(|_| scene.takes("cash")).collect();
    scene.serves("1", ANNA);
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    scene.calls("1", CsrId(1));
    scene.does(&cancel(tickets[5]));
    let counts = scene.branch.counts();
    assert_eq!((counts.issued, counts.waiting, counts.served), (6, 2, 1));
    assert_eq!((counts.no_shows, counts.cancelled), (1, 1));
}
