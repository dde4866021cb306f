//! The pages as the server sends them: complete before any script runs.

use super::program::Server;
use reqwest::{Client, StatusCode, redirect::Policy};

#[tokio::test]
async fn every_public_page_shows_its_content_without_a_script() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    for (path, words) in [
        ("/".to_owned(), vec!["Filiale Centro", "/b/centro/kiosk"]),
        ("/b/centro/kiosk".to_owned(), vec!["Contanti e pagamenti", "lang=\"it\""]),
        ("/b/centro/kiosk?lang=en".to_owned(), vec!["Cash and payments", "lang=\"en\""]),
        ("/b/centro/kiosk?lang=en&category=cards&service=card_lost".to_owned(), vec!["Lost, stolen or blocked card"]),
        ("/b/centro/lobby".to_owned(), vec!["Filiale Centro"]),
        (format!("/t/{token}"), vec!["A", "001", "lang=\"it\""]),
        (format!("/t/{token}?lang=en"), vec!["lang=\"en\""]),
        ("/sign-in".to_owned(), vec!["<form", "password"]),
    ] {
        let answer = server.get(&path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let html = answer.text().await.unwrap();
        for words in words {
            assert!(html.contains(words), "{path} has no {words}: {html}");
        }
    }
}

#[tokio::test]
async fn a_staff_page_leads_to_the_sign_in_and_back() {
    let server = Server::demo();
    let browser = Client::builder().redirect(Policy::none()).build().unwrap();
    let answer = browser.get(server.url("/b/centro/desk/1")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()["location"], "/sign-in?next=%2Fb%2Fcentro%2Fdesk%2F1");
    let english = browser.get(server.url("/b/centro/desk?lang=en")).send().await.unwrap();
    assert!(english.headers()["location"].to_str().unwrap().ends_with("&lang=en"), "the language goes along");
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_as_a_page() {
    let server = Server::demo();
    for path in ["/b/luna/kiosk".to_owned(), format!("/t/{}", "0".repeat(32))] {
        let answer = server.get(&path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/html"), "{path}");
        assert!(answer.text().await.unwrap().contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn no_page_may_be_kept_or_framed() {
    let server = Server::demo();
    let answer = server.get("/b/centro/kiosk").await;
    assert_eq!(answer.headers()["cache-control"], "no-store, no-transform");
    assert_eq!(answer.headers()["x-frame-options"], "DENY");
}

/// The address of a screen's words in a language, as its page names it.
fn words_address(html: &str, code: &str) -> String {
    let (_, rest) = html.split_once("data-address=\"").unwrap();
    format!("{}{code}.json", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_page_carries_the_words_of_its_own_language_and_says_where_the_others_are() {
    let server = Server::demo();
    let html = server.get("/b/centro/kiosk").await.text().await.unwrap();
    assert!(html.contains("dir=\"ltr\""));
    assert!(html.contains("\"kiosk.welcome\":"), "{html}");
    assert!(!html.contains("How can we help you") && !html.contains("Cash and payments"), "another language: {html}");
    assert!(!html.contains("\"desk.call_next\"") && !html.contains("\"manager."), "the staff's words: {html}");
    let answer = server.get(&words_address(&html, "en")).await;
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    let words: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(words["kiosk.back"], "Back");
    let lobby = server.get("/b/centro/lobby").await.text().await.unwrap();
    assert!(lobby.contains("\"Take a ticket at the entrance. We will call it here.\""), "a lobby speaks all: {lobby}");
}

#[tokio::test]
async fn a_page_of_another_release_is_given_the_present_words_which_nobody_keeps() {
    let server = Server::demo();
    let answer = server.get("/words/0123456789abcdef/kiosk/en.json").await;
    assert_eq!((answer.status(), &answer.headers()["cache-control"]), (StatusCode::OK, &"no-store".parse().unwrap()));
    for path in ["/words/0/kiosk/xx.json", "/words/0/nonsense/en.json", "/words/0/kiosk/en"] {
        assert_eq!(server.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_page_speaks_the_language_that_the_browser_prefers() {
    let server = Server::demo();
    for (accepted, language) in [("it;q=0.1, en;q=0.9", "en"), ("it;q=0, fr", "en"), ("en;q=0.2, it", "it")] {
        let request = server.request(reqwest::Method::GET, &server.url("/")).header("accept-language", accepted);
        let html = request.send().await.unwrap().text().await.unwrap();
        assert!(html.contains(&format!("lang=\"{language}\"")), "{accepted}");
    }
}

fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

#[tokio::test]
async fn a_wrong_address_leads_to_a_right_one() {
    let server = Server::demo();
    for (wrong, right) in [
        ("/b/centro/kiosk/", "/b/centro/kiosk"),
        ("/b/centro/kiosk/?lang=en", "/b/centro/kiosk?lang=en"),
        ("/b/centro/desk/1/", "/b/centro/desk/1"),
        ("/b/centro/", "/b/centro"),
        ("/b/centro/kisok", "/b/centro"),
        ("/b/centro/desk/1/queue", "/b/centro"),
        ("/b/%2F%2Fevil.example/kiosk/x", "/"),
        ("/b", "/"),
        ("/t/", "/"),
        ("/sign-in/?next=%2Fb%2Fcentro%2Fdesk", "/sign-in?next=%2Fb%2Fcentro%2Fdesk"),
        ("/t/0123abcd/", "/t/0123abcd"),
        ("/t/0123abcd/cancel", "/t/0123abcd"),
    ] {
        let answer = browser().get(server.url(wrong)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{wrong}");
        assert_eq!(answer.headers()["location"], right, "{wrong}");
    }
}

#[tokio::test]
async fn the_front_door_shows_the_choice_of_a_branch_s_screens() {
    let server = Server::demo();
    let answer = server.get("/?lang=en").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let html = answer.text().await.unwrap();
    for words in [
        "City Centre Branch",
        "/b/centro?lang=en",
        "/b/centro/kiosk",
        "/b/centro/lobby",
        "/b/centro/desk",
        "/b/centro/manager",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[tokio::test]
async fn wherever_a_person_may_stand_a_problem_is_a_page() {
    let server = Server::demo();
    let link = format!("/t/{}", "0".repeat(32));
    let (get, post) = (reqwest::Method::GET, reqwest::Method::POST);
    for (method, path, status) in [
        (&get, "/kiosk", 404),
        (&get, "/t/%FF", 404),
        (&get, "/b/luna", 404),
        (&get, "/b/%FF/kiosk", 404),
        (&get, "/b/centro/ready/nonsense", 404),
        (&get, "/sign-out", 405),
        (&get, &*format!("{link}/more"), 404),
        (&post, "/sign-in", 415),
        (&post, "/b/centro/kiosk", 405),
        (&post, &*format!("{link}/more"), 404),
    ] {
        let answer = server.request(method.clone(), &server.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8", "{method} {path}");
        assert_eq!(answer.headers().contains_key("allow"), status == 405, "{method} {path}");
        assert!(answer.text().await.unwrap().contains("<h1"), "{method} {path}");
    }
    let twice = server.get("/sign-in?next=%2Fb&next=%2Ft&refused=1&refused=1").await;
    assert_eq!(twice.status(), StatusCode::OK, "what is named twice is named once");
}

#[tokio::test]
async fn a_program_is_answered_with_the_problem_itself() {
    let server = Server::demo();
    for path in ["/api/v1/nothing", "/api/v1/branches/luna/view/kiosk", "/api/", "/pkg/nothing.wasm"] {
        let answer = server.get(path).await;
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{path}");
    }
}
