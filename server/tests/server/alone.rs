//! A kiosk holds numbers, gives them out while it cannot reach the server, and hands them in: once, and at their own time.

use super::program::{Server, database, fresh_key, open_devices, problem, run};
use machine::clock;
use reqwest::Response;
use serde_json::{Value, json};

const KIOSK: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

async fn reserve(server: &Server, kiosk: &str) -> Response {
    server.post(&server.branch("reserve"), &fresh_key(), &json!({ "kiosk": kiosk })).await
}

/// The numbers that a kiosk holds for a service.
async fn held(server: &Server, kiosk: &str, service: &str) -> Vec<String> {
    let answer: Value = reserve(server, kiosk).await.json().await.unwrap();
    let letters = answer["letters"].as_array().unwrap();
    let letter = letters.iter().find(|letter| letter["services"].as_array().unwrap().contains(&json!(service)));
    letter.unwrap()["numbers"].as_array().unwrap().iter().map(|number| number.as_str().unwrap().to_owned()).collect()
}

/// So many seconds before the year 2000, which is what the kiosk's clock believes it is.
fn by_the_kiosk(seconds: i64) -> String {
    let time = wire::Time::from_millis(946_684_800_000 - seconds * 1_000);
    serde_json::to_value(time).unwrap().as_str().unwrap().to_owned()
}

/// A ticket that was given out so many seconds ago.
fn given(kiosk: &str, number: &str, seconds: i64) -> Value {
    let ticket = json!({ "service": "cash", "language": "en", "documents": ["id"] });
    let (taken_at, sent_at) = (by_the_kiosk(seconds), by_the_kiosk(0));
    json!({ "kiosk": kiosk, "number": number, "taken_at": taken_at, "sent_at": sent_at, "ticket": ticket })
}

async fn hand_in(server: &Server, key: &str, body: &Value) -> Response {
    server.post(&server.branch("reserve/hand-in"), key, body).await
}

/// The queue of desk 1: number, when the visitor came, and whether the kiosk was alone.
async fn queue(server: &Server) -> Vec<(String, i64, bool)> {
    let desk = server.sign_in("anna").await.view("desk/1").await;
    let entries = desk["queue"].as_array().unwrap().iter();
    let entry = |entry: &Value| {
        let came = wire::Time::parse(entry["issued_at"].as_str().unwrap()).unwrap().millis();
        (entry["number"].as_str().unwrap().to_owned(), came, entry["alone"].as_bool().unwrap())
    };
    entries.map(entry).collect()
}

#[tokio::test]
async fn tickets_of_a_kiosk_that_was_alone_enter_the_queue_once_where_they_would_have_stood() {
    let server = Server::demo();
    let numbers = held(&server, KIOSK, "cash").await;
    assert_eq!((numbers.len(), numbers[0].as_str()), (10, "A501"), "the demo's kiosks hold ten numbers");
    assert_eq!(server.issue("cash").await["number"], "A001", "the others are given out as ever");
    assert_eq!(held(&server, OTHER, "cash").await[0], "A511", "two kiosks hold other numbers");
    let kiosk = server.view("kiosk").await;
    assert_eq!(kiosk["alone_minutes"], 60);

    // The server is killed. What the kiosk gave out meanwhile, it hands in: one that it says is an hour old, and one of now.
    let server = server.kill_and_restart();
    server.issue("cash").await;
    let answer = hand_in(&server, "the-first-one", &given(KIOSK, "A501", 3_600)).await;
    assert_eq!(answer.status(), 201);
    let issued: Value = answer.json().await.unwrap();
    assert_eq!((issued["number"].as_str(), issued["ahead"].as_u64()), (Some("A501"), Some(0)));
    let second = given(KIOSK, "A502", 0);
    hand_in(&server, "the-second-one", &second).await;
    // Sent again, after the clock went on: the same answer, and nothing more.
    let again: Value = hand_in(&server, "the-first-one", &given(KIOSK, "A501", 3_605)).await.json().await.unwrap();
    assert_eq!(again, issued);
    assert_eq!(
        problem(hand_in(&server, &fresh_key(), &second).await).await,
        (409, "not_reserved".into()),
        "a number is handed in once"
    );
    assert_eq!(problem(hand_in(&server, "the-first-one", &second).await).await, (409, "idempotency_key_reused".into()));
    let queue = queue(&server).await;
    let order: Vec<(&str, bool)> = queue.iter().map(|(number, _, alone)| (number.as_str(), *alone)).collect();
    assert_eq!(order, [("A501", true), ("A001", false), ("A002", false), ("A502", true)]);
    assert_eq!(held(&server, KIOSK, "cash").await.len(), 10, "it has as many again");

    let token = issued["token"].as_str().unwrap();
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    assert_eq!(mine["number"], "A501", "the visitor's page is there once the server is");
    let story = server.sign_in("anna").await.story(&issued).await;
    assert_eq!((&story[0]["what"]["what"], &story[0]["what"]["alone"]), (&json!("issued"), &json!(true)));
    let folder = server.kill();
    let verified = run(&["verify", "--database", &database(folder.path())]);
    let said = String::from_utf8_lossy(&verified.stdout);
    assert!(verified.status.success() && said.ends_with("nothing is amiss\n"), "{said}");
}

