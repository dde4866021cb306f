//! `sportello staff` beside a running server: who may sign in changes while the branch is served.

use super::program::{BINARY, PASSWORD, Server, complaint, database, ended, run};
use super::streams::Events;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// An action on the people of `sportello.db` in a folder, with what it reads from its standard input.
fn staff(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(&*BINARY);
    command.arg("staff").args(arguments).args(["--database", &database(folder)]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

/// What an action that succeeded printed.
#[track_caller]
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn sign_in(server: &Server, user: &str, password: &str) -> StatusCode {
    let body = json!({ "user": user, "password": password });
    server.request(Method::POST, &server.url("/api/v1/session")).json(&body).send().await.unwrap().status()
}

fn folder(server: &Server) -> std::path::PathBuf {
    server.database().parent().unwrap().to_owned()
}

#[tokio::test]
async fn a_colleague_is_added_beside_a_running_server_and_works_at_once() {
    let server = Server::demo();
    let add = ["add", "--login", "ugo", "--name", "Ugo Neri", "--branch", "centro"];
    let output = staff(&folder(&server), &add, "correct horse\n");
    assert_eq!(said(&output), "ugo may sign in as csr of centro\n");
    assert_eq!(sign_in(&server, "ugo", "correct horse").await, StatusCode::OK);
    server.issue("cash").await;
    let listed = said(&staff(&folder(&server), &["list"], ""));
    assert!(listed.contains("anna   csr      centro  Anna\n"), "{listed}");
    assert!(listed.contains("gaia   manager  centro  Gaia\n"), "{listed}");
    assert!(listed.contains("ugo    csr      centro  Ugo Neri\n"), "{listed}");
}

#[tokio::test]
async fn somebody_who_is_removed_is_signed_out_within_seconds_and_a_colleague_takes_the_desk() {
    let server = Server::demo();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    anna.press("1", "open").await;
    let mut desk = Events::open_as(&anna, "desk/1").await;
    desk.view().await;
    let gone = said(&staff(&folder(&server), &["remove", "--login", "anna"], ""));
    assert!(gone.starts_with("anna, csr of centro, can no longer sign in"), "{gone}");
    tokio::time::timeout(Duration::from_secs(8), desk.until_ended()).await.expect("the stream ends");
    assert_eq!(anna.get("/api/v1/branches/centro/view/desk/1").await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&server, "anna", PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert!(!said(&staff(&folder(&server), &["list"], "")).contains("anna"));
    assert_eq!(bruno.desk("1", "take-over").await.status(), StatusCode::OK);
    // Whoever comes next under the same login is somebody else, as the journal tells them apart.
    let add = ["add", "--login", "anna", "--name", "Anna Verdi", "--branch", "centro"];
    said(&staff(&folder(&server), &add, "correct horse\n"));
    let anew = server
        .post(&server.url("/api/v1/session"), "any", &json!({ "user": "anna", "password": "correct horse" }))
        .await;
    assert_eq!(anew.json::<serde_json::Value>().await.unwrap()["id"], 10);
}

#[tokio::test]
async fn a_new_password_beside_a_running_server_signs_out() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let mut desk = Events::open_as(&anna, "desk/1").await;
    desk.view().await;
    said(&staff(&folder(&server), &["password", "--login", "anna"], "another horse\n"));
    tokio::time::timeout(Duration::from_secs(8), desk.until_ended()).await.expect("the stream ends");
    assert_eq!(sign_in(&server, "anna", PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&server, "anna", "another horse").await, StatusCode::OK);
    assert_eq!(sign_in(&server, "bruno", PASSWORD).await, StatusCode::OK);
}

#[tokio::test]
async fn a_change_that_cannot_be_made_says_why_and_changes_nothing() {
    let server = Server::demo();
    let folder = folder(&server);
    let before = said(&staff(&folder, &["list"], ""));
    let refused = |arguments: &[&str], input: &str| complaint(&staff(&folder, arguments, input));
    let unknown = refused(&["remove", "--login", "hana"], "");
    assert!(unknown.contains("nobody signs in as \"hana\"") && unknown.contains("anna, bruno, carla"), "{unknown}");
    assert!(refused(&["password", "--login", "hana"], "correct horse\n").contains("nobody signs in as \"hana\""));
    let last = refused(&["remove", "--login", "gaia"], "");
    assert!(last.contains("the only manager of branch centro") && last.contains("--last-manager"), "{last}");
    let demoted = ["add", "--login", "gaia", "--name", "Gaia", "--branch", "centro"];
    assert!(refused(&demoted, "correct horse\n").contains("the only manager of branch centro"));
    assert!(refused(&["password", "--login", "anna"], "short\n").contains("8 to 256 characters"));
    assert!(refused(&["password", "--login", "anna"], "").contains("8 to 256 characters"));
    let nowhere = ["add", "--login", "ugo", "--name", "Ugo", "--branch", "nowhere"];
    assert!(refused(&nowhere, "correct horse\n").contains("there is no branch \"nowhere\"; write one of centro"));
    let nameless = ["add", "--login", "", "--name", "Ugo", "--branch", "centro"];
    assert!(refused(&nameless, "correct horse\n").contains("write a word"));
    assert_eq!(said(&staff(&folder, &["list"], "")), before);
    // Where the last manager is meant, they go.
    said(&staff(&folder, &["remove", "--login", "gaia", "--last-manager"], ""));
    assert_eq!(sign_in(&server, "gaia", PASSWORD).await, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_database_that_is_not_there_is_said_so_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["list"][..], &["remove", "--login", "anna"], &["password", "--login", "anna"]] {
        let said = complaint(&staff(folder.path(), arguments, "correct horse\n"));
        assert!(said.contains("cannot open the database") && said.contains("--database"), "{said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
    // The first of a new branch is added before anything else is there.
    let add = ["--login", "gaia", "--name", "Gaia", "--branch", "centro", "--role", "manager"];
    assert_eq!(said(&staff(folder.path(), &add, "correct horse\n")), "gaia may sign in as manager of centro\n");
    assert_eq!(said(&staff(folder.path(), &["list", "--branch", "centro"], "")), "gaia  manager  centro  Gaia\n");
    let nobody = staff(folder.path(), &["list", "--branch", "porto"], "");
    assert!(
        said(&nobody).is_empty() && String::from_utf8_lossy(&nobody.stderr).contains("nobody can sign in in porto")
    );
}

#[tokio::test]
async fn the_branches_are_those_of_the_set_up_by_which_the_servers_of_the_database_run() {
    let temporary = tempfile::tempdir().unwrap();
    let setup = temporary.path().join("bank.toml");
    let carried = String::from_utf8(run(&["setup"]).stdout).unwrap();
    std::fs::write(&setup, carried.replace("id = \"centro\"", "id = \"porto\"")).unwrap();
    let server = Server::start(temporary, |command| command.arg("serve").arg("--setup").arg(&setup));
    let folder = folder(&server);
    let add = |branch| ["add", "--login", "ugo", "--name", "Ugo", "--branch", branch];
    assert_eq!(said(&staff(&folder, &add("porto"), "correct horse\n")), "ugo may sign in as csr of porto\n");
    let refused = complaint(&staff(&folder, &add("centro"), "correct horse\n"));
    assert!(refused.contains("there is no branch \"centro\"; write one of porto"), "{refused}");
}

#[test]
fn the_help_of_staff_names_its_actions() {
    let help = String::from_utf8_lossy(&run(&["staff", "--help"]).stdout).into_owned();
    for action in ["add", "list", "lock", "password", "remove", "second-factor", "unlock"] {
        assert!(help.contains(action), "{help}");
    }
    let without = complaint(&ended(Command::new(&*BINARY).arg("staff")));
    assert!(without.contains("remove"), "{without}");
}
