//! `sportello demo`: it begins with four weeks of history and plays the day, on its own database only.

use super::program::{BINARY, Server};
use reqwest::StatusCode;
use serde_json::Value;
use std::process::Command;
use std::time::Duration;

/// How often a test looks whether something has happened.
const LOOK: Duration = Duration::from_millis(100);

/// A demo on a database of its own, which lies somewhere in `folder`.
fn own_demo(folder: tempfile::TempDir, more: &[&str]) -> Server {
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--listen", "127.0.0.1:0"]).args(more).env("TMPDIR", folder.path());
    Server::spawn(command, folder)
}

/// Asks for a snapshot until it is as wanted; the snapshot.
async fn until(server: &Server, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..600 {
        let snapshot: Value = server.get(path).await.json().await.unwrap();
        if wanted(&snapshot) {
            return snapshot;
        }
        tokio::time::sleep(LOOK).await;
    }
    panic!("{path} never was as wanted");
}

fn calls(lobby: &Value) -> usize {
    lobby["calls"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn a_demo_plays_its_day_on_a_history_in_which_nothing_is_amiss() {
    let server = own_demo(tempfile::tempdir().unwrap(), &["--pace", "60"]);
    until(&server, "/api/v1/branches/centro/view/lobby", |lobby| calls(lobby) >= 3).await;
    let place = server.database().parent().unwrap().to_owned();
    let folder = std::fs::read_dir(place).unwrap().next().unwrap().unwrap().path();
    let database = format!("sqlite://{}", folder.join("demo.db").display());
    let checked = Command::new(&*BINARY).args(["verify", "--database", &database]).output().unwrap();
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && said.contains("nothing is amiss"), "{said}");
    let days: u64 = said.split(" days").next().and_then(|before| before.rsplit(' ').next()?.parse().ok()).unwrap();
    assert!((15..=22).contains(&days), "four weeks of opening days: {said}");
    let gaia = server.sign_in("gaia").await;
    let said = gaia.get("/b/centro/office/feedback?lang=en").await.text().await.unwrap();
    assert!(said.contains("Satisfaction (CSAT)") && !said.contains("No comments."), "{said}");
    let to_do = gaia.get("/b/centro/office/to-do?lang=en").await.text().await.unwrap();
    assert!(to_do.contains("office/complaints/") || to_do.contains("office/cases/"), "{to_do}");
}

#[tokio::test]
async fn whoever_signs_in_takes_a_played_desk_over_and_the_player_leaves_it() {
    let server = own_demo(tempfile::tempdir().unwrap(), &["--pace", "60"]);
    let anna = server.sign_in("anna").await;
    let taken = |choice: &Value| {
        let taken = choice["desks"].as_array()?.iter().find(|desk| !desk["csr"].is_null())?;
        Some(taken["id"].as_str()?.to_owned())
    };
    let mut desk = taken(&anna.view("desk").await);
    while desk.is_none() {
        tokio::time::sleep(LOOK).await;
        desk = taken(&anna.view("desk").await);
    }
    let desk = desk.unwrap();
    let page = anna.get(&format!("/b/centro/desk/{desk}?lang=en")).await.text().await.unwrap();
    assert!(page.contains("The demo plays this desk") && page.contains("Take over"));
    assert_eq!(anna.desk(&desk, "take-over").await.status(), StatusCode::OK);
    // The other players go on: when they have called some more, the player of this desk has looked at it too.
    let lobby = "/api/v1/branches/centro/view/lobby";
    let before = until(&server, lobby, |_| true).await["calls"][0]["seq"].as_u64().unwrap_or(0);
    until(&server, lobby, |lobby| lobby["calls"][0]["seq"].as_u64().is_some_and(|seq| seq >= before + 4)).await;
    assert_eq!(anna.view(&format!("desk/{desk}")).await["csr"]["name"], "Anna");
}

#[tokio::test]
async fn a_demo_on_a_given_database_and_a_quiet_one_play_nothing() {
    let quiet = own_demo(tempfile::tempdir().unwrap(), &["--quiet"]);
    for server in [Server::demo(), quiet] {
        let page = server.get("/?lang=en").await.text().await.unwrap();
        assert!(page.contains("The branch in three minutes") && !page.contains("The demo plays"), "{page}");
        assert_eq!(server.issue("cash").await["number"], "A001", "nobody was there before");
        let anna = server.sign_in("anna").await;
        let choice = anna.view("desk").await;
        let desks = choice["desks"].as_array().unwrap();
        assert!(desks.iter().all(|desk| desk["csr"].is_null()), "{choice}");
    }
}

#[tokio::test]
async fn the_tour_gives_a_ticket_and_leads_to_its_page() {
    let server = Server::demo();
    let answer = server
        .request(reqwest::Method::POST, &server.url("/b/centro/demo-ticket"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("language=en")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let place = answer.url().clone();
    assert!(place.path().starts_with("/t/") && place.query() == Some("lang=en"), "{place}");
}
