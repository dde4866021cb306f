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

/// A year before today: 36 quarter hours a day of twelve visits each, with waits and services that differ from hour to hour.
const A_YEAR: &str = r#"
    WITH RECURSIVE
        d(day) AS (SELECT 1 UNION ALL SELECT day + 1 FROM d WHERE day < 365),
        q(quarter) AS (SELECT 0 UNION ALL SELECT quarter + 1 FROM q WHERE quarter < 35),
        times(quarter, day, text) AS (SELECT quarter, day,
            '[[' || (60000 + (day * 7919 + quarter * 104729) % 900000) || ',' || (120000 + (day * 31 + quarter * 7907) % 600000) || '],' ||
            '[' || ((day * 13 + quarter * 7001) % 700000) || ',240000],[' || ((day * 17 + quarter * 6007) % 500000) || ',300000]]'
            FROM d, q)
    INSERT INTO report_quarter (branch, day, from_ms, arrivals, served, no_shows, cancelled, day_ended, under_way, facts)
    SELECT 'centro', date('now', '-' || day || ' days'),
        (strftime('%s', date('now', '-' || day || ' days')) + 28800 + quarter * 900) * 1000, 12, 12, 0, 0, 0, 0,
        '{"v":[{"s":"cash","l":"C","c":"kiosk","d":"1","e":"served","f":true,"t":' || text || '},' ||
        '{"s":"payments","l":"C","c":"kiosk","d":"2","e":"served","f":true,"t":' || text || '},' ||
        '{"s":"cards","l":"A","c":"visitor","d":"3","e":"served","f":true,"t":' || text || '},' ||
        '{"s":"loan","l":"B","c":"appointment","d":"4","e":"served","f":true,"t":' || text || '}],' ||
        '"d":[{"d":"1","o":900000,"s":700000},{"d":"2","o":900000,"s":650000},{"d":"3","o":900000,"b":60000,"s":600000},{"d":"4","o":900000,"s":820000}]}'
    FROM times"#;

#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn a_year_of_a_busy_branch_is_reported_in_300_milliseconds() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    change(&server.database(), A_YEAR).await;
    let today = jiff::Zoned::now().date();
    let from = today.checked_sub(jiff::ToSpan::days(365)).unwrap();
    let figures = format!("/api/v1/branches/centro/reports/figures?from={from}&to={today}");
    let report: serde_json::Value = gaia.get(&figures).await.json().await.unwrap();
    let served = report["kpis"].as_array().unwrap().iter().find(|kpi| kpi["kpi"] == "served").unwrap();
    assert!(served["value"].as_f64().unwrap() > 150_000.0, "{served}");
    let of_cash = format!("{figures}&service=cash");
    within(&gaia, &[&figures, &of_cash], Duration::from_millis(300)).await;
}
