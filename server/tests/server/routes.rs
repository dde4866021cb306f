//! The table of routes and roles in docs/routes.md: it is the OpenAPI document's, and the server keeps to it, whoever asks.

use super::closed::{Branch, kiosk_of};
use super::program::{fresh_key, problem};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TABLE: &str = include_str!("../../../docs/routes.md");

/// Who may, as the table says it.
fn who(operation: &Value) -> String {
    let alternatives = operation["security"].as_array().into_iter().flatten();
    let words: Vec<String> = alternatives
        .flat_map(|alternative| alternative.as_object().unwrap())
        .map(|(scheme, roles)| {
            let roles: Vec<&str> = roles.as_array().unwrap().iter().map(|role| role.as_str().unwrap()).collect();
            match (scheme.as_str(), roles.as_slice()) {
                ("session", [] | ["Csr"]) => "csr".to_owned(),
                ("session", ["ComplaintsOffice"]) => "complaints".to_owned(),
                ("device", []) => "device".to_owned(),
                ("system", []) => "system".to_owned(),
                (_, roles) => roles.join(", ").to_lowercase(),
            }
        })
        .collect();
    if words.is_empty() { "anybody".to_owned() } else { words.join(" or ") }
}

fn operations(document: &Value) -> Vec<(Method, String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (method.to_uppercase().parse().unwrap(), path.clone(), operation))
    });
    all.collect()
}

/// Whether somebody may, by the words of the table.
fn may(who: &str, asks: &str) -> bool {
    let roles: &[&str] = match asks {
        "csr" => &["csr"],
        "manager" => &["csr", "manager", "complaints", "manager of any branch"],
        "a manager of another branch" => &["manager of any branch"],
        "complaints" => &["complaints"],
        "admin" => &["csr", "manager", "admin", "manager of any branch"],
        "kiosk" => &["kiosk", "device"],
        "display" => &["display", "device"],
        "a kiosk of another branch" => &["device"],
        _ => &[],
    };
    who == "anybody" || who.split(" or ").any(|word| roles.contains(&word))
}

#[tokio::test]
async fn the_table_of_routes_is_that_of_the_openapi_document() {
    let branch = Branch::start().await;
    let document: Value = branch.server.get("/api/openapi.json").await.json().await.unwrap();
    let mut rows = String::new();
    for (method, path, operation) in operations(&document) {
        let _ = writeln!(rows, "| {method} | `{path}` | {} |", who(operation));
    }
    let (_, table) = TABLE.split_once("|---|---|---|\n").unwrap();
    let table = table.split("\n\n").next().unwrap().trim();
    assert!(table == rows.trim(), "the table in docs/routes.md has to be:\n{rows}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_is_open_to_its_roles_and_to_nobody_else() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let document: Value = server.get("/api/openapi.json").await.json().await.unwrap();
    let everybody: BTreeMap<&str, String> = branch.everybody().await;
    let mut tried = 0;
    for (method, path, operation) in operations(&document) {
        let who = who(operation);
        if who == "anybody" {
            continue;
        }
        let path = path.replace("{branch}", "centro");
        let path: String = path
            .split('{')
            .enumerate()
            .map(|(at, part)| match at {
                0 => part.to_owned(),
                _ => part.replacen(part.split('}').next().unwrap_or_default(), "1", 1).replacen('}', "", 1),
            })
            .collect();
        for (asks, cookie) in &everybody {
            let request = server.request(method.clone(), &server.url(&path)).header("cookie", cookie);
            let answer = request.header("Idempotency-Key", fresh_key()).json(&json!({})).send().await.unwrap();
            let (status, open) = (answer.status().as_u16(), may(&who, asks));
            assert_eq!(!matches!(status, 401 | 403), open, "{method} {path} ({who}) as {asks}: {status}");
            // Who is nobody is told to sign in or to be enrolled, and nothing else.
            let is_nobody = matches!(
                *asks,
                "nobody" | "a forged cookie" | "an expired session" | "a session that was ended" | "a revoked kiosk"
            );
            assert!(!is_nobody || status == 401, "{method} {path} as {asks}: {status}");
            tried += 1;
        }
    }
    println!("{tried} requests");
    assert!(tried > 400, "{tried}");
}

/// Neither the status nor the words of an answer tell that there is another branch.
#[tokio::test]
async fn a_branch_that_is_not_one_s_own_answers_as_one_that_there_is_not() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let (anna, kiosk) = (server.sign_in("anna").await.cookie, kiosk_of(&branch, "centro").await);
    for cookie in ["", &*anna, &*kiosk] {
        for (method, path) in [
            (Method::POST, "tickets"),
            (Method::POST, "desks/1/next"),
            (Method::POST, "day/close"),
            (Method::GET, "view/kiosk"),
            (Method::GET, "view/lobby"),
            (Method::GET, "view/manager"),
            (Method::GET, "stream/desk/1"),
        ] {
            let mut answers = Vec::new();
            for id in ["porto", "nowhere"] {
                let url = server.url(&format!("/api/v1/branches/{id}/{path}"));
                let request = server.request(method.clone(), &url).header("cookie", cookie);
                answers.push(
                    problem(request.header("Idempotency-Key", fresh_key()).json(&json!({})).send().await.unwrap())
                        .await,
                );
            }
            assert_eq!(answers[0], answers[1], "{method} {path}");
            assert!(matches!(answers[0].0, 401 | 403), "{method} {path}: {:?}", answers[0]);
        }
    }
}

#[tokio::test]
async fn the_office_s_pages_of_a_manager_lead_others_to_the_sign_in() {
    let branch = Branch::start().await;
    let everybody = branch.everybody().await;
    for (asks, cookie) in &everybody {
        for (path, mine) in [("staff", ["manager", "admin"]), ("devices", ["manager", "admin"])] {
            let answer = branch.page(&format!("/b/centro/office/{path}"), cookie).await;
            let status = answer.status();
            let expected = if mine.contains(asks) { StatusCode::OK } else { StatusCode::SEE_OTHER };
            assert_eq!(status, expected, "{path} as {asks}");
        }
    }
}
