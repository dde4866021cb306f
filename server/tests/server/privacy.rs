//! Personal data: erased when it is due, printed and erased for one person, and in no file afterwards.

use super::program::{PASSWORD, Server, complaint, database, run};
use serde_json::{Value, json};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

fn privacy(server: &Server, arguments: &[&str]) -> std::process::Output {
    let database = database(server.database().parent().unwrap());
    run(&[&["privacy"], arguments, &["--database", &database]].concat())
}

fn stands_in(word: &str, file: &Path) -> bool {
    std::fs::read(file).is_ok_and(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
}

#[test]
fn the_register_says_what_for_and_how_long_and_a_period_may_be_another() {
    let listed = String::from_utf8_lossy(&run(&["privacy", "list"]).stdout).into_owned();
    assert!(listed.contains("push_subscription") && listed.contains("Tells a visitor's phone"), "{listed}");
    let listed = String::from_utf8_lossy(&run(&["privacy", "list", "--keep", "told=3"]).stdout).into_owned();
    assert!(listed.lines().any(|line| line.starts_with("told ") && line.contains("3 days more")), "{listed}");
    assert!(complaint(&run(&["privacy", "list", "--keep", "nothing=3"])).contains("push_subscription"));
}

#[tokio::test]
async fn what_is_kept_of_a_visitor_is_printed_and_erased_and_the_audit_says_so_without_saying_whose_it_was() {
    let server = Server::demo();
    let ticket = server.issue("cash").await;
    let token = ticket["token"].as_str().unwrap();
    let found: Value = serde_json::from_slice(&privacy(&server, &["export", "--by", "token", token]).stdout).unwrap();
    assert_eq!(found["visit"][0]["ticket"], ticket["id"].to_string());
    let erased = privacy(&server, &["erase", "--by", "token", token]);
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    assert!(complaint(&privacy(&server, &["erase", "--by", "token", token])).contains("nothing is kept"));
    let database = database(server.database().parent().unwrap());
    let listed = run(&["audit", "list", "--branch", "-", "--database", &database]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("data_exported") && listed.contains("data_erased"), "{listed}");
    assert!(!listed.contains(token), "{listed}");
}

#[tokio::test]
async fn a_colleague_who_was_erased_is_in_no_file_and_in_no_later_backup() {
    let server = Server::demo();
    let database = database(server.database().parent().unwrap());
    let arguments = ["staff", "add", "--login", "zoraide.quint", "--name", "Zoraide Quint", "--branch", "centro"];
    let mut add = Command::new(&*super::program::BINARY);
    add.args(arguments).args(["--database", &database]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut process = add.spawn().unwrap();
    std::io::Write::write_all(&mut process.stdin.take().unwrap(), b"correct horse\n").unwrap();
    assert!(process.wait().unwrap().success());
    let body = json!({ "user": "zoraide.quint", "password": "correct horse" });
    assert!(server.post(&server.url("/api/v1/session"), "any", &body).await.status().is_success());
    let erased = privacy(&server, &["erase", "--by", "login", "zoraide.quint"]);
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    let backup = server.database().with_file_name("backup.db");
    assert!(run(&["backup", "--database", &database, "--to", &backup.display().to_string()]).status.success());
    for file in [server.database(), server.database().with_file_name("sportello.db-wal"), backup] {
        for word in ["Zoraide", "zoraide.quint"] {
            assert!(!stands_in(word, &file), "{word} stands in {}", file.display());
        }
    }
}

#[tokio::test]
async fn neither_a_login_nor_a_token_nor_a_query_is_in_the_log_and_each_request_has_its_id_there() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = Command::new(&*super::program::BINARY);
    command.args(["demo", "--quiet", "--log-format", "json", "--listen", "127.0.0.1:0", "--database"]);
    command.arg(database(folder.path())).env("RUST_LOG", "debug,sqlx=info");
    let server = Server::spawn_with_log(command, folder, Stdio::from(File::create(&log).unwrap()));
    let ticket = server.issue("cash").await;
    let token = ticket["token"].as_str().unwrap();
    assert!(server.get(&format!("/t/{token}?secret=Kurzweil")).await.status().is_success());
    assert!(server.get(&format!("/api/v1/tickets/{token}")).await.status().is_success());
    let body = json!({ "user": "zoraide.quint", "password": PASSWORD });
    assert_eq!(server.post(&server.url("/api/v1/session"), "any", &body).await.status().as_u16(), 401);
    server.sign_in("anna").await;
    let answer = server.request(reqwest::Method::GET, &server.url("/healthz")).header("x-request-id", "given-17");
    assert_eq!(answer.send().await.unwrap().headers()["x-request-id"], "given-17");
    let text = std::fs::read_to_string(&log).unwrap();
    for word in [token, "Kurzweil", "zoraide", PASSWORD, "\"anna\""] {
        assert!(!text.contains(word), "{word} is in the log");
    }
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_request = |id: &str| lines.iter().any(|line| line["span"]["id"] == id);
    assert!(of_request("given-17"), "{text}");
    assert!(lines.iter().any(|line| line["span"]["route"] == "/t/{token}"), "{text}");
}
