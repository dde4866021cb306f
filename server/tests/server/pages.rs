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
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["x-frame-options"], "DENY");
}
