//! What head office is asked for in milliseconds, measured at the real program: `make bench` tries it at the release.

use super::backup::change;
use super::figures::{is_release, percentile};
use super::program::{BINARY, Server, Session};
use reqwest::StatusCode;
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
