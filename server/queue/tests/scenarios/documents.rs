//! What a CSR sees of the documents that a service asks for.

use crate::given::{ANNA, Scene, call_next, finish, start};
use queue::{Command, DocumentId, Event, Refusal, TicketId};

fn check(ticket: TicketId, document: &str, at_hand: bool) -> Command {
    Command::CheckDocument { ticket, document: DocumentId::new(document), at_hand }
}

fn known(scene: &Scene, ticket: TicketId) -> (Vec<&str>, Vec<&str>) {
    let ticket = scene.ticket(ticket);
    (ticket.documents.iter().map(DocumentId::as_str).collect(), ticket.missing.iter().map(DocumentId::as_str).collect())
}

#[test]
fn a_document_is_at_hand_or_missing_whatever_was_said_at_the_kiosk() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    assert_eq!(known(&scene, ticket), (vec!["id"], vec![]));
    let (document, at) = (DocumentId::new("id"), scene.now);
    let events = scene.does(&check(ticket, "id", false));
    assert_eq!(events, [Event::DocumentChecked { ticket, document, at_hand: false, at }]);
    assert_eq!(known(&scene, ticket), (vec![], vec!["id"]));
    scene.does(&check(ticket, "payslip", true));
    assert_eq!(known(&scene, ticket), (vec!["payslip"], vec!["id"]));
    assert_eq!(scene.does(&check(ticket, "id", false)), [], "what is known already is no news");
}

#[test]
fn documents_are_checked_until_the_visit_is_over() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.does(&call_next("1", ANNA));
    scene.does(&check(ticket, "card", true));
    scene.does(&start("1", ANNA));
    scene.does(&check(ticket, "card", false));
    scene.does(&finish("1", ANNA));
    let number = scene.ticket(ticket).number;
    assert_eq!(scene.refuses(&check(ticket, "card", true)), Refusal::TicketOver { number });
}
