//! `/api/v1/branches/{b}/evacuation`: every screen says so until it is lifted, whatever happens to the server meanwhile.

use super::program::{Server, fresh_key, problem};
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn an_evacuation_is_on_every_screen_until_the_manager_lifts_it() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let issued = json!({ "service": "cash", "language": "it" });
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    assert_eq!(gaia.post("evacuation/begin", &json!({})).await.status(), StatusCode::NO_CONTENT);
    for screen in ["lobby", "lobby-detail", "kiosk"] {
        assert!(server.view(screen).await["head"]["evacuating"].is_string(), "{screen}");
    }
    assert!(anna.view("desk/1").await["head"]["evacuating"].is_string());
    let phone = server.get(&format!("/t/{token}")).await.text().await.unwrap();
    assert!(phone.contains("id=\"evacuation\" class=\"evacuation\" role=\"alert\" translate"), "it is not hidden");
    let refused = server.post(&server.branch("tickets"), &fresh_key(), &issued).await;
    assert_eq!(problem(refused).await, (409, "evacuating".into()));
    assert_eq!(gaia.post("evacuation/lift", &json!({})).await.status(), StatusCode::NO_CONTENT);
    assert!(server.view("lobby").await["head"].get("evacuating").is_none());
    let given = server.post(&server.branch("tickets"), &fresh_key(), &issued).await;
    assert_eq!(given.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn an_evacuation_goes_on_after_the_server_was_killed() {
    let server = Server::demo();
    server.sign_in("gaia").await.does("evacuation/begin", &json!({})).await;
    let before = server.view("lobby").await["head"]["evacuating"].clone();
    let server = server.kill_and_restart();
    assert_eq!(server.view("lobby").await["head"]["evacuating"], before);
    let page = server.get("/b/centro/lobby").await.text().await.unwrap();
    assert!(page.contains("id=\"evacuation\"") && !page.contains("role=\"alert\" hidden"), "a screen that was away");
}

#[tokio::test]
async fn only_the_manager_has_everybody_leave() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    assert_eq!(problem(anna.post("evacuation/begin", &json!({})).await).await, (403, "forbidden".into()));
    let nobody = server.post(&server.branch("evacuation/begin"), &fresh_key(), &json!({})).await;
    assert_eq!(problem(nobody).await, (401, "unauthenticated".into()));
    assert!(server.view("lobby").await["head"].get("evacuating").is_none());
}
