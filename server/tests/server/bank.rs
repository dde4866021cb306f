//! The branches of a bank beside each other: who sees which, in what order, and what is told of one that sleeps or that another server has.

use super::closed::Branch;
use super::program::{Server, problem};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::time::Duration;
use testing::postgres::fresh_database;

const BANK: &str = "/api/v1/office/branches";

async fn asked(server: &Server, cookie: &str, query: &str) -> Value {
    let request = server.request(Method::GET, &server.url(&format!("{BANK}{query}"))).header("cookie", cookie);
    request.send().await.unwrap().json().await.unwrap()
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["branches"].as_array().unwrap().iter().map(|branch| branch["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_manager_sees_the_branches_that_they_manage_and_an_admin_every_one() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let everybody = branch.everybody().await;
    let (gaia, paolo, rita) = (&everybody["manager"], &everybody["a manager of another branch"], &everybody["admin"]);
    for (cookie, mine) in [(gaia, vec!["centro"]), (paolo, vec!["porto"]), (rita, vec!["centro", "porto"])] {
        let answer = asked(server, cookie, "?by=name").await;
        assert_eq!(ids(&answer), mine);
        assert_eq!(answer["sums"]["branches"], mine.len());
        let page = branch.page("/office/branches?lang=en", cookie).await;
        assert_eq!(page.status(), StatusCode::OK);
        let html = page.text().await.unwrap();
        for id in ["centro", "porto"] {
            assert_eq!(html.contains(&format!("/b/{id}/office")), mine.contains(&id), "{id}: {html}");
        }
    }
    let anna = branch.page("/office/branches", &everybody["csr"]).await;
    assert!(anna.headers()["location"].to_str().unwrap().starts_with("/sign-in"), "a CSR is led to the sign-in");

    // A part at a time, and by words of the name.
    let second = asked(server, rita, "?by=name&skip=1&most=1").await;
    assert_eq!((ids(&second), &second["found"], &second["skipped"]), (vec!["porto"], &Value::from(2), &Value::from(1)));
    assert_eq!(ids(&asked(server, rita, "?q=POR").await), ["porto"]);
    assert_eq!(ids(&asked(server, gaia, "?q=porto").await), [""; 0], "a search finds no other's branch");
    for (query, field) in [("?by=luck", "by"), ("?only=mine", "only"), ("?skip=a", "skip"), ("?most=-1", "most")] {
        let request = server.request(Method::GET, &server.url(&format!("{BANK}{query}"))).header("cookie", rita);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 422, "{query}");
        assert!(answer.text().await.unwrap().contains(&format!("\"detail\":\"{field}: ")), "{query}");
    }
    // A page shows the nearest that can be meant.
    let page = branch.page("/office/branches?lang=en&by=luck&only=mine&page=99999999999999999999", rita).await;
    assert_eq!(page.status(), StatusCode::OK);
    let nobody = problem(server.get(BANK).await).await;
    assert_eq!(nobody, (401, "unauthenticated".to_owned()));
}

#[tokio::test]
async fn what_happens_in_a_branch_is_told_at_once_and_its_figures_within_seconds() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    server.issue("cash").await;
    server.issue("cash").await;
    let told = asked(&server, &gaia.cookie, "").await;
    let centro = &told["branches"][0];
    assert_eq!((&centro["known"], &centro["serves"]), (&Value::from("here"), &Value::from("open")));
    assert_eq!((&centro["waiting"], &centro["desks"]), (&Value::from(2), &Value::from(1)));
    assert_eq!((&told["sums"]["waiting"], &centro["longest_wait_minutes"]), (&Value::from(2), &Value::from(0)));
    for command in ["next", "start", "finish"] {
        anna.press("1", command).await;
    }
    let mut seen = Value::Null;
    for _ in 0..300 {
        seen = asked(&server, &gaia.cookie, "").await["branches"][0].take();
        if seen["in_time"]["n"] == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!((&seen["in_time"]["n"], &seen["in_time"]["value"]), (&Value::from(1), &Value::from(100.0)), "{seen}");
    // Wilson's interval of 1 of 1.
    assert!((seen["in_time"]["low"].as_f64().unwrap() - 20.65).abs() < 0.01, "{seen}");
    assert_eq!(seen["arrivals"], 2);
    assert_eq!((&seen["satisfied"]["n"], &seen["satisfied"]["value"]), (&Value::from(0), &Value::Null));
    assert_eq!(
        (&seen["on_target"]["n"], &seen["on_target"]["value"]),
        (&Value::from(1), &Value::from(100.0)),
        "{seen}"
    );
    assert_eq!(seen["trend"], "unknown", "there was no week before");
    let page = gaia.get("/office/branches?lang=en").await.text().await.unwrap();
    for words in [
        "1 of 1 branch is open.",
        "1 visitor waits.",
        "100.0\u{a0}%",
        "of 1",
        "Arrivals by weekday and hour",
        "Targets by service",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_that_another_server_has_is_told_from_the_tables_and_not_woken() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    one.issue("cash").await;
    let gaia = other.sign_in("gaia").await;
    let mut seen = Value::Null;
    for _ in 0..300 {
        seen = asked(&other, &gaia.cookie, "").await["branches"][0].take();
        if seen["waiting"] == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!((&seen["known"], &seen["waiting"]), (&Value::from("elsewhere"), &Value::from(1)), "{seen}");
    assert!(seen["as_of"].as_str().unwrap().contains('T'), "{seen}");
    let page = gaia.get("/office/branches?lang=en").await.text().await.unwrap();
    assert!(page.contains("on another server"), "{page}");
    let seen = asked(&other, &gaia.cookie, "").await["branches"][0].take();
    assert_eq!(seen["known"], "elsewhere", "to look at it woke it");
}
