//! The set-up on a page: checked, told in words, saved as a version; and the file beside it.

use super::closed::Branch;
use super::program::{BINARY, Server, database, run};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};

const POLICY: &str = "/b/centro/office/setup/policy";

async fn bank() -> (Branch, String, String) {
    with_admin(Branch::start().await).await
}

/// A bank with an admin, and the cookies of its manager and its admin.
pub async fn with_admin(bank: Branch) -> (Branch, String, String) {
    bank.hire("rita", "admin", "centro");
    let gaia = bank.server.sign_in("gaia").await.cookie;
    let rita = bank.server.sign_in("rita").await.cookie;
    (bank, gaia, rita)
}

pub async fn html(answer: Response, status: StatusCode) -> String {
    let found = answer.status();
    let html = answer.text().await.unwrap();
    assert_eq!(found, status, "{html}");
    html
}

/// Checks a form and then saves it, as its two pages do.
async fn saved(bank: &Branch, part: &str, cookie: &str, fields: &[(&str, &str)]) {
    let review = html(bank.form(part, cookie, fields).await, StatusCode::OK).await;
    assert!(review.contains("name=\"do\" value=\"save\""), "{review}");
    let answer = bank.form(part, cookie, &[fields, &[("do", "save")]].concat()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
}

async fn export(bank: &Branch, cookie: &str, query: &str) -> String {
    html(bank.page(&format!("/b/centro/office/setup/export{query}"), cookie).await, StatusCode::OK).await
}

#[tokio::test]
async fn a_save_says_first_what_changes_and_when_and_is_a_version_that_can_be_undone() {
    let (bank, gaia, rita) = bank().await;
    let before = export(&bank, &rita, "").await;
    assert!(before.contains("no_show_calls = 2"));
    let fields = [("seen", "1"), ("policy.no_show_calls", "3")];
    let review = html(bank.form(&format!("{POLICY}?lang=en"), &gaia, &fields).await, StatusCode::OK).await;
    assert!(review.contains("Calls before a visitor counts as not there: 2 → 3"), "{review}");
    assert!(
        review.contains("Takes effect with the next business day") && !review.contains("Takes effect at once"),
        "{review}"
    );
    assert_eq!(export(&bank, &rita, "").await, before, "nothing is saved yet");
    saved(&bank, POLICY, &gaia, &fields).await;
    let after = export(&bank, &rita, "").await;
    assert_eq!(after, before.replacen("no_show_calls = 2", "no_show_calls = 3", 1), "comments and order stay");
    let versions = html(bank.page("/b/centro/office/setup/versions?lang=en", &gaia).await, StatusCode::OK).await;
    assert!(versions.contains("Version 2") && versions.contains("Gaia"), "{versions}");
    let audit = html(bank.page("/b/centro/office/audit?what=set_up_changed", &gaia).await, StatusCode::OK).await;
    assert!(audit.contains("version:2"), "{audit}");
    saved(&bank, "/b/centro/office/setup/versions/1", &gaia, &[("seen", "2")]).await;
    assert_eq!(export(&bank, &rita, "").await, before);
    assert_eq!(export(&bank, &rita, "?number=2").await, after, "no version is lost");
    let compared =
        html(bank.page("/b/centro/office/setup/versions/3?with=1&lang=en", &gaia).await, StatusCode::OK).await;
    assert!(compared.contains("Only comments or spacing differ"), "{compared}");
}

#[tokio::test]
async fn a_fault_of_the_check_stands_beside_its_field_and_what_was_typed_stays() {
    let (bank, gaia, rita) = bank().await;
    let fields = [("seen", "1"), ("policy.no_show_calls", "99"), ("policy.overtime_minutes", "45")];
    let page = html(bank.form(POLICY, &gaia, &fields).await, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(
        page.contains("id=\"policy.no_show_calls-fault\"") && page.contains("href=\"#policy.no_show_calls\""),
        "{page}"
    );
    assert!(page.contains("value=\"99\"") && page.contains("value=\"45\""), "{page}");
    let same = [("seen", "1"), ("policy.no_show_calls", "2")];
    html(bank.form(POLICY, &gaia, &same).await, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(export(&bank, &rita, "").await.contains("no_show_calls = 2"));
}

#[tokio::test]
async fn a_fault_of_the_hours_stands_at_the_day_where_it_was_typed() {
    let (bank, gaia, _) = bank().await;
    let hours = [
        ("seen", "1"),
        ("hours.mon.0.open", "8.30"),
        ("hours.mon.0.close", "13:00"),
        ("hours.fri.0.open", "09:00"),
        ("hours.fri.0.close", "12:00"),
    ];
    let answer = bank.form("/b/centro/office/setup/hours?lang=en", &gaia, &hours).await;
    let page = html(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(page.contains("id=\"hours.mon.0.open-fault\"") && page.contains("href=\"#hours.mon.0.open\""), "{page}");
    assert!(!page.contains("hours.fri.0.close-fault") && !page.contains("Line "), "{page}");
}

#[tokio::test]
async fn a_form_that_is_typed_is_checked_by_the_same_check_and_nothing_is_saved() {
    let (bank, gaia, rita) = bank().await;
    let look = async |part: &str, cookie: &str, fields: &[(&str, &str)]| {
        let answer = bank.form(part, cookie, &[fields, &[("do", "typed")]].concat()).await;
        assert_eq!(
            (answer.status(), answer.headers()["cache-control"].to_str().unwrap()),
            (StatusCode::OK, "no-store")
        );
        answer.json::<Value>().await.unwrap()
    };
    let policy = format!("{POLICY}?lang=en");
    let wrong = look(&policy, &gaia, &[("seen", "1"), ("policy.no_show_calls", "99")]).await;
    assert_eq!(wrong["said"], "The check finds 1 mistake so far.");
    assert_eq!(wrong["faults"][0]["at"], "policy.no_show_calls");
    let sent = bank.form(&policy, &gaia, &[("seen", "1"), ("policy.no_show_calls", "99")]).await;
    let page = html(sent, StatusCode::UNPROCESSABLE_ENTITY).await;
    let what = wrong["faults"][0]["what"].as_str().unwrap();
    assert!(page.contains(&what.replace('"', "&quot;")) || page.contains(what), "{what}: {page}");
    let right = look(&policy, &gaia, &[("seen", "1"), ("policy.no_show_calls", "3")]).await;
    assert_eq!((&right["said"], &right["faults"]), (&"The check finds nothing so far.".into(), &Value::Array(vec![])));
    let text = look("/b/centro/office/setup/text?lang=it", &rita, &[("seen", "1"), ("text", "languages = 7")]).await;
    assert_eq!(text["faults"][0]["at"], "text", "{text}");
    assert!(text["faults"][0]["what"].as_str().unwrap().starts_with("Riga "), "a text tells the line: {text}");
    let versions = html(bank.page("/b/centro/office/setup/versions?lang=en", &gaia).await, StatusCode::OK).await;
    assert!(!versions.contains("Version 2"), "nothing is saved");
    saved(&bank, POLICY, &rita, &[("seen", "1"), ("policy.overtime_minutes", "45")]).await;
    let late = look(&policy, &gaia, &[("seen", "1"), ("policy.no_show_calls", "99")]).await;
    assert!(late["said"].as_str().unwrap().starts_with("Version 2 came meanwhile"), "{late}");
    let answer = bank.form("/b/centro/office/setup/text", &gaia, &[("seen", "1"), ("do", "typed"), ("text", "")]).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "the whole text is the bank's");
}

#[tokio::test]
async fn of_two_at_once_one_is_told_and_keeps_what_was_typed() {
    let (bank, gaia, rita) = bank().await;
    saved(&bank, POLICY, &rita, &[("seen", "1"), ("policy.overtime_minutes", "45")]).await;
    for step in [&[][..], &[("do", "save")]] {
        let fields = [&[("seen", "1"), ("policy.no_show_calls", "3")], step].concat();
        let address = format!("{POLICY}?lang=en");
        let page = html(bank.form(&address, &gaia, &fields).await, StatusCode::PRECONDITION_FAILED).await;
        assert!(page.contains("version 2 came meanwhile") && page.contains("closing: 30 → 45 minutes"), "{page}");
        assert!(page.contains("name=\"policy.no_show_calls\"") && page.contains("value=\"3\""), "{page}");
        assert!(page.contains("name=\"seen\" value=\"2\""), "it goes on from theirs: {page}");
    }
    saved(&bank, POLICY, &gaia, &[("seen", "2"), ("policy.no_show_calls", "3")]).await;
    let now = export(&bank, &rita, "").await;
    assert!(now.contains("overtime_minutes = 45") && now.contains("no_show_calls = 3"), "nothing is lost");
}

#[tokio::test]
async fn a_manager_changes_the_branch_and_an_admin_the_bank() {
    let (bank, gaia, rita) = bank().await;
    for part in ["services/cash", "text", "text/de", "import"] {
        let address = format!("/b/centro/office/setup/{part}");
        // Who lacks the role may sign in as somebody else.
        assert_eq!(bank.page(&address, &gaia).await.status(), StatusCode::SEE_OTHER, "{part}");
        let sent = bank.form(&address, &gaia, &[("seen", "1"), ("text", "")]).await;
        assert_eq!(sent.status(), StatusCode::FORBIDDEN, "{part}");
    }
    saved(&bank, "/b/centro/office/setup/services/cash", &rita, &[("seen", "1"), ("target_minutes", "9")]).await;
    let undo = bank.form("/b/centro/office/setup/versions/1", &gaia, &[("seen", "2")]).await;
    let page = html(undo, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(page.contains("setup/versions/1"), "{page}");
    assert!(export(&bank, &rita, "").await.contains("target_minutes = 9"));
    let anna = bank.server.sign_in("anna").await.cookie;
    for page in ["setup", "setup/hours", "setup/versions", "setup/versions/1"] {
        let address = format!("/b/centro/office/{page}");
        assert_eq!(bank.page(&address, &anna).await.status(), StatusCode::SEE_OTHER, "{page}");
        assert_eq!(bank.page(&address, &gaia).await.status(), StatusCode::OK, "{page}");
    }
    let foreign = bank.page("/b/porto/office/setup/hours", &gaia).await;
    assert_eq!(foreign.status(), StatusCode::SEE_OTHER);
    // The file holds every branch, and a branch does not learn of another.
    let file = bank.page("/b/centro/office/setup/export", &gaia).await;
    assert_eq!(file.status(), StatusCode::SEE_OTHER);
    let porto = [("seen", "2"), ("policy.overtime_minutes", "45")];
    saved(&bank, "/b/porto/office/setup/policy", &rita, &porto).await;
    for page in ["setup", "setup/versions", "setup/versions/3"] {
        let address = format!("/b/centro/office/{page}?lang=en");
        let (own, all) = (bank.page(&address, &gaia).await, bank.page(&address, &rita).await);
        assert!(!html(own, StatusCode::OK).await.contains("branch.porto"), "{page}");
        if page != "setup" {
            assert!(html(all, StatusCode::OK).await.contains("branch.porto"), "{page}");
        }
    }
}

#[tokio::test]
async fn words_are_on_the_kiosk_at_once_and_rules_wait_for_the_next_day() {
    let (bank, _, rita) = bank().await;
    let catalogue = async || {
        let answer = bank.page("/api/v1/branches/centro/catalogue", "").await;
        answer.json::<Value>().await.unwrap().to_string()
    };
    let typed = [("seen", "1"), ("name.en", "Notes and coins"), ("expected_minutes", "77"), ("p80_minutes", "99")];
    let part = "/b/centro/office/setup/services/cash";
    let review = html(bank.form(&format!("{part}?lang=en"), &rita, &typed).await, StatusCode::OK).await;
    let (at_once, next) = (review.find("Takes effect at once").unwrap(), review.find("next business day").unwrap());
    assert!(at_once < review.find("Notes and coins").unwrap() && review.find("77 minutes").unwrap() > next, "{review}");
    saved(&bank, part, &rita, &typed).await;
    let start = Instant::now();
    while !catalogue().await.contains("Notes and coins") {
        assert!(start.elapsed() < Duration::from_secs(20), "the words are not there");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!catalogue().await.contains("\"minutes\":77"), "the day keeps its times");
}

#[tokio::test]
async fn the_file_is_exported_imported_and_rules_where_the_editor_is_off() {
    let (bank, gaia, _) = bank().await;
    saved(&bank, POLICY, &gaia, &[("seen", "1"), ("policy.no_show_calls", "3")]).await;
    let mut server = bank.server;
    assert!(server.stop().success());
    let folder = server.kill();
    let url = database(folder.path());
    let out = folder.path().join("exported");
    let words = |arguments: &[&str]| {
        let output = run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    words(&["setup", "export", "--database", &url, "--to", out.to_str().unwrap()]);
    let file = out.join("setup.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("no_show_calls = 3"));
    let file = file.to_str().unwrap();
    assert!(words(&["setup", "import", "--database", &url, file]).contains("is the same"));
    std::fs::write(file, text.replacen("no_show_calls = 3", "no_show_calls = 4", 1)).unwrap();
    let told = words(&["setup", "import", "--database", &url, file]);
    assert!(
        told.contains("policy.no_show_calls: 3 -> 4 (with the next business day)") && told.contains("give --save"),
        "{told}"
    );
    assert!(words(&["setup", "import", "--database", &url, file, "--save"]).contains("saved as version 3"));
    let listed = words(&["setup", "versions", "--database", &url]);
    assert!(listed.contains("import  command-line") && listed.contains("editor  staff:"), "{listed}");
    // The bank's own file is as it was when it was taken: it takes nothing back, unless the editor is off.
    let started = |alone: bool, folder: tempfile::TempDir| {
        let bank = folder.path().join("bank.toml");
        Server::start(folder, |command: &mut Command| {
            command.args(["serve", "--setup"]).arg(&bank);
            if alone { command.arg("--no-editor") } else { command }
        })
    };
    let newest = || words(&["setup", "export", "--database", &url]);
    let mut server = started(false, folder);
    assert!(newest().contains("no_show_calls = 4"));
    assert!(server.stop().success());
    let server = started(true, server.kill());
    assert!(newest().contains("no_show_calls = 2"), "the file rules");
    let gaia = server.sign_in("gaia").await;
    let page = server.request(reqwest::Method::GET, &server.url("/b/centro/office/setup/hours"));
    assert_eq!(page.header("cookie", &gaia.cookie).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let home = server.request(reqwest::Method::GET, &server.url("/b/centro/office/setup"));
    assert_eq!(home.header("cookie", &gaia.cookie).send().await.unwrap().status(), StatusCode::OK);
    assert!(BINARY.exists());
}
