//! The figures of the README: the real program on SQLite and on PostgreSQL, driven by its own `load` command on the
//! same machine.
//!
//! `make bench` builds the release, runs this against it, and writes the table into README.md. It holds no opinion:
//! the aims stand beside the figures. Parts can be named to run them alone (`start`, `sqlite`, `postgres`, `screens`,
//! `growth-sqlite`, `growth-postgres`, `pick`); then the README stays as it is.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod bank;
mod engine;
mod growth;
mod server;
mod table;

use engine::Engine;
use serde_json::Value;
use server::{Server, get};
use std::time::{Duration, Instant};
use table::Table;

const STARTS: usize = 9;
/// Branches whose desks are worked at, at most: a sign-in costs the server 20 ms of a processor, as it should.
const STAFFED: usize = 200;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |part: &str| chosen.is_empty() || chosen.iter().any(|name| name == part);
    let mut table = Table::new();
    if wanted("start") {
        start_and_memory(&mut table);
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if wanted(engine.name()) {
            for branches in [1, 200, 5_000] {
                load(&mut table, engine, branches);
            }
        }
    }
    if wanted("screens") {
        for screens in [100, 1_000, 10_000] {
            fan_out(&mut table, screens);
        }
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if wanted(&format!("growth-{}", engine.name())) {
            growth::measure(&mut table, engine);
        }
    }
    if wanted("pick") {
        table.pick();
    }
    println!("\n{}", table.markdown());
    if chosen.is_empty() {
        table.into_readme();
    }
}

/// From the start of the process to the first answer of /readyz, on a database that is there; and memory then.
fn start_and_memory(table: &mut Table) {
    let mut times = Vec::new();
    let mut resident = 0.0;
    let place = Engine::Sqlite.place();
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = Server::start(&place, 1);
        get(&server.origin, "/readyz");
        times.push(began.elapsed());
        get(&server.origin, "/b/centro/kiosk");
        std::thread::sleep(Duration::from_millis(200));
        resident = server.resident_mb();
    }
    times.sort();
    let (median, slowest) = (ms(times[STARTS / 2]), ms(times[STARTS - 1]));
    table.row("start to ready", &format!("median {median:.0} ms, slowest {slowest:.0} ms of {STARTS}"), "200 ms");
    table.row("resident memory, one branch, after its first page", &format!("{resident:.0} MB"), "40 MB");
}

/// The mixed day, calls and tickets, on one engine with so many branches. In this order: the flood of tickets leaves more
/// people waiting than any branch has seen.
fn load(table: &mut Table, engine: Engine, branches: usize) {
    let place = engine.place();
    let server = bank::open(engine, &place, branches);
    let of = |what: &str| format!("{what}, {}", of_branches(engine, branches));
    let staffed = branches.min(STAFFED);
    let with_desks = staffed.to_string();
    let rate = if branches == 1 { "20" } else { "200" };
    let day = ["day", "--rate", rate, "--staffed", &with_desks, "--desks", "6", "--user", bank::CSRS];
    let day = server.load(&day);
    let screens = thousands(branches * 2 + staffed * 6);
    let figures = ["ticket", "next", "kiosk"].map(|kind| format!("{kind} {}", latencies(&day["kinds"][kind])));
    let row = of(&format!("mixed day, {rate} visitors a second, {screens} screens"));
    table.row(&row, &format!("{}; {}{}", figures.join("; "), used(&day), errors(&day)), "");
    let calls = server.load(&["calls", "--branches", &with_desks, "--user", bank::CSRS]);
    let desks = if staffed == 1 { "1 desk".to_owned() } else { format!("{staffed} desks") };
    table.row(&of(&format!("*Call next* at {desks}, as fast as it is answered")), &told(&calls, "next"), "");
    if branches == 200 {
        let (half, aim) = if engine == Engine::Sqlite { ("5000", "p99 20 ms") } else { ("1500", "") };
        let tickets = server.load(&["tickets", "--connections", "200", "--rate", half]);
        table.row(&of(&format!("tickets, {half} a second")), &told(&tickets, "ticket"), aim);
    }
    let tickets = server.load(&["tickets", "--connections", "200"]);
    let aim = match (engine, branches) {
        (Engine::Sqlite, 200) => "10,000/s",
        (Engine::Postgres, 200) => "3,000/s",
        _ => "",
    };
    table.row(&of("tickets, 200 kiosks, as fast as they are given"), &told(&tickets, "ticket"), aim);
}

/// One call to many screens of one branch.
fn fan_out(table: &mut Table, screens: usize) {
    let server = Server::start(&Engine::Sqlite.place(), 1);
    let report = server.load(&["screens", "--screens", &screens.to_string(), "--pause-ms", "200"]);
    let memory = report["more"]["server memory for each screen, KB"].as_f64().unwrap();
    let aim = match screens {
        1_000 => "p99 30 ms",
        10_000 => "20 KB each",
        _ => "",
    };
    let frames = latencies(&report["kinds"]["frame"]);
    let figures = format!("{frames}; {memory:.1} KB of memory each{}", errors(&report));
    table.row(&format!("*Call next* to the frame on {} screens", thousands(screens)), &figures, aim);
}

fn of_branches(engine: Engine, branches: usize) -> String {
    let branches = if branches == 1 { "1 branch".to_owned() } else { format!("{} branches", thousands(branches)) };
    format!("{}, {branches}", engine.title())
}

/// `4,878/s; p50 11.5 ms, p99 26.2 ms; 190 us of the server's processor each`
fn told(report: &Value, kind: &str) -> String {
    let of = &report["kinds"][kind];
    let (rate, count) = (of["per_second"].as_f64().unwrap(), of["count"].as_f64().unwrap());
    let each = report["server"]["cpu_seconds"].as_f64().unwrap() * 1e6 / count;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is a small positive number")]
    let rate = thousands(rate.round() as usize);
    format!("{rate}/s; {}; {each:.0} µs of the server's processor each{}", latencies(of), errors(report))
}

/// What was not as expected: a server that is too slow for a rate is a figure too.
fn errors(report: &Value) -> String {
    match report["errors"].as_u64().unwrap() {
        0 => String::new(),
        errors => format!("; **{errors} answers missing or wrong**"),
    }
}

fn latencies(of: &Value) -> String {
    let at = |quantile: &str| of[quantile].as_f64().unwrap();
    format!("p50 {:.1} ms, p99 {:.1} ms", at("p50_ms"), at("p99_ms"))
}

/// What the server used while it was driven.
fn used(report: &Value) -> String {
    let server = &report["server"];
    let cores = server["cpu_seconds"].as_f64().unwrap() / report["seconds"].as_f64().unwrap();
    format!("{cores:.2} cores, {:.0} MB", server["resident_mb"].as_f64().unwrap())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// `12,345`
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}
