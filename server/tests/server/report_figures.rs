//! What head office is asked for in milliseconds, measured at the real program: `make bench` tries it at the release.

use super::backup::change;
use super::figures::{is_release, percentile};
use super::program::{BINARY, Server, Session};
use reqwest::StatusCode;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testing::postgres::fresh_database;

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
        let [p50, p99, most] = [50, 99, 100].map(|hundredths| percentile(&mut times, hundredths));
        println!("{path}: {p50:?} (median), {p99:?} (p99), {most:?} (longest of {})", times.len());
        assert!(!is_release() || p50 < limit, "{path}: {p50:?}");
    }
}

/// The carried set-up with so many branches, `centro`, `b1`, `b2`, ..., and the folder that it lies in.
fn bank_of(branches: usize) -> (TempDir, PathBuf) {
    let setup = Command::new(&*BINARY).arg("setup").output().unwrap();
    let mut bank = String::from_utf8(setup.stdout).unwrap();
    let (begin, end) = (bank.find("[[branch]]").unwrap(), bank.find("[[desk_kind]]").unwrap());
    let branch = bank[begin..end].to_owned();
    for number in 1..branches {
        let _ = write!(bank, "\n{}", branch.replacen("id = \"centro\"", &format!("id = \"b{number}\""), 1));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, bank).unwrap();
    (folder, file)
}

#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn a_bank_of_5000_branches_is_shown_in_500_milliseconds() {
    let (folder, file) = bank_of(5_000);
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

/// The branches of [`years`] without the first, which is `centro`.
const OTHERS: i64 = 199;
/// The open days of the weeks that the head office's page is of.
const FOUR_WEEKS: usize = 20;

/// A year of each of 200 branches, on both engines: 261 open days of 32 quarter hours, three visits in each. That is 1,670,400 rows of
/// quarter hours, 52,200 of days and as many of feedback, and 384,000 of visits, which are those of the last four weeks: no page of the
/// head office reads a visit.
fn years(now: &jiff::Zoned) -> String {
    let today = now.date();
    let before = (1..=365).map(|ago| today.checked_sub(jiff::ToSpan::days(ago)).unwrap());
    let open = before.filter(|date| date.weekday().to_monday_zero_offset() < 5);
    let row = |(nth, date): (usize, jiff::civil::Date)| {
        let eight = date.at(8, 0, 0, 0).in_tz("UTC").unwrap().timestamp().as_millisecond();
        format!("({nth}, '{date}', {eight})")
    };
    let days: Vec<String> = (0..).zip(open).map(row).collect();
    let now = now.timestamp().as_millisecond();
    format!(
        r#"
    CREATE TEMPORARY TABLE place (i BIGINT, branch TEXT);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {OTHERS})
    INSERT INTO place SELECT i, CASE WHEN i = 0 THEN 'centro' ELSE 'b' || i END FROM n;
    CREATE TEMPORARY TABLE open_day (j BIGINT, day TEXT, eight_ms BIGINT);
    INSERT INTO open_day VALUES {days};
    WITH RECURSIVE
        q(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM q WHERE k < 31),
        times(branch, day, from_ms, text) AS (SELECT branch, day, eight_ms + k * 900000,
            '[[' || (60000 + (j * 7919 + k * 104729 + i * 31) % 900000) || ',' || (120000 + (j * 31 + k * 7907 + i) % 600000) || ']]'
            FROM place, open_day, q)
    INSERT INTO report_quarter (branch, day, from_ms, arrivals, served, no_shows, cancelled, day_ended, under_way, facts)
    SELECT branch, day, from_ms, 3, 3, 0, 0, 0, 0,
        '{{"v":[{{"s":"cash","l":"C","c":"kiosk","d":"1","e":"served","f":true,"t":' || text || '}},' ||
        '{{"s":"payments","l":"C","c":"visitor","d":"2","e":"served","f":true,"t":' || text || '}},' ||
        '{{"s":"loan","l":"B","c":"appointment","d":"4","e":"served","f":true,"t":' || text || '}}],' ||
        '"d":[{{"d":"1","o":900000,"s":700000}},{{"d":"2","o":900000,"s":650000}},{{"d":"4","o":900000,"s":820000}}]}}'
    FROM times;
    INSERT INTO report_day (day, branch, arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target, called,
        h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19, h20, h21, h22, h23)
    SELECT day, branch, 96, 96, 96, 0, 0, 60 + (i * 7 + j) % 30, 96, 70, 96,
        0, 0, 0, 0, 0, 0, 0, 0, 12, 12, 12, 12, 12, 12, 12, 12, 0, 0, 0, 0, 0, 0, 0, 0 FROM place, open_day;
    INSERT INTO feedback_day (day, branch, satisfied, answers) SELECT day, branch, 5 + (i + j) % 5, 10 FROM place, open_day;
    WITH RECURSIVE v(ticket) AS (SELECT 1 UNION ALL SELECT ticket + 1 FROM v WHERE ticket < 96)
    INSERT INTO report_visit (branch, day, ticket, leg, number, service, desk, channel, priority, issued_ms, called_ms, started_ms, finished_ms, outcome)
    SELECT branch, day, ticket, 0, 'C' || ticket, 'cash', '1', 'kiosk', FALSE, eight_ms + ticket * 300000, eight_ms + ticket * 300000 + 240000,
        eight_ms + ticket * 300000 + 270000, eight_ms + ticket * 300000 + 540000, 'served' FROM place, open_day, v WHERE j < {FOUR_WEEKS};
    INSERT INTO branch_now (branch, day, seq, at_ms, closed, stopped, waiting, oldest_ms, desks, alerts, server)
    SELECT branch, '{today}', 40, {now}, FALSE, FALSE, i % 12, {now} - 600000, 4, i % 3, 'other' FROM place WHERE i > 0;
    ANALYZE"#,
        days = days.join(", ")
    )
}

