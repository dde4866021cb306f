//! The audit as a security review sees it: from the commands and from the office.

use super::program::{Server, complaint, database, run};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

fn audit(server: &Server, arguments: &[&str]) -> std::process::Output {
    let database = database(server.database().parent().unwrap());
    run(&[&["audit"], arguments, &["--database", &database]].concat())
}

fn list(server: &Server, branch: &str) -> String {
    let output = audit(server, &["list", "--branch", branch]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Waits until a line stands in the audit: what happens in a queue is noted within seconds.
async fn noted(server: &Server, words: &str) -> String {
    for _ in 0..100 {
        let listed = list(server, "centro");
        if listed.contains(words) {
            return listed;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("\"{words}\" is not noted: {}", list(server, "centro"));
}

#[tokio::test]
async fn a_ticket_that_was_picked_by_hand_and_priority_that_was_given_are_noted_with_who_did_it() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    server.issue("cash").await;
    let second = server.issue("cash").await;
    anna.does(&format!("tickets/{}/priority", second["id"]), &json!({ "priority": true })).await;
    let third = server.issue("cash").await;
    anna.does("desks/1/call", &json!({ "ticket": third["id"] })).await;
    let listed = noted(&server, "ticket_picked").await;
    let picked = listed.lines().find(|line| line.contains("ticket_picked")).unwrap();
    assert!(picked.contains("staff:") && picked.contains(&format!("ticket:{}", third["id"])), "{picked}");
    let given = listed.lines().find(|line| line.contains("priority_given")).unwrap();
    assert!(given.contains("staff:") && given.contains(&format!("ticket:{}", second["id"])), "{given}");
    assert!(listed.contains("set_up_changed"), "{listed}");
    let verified = audit(&server, &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

#[tokio::test]
async fn what_happened_just_before_a_stop_is_noted_and_what_a_kill_left_out_is_made_up_for() {
    let mut server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let ticket = server.issue("cash").await;
    anna.does("desks/1/call", &json!({ "ticket": ticket["id"] })).await;
    assert!(server.stop().success());
    assert!(list(&server, "centro").contains("ticket_picked"), "{}", list(&server, "centro"));
    let server = server.kill_and_restart();
    let bruno = server.sign_in("bruno").await;
    bruno.press("2", "open").await;
    let ticket = server.issue("cash").await;
    bruno.does("desks/2/call", &json!({ "ticket": ticket["id"] })).await;
    let server = server.kill_and_restart();
    let gaia = server.sign_in("gaia").await;
    gaia.does("day/stop", &json!({})).await;
    let words = format!("ticket:{} desk:2", ticket["id"]);
    noted(&server, &words).await;
    assert!(audit(&server, &["verify"]).status.success());
}

#[tokio::test]
async fn a_changed_line_is_named_and_so_is_the_end_that_is_missing_since_a_head_was_kept() {
    let mut server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let ticket = server.issue("cash").await;
    anna.does("desks/1/call", &json!({ "ticket": ticket["id"] })).await;
    noted(&server, "ticket_picked").await;
    server.stop();
    let kept = server.database().with_file_name("kept");
    std::fs::write(&kept, audit(&server, &["head"]).stdout).unwrap();
    let kept = kept.display().to_string();
    assert!(audit(&server, &["verify", "--kept", &kept]).status.success());

    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", server.database().display())).await.unwrap();
    for statement in [
        "DROP TRIGGER audit_line_is_not_changed",
        "DROP TRIGGER audit_line_is_not_removed",
        "UPDATE audit SET about = 'ticket:99 desk:1' WHERE branch = 'centro' AND n = 1",
        "DELETE FROM audit WHERE branch = 'centro' AND n = (SELECT max(n) FROM audit WHERE branch = 'centro')",
        "UPDATE audit_head SET n = (SELECT max(n) FROM audit WHERE branch = 'centro'),
             hash = (SELECT hash FROM audit WHERE branch = 'centro' ORDER BY n DESC LIMIT 1) WHERE branch = 'centro'",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    pool.close().await;
    let found = audit(&server, &["verify"]);
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert_eq!(found.status.code(), Some(1), "{said}");
    assert!(said.contains("centro: line 1 was changed after it was written") && !said.contains("missing"), "{said}");
    let said = String::from_utf8_lossy(&audit(&server, &["verify", "--kept", &kept]).stdout).into_owned();
    assert!(said.contains("missing at the end"), "{said}");
}

#[tokio::test]
async fn the_office_shows_the_audit_to_a_manager_and_its_file_says_who_asked_for_it() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let path = "/b/centro/office/audit";
    assert_eq!(anna.get(path).await.url().path(), "/sign-in", "a CSR is asked to sign in as somebody else");
    gaia.does("day/stop", &json!({})).await;
    noted(&server, "issuing_stopped").await;
    let page = gaia.get(&format!("{path}?lang=en&what=issuing_stopped")).await.text().await.unwrap();
    assert!(page.contains("Tickets stopped") && page.contains("Gaia"), "{page}");
    let none = gaia.get(&format!("{path}?lang=en&day=2001-01-01")).await.text().await.unwrap();
    assert!(none.contains("Nothing was found"), "{none}");
    let request = server.request(Method::POST, &server.url(path)).header("cookie", &gaia.cookie).form(&[("chain", "")]);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let file = answer.text().await.unwrap();
    assert!(file.starts_with("line,time,who,what,about,device,address,hash\r\n"), "{file}");
    assert!(file.trim_end().lines().last().unwrap().contains("audit_exported"), "{file}");
}

#[tokio::test]
async fn every_sign_in_and_sign_out_is_noted_with_its_address_and_a_refused_one_without_what_was_typed() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    for user in ["anna", "correct horse battery"] {
        let body = json!({ "user": user, "password": "wrong horse" });
        let answer = server.post(&server.url("/api/v1/session"), "any", &body).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    let form = server.request(Method::POST, &server.url("/sign-in")).form(&[("user", "anna"), ("password", "wrong")]);
    form.send().await.unwrap();
    let out = server.request(Method::DELETE, &server.url("/api/v1/session")).header("cookie", &anna.cookie);
    assert_eq!(out.send().await.unwrap().status(), StatusCode::NO_CONTENT);
    let listed = list(&server, "centro");
    let of = |what: &str| listed.lines().filter(|line| line.contains(what)).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!((of("signed_in").len(), of("sign_in_refused").len(), of("signed_out").len()), (1, 2, 1), "{listed}");
    assert!(of("signed_in")[0].contains("staff:") && of("signed_in")[0].contains("127.0.0.1"), "{listed}");
    assert!(of("sign_in_refused")[0].contains("nobody") && of("sign_in_refused")[0].contains("staff:"), "{listed}");
    let bank = list(&server, "-");
    assert!(bank.contains("no such account") && !bank.contains("horse"), "{bank}");
}

#[tokio::test]
async fn an_account_that_was_added_by_a_command_or_on_the_page_is_noted_by_its_number() {
    let server = Server::demo();
    let database = database(server.database().parent().unwrap());
    let gaia = server.sign_in("gaia").await;
    let form = [("key", "k-1"), ("name", "Ugo Neri"), ("login", "ugo"), ("role-csr", "on")];
    let url = server.url("/b/centro/office/staff");
    let added = server.request(Method::POST, &url).header("cookie", &gaia.cookie).form(&form).send().await.unwrap();
    assert_eq!(added.status(), StatusCode::OK);
    assert!(run(&["staff", "lock", "--login", "ugo", "--database", &database]).status.success());
    let listed = list(&server, "centro");
    let of = |what: &str| listed.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}: {listed}"));
    assert!(of("person_added").contains("staff:"), "{listed}");
    assert!(of("person_locked").contains("command-line"), "{listed}");
    assert!(!listed.contains("ugo") && !listed.contains("Ugo"), "{listed}");
}

#[test]
fn a_file_of_kept_heads_that_is_none_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    std::fs::write(&kept, "centro 12\n").unwrap();
    let output =
        run(&["audit", "verify", "--kept", &kept.display().to_string(), "--database", &database(folder.path())]);
    assert!(complaint(&output).contains("line 1: write a branch, a number and a hash"));
}
