//! A branch in which people learn: the same rules beside the real one, with visitors who are not real, and nothing of it counts.

use super::program::{Server, Session, database, fresh_key, open_devices, problem, run};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection};
use std::time::Duration;

const PRACTICE: &str = "centro-practice";

/// A demo whose branch has one beside it.
fn server() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let bank = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let bank = bank.replacen("practice = false", "practice = true", 1);
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, open_devices(&bank)).unwrap();
    Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file))
}

/// Has somebody press at desk 1 of the practice branch.
async fn press(person: &Session<'_>, server: &Server, command: &str) -> Value {
    let url = server.url(&format!("/api/v1/branches/{PRACTICE}/desks/1/{command}"));
    let request = server.request(reqwest::Method::POST, &url).header("cookie", &person.cookie);
    let answer = request.header("Idempotency-Key", fresh_key()).json(&json!({})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{command}");
    answer.json().await.unwrap()
}

async fn view(person: &Session<'_>, branch: &str, screen: &str) -> Value {
    person.get(&format!("/api/v1/branches/{branch}/view/{screen}")).await.json().await.unwrap()
}

#[tokio::test]
async fn people_learn_on_the_same_rules_with_visitors_who_are_not_real() {
    let server = server();
    let anna = server.sign_in("anna").await;
    press(&anna, &server, "open").await;
    for _ in 0..3 {
        press(&anna, &server, "visitor").await;
    }
    let desk = view(&anna, PRACTICE, "desk/1").await;
    assert_eq!((desk["head"]["practice"].as_bool(), desk["waiting"].as_u64()), (Some(true), Some(3)), "{desk}");
    let own: Vec<&str> =
        desk["queue"].as_array().unwrap().iter().map(|entry| entry["number"].as_str().unwrap()).collect();
    assert!(own.iter().all(|number| number.starts_with('A')), "for a service of the desk: {own:?}");
    let called = press(&anna, &server, "next").await;
    assert!(own.contains(&called["ticket"]["number"].as_str().unwrap()));
    press(&anna, &server, "start").await;
    press(&anna, &server, "finish").await;
    let real = view(&anna, "centro", "desk/1").await;
    assert_eq!((real["head"].get("practice"), real["waiting"].as_u64()), (None, Some(0)), "the real one has nobody");
    assert_eq!(real["state"], "closed", "and nobody sits there");
    // The same request brings one visitor.
    let url = server.url(&format!("/api/v1/branches/{PRACTICE}/desks/1/visitor"));
    for _ in 0..2 {
        let request = server.request(reqwest::Method::POST, &url).header("cookie", &anna.cookie);
        let answer = request.header("Idempotency-Key", "one-and-the-same").json(&json!({})).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    assert_eq!(view(&anna, PRACTICE, "desk/1").await["waiting"], 3);
}

#[tokio::test]
async fn a_real_branch_has_no_visitors_who_are_not_real() {
    let server = server();
    let anna = server.sign_in("anna").await;
    assert_eq!(problem(anna.desk("1", "visitor").await).await, (404, "branch_unknown".into()));
    // Without the set-up's word there is none beside it.
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let answer = anna.get(&format!("/api/v1/branches/{PRACTICE}/view/desk")).await;
    assert!(!answer.status().is_success());
}

#[tokio::test]
async fn every_screen_says_that_people_learn_here() {
    let server = server();
    let gaia = server.sign_in("gaia").await;
    let page = async |path: String| gaia.get(&path).await.text().await.unwrap();
    for screen in ["kiosk", "lobby", "desk", "desk/1", "manager"] {
        let practised = page(format!("/b/{PRACTICE}/{screen}?lang=en")).await;
        assert!(practised.contains("practice-bar") && practised.contains("nobody here is real"), "{screen}");
        let real = page(format!("/b/centro/{screen}?lang=en")).await;
        assert!(!real.contains("practice-bar"), "{screen}");
    }
    assert!(page("/b/centro/desk?lang=en".to_owned()).await.contains(&format!("/b/{PRACTICE}/desk")));
    assert!(page(format!("/b/{PRACTICE}/desk?lang=en")).await.contains("/b/centro/desk"));
}

#[tokio::test]
async fn nothing_of_it_counts() {
    let server = server();
    let anna = server.sign_in("anna").await;
    press(&anna, &server, "open").await;
    press(&anna, &server, "visitor").await;
    press(&anna, &server, "next").await;
    press(&anna, &server, "start").await;
    press(&anna, &server, "finish").await;
    // What counts, for comparison: its figures are written within moments.
    server.issue("cash").await;
    let gaia = server.sign_in("gaia").await;
    let arrivals = async || {
        let day = view(&gaia, "centro", "manager").await["head"]["day"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/branches/centro/reports/figures?from={day}&to={day}");
        let figures: Value = gaia.get(&path).await.json().await.unwrap();
        figures.to_string()
    };
    for _ in 0..60 {
        if arrivals().await.contains("\"arrivals\":1") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let names: Value = server.get("/api/v1/branches").await.json().await.unwrap();
    assert!(!names.to_string().contains(PRACTICE), "{names}");
    for page in ["", "/office", "/office/audit", "/office/figures", "/book", "/join", "/complain", "/feedback"] {
        let answer = gaia.get(&format!("/b/{PRACTICE}{page}")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{page}");
    }
    for path in ["reports/figures", "slots?service=account", "articles", "notices"] {
        let answer = gaia.get(&format!("/api/v1/branches/{PRACTICE}/{path}")).await;
        assert!(!answer.status().is_success(), "{path}");
    }
    let folder = server.kill();
    let mut connection = SqliteConnection::connect(&database(folder.path())).await.unwrap();
    for of_it in [
        "SELECT count(*) FROM report_visit WHERE branch = 'centro-practice'",
        "SELECT count(*) FROM report_quarter WHERE branch = 'centro-practice'",
        "SELECT count(*) FROM report_day WHERE branch = 'centro-practice'",
        "SELECT count(*) FROM branch_now WHERE branch = 'centro-practice'",
        "SELECT count(*) FROM audit WHERE branch = 'centro-practice'",
    ] {
        let rows: i64 = sqlx::query_scalar(of_it).fetch_one(&mut connection).await.unwrap();
        assert_eq!(rows, 0, "{of_it}");
    }
    let of_it = "SELECT count(*) FROM journal WHERE branch = 'centro-practice'";
    let journal: i64 = sqlx::query_scalar(of_it).fetch_one(&mut connection).await.unwrap();
    assert!(journal > 4, "it has a journal of its own: {journal} rows");
    connection.close().await.unwrap();
    let verified = run(&["verify", "--database", &database(folder.path())]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}
