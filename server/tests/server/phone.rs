//! `/t/{token}`: the phone's page as an app, and its wishes as plain forms.

use super::program::Server;
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

async fn send(server: &Server, path: &str, form: &str) -> Response {
    let request = browser().post(server.url(path)).header("content-type", "application/x-www-form-urlencoded");
    request.body(form.to_owned()).send().await.unwrap()
}

fn leads_to(answer: &Response) -> &str {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()["location"].to_str().unwrap()
}

async fn ticket(server: &Server) -> String {
    server.issue("cash").await["token"].as_str().unwrap().to_owned()
}

async fn status(server: &Server, token: &str) -> Value {
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    mine["status"].clone()
}

#[tokio::test]
async fn the_forms_on_the_page_do_what_they_say_once() {
    let server = Server::demo();
    let token = ticket(&server).await;
    let page = server.get(&format!("/t/{token}?ask=later")).await.text().await.unwrap();
    assert!(page.contains(&format!("action=\"/t/{token}/delay\"")), "{page}");
    let key = page.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let before = status(&server, &token).await["delay_most_minutes"].as_u64().unwrap();
    for _ in 0..2 {
        let answer = send(&server, &format!("/t/{token}/delay"), &format!("lang=it&key={key}&minutes=5")).await;
        assert_eq!(leads_to(&answer), format!("/t/{token}?lang=it"));
    }
    let after = status(&server, &token).await;
    assert_eq!(after["delay_most_minutes"].as_u64().unwrap(), before - 5, "the second touch is the same wish");
    assert!(after["later"].is_string());

    let asked = server.get(&format!("/t/{token}?ask=leave")).await.text().await.unwrap();
    assert!(asked.contains(&format!("action=\"/t/{token}/cancel\"")));
    assert_eq!(leads_to(&send(&server, &format!("/t/{token}/cancel"), "lang=it").await), format!("/t/{token}?lang=it"));
    assert_eq!(status(&server, &token).await["state"], "cancelled");
}

#[tokio::test]
async fn a_form_that_is_refused_shows_the_page_with_the_reason() {
    let server = Server::demo();
    let token = ticket(&server).await;
    for minutes in ["9000", "0", "soon", ""] {
        let answer = send(&server, &format!("/t/{token}/delay"), &format!("minutes={minutes}")).await;
        assert_eq!(leads_to(&answer), format!("/t/{token}?refused=delay_out_of_range"), "{minutes}");
    }
    let page = server.get(&format!("/t/{token}?lang=en&refused=delay_out_of_range")).await.text().await.unwrap();
    assert!(page.contains("notice-warning"), "{page}");
    let nobody = "0".repeat(32);
    let answer = send(&server, &format!("/t/{nobody}/cancel"), "").await;
    assert_eq!(leads_to(&answer), format!("/t/{nobody}?refused=ticket_unknown"));
}

#[tokio::test]
async fn a_foreign_page_cannot_send_the_forms() {
    let server = Server::demo();
    let token = ticket(&server).await;
    let request = browser().post(server.url(&format!("/t/{token}/cancel"))).header("sec-fetch-site", "cross-site");
    let request = request.header("content-type", "application/x-www-form-urlencoded").body("lang=it");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(status(&server, &token).await["state"], "waiting");
}

#[tokio::test]
async fn the_manifest_is_of_one_ticket_in_its_language_and_is_kept_by_nobody() {
    let server = Server::demo();
    let token = ticket(&server).await;
    let page = server.get(&format!("/t/{token}")).await.text().await.unwrap();
    let address = format!("/t/{token}/manifest.webmanifest");
    assert!(page.contains(&address), "{page}");
    let answer = server.get(&address).await;
    assert_eq!(answer.headers()["content-type"], "application/manifest+json");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let manifest: Value = answer.json().await.unwrap();
    assert_eq!(manifest["start_url"], format!("/t/{token}"));
    assert_eq!(manifest["lang"], json!("it"));
    let nobody = format!("/t/{}/manifest.webmanifest", "0".repeat(32));
    assert_eq!(server.get(&nobody).await.status(), StatusCode::NOT_FOUND);
}
