//! Leaving the queue.

use crate::given::{ANNA, Scene, called, cancel, desk_id, finish, minute, no_show, start};
use queue::{Event, Refusal, TicketId, TicketState};

#[test]
fn a_ticket_that_waits_is_cancelled_and_called_no_more() {
    let mut scene = Scene::with_anna();
    let (first, second) = (scene.takes("cash"), scene.takes("cash"));
    let events = scene.at(3).does(&cancel(first));
    assert_eq!(events, [Event::TicketCancelled { ticket: first, desk: None, at: minute(3) }]);
    assert_eq!(scene.branch.ticket(first).unwrap().state, TicketState::Cancelled { at: minute(3) });
    assert_eq!(scene.calls("1", ANNA), Some(second));
}

#[test]
fn a_ticket_that_was_called_is_cancelled_and_frees_the_desk() {
    let mut scene = Scene::with_anna();
    let (first, second) = (scene.takes("cash"), scene.takes("cash"));
    scene.calls("1", ANNA);
    let events = scene.does(&cancel(first));
    assert_eq!(events, [Event::TicketCancelled { ticket: first, desk: Some(desk_id("1")), at: scene.now }]);
    assert_eq!(scene.calls("1", ANNA), Some(second));
}

#[test]
fn a_ticket_that_does_not_exist_is_not_cancelled() {
    let mut scene = Scene::opened();
    scene.takes("cash");
    for id in [0, 2, u32::MAX] {
        assert_eq!(scene.refuses(&cancel(TicketId(id))), Refusal::UnknownTicket(TicketId(id)));
    }
}

#[test]
fn a_ticket_that_is_being_served_is_not_cancelled() {
    let (mut scene, ticket, number) = called();
    scene.does(&start("1", ANNA));
    assert_eq!(scene.refuses(&cancel(ticket)), Refusal::AlreadyServing { number });
}

#[test]
fn a_ticket_that_is_over_stays_over() {
    let mut scene = Scene::with_anna();
    let tickets = [(); 3].map(|()| scene.takes("cash"));
    scene.calls("1", ANNA);
    scene.does(&start("1", ANNA));
    scene.does(&finish("1", ANNA));
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    scene.does(&cancel(tickets[2]));
    for ticket in tickets {
        let number = scene.branch.ticket(ticket).unwrap().number;
        assert_eq!(scene.refuses(&cancel(ticket)), Refusal::TicketOver { number });
    }
}
