//! A change of the set-up for many branches: shown, made to group after group, taken back; killed in between.

use super::closed::Branch;
use super::program::run;
use super::setup_editor::{html, with_admin};
use reqwest::{Method, Response, StatusCode};
use std::time::Duration;

const OFFICE: &str = "/b/centro/office/setup";

/// A bank of `centro`, `porto` and `luna`, which is closed on the day of its patron; with the cookies of a manager and an admin.
async fn bank() -> (Branch, String, String) {
    let text = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let (begin, end) = (text.find("[[branch]]").unwrap(), text.find("[[desk_kind]]").unwrap());
    let luna = text[begin..end].replacen("id = \"centro\"", "id = \"luna\"", 1);
    let luna = luna.replacen("\"12-26\"]", "\"12-26\", \"06-24\"]", 1);
    assert!(luna.contains("06-24"));
    with_admin(Branch::with_security(&format!("open_devices = false\n{luna}")).await).await
}

async fn get(bank: &Branch, cookie: &str, page: &str) -> String {
    html(bank.page(&format!("{OFFICE}{page}"), cookie).await, StatusCode::OK).await
}

/// The value of a hidden field.
fn hidden(html: &str, name: &str) -> String {
    let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {html}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The form of the hours as the set-up has them, with these special days.
fn hours(special: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for day in ["mon", "tue", "wed", "thu", "fri"] {
        for (at, open, close) in [(0, "08:30", "13:30"), (1, "14:45", "16:15")] {
            fields.push((format!("hours.{day}.{at}.open"), open.to_owned()));
            fields.push((format!("hours.{day}.{at}.close"), close.to_owned()));
        }
    }
    let closed =
        "01-01\n01-06\neaster-monday\n04-25\n05-01\n06-02\n08-15\n10-04\n11-01\n12-08\n12-25\n12-26".to_owned();
    fields.extend([("closed_on".to_owned(), closed), ("special_hours".to_owned(), special.to_owned())]);
    fields
}

fn policy(calls: &str) -> Vec<(String, String)> {
    vec![("policy.no_show_calls".to_owned(), calls.to_owned())]
}

fn lent<'a>(fields: &'a [(String, String)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(more.iter().copied()).collect()
}

/// Fills in the form of one branch, chooses "For many branches", and begins with these groups. Returns the answer.
async fn begun(
    bank: &Branch,
    cookie: &str,
    part: &str,
    fields: &[(String, String)],
    groups: &[(&str, &str)],
) -> Response {
    let address = format!("{OFFICE}/{part}?lang=en");
    let review = html(bank.form(&address, cookie, &lent(fields, &[("seen", "1")])).await, StatusCode::OK).await;
    assert!(review.contains("name=\"do\" value=\"spread\""), "{review}");
    let spread = bank.form(&address, cookie, &lent(fields, &[("seen", "1"), ("do", "spread")])).await;
    let key = hidden(&html(spread, StatusCode::OK).await, "key");
    let own: Vec<_> = fields.iter().map(|(name, value)| (format!("field.{name}"), value.clone())).collect();
    let more = [&[("seen", "1"), ("part", part), ("key", &key), ("name", "San Giovanni")], groups].concat();
    bank.form(&format!("{OFFICE}/rollouts?lang=en"), cookie, &lent(&own, &more)).await
}

async fn turn(bank: &Branch, cookie: &str, seen: &str, group: &str) -> Response {
    let fields = [("do", "turn"), ("seen", seen), ("group", group)];
    bank.form(&format!("{OFFICE}/rollouts/1?lang=en"), cookie, &fields).await
}

#[tokio::test]
async fn a_change_is_shown_made_to_group_after_group_across_a_restart_and_taken_back() {
    let (bank, _, rita) = bank().await;
    let before = get(&bank, &rita, "/export").await;
    let fields = hours("12-24, 12-31, 06-24 08:30-12:00");
    let wrong = begun(&bank, &rita, "hours", &fields, &[("first", "centro, nowhere")]).await;
    let page = html(wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(
        page.contains("These branches are not there: nowhere") && page.contains("value=\"San Giovanni\""),
        "{page}"
    );
    let begun = begun(&bank, &rita, "hours", &fields, &[("first", "centro"), ("rest", "on")]).await;
    assert_eq!(begun.headers()["location"], format!("{OFFICE}/rollouts/1?said=saved&lang=en"));
    let plan = get(&bank, &rita, "/rollouts/1?lang=en&group=2").await;
    assert!(plan.contains("Cannot have it") && plan.contains("06-24"), "{plan}");
    assert!(plan.contains("Will change (1)") && plan.contains("Pilot branches"), "{plan}");
    assert!(plan.contains("Takes effect with the next business day"), "{plan}");
    let only = get(&bank, &rita, "/rollouts/1?lang=en&group=2&only=planned").await;
    assert!(only.contains("(porto)") && !only.contains("(luna)"), "{only}");
    assert_eq!(get(&bank, &rita, "/export").await, before, "nothing is changed yet");
    assert_eq!(turn(&bank, &rita, "1", "1").await.status(), StatusCode::SEE_OTHER);
    let stale = html(turn(&bank, &rita, "1", "2").await, StatusCode::PRECONDITION_FAILED).await;
    assert!(stale.contains("somebody else has acted on it meanwhile") && stale.contains("Changed (1)"), "{stale}");
    let bank = bank.kill_and_restart();
    assert_eq!(turn(&bank, &rita, "2", "2").await.status(), StatusCode::SEE_OTHER);
    let after = get(&bank, &rita, "/export").await;
    assert_eq!(after.matches("[\"12-24\", \"12-31\", \"06-24\"]").count(), 2, "all but the one that refuses");
    let versions = get(&bank, &rita, "/versions?lang=en").await;
    assert_eq!(versions.matches("For many branches: San Giovanni").count(), 2, "{versions}");
    let back = [("do", "back"), ("seen", "3")];
    let answer = bank.form(&format!("{OFFICE}/rollouts/1"), &rita, &back).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(get(&bank, &rita, "/export").await, before);
    let page = get(&bank, &rita, "/rollouts/1?lang=en").await;
    assert!(page.contains("Taken back") && page.contains("Has again what it had"), "{page}");
    assert!(get(&bank, &rita, "/rollouts?lang=en").await.contains("San Giovanni"));
}

#[tokio::test]
async fn what_a_branch_edited_since_stays_and_is_named_when_all_the_others_go_back() {
    let (bank, gaia, rita) = bank().await;
    let begun = begun(&bank, &rita, "policy", &policy("4"), &[("rest", "on")]).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    assert_eq!(turn(&bank, &rita, "1", "1").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(get(&bank, &rita, "/export").await.matches("no_show_calls = 4").count(), 3);
    let own = [("policy.no_show_calls", "5"), ("seen", "2"), ("do", "save")];
    let saved = bank.form(&format!("{OFFICE}/policy"), &gaia, &own).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let back = bank.form(&format!("{OFFICE}/rollouts/1"), &rita, &[("do", "back"), ("seen", "2")]).await;
    assert_eq!(back.status(), StatusCode::SEE_OTHER);
    let page = get(&bank, &rita, "/rollouts/1?lang=en&only=kept").await;
    assert!(page.contains("somebody has edited these branches since"), "{page}");
    assert!(page.contains("(centro)") && page.contains("and it stays: policy.no_show_calls"), "{page}");
    let text = get(&bank, &rita, "/export").await;
    assert_eq!(text.matches("no_show_calls = 5").count(), 1, "theirs is not lost");
    assert_eq!(text.matches("no_show_calls = 2").count(), 2);
    let audit = html(bank.page("/b/centro/office/audit?chain=bank&lang=en", &rita).await, StatusCode::OK).await;
    for line in ["rollout:1 group:1 version:2", "rollout:1 version:4", "Change for many branches begun"] {
        assert!(audit.contains(line), "{line}: {audit}");
    }
    assert!(!audit.contains("San Giovanni"), "the audit holds nothing that anybody wrote");
    let of_branch = bank.page("/b/centro/office/audit?chain=bank&lang=en", &gaia).await;
    assert!(!html(of_branch, StatusCode::OK).await.contains("rollout:1"), "a manager sees the branch's own");
}

#[tokio::test]
async fn only_an_admin_of_the_bank_changes_many_branches() {
    let (bank, gaia, rita) = bank().await;
    let anna = bank.server.sign_in("anna").await.cookie;
    let begun = begun(&bank, &rita, "policy", &policy("4"), &[("rest", "on")]).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    let review = bank.form(&format!("{OFFICE}/policy"), &gaia, &lent(&policy("4"), &[("seen", "1")])).await;
    assert!(!html(review, StatusCode::OK).await.contains("value=\"spread\""));
    for cookie in [&gaia, &anna, ""] {
        for page in ["/rollouts", "/rollouts/1"] {
            let address = format!("{OFFICE}{page}");
            assert_eq!(bank.page(&address, cookie).await.status(), StatusCode::SEE_OTHER, "{page}");
            let sent = bank.form(&address, cookie, &[("do", "turn"), ("seen", "1"), ("group", "1")]).await;
            assert!([StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED].contains(&sent.status()), "{page}");
        }
    }
    let foreign = bank.server.request(Method::POST, &bank.server.url(&format!("{OFFICE}/rollouts/1")));
    let foreign = foreign.header("cookie", &rita).header("sec-fetch-site", "cross-site");
    let foreign = foreign.header("content-type", "application/x-www-form-urlencoded").body("do=back&seen=1");
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(turn(&bank, &rita, "1", "7").await.status(), StatusCode::NOT_FOUND, "there is no such group");
    assert!(get(&bank, &rita, "/export").await.contains("no_show_calls = 2"));
    assert_eq!(bank.page(&format!("{OFFICE}/rollouts/99"), &rita).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_group_whose_server_is_killed_meanwhile_has_one_turn_in_the_end() {
    let (mut bank, _, rita) = bank().await;
    let begun = begun(&bank, &rita, "policy", &policy("4"), &[("rest", "on")]).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    for wait in [0, 15, 60] {
        let seen = hidden(&get(&bank, &rita, "/rollouts/1").await, "seen");
        let fields = format!("do=turn&group=1&seen={seen}");
        let request = bank.server.request(Method::POST, &bank.server.url(&format!("{OFFICE}/rollouts/1")));
        let request = request.header("cookie", &rita).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(fields);
        // Wherever it was killed, the group has had its turn or not.
        let sent = tokio::spawn(request.send());
        tokio::time::sleep(Duration::from_millis(wait)).await;
        bank = bank.kill_and_restart();
        let _ = sent.await;
        let changed = get(&bank, &rita, "/export").await.matches("no_show_calls = 4").count();
        assert!([0, 3].contains(&changed), "{changed} of 3");
    }
    let seen = hidden(&get(&bank, &rita, "/rollouts/1").await, "seen");
    assert_eq!(turn(&bank, &rita, &seen, "1").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(get(&bank, &rita, "/export").await.matches("no_show_calls = 4").count(), 3);
    let versions = get(&bank, &rita, "/versions?lang=en").await;
    assert_eq!(versions.matches("For many branches: San Giovanni").count(), 1, "{versions}");
}
