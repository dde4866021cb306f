//! `/api/v1/branches/{b}/alerts`, `/desks/{d}/help`: the staff are called, see it, and go.

use super::program::{Server, fresh_key, problem};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// What the staff are called for: kind and place of each.
fn open(snapshot: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    snapshot["alerts"].as_array().unwrap().iter().map(|alert| (text(&alert["kind"]), text(&alert["place"]))).collect()
}

async fn call_staff(server: &Server) -> StatusCode {
    server.post(&server.branch("alerts"), &fresh_key(), &json!({ "kind": "help" })).await.status()
}

#[tokio::test]
async fn a_visitor_calls_the_staff_once_and_sees_that_they_come() {
    let server = Server::demo();
    assert_eq!(server.view("kiosk").await["help_called"], false);
    assert_eq!(call_staff(&server).await, StatusCode::NO_CONTENT);
    assert_eq!(call_staff(&server).await, StatusCode::NO_CONTENT, "an impatient visitor");
    assert_eq!(server.view("kiosk").await["help_called"], true);
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let kiosk = [("help".to_owned(), "kiosk".to_owned())];
    assert_eq!(open(&anna.view("desk/1").await), kiosk);
    assert_eq!(open(&gaia.view("manager").await), kiosk);
    for _ in 0..2 {
        assert_eq!(anna.post("alerts/1/clear", &json!({})).await.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(server.view("kiosk").await["help_called"], false);
    assert_eq!(open(&gaia.view("manager").await), []);
}

#[tokio::test]
async fn a_desk_calls_a_colleague_and_the_lobby_shows_nothing_of_it() {
    let server = Server::demo();
    let before = server.view("lobby").await;
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    assert_eq!(anna.post("desks/3/help", &json!({})).await.status(), StatusCode::NO_CONTENT);
    let seen = bruno.view("desk/1").await;
    assert_eq!(open(&seen), [("desk_help".to_owned(), "3".to_owned())]);
    assert_eq!(seen["alerts"][0]["label"], seen["colleagues"].get(0).map_or(json!("3"), |desk| desk["label"].clone()));
    let after = server.view("lobby").await;
    assert_eq!((before["calls"].clone(), after.get("alerts")), (after["calls"].clone(), None));
    assert_eq!(server.view("kiosk").await["help_called"], false);
}

#[tokio::test]
async fn danger_is_told_to_all_but_the_desk_that_is_in_it() {
    let server = Server::demo();
    let (anna, bruno, gaia) =
        (server.sign_in("anna").await, server.sign_in("bruno").await, server.sign_in("gaia").await);
    assert_eq!(anna.post("desks/3/danger", &json!({})).await.status(), StatusCode::NO_CONTENT);
    let danger = [("danger".to_owned(), "3".to_owned())];
    assert_eq!(open(&gaia.view("manager").await), danger);
    assert_eq!(open(&bruno.view("desk/1").await), danger);
    assert_eq!(open(&anna.view("desk/3").await), []);
    assert_eq!(problem(anna.post("desks/99/danger", &json!({})).await).await, (404, "desk_unknown".into()));
}

#[tokio::test]
async fn only_what_a_caller_may_call_for_is_called_for() {
    let server = Server::demo();
    let kind = async |kind: &str| {
        let body = json!({ "kind": kind });
        problem(server.post(&server.branch("alerts"), &fresh_key(), &body).await).await
    };
    assert_eq!(kind("printer").await, (422, "alert_kind".into()));
    assert_eq!(kind("fire").await, (422, "body_invalid".into()));
    let nobody = server.post(&server.branch("alerts/1/clear"), &fresh_key(), &json!({})).await;
    assert_eq!(problem(nobody).await, (401, "unauthenticated".into()));
    let anna = server.sign_in("anna").await;
    assert_eq!(problem(anna.post("alerts/1/clear", &json!({})).await).await, (409, "alert_unknown".into()));
    assert_eq!(problem(anna.post("alerts/x/clear", &json!({})).await).await, (404, "alert_unknown".into()));
    assert_eq!(problem(anna.post("desks/99/help", &json!({})).await).await, (404, "desk_unknown".into()));
}
