//! The manager's figures: as JSON, as files, as a page; after a kill, and against the journal.

use super::program::{BINARY, Server, Session, complaint, database, problem, run};
use serde_json::Value;
use sqlx::{Connection, Executor, SqliteConnection};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const REPORTS: &str = "/api/v1/branches/centro/reports";

fn kpi<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["kpis"].as_array().unwrap().iter().find(|line| line["kpi"] == name).unwrap()
}

/// Asks for the figures until they are as wanted: they are written within seconds.
async fn until(person: &Session<'_>, query: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let mut report = Value::Null;
    for _ in 0..300 {
        report = person.get(&format!("{REPORTS}/figures{query}")).await.json().await.unwrap();
        if wanted(&report) {
            return report;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the figures never were as wanted: {report}");
}

/// Three visitors: one is served, one leaves, one waits.
async fn a_morning(server: &Server) {
    let anna = server.sign_in("anna").await;
    server.issue("cash").await;
    let second = server.issue("cash").await;
    server.issue("mortgage").await;
    for command in ["open", "next", "start", "finish"] {
        anna.press("1", command).await;
    }
    anna.does(&format!("tickets/{}/cancel", second["id"]), &serde_json::json!({})).await;
}

fn is_written(report: &Value) -> bool {
    kpi(report, "served")["value"] == 1.0 && kpi(report, "cancelled")["value"].as_f64().is_some_and(|part| part > 30.0)
}

#[tokio::test]
async fn a_manager_sees_what_happened_within_seconds_each_figure_with_its_count_and_its_interval() {
    let server = Server::demo();
    a_morning(&server).await;
    let gaia = server.sign_in("gaia").await;
    let report = until(&gaia, "", is_written).await;
    assert_eq!(report["time_zone"], "Europe/Rome");
    assert_eq!(kpi(&report, "arrivals")["value"], 3.0);
    let left = kpi(&report, "abandonment");
    assert_eq!((&left["n"], &left["unit"]), (&Value::from(3), &Value::from("percent")));
    assert!((left["value"].as_f64().unwrap() - 33.33).abs() < 0.01);
    // Wilson's interval of 1 of 3.
    assert!(
        (left["low"].as_f64().unwrap() - 6.15).abs() < 0.01 && (left["high"].as_f64().unwrap() - 79.23).abs() < 0.01
    );
    let cash = until(&gaia, "?service=cash", |report| kpi(report, "arrivals")["value"] == 2.0).await;
    assert!(cash["kpis"].as_array().unwrap().iter().all(|line| line["kpi"] != "open_cases"), "cases have no service");
    let visits = gaia.get(&format!("{REPORTS}/visits.csv?service=cash")).await.text().await.unwrap();
    let letter = &visits.lines().nth(1).unwrap().split(',').nth(1).unwrap()[..1];
    let of_letter = until(&gaia, &format!("?letter={letter}"), |report| kpi(report, "arrivals")["value"] == 2.0).await;
    assert!(
        of_letter["kpis"].as_array().unwrap().iter().all(|line| line["kpi"] != "open_cases"),
        "cases have no letter"
    );
    let never: Value =
        gaia.get(&format!("{REPORTS}/figures?from=2020-01-01&to=2020-01-31")).await.json().await.unwrap();
    assert_eq!(
        (&kpi(&never, "abandonment")["value"], &kpi(&never, "abandonment")["n"]),
        (&Value::Null, &Value::from(0))
    );

    let page = gaia.get("/b/centro/office/reports?lang=en").await.text().await.unwrap();
    for words in ["Today and before", "role=\"img\"", "33.3\u{a0}%", "Most came from", "Europe/Rome", "visits.xlsx"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for words in [
        "By letter",
        "Every letter",
        "Targets in force",
        "from the first set-up on",
        "figures.pdf",
        "The forecast against what came",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Anna"), "no figure is of one person");
    let how = gaia.get("/b/centro/office/reports/how?lang=it").await.text().await.unwrap();
    assert!(how.contains("Wilson"), "{how}");
    for (span, words) in [("week", "By day"), ("month", "By service")] {
        let page =
            gaia.get(&format!("/b/centro/office/reports?lang=en&span={span}&desk=1")).await.text().await.unwrap();
        assert!(page.contains(words), "{span}: {page}");
    }
}

#[tokio::test]
async fn visits_quarter_hours_and_figures_are_files_with_typed_columns_and_the_audit_knows_of_them() {
    let server = Server::demo();
    a_morning(&server).await;
    let gaia = server.sign_in("gaia").await;
    until(&gaia, "", is_written).await;
    let visits = gaia.get(&format!("{REPORTS}/visits.csv")).await;
    assert_eq!(visits.headers()["content-type"], "text/csv; charset=utf-8");
    assert!(visits.headers()["content-disposition"].to_str().unwrap().contains("visits-centro-"));
    let visits = visits.text().await.unwrap();
    let head = "day,ticket,leg,service,desk,channel,priority,booked (Europe/Rome),issued (Europe/Rome),";
    assert!(visits.starts_with(head), "{visits}");
    let rows: Vec<Vec<&str>> = visits.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let ends: Vec<&str> = rows.iter().map(|row| *row.last().unwrap()).collect();
    assert_eq!(ends, ["served", "cancelled", "under-way"]);
    assert_eq!((rows[0][4], rows[0][5], rows[0][6]), ("1", "kiosk", "false"));
    assert!(rows[0][8].contains("+0"), "a time has its offset: {}", rows[0][8]);
    let only = gaia.get(&format!("{REPORTS}/visits.csv?service=mortgage")).await.text().await.unwrap();
    assert_eq!(only.lines().count(), 2, "{only}");
    let letter = &rows[0][1][..1];
    let of_letter = gaia.get(&format!("{REPORTS}/visits.csv?letter={letter}")).await.text().await.unwrap();
    let same = rows.iter().filter(|row| row[1].starts_with(letter)).count();
    assert!(same < rows.len() && of_letter.lines().count() == same + 1, "{of_letter}");
    let quarters = gaia.get(&format!("{REPORTS}/quarters.csv")).await.text().await.unwrap();
    assert!(quarters.starts_with("day,from (Europe/Rome),arrivals,served,"), "{quarters}");
    let figures = gaia.get(&format!("{REPORTS}/figures.csv")).await.text().await.unwrap();
    assert!(figures.contains(",Europe/Rome,abandonment,percent,3,33.33"), "{figures}");
    for file in ["visits", "quarters", "figures"] {
        let answer = gaia.get(&format!("{REPORTS}/{file}.xlsx")).await;
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        assert!(kind.contains("spreadsheetml"), "{kind}");
        assert!(answer.bytes().await.unwrap().starts_with(b"PK"), "{file}");
    }
    let paper = gaia.get(&format!("{REPORTS}/figures.pdf?lang=en")).await;
    assert_eq!(paper.headers()["content-type"], "application/pdf");
    let paper = lopdf::Document::load_mem(&paper.bytes().await.unwrap()).unwrap();
    let pages: Vec<u32> = paper.get_pages().keys().copied().collect();
    let words: String = paper.extract_text(&pages).unwrap().split_whitespace().collect();
    for part in ["Keyfigures", "Leftorno-show", "Targetsinforce", "33.3"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let place = database(server.database().parent().unwrap());
    let listed = run(&["audit", "list", "--branch", "centro", "--database", &place]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("data_exported") && listed.contains("report:visits from:"), "{listed}");
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_with_its_field_and_what_to_write() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    for (query, field) in [
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("from=2026-11-24&to=2026-11-23", "to"),
        ("from=2020-01-01&to=2026-01-01", "to"),
        ("from=-9999-01-01&to=9999-12-31", "from"),
        ("service=gold", "service"),
        ("desk=99", "desk"),
        ("channel=telepathy", "channel"),
        ("letter=a", "letter"),
        ("letter=AA", "letter"),
    ] {
        let answer = gaia.get(&format!("{REPORTS}/figures?{query}")).await;
        assert_eq!(answer.status(), 422, "{query}");
        let said: Value = answer.json().await.unwrap();
        assert_eq!(said["code"], "field_invalid", "{query}");
        assert!(said["detail"].as_str().unwrap().starts_with(&format!("{field}: ")), "{query}: {said}");
    }
    let long = gaia.get(&format!("{REPORTS}/visits.csv?from=2026-01-01&to=2026-06-30")).await;
    assert!(long.text().await.unwrap().contains("at most 93 days"));
    for unknown in ["staff.csv", "visits.pdf", "visits"] {
        let (status, code) = problem(gaia.get(&format!("{REPORTS}/{unknown}")).await).await;
        assert_eq!((status, code.as_str()), (404, "report_unknown"), "{unknown}");
    }
    // A page shows the nearest that can be meant.
    let page = gaia.get("/b/centro/office/reports?lang=en&span=era&day=soon&service=gold&desk=x&channel=y").await;
    assert_eq!(page.status(), 200);
    let page = gaia.get("/b/centro/office/reports?lang=en&span=month&day=-9999-01-01").await;
    assert_eq!(page.status(), 200);
    let anna = server.sign_in("anna").await;
    for path in [&format!("{REPORTS}/figures"), &format!("{REPORTS}/visits.csv")] {
        assert_eq!(anna.get(path).await.status(), 403, "a CSR has no reports");
    }
}

#[tokio::test]
async fn a_kill_leaves_no_gap_in_the_figures() {
    let server = Server::demo();
    a_morning(&server).await;
    let server = server.kill_and_restart();
    let gaia = server.sign_in("gaia").await;
    until(&gaia, "", is_written).await;
    server.issue("cash").await;
    until(&gaia, "", |report| kpi(report, "arrivals")["value"] == 4.0).await;
}

async fn change(folder: &Path, sql: &'static str) {
    let mut connection = SqliteConnection::connect(&database(folder)).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn figures_that_differ_from_the_journal_are_found_by_verify_and_mended_by_rebuild() {
    let mut server = Server::demo();
    a_morning(&server).await;
    // What happened just before a stop is written.
    assert!(server.stop().success());
    let place = server.kill();
    let at = database(place.path());
    let verify = || {
        let output = run(&["verify", "--database", &at]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(verify().ends_with("nothing is amiss\n"), "{}", verify());
    change(place.path(), "UPDATE report_visit SET outcome = 'served'; DELETE FROM report_quarter").await;
    let found = verify();
    assert!(found.contains("the figures differ from the journal: 2 visits, "), "{found}");
    assert!(found.contains("sportello reports rebuild"), "{found}");
    let nowhere = run(&["reports", "rebuild", "--branch", "porto", "--database", &at]);
    assert!(complaint(&nowhere).contains("no branch \"porto\"; it has centro"), "{}", complaint(&nowhere));
    for _ in 0..2 {
        let rebuilt = run(&["reports", "rebuild", "--database", &at]);
        assert_eq!(String::from_utf8_lossy(&rebuilt.stdout), "centro: 1 day\n");
        assert!(verify().ends_with("nothing is amiss\n"), "{}", verify());
    }
}

#[tokio::test]
async fn the_reports_of_a_demo_show_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--listen", "127.0.0.1:0"]).env("TMPDIR", folder.path());
    let server = Server::spawn(command, folder);
    let gaia = server.sign_in("gaia").await;
    let report = until(&gaia, "?from=2000-01-01&to=2000-01-02", |report| report["kpis"].is_array()).await;
    assert_eq!(kpi(&report, "arrivals")["value"], 0.0);
    let today: Value = gaia.get(&format!("{REPORTS}/figures")).await.json().await.unwrap();
    let today: jiff::civil::Date = today["to"].as_str().unwrap().parse().unwrap();
    let from = today.checked_sub(jiff::ToSpan::days(28)).unwrap();
    let whole = |report: &Value| kpi(report, "served")["value"].as_f64().is_some_and(|served| served > 1_000.0);
    let report = until(&gaia, &format!("?from={from}&to={today}"), whole).await;
    assert!(kpi(&report, "occupancy")["value"].as_f64().unwrap() > 10.0, "{report}");
    let week_ago = today.checked_sub(jiff::ToSpan::days(7)).unwrap();
    // The days are written one after the other.
    let looking = async {
        loop {
            let page = gaia.get(&format!("/b/centro/office/reports?lang=en&span=week&day={week_ago}")).await;
            let page = page.text().await.unwrap();
            if page.contains("Busiest: ") && page.contains("By day") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), looking).await.expect("the week is drawn");
}
