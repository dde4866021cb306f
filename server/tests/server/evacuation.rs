//! `/api/v1/branches/{b}/evacuation`: every screen says so until it is lifted, whatever happens to the server meanwhile.

use super::program::{Server, fresh_key, problem};
use reqwest::StatusCode;
use serde_json::json;

/// Whether a page shows the words for an evacuation; it has them hidden otherwise.
fn is_shown(page: &str) -> bool {
    let tag = page.split("id=\"evacuation\"").nth(1).and_then(|rest| rest.split('>').next());
    !tag.unwrap_or_else(|| panic!("the page has the words: {page}")).contains("hidden")
}

#[tokio::test]
async fn an_evacuation_is_on_every_screen_until_the_manager_lifts_it() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let issued = json!({ "service": "cash", "language": "it" });
    assert!(!is_shown(&server.get("/b/centro/lobby").await.text().await.unwrap()));
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    assert_eq!(gaia.post("evacuation/begin", &json!({})).await.status(), StatusCode::NO_CONTENT);
    for screen in ["lobby", "lobby-detail", "kiosk"] {
        assert!(server.view(screen).await["head"]["evacuating"].is_string(), "{screen}");
    }
    assert!(anna.view("desk/1").await["head"]["evacuating"].is_string());
    let phone = server.get(&format!("/t/{token}")).await.text().await.unwrap();
    assert!(is_shown(&phone), "on a phone without script too");
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
    assert!(is_shown(&page), "a screen that was away");
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

#[tokio::test]
async fn a_display_that_may_make_no_sound_calls_the_staff_until_somebody_allows_it() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let tell = async |blocked: bool| {
        let body = json!({ "blocked": blocked });
        server.post(&server.branch("displays/sound"), &fresh_key(), &body).await.status()
    };
    assert_eq!(tell(true).await, StatusCode::NO_CONTENT);
    assert_eq!(tell(true).await, StatusCode::NO_CONTENT, "another display of the room");
    let alerts = gaia.view("manager").await["alerts"].clone();
    assert_eq!((alerts.as_array().unwrap().len(), alerts[0]["kind"].clone()), (1, json!("speech")));
    assert_eq!(alerts[0]["place"], "lobby");
    assert_eq!(tell(false).await, StatusCode::NO_CONTENT);
    assert_eq!(gaia.view("manager").await["alerts"], json!([]));
}

#[tokio::test]
async fn what_the_staff_announce_is_on_the_wall_until_it_is_withdrawn_and_survives_a_restart() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let closes = json!({ "what": { "say": "desk_closes", "desk": "4", "minutes": 10 }, "minutes": 10 });
    anna.does("announcements", &closes).await;
    let words = json!({ "it": "Piove", "en": "It rains" });
    anna.does("announcements", &json!({ "what": { "say": "typed", "words": words }, "minutes": 60 })).await;
    let shown = server.view("lobby").await["announcements"].clone();
    assert_eq!((shown[0]["what"]["words"].clone(), shown[1]["what"]["desk"].clone()), (words.clone(), json!("4")));
    let server = server.kill_and_restart();
    assert_eq!(server.view("lobby").await["announcements"], shown);
    let anna = server.sign_in("anna").await;
    let withdraw = format!("announcements/{}/withdraw", shown[0]["id"].as_str().unwrap());
    anna.does(&withdraw, &json!({})).await;
    assert_eq!(server.view("lobby").await["announcements"].as_array().unwrap().len(), 1);
    assert_eq!(problem(anna.post(&withdraw, &json!({})).await).await, (409, "announcement_unknown".into()));
    let wrong = json!({ "what": { "say": "typed", "words": { "en": "It rains" } }, "minutes": 60 });
    assert_eq!(problem(anna.post("announcements", &wrong).await).await, (422, "body_invalid".into()));
    let nobody = server.post(&server.branch("announcements"), &fresh_key(), &closes).await;
    assert_eq!(problem(nobody).await, (401, "unauthenticated".into()));
}