#[tokio::test]
async fn a_clock_that_is_off_moves_nobody_before_the_reserve_or_after_now() {
    let server = Server::demo();
    let before = clock::now().0;
    held(&server, KIOSK, "cash").await;
    hand_in(&server, &fresh_key(), &given(KIOSK, "A501", 7_200)).await;
    hand_in(&server, &fresh_key(), &given(KIOSK, "A502", -7_200)).await;
    let (after, queue) = (clock::now().0, queue(&server).await);
    assert_eq!(queue.len(), 2);
    for (number, came, _) in queue {
        assert!((before..=after).contains(&came), "{number} came at {came}, between {before} and {after}");
    }
}

#[tokio::test]
async fn what_a_kiosk_cannot_mean_is_refused_and_changes_nothing() {
    let server = Server::demo();
    held(&server, KIOSK, "cash").await;
    let seq = server.view("kiosk").await["head"]["seq"].clone();
    for name in ["", "door", &KIOSK.to_uppercase(), &format!("{KIOSK}0")] {
        assert_eq!(problem(reserve(&server, name).await).await, (422, "field_invalid".into()), "{name}");
    }
    for number in ["", "501", "a501", "A0501", "A99999999999"] {
        let answer = hand_in(&server, &fresh_key(), &given(KIOSK, number, 1)).await;
        assert_eq!(problem(answer).await, (422, "field_invalid".into()), "{number}");
    }
    let with = |field: &str, value: Value| {
        let mut body = given(KIOSK, "A501", 1);
        body["ticket"][field] = value;
        body
    };
    for (body, code) in [
        (with("service", json!("haircut")), "service_unknown"),
        (with("language", json!("xx")), "language_unknown"),
        (with("documents", json!(["deed"])), "document_unknown"),
        (with("vip", json!(true)), "body_invalid"),
    ] {
        assert_eq!(problem(hand_in(&server, &fresh_key(), &body).await).await, (422, code.into()));
    }
    for body in [given(OTHER, "A501", 1), given(KIOSK, "A011", 1), given(KIOSK, "D501", 1)] {
        assert_eq!(problem(hand_in(&server, &fresh_key(), &body).await).await, (409, "not_reserved".into()));
    }
    assert_eq!(server.view("kiosk").await["head"]["seq"], seq);
}

#[tokio::test]
async fn a_kiosk_that_comes_back_after_the_day_was_closed_is_told_so() {
    let server = Server::demo();
    held(&server, KIOSK, "cash").await;
    let gaia = server.sign_in("gaia").await;
    gaia.does("day/stop", &json!({})).await;
    gaia.does("day/close", &json!({})).await;
    let answer = hand_in(&server, &fresh_key(), &given(KIOSK, "A501", 1)).await;
    assert_eq!(problem(answer).await, (409, "day_closed".into()));
}

#[tokio::test]
async fn a_branch_whose_set_up_says_nothing_of_it_reserves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let bank = String::from_utf8(run(&["setup"]).stdout).unwrap();
    assert!(bank.contains("alone_numbers = 0"));
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, open_devices(&bank)).unwrap();
    let server = Server::start(folder, |command| command.args(["serve", "--setup"]).arg(&file));
    assert_eq!(problem(reserve(&server, KIOSK).await).await, (409, "no_reserve".into()));
    assert_eq!(server.view("kiosk").await.get("alone_minutes"), None);
}
