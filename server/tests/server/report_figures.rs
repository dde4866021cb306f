//! What the issues of the manager's figures ask in milliseconds, measured at the real program: `make bench` tries it at the release.

use super::backup::change;
use super::figures::{is_release, percentile};
use super::program::{BINARY, Server, Session};
use reqwest::StatusCode;
use serde_json::Value;
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

/// Asks for each path so often, and holds the release to a limit. The first answers are not counted.
async fn within(person: &Session<'_>, paths: &[&str], limit: Duration) {
    for path in paths {
        let mut times = Vec::new();
        for _ in 0..32 {
            let began = Instant::now();
            let answer = person.get(path).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            answer.bytes().await.unwrap();
            times.push(began.elapsed());
        }
        let mut times = times.split_off(2);
        let (p50, most) = (percentile(&mut times, 50), percentile(&mut times, 100));
        println!("{path}: {p50:?} (median), {most:?} (longest of {})", times.len());
        assert!(!is_release() || p50 < limit, "{path}: {p50:?}");
    }
}

async fn served(gaia: &Session<'_>, query: &str) -> f64 {
    let report: Value =
        gaia.get(&format!("/api/v1/branches/centro/reports/figures{query}")).await.json().await.unwrap();
    let line = report["kpis"].as_array().into_iter().flatten().find(|line| line["kpi"] == "served");
    line.and_then(|line| line["value"].as_f64()).unwrap_or_default()
}

/// The demo's four weeks, of which its days before are copies.
#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn a_year_of_a_branch_is_reported_in_300_milliseconds() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--listen", "127.0.0.1:0"]).env("TMPDIR", folder.path());
    let server = Server::spawn(command, folder);
    let gaia = server.sign_in("gaia").await;
    let today: Value = gaia.get("/api/v1/branches/centro/reports/figures").await.json().await.unwrap();
    let today: jiff::civil::Date = today["to"].as_str().unwrap().parse().unwrap();
    let from = |days: i64| today.checked_sub(jiff::ToSpan::days(days)).unwrap();
    let month = format!("?from={}&to={}", from(28), from(1));
    let mut counted = (0.0, served(&gaia, &month).await);
    // The days are written one after the other; the last is there when nothing is added any more.
    while counted.0 < counted.1 || counted.1 < 1_000.0 {
        tokio::time::sleep(Duration::from_secs(2)).await;
        counted = (counted.1, served(&gaia, &month).await);
    }
    let place = server.database().parent().unwrap().to_owned();
    let own = std::fs::read_dir(place).unwrap().next().unwrap().unwrap().path();
    change(
        &own.join("demo.db"),
        "CREATE TEMP TABLE weeks AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
            SELECT i, i * 28 * 86400000 AS ms FROM n;
         INSERT OR IGNORE INTO report_quarter SELECT branch, date(day, '-' || i * 28 || ' days'), from_ms - ms, arrivals, served, no_shows,
            cancelled, day_ended, under_way, facts FROM report_quarter, weeks;
         INSERT OR IGNORE INTO report_visit SELECT branch, date(day, '-' || i * 28 || ' days'), ticket, leg, number, service, desk, channel,
            priority, booked_ms - ms, issued_ms - ms, called_ms - ms, started_ms - ms, finished_ms - ms, outcome
            FROM report_visit, weeks",
    )
    .await;
    let year = format!("?from={}&to={}", from(364), from(1));
    println!("{} visits served in the year", served(&gaia, &year).await);
    let figures = format!("/api/v1/branches/centro/reports/figures{year}");
    let page = format!("/b/centro/office/reports{year}&lang=en");
    within(&gaia, &[&figures, &page], Duration::from_millis(300)).await;
}

#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn a_bank_of_5000_branches_is_shown_in_500_milliseconds() {
    let setup = Command::new(&*BINARY).arg("setup").output().unwrap();
    let mut bank = String::from_utf8(setup.stdout).unwrap();
    let (begin, end) = (bank.find("[[branch]]").unwrap(), bank.find("[[desk_kind]]").unwrap());
    let branch = bank[begin..end].to_owned();
    for number in 1..5_000 {
        let _ = write!(bank, "\n{}", branch.replacen("id = \"centro\"", &format!("id = \"b{number}\""), 1));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, bank).unwrap();
    let server = Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file));
    change(
        &server.database(),
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999), d(j) AS (SELECT 1 UNION ALL SELECT j + 1 FROM d WHERE j < 28)
         INSERT INTO report_day (day, branch, arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target, called,
            h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19, h20, h21, h22, h23)
         SELECT date('now', '-' || j || ' days'), 'b' || i, 150 + i % 60, 150, 140, 6, 4, 100 + (i * 7 + j) % 40, 140, 110, 144,
            0, 0, 0, 0, 0, 0, 0, 20, 25, 20, 15, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0, 0 FROM n, d;
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
         INSERT INTO branch_now (branch, day, seq, at_ms, closed, stopped, waiting, oldest_ms, desks, alerts, server)
         SELECT 'b' || i, date('now'), 40, strftime('%s', 'now') * 1000, 0, 0, i % 12, (strftime('%s', 'now') - 600) * 1000, 4, i % 9 = 0, 'other' FROM n",
    )
    .await;
    let irene = server.sign_in("irene").await;
    let paths = [
        "/office/branches?lang=en",
        "/office/branches?lang=en&by=name&page=20",
        "/api/v1/office/branches",
        "/api/v1/office/branches?q=b4",
    ];
    within(&irene, &paths, Duration::from_millis(500)).await;
}
