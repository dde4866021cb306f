//! `/api/v1/branches/{b}/day/...`, and the visitor's own wish to wait longer.

use super::program::{Server, problem};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_manager_stops_one_service_and_the_kiosk_is_told() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    gaia.does("day/stop", &json!({ "service": "cash" })).await;
    let offers = server.view("kiosk").await["services"].clone();
    let offer = |id: &str| offers.as_array().unwrap().iter().find(|row| row["service"] == id).unwrap()["offer"].clone();
    assert_eq!((offer("cash"), offer("payments")), (json!("stopped"), json!("open")));
    let body = json!({ "service": "cash", "language": "it" });
    let refused = server.post(&server.branch("tickets"), "a-stopped-service", &body).await;
    assert_eq!(problem(refused).await, (409, "issuing_stopped".into()));
    server.issue("payments").await;
    gaia.does("day/resume", &json!({ "service": "cash" })).await;
    server.issue("cash").await;
}

#[tokio::test]
async fn a_day_is_closed_in_two_steps_and_says_so_to_those_who_still_wait() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    assert_eq!(problem(anna.post("day/close", &json!({})).await).await, (403, "forbidden".into()));
    assert_eq!(problem(gaia.post("day/close", &json!({})).await).await, (409, "still_issuing".into()));
    gaia.does("day/stop", &json!({})).await;
    gaia.does("day/close", &json!({})).await;
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    assert_eq!(mine["status"]["state"], "day_ended");
    let dashboard = gaia.view("manager").await;
    assert_eq!((dashboard["day_ended"].as_u64(), dashboard["day"]["closed"].as_bool()), (Some(1), Some(true)));
    assert_eq!(problem(anna.desk("1", "open").await).await, (409, "day_closed".into()));
}

#[tokio::test]
async fn a_visitor_may_be_called_later_within_limits() {
    let server = Server::demo();
    let ticket = server.issue("cash").await;
    server.issue("cash").await;
    let mine = format!("/api/v1/tickets/{}", ticket["token"].as_str().unwrap());
    let delay = async |minutes: u32| {
        let url = server.url(&format!("{mine}/delay"));
        server.post(&url, &super::program::fresh_key(), &json!({ "minutes": minutes })).await
    };
    assert_eq!(delay(20).await.status(), StatusCode::NO_CONTENT);
    let status: Value = server.get(&mine).await.json().await.unwrap();
    assert_eq!(status["status"]["delay_most_minutes"], 10);
    assert!(status["status"]["later"].is_string());
    assert_eq!(problem(delay(11).await).await, (409, "delay_out_of_range".into()));
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    assert_eq!(anna.press("1", "next").await["number"], "A002", "the first asked to be called later");
}
