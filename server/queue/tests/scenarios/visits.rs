//! A visit for several services, what is done at each desk, and a change of service.

use crate::given::{
    ANNA, BRUNO, Scene, cancel, desk_id, finish, finish_with, minute, open_desk, service_id, set_service, visit,
};
use queue::{Command, Event, Leg, Refusal, TicketId, TicketState, VisitOutcome};

/// Anna at desk 1, Bruno at 3, and a visit that Anna has begun to serve at minute 5.
fn begun(services: &[&str]) -> (Scene, TicketId) {
    let mut scene = Scene::with_anna();
    scene.does(&open_desk("3", BRUNO));
    let ticket = scene.issues(visit(services));
    scene.at(5).starts("1", ANNA);
    (scene, ticket)
}

fn services(names: &[&str]) -> Vec<queue::ServiceId> {
    names.iter().map(|name| service_id(name)).collect()
}

#[test]
fn a_visit_goes_from_desk_to_desk_in_the_order_asked_for() {
    let (mut scene, ticket) = begun(&["cash", "account", "card"]);
    scene.does(&finish("1", ANNA));
    assert_eq!(scene.order("1"), []);
    assert_eq!(scene.serves("3", BRUNO), Some(ticket));
    assert_eq!(scene.serves("1", ANNA), Some(ticket));
    assert!(matches!(scene.ticket(ticket).state, TicketState::Done { .. }));
    assert_eq!(scene.ticket(ticket).delivered, services(&["cash", "account", "card"]));
}

#[test]
fn the_next_part_of_a_visit_keeps_number_and_arrival_and_is_due_by_them() {
    let (mut scene, ticket) = begun(&["cash", "account"]);
    let events = scene.at(25).does(&finish("1", ANNA));
    let next = Some(Leg { service: service_id("account"), due: minute(30) });
    let (desk, delivered) = (desk_id("1"), services(&["cash"]));
    let (outcome, follow_up, at) = (VisitOutcome::Resolved, false, minute(25));
    assert_eq!(events, [Event::ServiceFinished { ticket, desk, outcome, delivered, follow_up, next, at }]);
    let there = scene.ticket(ticket);
    assert_eq!((there.number.to_string().as_str(), there.issued_at, there.due), ("A001", minute(0), minute(30)));
    assert_eq!((there.service.as_str(), there.then.len()), ("account", 0));
    assert_eq!(scene.branch.counts().served, 0);
}

#[test]
fn what_was_done_at_once_is_not_waited_for_again() {
    let (mut scene, ticket) = begun(&["cash", "card", "account"]);
    scene.does(&finish_with("1", ANNA, VisitOutcome::Resolved, &["cash", "card"]));
    assert_eq!(scene.ticket(ticket).service, service_id("account"));
    assert_eq!(scene.order("1"), []);
    assert_eq!(scene.serves("3", BRUNO), Some(ticket));
    assert!(matches!(scene.ticket(ticket).state, TicketState::Done { .. }));
    let (mut scene, ticket) = begun(&["cash", "account"]);
    scene.does(&finish_with("1", ANNA, VisitOutcome::Resolved, &["account", "cash"]));
    assert!(matches!(scene.ticket(ticket).state, TicketState::Done { .. }));
}

#[test]
fn what_was_not_resolved_does_not_hold_up_the_rest() {
    let (mut scene, ticket) = begun(&["cash", "account"]);
    scene.does(&finish_with("1", ANNA, VisitOutcome::Unresolved, &[]));
    let there = scene.ticket(ticket);
    assert_eq!((there.delivered.len(), there.service.as_str()), (0, "account"));
}

#[test]
fn what_was_done_partly_was_delivered() {
    let (mut scene, ticket) = begun(&["cash"]);
    scene.does(&finish_with("1", ANNA, VisitOutcome::Partly, &[]));
    assert_eq!(scene.ticket(ticket).delivered, services(&["cash"]));
}

#[test]
fn what_was_done_besides_is_recorded() {
    let (mut scene, ticket) = begun(&["cash"]);
    scene.does(&finish_with("1", ANNA, VisitOutcome::Resolved, &["safe"]));
    assert_eq!(scene.ticket(ticket).delivered, services(&["safe"]));
}