#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn a_year_of_200_branches_is_reported_in_two_seconds() {
    let now = jiff::Zoned::now();
    let today = now.date();
    let from = today.checked_sub(jiff::ToSpan::days(365)).unwrap();
    let figures = format!("/api/v1/branches/b7/reports/figures?from={from}&to={today}");
    let paths = [
        "/office/branches?lang=en",
        "/office/branches?lang=en&by=name&page=4",
        "/api/v1/office/branches",
        "/api/v1/office/branches?most=200&by=satisfied",
        &figures,
    ];
    let years = || AssertSqlSafe(years(&now));
    for engine in ["SQLite", "PostgreSQL"] {
        println!("{engine}");
        let (folder, file) = bank_of(200);
        let server = if engine == "SQLite" {
            let server = Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file));
            let place = format!("sqlite://{}", server.database().display());
            SqliteConnection::connect(&place).await.unwrap().execute(years()).await.unwrap();
            server
        } else {
            let url = fresh_database().await;
            let mut command = Command::new(&*BINARY);
            command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--database", &url, "--setup"]).arg(&file);
            let server = Server::spawn(command, folder);
            PgConnection::connect(&url).await.unwrap().execute(years()).await.unwrap();
            server
        };
        let irene = server.sign_in("irene").await;
        let bank: serde_json::Value = irene.get("/api/v1/office/branches?most=200").await.json().await.unwrap();
        let rows = bank["branches"].as_array().unwrap();
        assert_eq!((rows.len(), &bank["sums"]["branches"]), (200, &serde_json::Value::from(200)));
        let arrivals = rows.iter().map(|row| row["arrivals"].as_u64().unwrap());
        assert!(arrivals.min().unwrap() >= 19 * 96, "each has its four weeks: {bank}");
        let report: serde_json::Value = irene.get(&figures).await.json().await.unwrap();
        let served = report["kpis"].as_array().unwrap().iter().find(|kpi| kpi["kpi"] == "served").unwrap();
        assert!(served["value"].as_f64().unwrap() > 24_000.0, "{served}");
        within(&irene, &paths, Duration::from_secs(2)).await;
    }
}
