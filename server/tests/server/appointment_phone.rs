//! The phone that is told of an appointment: asked for on its page, taken back there, erased with who booked.

use super::closed::form_encoded;
use super::program::{Server, database, fresh_key, run};
use super::push::service::Browser;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};

/// Books the first free time: the path of its page.
async fn booked(server: &Server) -> String {
    let times: Value = server.get("/api/v1/branches/centro/slots?service=mortgage&days=60").await.json().await.unwrap();
    let body = json!({
        "service": "mortgage", "start": times["times"][0]["start"], "language": "en", "email": "anna@example.org",
    });
    let booked: Value = server.post(&server.branch("appointments"), &fresh_key(), &body).await.json().await.unwrap();
    format!("/a/{}", booked["token"].as_str().unwrap_or_else(|| panic!("{booked}")))
}

async fn page(server: &Server, path: &str) -> String {
    server.get(&format!("{path}?lang=en")).await.text().await.unwrap()
}

async fn send(server: &Server, path: &str, fields: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(server.url(&format!("{path}?lang=en"))).header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(form_encoded(fields)).send().await.unwrap()
}

async fn subscribe(server: &Server, path: &str, endpoint: &str) -> Response {
    let subscription = Browser::new().subscription(endpoint);
    let key = |name: &str| subscription["keys"][name].as_str().unwrap().to_owned();
    let (p256dh, auth) = (key("p256dh"), key("auth"));
    let fields = [("do", "subscribe"), ("endpoint", endpoint), ("p256dh", &p256dh), ("auth", &auth)];
    send(server, &format!("{path}/phone"), &fields).await
}

#[tokio::test]
async fn a_phone_asks_on_the_appointment_s_page_and_takes_it_back_there() {
    let server = Server::demo();
    let own = booked(&server).await;
    let push_key: Value = server.get("/api/v1/push-key").await.json().await.unwrap();
    let before = page(&server, &own).await;
    assert!(
        before.contains("Remind me on this phone") && before.contains(push_key["key"].as_str().unwrap()),
        "{before}"
    );
    let unusable = subscribe(&server, &own, "https://192.168.1.1/phone").await;
    assert_eq!(unusable.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unusable.text().await.unwrap().contains("cannot receive messages"));
    let done = subscribe(&server, &own, "http://127.0.0.1:9/phone").await;
    assert_eq!(
        (done.status(), &done.headers()["location"]),
        (StatusCode::SEE_OTHER, &format!("{own}?lang=en").parse().unwrap())
    );
    let told = page(&server, &own).await;
    assert!(told.contains("A phone is told of this appointment") && !told.contains("phone-form"), "{told}");
    let taken_back = send(&server, &format!("{own}/phone"), &[("do", "remove")]).await;
    assert_eq!(taken_back.status(), StatusCode::SEE_OTHER);
    assert!(page(&server, &own).await.contains("phone-form"));
    assert_eq!(send(&server, &format!("{own}/phone"), &[("do", "fly")]).await.status(), StatusCode::NOT_FOUND);
    let nobody = "/a/0123456789abcdef0123456789abcdef";
    assert_eq!(subscribe(&server, nobody, "http://127.0.0.1:9/phone").await.status(), StatusCode::NOT_FOUND);
    let cancelled = send(&server, &format!("{own}/cancel"), &[("key", &fresh_key()), ("version", "1")]).await;
    assert_eq!(cancelled.status(), StatusCode::SEE_OTHER);
    assert_eq!(subscribe(&server, &own, "http://127.0.0.1:9/phone").await.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn it_is_printed_and_erased_with_who_booked() {
    let server = Server::demo();
    let own = booked(&server).await;
    assert_eq!(subscribe(&server, &own, "http://127.0.0.1:9/my-phone").await.status(), StatusCode::SEE_OTHER);
    let database = database(server.database().parent().unwrap());
    let privacy =
        |action: &str| run(&["privacy", action, "--by", "contact", "anna@example.org", "--database", &database]);
    let printed = String::from_utf8(privacy("export").stdout).unwrap();
    assert!(printed.contains("appointment_phone") && printed.contains("my-phone"), "{printed}");
    assert!(privacy("erase").status.success());
    assert!(page(&server, &own).await.contains("phone-form"), "no phone is told any more");
}