#[test]
fn outcome_and_follow_up_stay_with_the_ticket() {
    for (outcome, follow_up) in
        [(VisitOutcome::Resolved, true), (VisitOutcome::Partly, false), (VisitOutcome::Unresolved, true)]
    {
        let (mut scene, ticket) = begun(&["cash"]);
        let (desk, delivered) = (desk_id("1"), vec![]);
        scene.does(&Command::Finish { desk, csr: ANNA, outcome, delivered, follow_up });
        assert_eq!(scene.ticket(ticket).state, TicketState::Done { at: minute(5), outcome, follow_up });
        assert_eq!(scene.branch.counts().served, 1);
    }
}

#[test]
fn a_service_that_the_branch_does_not_have_is_not_delivered() {
    let (scene, _) = begun(&["cash"]);
    let gold = finish_with("1", ANNA, VisitOutcome::Resolved, &["cash", "gold"]);
    assert_eq!(scene.refuses(&gold), Refusal::UnknownService(service_id("gold")));
}

#[test]
fn a_visit_asks_for_services_of_the_branch_each_once() {
    let scene = Scene::opened();
    let refused = |services: &[&str]| scene.refuses(&Command::Issue(visit(services)));
    assert_eq!(refused(&["cash", "gold"]), Refusal::UnknownService(service_id("gold")));
    assert_eq!(refused(&["cash", "cash"]), Refusal::ServiceTwice(service_id("cash")));
    assert_eq!(refused(&["cash", "card", "card"]), Refusal::ServiceTwice(service_id("card")));
}

#[test]
fn a_visit_waits_for_its_first_service_alone() {
    let mut scene = Scene::opened();
    let ticket = scene.issues(visit(&["cash", "account"]));
    assert_eq!((scene.order("1"), scene.order("2")), (vec![ticket], vec![]));
}

#[test]
fn a_visitor_who_is_here_for_something_else_is_due_by_their_arrival() {
    let mut scene = Scene::opened();
    let ticket = scene.at(3).takes("cash");
    let events = scene.at(9).does(&set_service(ticket, "account"));
    let service = service_id("account");
    assert_eq!(events, [Event::ServiceChanged { ticket, service, due: minute(33), at: minute(9) }]);
    assert_eq!((scene.order("1"), scene.order("2")), (vec![], vec![ticket]));
    assert_eq!((scene.number(ticket).as_str(), scene.ticket(ticket).issued_at), ("A001", minute(3)));
}

#[test]
fn a_change_to_a_later_service_of_the_visit_does_not_come_there_twice() {
    let mut scene = Scene::opened();
    let ticket = scene.issues(visit(&["cash", "account", "card"]));
    scene.does(&set_service(ticket, "account"));
    assert_eq!(scene.ticket(ticket).then, services(&["card"]));
}

#[test]
fn a_change_to_the_same_service_changes_nothing() {
    let mut scene = Scene::opened();
    let ticket = scene.takes("cash");
    assert_eq!(scene.does(&set_service(ticket, "cash")), []);
}

#[test]
fn the_service_of_a_visitor_at_a_desk_changes_without_them_leaving_it() {
    let (mut scene, ticket) = begun(&["cash"]);
    scene.does(&set_service(ticket, "card"));
    scene.does(&finish("1", ANNA));
    assert_eq!(scene.ticket(ticket).delivered, services(&["card"]));
}

#[test]
fn a_change_of_service_is_refused_where_there_is_nothing_to_change() {
    let mut scene = Scene::opened();
    let ticket = scene.takes("cash");
    assert_eq!(scene.refuses(&set_service(ticket, "gold")), Refusal::UnknownService(service_id("gold")));
    assert_eq!(scene.refuses(&set_service(TicketId(9), "card")), Refusal::UnknownTicket(TicketId(9)));
    scene.does(&cancel(ticket));
    let number = scene.ticket(ticket).number;
    assert_eq!(scene.refuses(&set_service(ticket, "card")), Refusal::TicketOver { number });
}
