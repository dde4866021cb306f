//! `--public-listen`: visitors' pages and links, and nothing else, whoever asks.

use super::program::{Server, fresh_key};
use reqwest::{Client, Method, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use std::net::TcpListener;

/// A demo that serves visitors from outside at an origin of its own.
fn demo() -> (Server, String) {
    // The port was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let outside = address.clone();
    let server =
        Server::start(tempfile::tempdir().unwrap(), move |command| command.args(["demo", "--public-listen", &outside]));
    (server, format!("http://{address}"))
}

fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

/// What of the API visitors' pages and links need: everything else of the document is not found outside.
const FOR_VISITORS: &[&str] = &[
    "/api/v1/branches/{branch}/ready/{service}/articles",
    "/api/v1/branches/{branch}/products/{sheet}",
    "/api/v1/appointments/{token}",
    "/api/v1/appointments/{token}/arrive",
    "/api/v1/appointments/{token}/calendar.ics",
    "/api/v1/appointments/{token}/cancel",
    "/api/v1/appointments/{token}/contact",
    "/api/v1/appointments/{token}/move",
    "/api/v1/appointments/{token}/qr.svg",
    "/api/v1/branches/{branch}/appointments",
    "/api/v1/branches/{branch}/complaints",
    "/api/v1/branches/{branch}/forms/{form}",
    "/api/v1/branches/{branch}/ready/{service}/qr.svg",
    "/api/v1/branches/{branch}/ready/{service}/usual.svg",
    "/api/v1/branches/{branch}/slots",
    "/api/v1/feedback/{token}",
    "/api/v1/push-key",
    "/api/v1/tickets/{token}",
    "/api/v1/tickets/{token}/arrive",
    "/api/v1/tickets/{token}/cancel",
    "/api/v1/tickets/{token}/delay",
    "/api/v1/tickets/{token}/set-off",
];
/// The same, which this test cannot tell from what is not found: their link leads nowhere.
const STREAMS_AND_CODES: [&str; 3] =
    ["/api/v1/tickets/{token}/stream", "/api/v1/tickets/{token}/push", "/api/v1/tickets/{token}/qr.svg"];

#[tokio::test]
async fn every_route_of_the_api_that_is_not_for_visitors_is_not_found_outside() {
    let (server, outside) = demo();
    let gaia = server.sign_in("gaia").await;
    let document: Value = server.get("/api/openapi.json").await.json().await.unwrap();
    let client = browser();
    let mut closed = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let filled: Vec<&str> = path
            .split('/')
            .map(|part| match part {
                "{branch}" => "centro",
                "{screen}" => "kiosk",
                part if part.starts_with('{') => "1",
                part => part,
            })
            .collect();
        let filled = filled.join("/");
        for method in methods.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = client.request(method.clone(), format!("{outside}{filled}")).header("cookie", &gaia.cookie);
            let answer = request.header("Idempotency-Key", fresh_key()).json(&json!({})).send().await.unwrap();
            let status = answer.status();
            if FOR_VISITORS.contains(&path.as_str()) || STREAMS_AND_CODES.contains(&path.as_str()) {
                continue;
            }
            let said: Value = answer.json().await.unwrap();
            assert_eq!((status, &said["code"]), (StatusCode::NOT_FOUND, &json!("not_found")), "{method} {path}");
            closed += 1;
        }
    }
    println!("{closed} operations are not found outside");
    assert!(closed > 60, "{closed}");
    for path in ["/api/openapi.json", "/healthz", "/readyz", "/metrics"] {
        let inside = server.get(path).await.status();
        let there = client.get(format!("{outside}{path}")).send().await.unwrap().status();
        assert_eq!((inside, there), (StatusCode::OK, StatusCode::NOT_FOUND), "{path}");
    }
}

#[tokio::test]
async fn no_page_of_the_staff_and_no_screen_of_the_branch_is_found_outside() {
    let (server, outside) = demo();
    let gaia = server.sign_in("gaia").await;
    let client = browser();
    let office = [
        "",
        "/staff",
        "/devices",
        "/audit",
        "/reports",
        "/announcements",
        "/to-do",
        "/feedback",
        "/complaints",
        "/articles",
        "/cases",
        "/book",
        "/notices",
    ];
    let pages = office.iter().map(|page| format!("/b/centro/office{page}"));
    let screens = ["kiosk", "lobby", "desk", "desk/1", "manager", "demo-ticket", "anything"];
    let pages = pages.chain(screens.iter().map(|screen| format!("/b/centro/{screen}")));
    let own = [
        "/",
        "/b",
        "/t",
        "/sign-in",
        "/sign-in/code",
        "/sign-out",
        "/enrol",
        "/password",
        "/pin",
        "/second-factor",
        "/passkeys",
    ];
    for path in pages.chain(own.into_iter().map(str::to_owned)) {
        let inside = client.get(server.url(&path)).header("cookie", &gaia.cookie).send().await.unwrap().status();
        assert_ne!(inside, StatusCode::NOT_FOUND, "{path} is no page at all");
        for method in [Method::GET, Method::POST] {
            let request = client.request(method.clone(), format!("{outside}{path}")).header("cookie", &gaia.cookie);
            let answer = request.header("accept", "text/html").send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_visitor_has_all_they_need_outside() {
    let (server, outside) = demo();
    let client = browser();
    let get = |path: String| client.get(format!("{outside}{path}")).send();
    for path in [
        "",
        "/join",
        "/here?code=1234",
        "/join?service=cash",
        "/book",
        "/status",
        "/complain",
        "/interest?product=personal_loan",
        "/feedback",
        "/ready/cash",
    ] {
        let answer = get(format!("/b/centro{path}")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(answer.headers().contains_key("content-security-policy"), "{path}");
    }
    let form = get("/b/centro/join?service=cash&lang=en".to_owned()).await.unwrap().text().await.unwrap();
    let key = form.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let post = |path: String, body: String| {
        let request = client.post(format!("{outside}{path}"));
        request.header("content-type", "application/x-www-form-urlencoded").body(body).send()
    };
    let body = format!("key={key}&service=cash&travel=20&language=en");
    let joined = post("/b/centro/join".to_owned(), body).await.unwrap();
    assert_eq!(joined.status(), StatusCode::SEE_OTHER);
    let link = joined.headers()["location"].to_str().unwrap().to_owned();
    let token = link.strip_prefix("/t/").unwrap().split('?').next().unwrap().to_owned();
    let page = get(link).await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("Stay where you are"));
    for path in ["", "/stream", "/qr.svg"] {
        let answer = get(format!("/api/v1/tickets/{token}{path}")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
    let wall: Value = server.get("/api/v1/branches/centro/view/lobby").await.json().await.unwrap();
    let code = wall["code"]["digits"].as_str().unwrap().to_owned();
    for command in ["set-off", "arrive", "delay", "cancel"] {
        let body = format!("lang=en&minutes=5&code={code}");
        let answer = post(format!("/t/{token}/{command}"), body).await.unwrap();
        assert_eq!(answer.headers()["location"].to_str().unwrap(), format!("/t/{token}?lang=en"), "{command}");
    }
    let manifest = get(format!("/t/{token}/manifest.webmanifest")).await.unwrap();
    assert_eq!(manifest.status(), StatusCode::OK);
    assert_eq!(get("/offline-words.json".to_owned()).await.unwrap().status(), StatusCode::OK);
    drop(server);
}
