//! `/api/v1/branches/{b}/tickets/{t}/documents`, `/notes`, `/numbers/{n}`: what a desk notes of its visitor, and a ticket that is
//! looked up.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::StatusCode;
use serde_json::json;

/// A visitor who is served at desk 1 by Anna: ticket 0.
async fn serving(server: &Server) -> Session<'_> {
    let issue = json!({ "service": "cash", "language": "it" });
    assert_eq!(server.post(&server.branch("tickets"), &fresh_key(), &issue).await.status(), StatusCode::CREATED);
    let anna = server.sign_in("anna").await;
    for command in ["open", "next", "start"] {
        anna.press("1", command).await;
    }
    anna
}

#[tokio::test]
async fn a_document_that_the_csr_has_seen_stays_seen() {
    let server = Server::demo();
    let anna = serving(&server).await;
    let at_hand = async || anna.view("desk/1").await["ticket"]["documents"][0].clone();
    let ticket = anna.view("desk/1").await["ticket"]["id"].as_u64().unwrap();
    let say = async |document: &str, at_hand: bool| {
        let body = json!({ "document": document, "at_hand": at_hand });
        anna.post(&format!("tickets/{ticket}/documents"), &body).await
    };
    assert_eq!(at_hand().await["at_hand"], false);
    assert_eq!(say("id", true).await.status(), StatusCode::NO_CONTENT);
    assert_eq!((at_hand().await["at_hand"].clone(), at_hand().await["missing"].clone()), (json!(true), json!(false)));
    assert_eq!(say("id", false).await.status(), StatusCode::NO_CONTENT);
    assert_eq!((at_hand().await["at_hand"].clone(), at_hand().await["missing"].clone()), (json!(false), json!(true)));
    assert_eq!(problem(say("passport", true).await).await, (422, "document_unknown".into()));
}

#[tokio::test]
async fn a_note_is_read_by_the_staff_alone_once_and_is_in_no_journal() {
    let server = Server::demo();
    let anna = serving(&server).await;
    let ticket = anna.view("desk/1").await["ticket"]["id"].as_u64().unwrap();
    let path = format!("tickets/{ticket}/notes");
    assert_eq!(anna.post(&path, &json!({ "note": "prefers French" })).await.status(), StatusCode::NO_CONTENT);
    let bruno = server.sign_in("bruno").await;
    let read = bruno.get(&format!("/api/v1/branches/centro/{path}")).await.json::<serde_json::Value>().await.unwrap();
    assert_eq!(read["notes"].as_array().unwrap().len(), 1, "{read}");
    assert_eq!(
        (&read["notes"][0]["note"], &read["notes"][0]["by"]["name"]),
        (&json!("prefers French"), &json!("Anna"))
    );
    assert!(!anna.view("desk/1").await.to_string().contains("prefers French"));
    let history = bruno.get(&format!("/api/v1/branches/centro/tickets/{ticket}/history")).await.text().await.unwrap();
    assert!(!history.contains("prefers French"));
    let refused = async |note: &str| problem(anna.post(&path, &json!({ "note": note })).await).await;
    assert_eq!(refused("  ").await, (422, "text_empty".into()));
    assert_eq!(refused(&"x".repeat(501)).await, (422, "text_too_long".into()));
    let elsewhere = anna.post("tickets/999/notes", &json!({ "note": "x" })).await;
    assert_eq!(problem(elsewhere).await, (404, "ticket_unknown".into()));
}

#[tokio::test]
async fn a_ticket_is_found_by_its_number_as_a_person_writes_it() {
    let server = Server::demo();
    let anna = serving(&server).await;
    for number in ["A001", "a1", "a001"] {
        let found = anna
            .get(&format!("/api/v1/branches/centro/numbers/{number}"))
            .await
            .json::<serde_json::Value>()
            .await
            .unwrap();
        assert_eq!((&found["number"], &found["status"]["state"]), (&json!("A001"), &json!("serving")), "{number}");
    }
    for number in ["A002", "A", "1", "%C3%A8"] {
        let (status, code) = problem(anna.get(&format!("/api/v1/branches/centro/numbers/{number}")).await).await;
        assert_eq!((status, code.as_str()), (404, "ticket_unknown"), "{number}");
    }
}
