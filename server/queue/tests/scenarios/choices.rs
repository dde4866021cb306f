//! A person's choice of whom to call: possible, and recorded as one.

use crate::given::{
    ANNA, BRUNO, Scene, call_ticket, cancel, choosing, desk_id, minute, no_show, open_desk, pause, recall,
    refused_with_a_ticket_open, transfer,
};
use queue::{DeskCalls, Destination, Duration, Event, ManualPicks, QueuePlace, Reason, Refusal, Rule, TicketId};

#[test]
fn a_choice_is_recorded_with_who_chose_and_whom_it_overtook() {
    let mut scene = Scene::with_anna();
    scene.takes("cash");
    scene.takes("account");
    scene.at(1).takes_with_priority("card");
    let ticket = scene.at(2).takes("card");
    let events = scene.at(9).does(&call_ticket("1", ANNA, ticket));
    let reason = Reason {
        waited: Duration::minutes(7),
        target: Duration::minutes(10),
        priority: false,
        candidates: 3,
        overtaken: 2,
        rule: Rule::Manual,
        contested: false,
        by_itself: false,
    };
    assert_eq!(events, [Event::TicketCalled { ticket, desk: desk_id("1"), csr: ANNA, reason, at: minute(9) }]);
}

#[test]
fn even_the_choice_of_who_is_next_is_recorded_as_one() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    let events = scene.does(&call_ticket("1", ANNA, ticket));
    assert!(matches!(&events[..], [Event::TicketCalled { reason, .. }] if reason.rule == Rule::Manual));
}

#[test]
fn only_a_ticket_that_waits_is_chosen() {
    let mut scene = Scene::with_anna();
    scene.does(&open_desk("3", BRUNO));
    let [called, over] = [(); 2].map(|()| scene.takes("cash"));
    scene.calls("1", ANNA);
    scene.does(&cancel(over));
    let number = |ticket| scene.ticket(ticket).number;
    let refused = |ticket| scene.refuses(&call_ticket("3", BRUNO, ticket));
    assert_eq!(refused(called), Refusal::NotWaiting { number: number(called) });
    assert_eq!(refused(over), Refusal::TicketOver { number: number(over) });
    assert_eq!(refused(TicketId(9)), Refusal::UnknownTicket(TicketId(9)));
}

#[test]
fn a_desk_chooses_among_what_it_serves_and_what_was_sent_to_it() {
    let mut scene = Scene::with_anna();
    scene.does(&open_desk("2", BRUNO));
    let account = scene.takes("account");
    let number = scene.ticket(account).number;
    let refusal = Refusal::NotServedHere { number, desk: desk_id("1") };
    assert_eq!(scene.refuses(&call_ticket("1", ANNA, account)), refusal);
    scene.calls("2", BRUNO);
    scene.does(&transfer("2", BRUNO, Destination::Csr(ANNA), QueuePlace::Last));
    scene.does(&call_ticket("1", ANNA, account));
}

#[test]
fn only_an_idle_open_desk_of_ones_own_chooses() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    let refused = |desk, csr| scene.refuses(&call_ticket(desk, csr, ticket));
    assert_eq!(refused("9", ANNA), Refusal::UnknownDesk(desk_id("9")));
    assert_eq!(refused("2", ANNA), Refusal::DeskClosed(desk_id("2")));
    assert_eq!(refused("1", BRUNO), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
    refused_with_a_ticket_open(&call_ticket("1", ANNA, TicketId(2)));
}

#[test]
fn nobody_is_chosen_during_a_pause() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    let other = scene.takes("cash");
    scene.does(&pause("1", ANNA));
    assert_eq!(scene.refuses(&call_ticket("1", ANNA, other)), Refusal::DeskPaused(desk_id("1")));
    assert_ne!(ticket, other);
}

#[test]
fn where_choosing_is_off_only_the_next_is_called() {
    let mut scene = Scene::with(choosing(ManualPicks::Off));
    scene.does(&open_desk("1", ANNA));
    let next = scene.takes("cash");
    let other = scene.takes("card");
    for ticket in [other, next] {
        assert_eq!(scene.refuses(&call_ticket("1", ANNA, ticket)), Refusal::NoManualPicks);
    }
    assert_eq!(scene.calls("1", ANNA), Some(next));
}

#[test]
fn choices_are_counted_by_desk_beside_all_calls() {
    let mut scene = Scene::with(choosing(ManualPicks::Counted));
    scene.does(&open_desk("1", ANNA));
    scene.takes("cash");
    let chosen = scene.takes("cash");
    scene.does(&call_ticket("1", ANNA, chosen));
    scene.does(&recall("1", ANNA));
    scene.does(&no_show("1", ANNA));
    scene.calls("1", ANNA);
    let calls = |desk| scene.branch.desk(&desk_id(desk)).unwrap().calls;
    assert_eq!(calls("1"), DeskCalls { all: 2, chosen: 1 });
    assert_eq!(calls("2"), DeskCalls::default());
}
