//! `/api/v1/session`, `/sign-in`, `/sign-out`, and who may do what.

use super::program::{PASSWORD, Server, problem};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_get_the_same_answer() {
    let server = Server::demo();
    let mut answers = Vec::new();
    for (user, password) in [("anna", "wrong password"), ("nobody", PASSWORD)] {
        let body = json!({ "user": user, "password": password });
        let answer = server.request(Method::POST, &server.url("/api/v1/session")).json(&body).send().await.unwrap();
        assert!(answer.headers().get("set-cookie").is_none());
        answers.push((answer.status(), answer.text().await.unwrap()));
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_foreign_pages() {
    let server = Server::demo();
    let body = json!({ "user": "anna", "password": PASSWORD });
    let answer = server.request(Method::POST, &server.url("/api/v1/session")).json(&body).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    for attribute in ["__Host-sportello=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn without_a_session_a_desk_is_closed_to_everybody() {
    let server = Server::demo();
    let url = server.branch("desks/1/next");
    let answer = server.post(&url, "a-key-of-nobody", &json!({})).await;
    assert_eq!(problem(answer).await, (401, "unauthenticated".into()));
    let forged = server.request(Method::POST, &url).header("cookie", "__Host-sportello=forged").json(&json!({}));
    assert_eq!(problem(forged.send().await.unwrap()).await, (401, "unauthenticated".into()));
}

#[tokio::test]
async fn a_csr_does_not_see_the_dashboard_and_a_manager_does() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let path = "/api/v1/branches/centro/view/manager";
    assert_eq!(problem(anna.get(path).await).await, (403, "forbidden".into()));
    assert_eq!(gaia.get(path).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn after_signing_out_the_cookie_opens_nothing() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let url = server.url("/api/v1/session");
    let answer = server.request(Method::DELETE, &url).header("cookie", &anna.cookie).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(anna.get("/api/v1/branches/centro/view/desk/1").await.status(), StatusCode::UNAUTHORIZED);
}

fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

async fn form(server: &Server, fields: &str, site: &str) -> reqwest::Response {
    let request = browser().post(server.url("/sign-in")).header("content-type", "application/x-www-form-urlencoded");
    request.header("sec-fetch-site", site).body(fields.to_owned()).send().await.unwrap()
}

#[tokio::test]
async fn the_form_leads_on_to_where_one_was_going_and_nowhere_else() {
    let server = Server::demo();
    let fields = format!("user=anna&password={PASSWORD}&next=/b/centro/desk/1");
    let answer = form(&server, &fields, "same-origin").await;
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/b/centro/desk/1".parse().unwrap()));
    assert!(answer.headers().contains_key("set-cookie"));
    let elsewhere = form(&server, &format!("user=anna&password={PASSWORD}&next=//evil.example"), "same-origin").await;
    assert_eq!(elsewhere.headers()["location"], "/");
    let refused = form(&server, "user=anna&password=wrong&next=/b/centro/desk", "same-origin").await;
    assert!(
        refused.headers()["location"].to_str().unwrap().starts_with("/sign-in?refused=1&next=%2Fb%2Fcentro%2Fdesk")
    );
}

#[tokio::test]
async fn a_form_of_a_foreign_page_is_refused() {
    let server = Server::demo();
    let answer = form(&server, &format!("user=anna&password={PASSWORD}&next=/"), "cross-site").await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(answer.headers().get("set-cookie").is_none());
}

#[tokio::test]
async fn an_address_that_a_browser_would_read_as_another_server_leads_to_the_front_door() {
    let server = Server::demo();
    for next in
        ["/%09/evil.example", "/%0A/evil.example", "/%5Cevil.example", "/.//evil.example", "/a/..//evil.example"]
    {
        let answer = form(&server, &format!("user=anna&password={PASSWORD}&next={next}"), "same-origin").await;
        assert_eq!(answer.headers()["location"], "/", "{next}");
        let refused = form(&server, &format!("user=anna&password=wrong&next={next}"), "same-origin").await;
        assert_eq!(refused.headers()["location"], "/sign-in?refused=1&next=%2F", "{next}");
    }
}

#[tokio::test]
async fn a_desk_that_comes_by_plain_http_beside_the_proxy_is_signed_in_too() {
    let server = Server::start(tempfile::tempdir().unwrap(), |command| {
        command.args(["demo", "--public-url", "https://lobby.example"])
    });
    let body = json!({ "user": "anna", "password": PASSWORD });
    let set = async |host: &str| {
        let request = server.request(Method::POST, &server.url("/api/v1/session")).header("host", host);
        request.json(&body).send().await.unwrap().headers()["set-cookie"].to_str().unwrap().to_owned()
    };
    assert!(set("lobby.example").await.contains("__Host-sportello="), "through the proxy");
    let cookie = set("192.168.1.10:3000").await;
    assert!(cookie.starts_with("sportello=") && !cookie.contains("Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let desk = server.request(Method::GET, &server.branch("view/desk/1")).header("cookie", cookie);
    assert_eq!(desk.send().await.unwrap().status(), StatusCode::OK);
}
