//! What the age of a database costs: a start, a call and a snapshot with no old rows, a million, and five.

use super::engine::{Engine, Place};
use super::server::{Server, get};
use super::table::Table;
use super::{bank, latencies, ms, thousands};
use std::time::Instant;

/// Rows of old days, in all.
const STEPS: [usize; 3] = [0, 1_000_000, 5_000_000];
const BRANCHES: usize = 200;
/// Rows of a branch's day: 600 tickets would have some 2,400.
const DAY: usize = 2_500;

pub fn measure(table: &mut Table, engine: Engine) {
    let place = engine.place();
    bank::open(engine, &place, BRANCHES).stop();
    let mut there = 0;
    for rows in STEPS {
        add_old_rows(engine, &place, there, rows);
        there = rows;
        let began = Instant::now();
        let server = Server::start(&place, BRANCHES);
        get(&server.origin, "/readyz");
        let start = ms(began.elapsed());
        let began = Instant::now();
        get(&server.origin, "/api/v1/branches/b7/view/lobby");
        let first = ms(began.elapsed());
        let calls = server.load(&["calls", "--seconds", "5", "--branches", "8", "--user", bank::CSRS]);
        let snapshot = median_snapshot(&server);
        let figures = format!(
            "start {start:.0} ms; a branch's first snapshot {first:.1} ms, any other {snapshot:.2} ms; *Call next* {}",
            latencies(&calls["kinds"]["next"])
        );
        let row = format!("{}, journal of {} old rows", engine.title(), thousands(rows));
        table.row(&row, &figures, "the same");
        server.stop();
    }
}

fn median_snapshot(server: &Server) -> f64 {
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let began = Instant::now();
            get(&server.origin, "/api/v1/branches/b7/view/kiosk");
            ms(began.elapsed())
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Old days straight into the tables, from the row `from` up to `to`, branch by branch as the keys are sorted. Their
/// keys are scattered as a kiosk's are; their text is as long as a ticket's.
fn add_old_rows(engine: Engine, place: &Place, from: usize, to: usize) {
    if from == to {
        return;
    }
    let (first, last) = (from / BRANCHES, to / BRANCHES - 1);
    let (series, date, scatter) = match engine {
        Engine::Sqlite => (
            format!("WITH RECURSIVE old (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM old WHERE n < {last})"),
            format!("date('2001-01-01', '+' || (n / {DAY}) || ' days')"),
            "printf('load-%016x-%d', (n * 2654435761) % 1073741824 * 4294967296 + n, n)".to_owned(),
        ),
        Engine::Postgres => (
            format!("WITH old AS (SELECT generate_series({first}::bigint, {last}) AS n)"),
            format!("to_char(date '2001-01-01' + (n / {DAY})::int, 'YYYY-MM-DD')"),
            "'load-' || to_hex((n * 2654435761) % 4294967296) || '-' || n".to_owned(),
        ),
    };
    let mut statements = match engine {
        Engine::Sqlite => vec!["PRAGMA synchronous = OFF".to_owned(), "PRAGMA cache_size = -200000".to_owned()],
        Engine::Postgres => vec!["SET synchronous_commit = off".to_owned()],
    };
    let mut branches: Vec<String> = (1..BRANCHES).map(|number| format!("b{number}")).collect();
    branches.push("centro".to_owned());
    branches.sort();
    for branch in branches {
        statements.push(format!(
            "{series} INSERT INTO journal (branch, day, seq, request_key, at_ms, actor, command, events)
             SELECT '{branch}', {date}, n % {DAY} + 1, {scatter}, 978307200000 + n * 1000, 'kiosk', '{COMMAND}',
                    '{EVENTS}' FROM old ORDER BY 2, 3"
        ));
    }
    if engine == Engine::Postgres {
        statements.push("ANALYZE journal".to_owned());
    }
    engine.run(place, &statements);
}

const COMMAND: &str = r#"{"command":"issue","service":"current_account","language":"it","priority":false,"documents":[],"token":"00000000000000000000000000000000"}"#;
const EVENTS: &str = r#"[{"event":"ticket_issued","ticket":1,"number":{"letter":"A","count":1},"service":"current_account","language":"it","priority":false,"documents":[],"token":"00000000000000000000000000000000","due":1795339800000,"ahead":12,"at":1795339800000}]"#;
