//! How good the forecast is on simulated branches of 4, 6 and 8 desks: 60 days are learned, the next 60 are measured.
//!
//! `cargo bench -p evaluate --bench goals` prints the table of the README; seeds may be given: `-- 1 2 3`, and with
//! `-- FILE` the call log of the bank, uncompressed, is measured instead. `-- desks=8 one-of=4` measures branches of 8 desks
//! alone, and every fourth visitor of them: a quarter of the time.

use evaluate::bank::Bank;
use evaluate::{Day, Evaluation, METHODS, Options, Report, Unit};
use queue::{DeskId, Duration, Letter, Opening, Service, ServiceId, Setup, Timestamp};
use simulate::{Plan, Simulator};
use std::collections::BTreeSet;

/// The seed of the README's table. Nothing was tuned on it.
const SEEDS: [u64; 1] = [2001];
const DESKS: [usize; 3] = [4, 6, 8];
const LEARNED: usize = 60;
const MEASURED: usize = 60;
const DAY: Duration = Duration::minutes(24 * 60);

/// What the measured days are like.
#[derive(Clone, Copy)]
enum Kind {
    Usual,
    /// Every service takes 20 % longer than on the days that were learned.
    Slow,
    /// CSRs pick 15 % of the visitors whom they call.
    Picked,
}

/// Services: letter, target, mean and 80 % quantile in minutes.
const SERVICES: [(&str, char, i64, i64, i64); 6] = [
    ("cash", 'A', 10, 4, 6),
    ("payments", 'A', 10, 6, 8),
    ("cards", 'B', 15, 8, 11),
    ("accounts", 'B', 20, 15, 20),
    ("advice", 'C', 20, 25, 34),
    ("mortgage", 'C', 25, 40, 54),
];

/// What the first, second, ... desk serves. Branches of fewer desks have the first of them.
const PROFILES: [&[&str]; 8] = [
    &["cash", "payments"],
    &["cash", "payments", "cards"],
    &["cards", "accounts", "advice"],
    &["advice", "mortgage", "accounts"],
    &["cash", "payments", "cards"],
    &["accounts", "advice", "mortgage"],
    &["cash", "payments"],
    &["cards", "accounts"],
];

fn setup(desks: usize, midnight: Timestamp) -> Setup {
    let service = |(_, letter, target, expected, p80): (&str, char, i64, i64, i64)| {
        let [target, expected, p80] = [target, expected, p80].map(Duration::minutes);
        Service { letter: Letter::new(letter).expect("a letter"), target, expected, p80 }
    };
    let profile = |services: &&[&str]| services.iter().map(|id| ServiceId::new(id)).collect::<BTreeSet<_>>();
    let desk = |(number, services)| (DeskId::new(&format!("{number}")), profile(services));
    Setup {
        services: SERVICES.iter().map(|other| (ServiceId::new(other.0), service(*other))).collect(),
        desks: (1..).zip(&PROFILES[..desks]).map(desk).collect(),
        hours: vec![Opening {
            from: midnight + Duration::minutes(8 * 60 + 30),
            to: midnight + Duration::minutes(16 * 60 + 30),
        }],
        ..Setup::default()
    }
}

/// Five days a week, from Monday on. A day's set-up has the hours of that day.
fn days(desks: usize, kind: Kind, seed: u64) -> impl Iterator<Item = (usize, Day)> {
    // A Monday: 2026-01-05.
    let first = Timestamp(1_767_571_200_000);
    let options = |share| simulate::Options { override_share: share, ..simulate::Options::default() };
    let usual = Simulator::new(&setup(desks, first), options(0.0), seed);
    let picked = Simulator::new(&setup(desks, first), options(0.15), seed);
    (0..LEARNED + MEASURED).map(move |number| {
        let calendar = number / 5 * 7 + number % 5;
        let midnight = first + Duration(DAY.0 * i64::try_from(calendar).unwrap_or(0));
        let date = format!("day {number:03}");
        let setup = setup(desks, midnight);
        let measured = number >= LEARNED;
        let slow = if measured && matches!(kind, Kind::Slow) { 1.2 } else { 1.0 };
        let simulator = if matches!(kind, Kind::Picked) { &picked } else { &usual };
        let (weekday, day) = (number % 5, queue::Day::from_written(&date));
        let log = simulator.day(&Plan { day, setup: setup.clone(), weekday, slow }).log();
        (number, Day { date, midnight, weekday: u8::try_from(weekday).unwrap_or(0), setup, log })
    })
}

fn evaluate(desks: usize, kind: Kind, seed: u64, one_of: u32) -> Report {
    let train_until = format!("day {:03}", LEARNED - 1);
    let mut evaluation = Evaluation::new(Options { train_until, one_of, ..Options::default() });
    for (number, day) in days(desks, kind, seed) {
        evaluation.add(&day, (LEARNED - 5..LEARNED).contains(&number));
    }
    evaluation.report().clone()
}

/// The call log of a bank: the first half of the month is learned, the second measured.
fn bank(file: &str, one_of: u32) {
    let source = std::io::BufReader::new(std::fs::File::open(file).expect("the file of calls"));
    let bank = Bank::new(evaluate::bank::read(source).expect("a log of calls"));
    let dates = bank.dates();
    let train_until = dates[dates.len().div_ceil(2) - 1].clone();
    let mut evaluation = Evaluation::new(Options {
        train_until: train_until.clone(),
        one_of,
        queues_are_known: true,
        ..Options::default()
    });
    for day in bank.days() {
        evaluation.add(&day, Evaluation::warm_up(&dates, &train_until, &day.date));
    }
    println!("{}", evaluation.report().table(Unit::Seconds));
}

fn main() {
    let named = |name: &str| std::env::args().find_map(|argument| argument.strip_prefix(name)?.parse::<u32>().ok());
    let (only, one_of) = (named("desks="), named("one-of=").unwrap_or(1));
    if let Some(file) = std::env::args().skip(1).find(|argument| std::path::Path::new(argument).is_file()) {
        return bank(&file, one_of);
    }
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|seed| seed.parse().ok()).collect();
    let seeds = if given.is_empty() { SEEDS.to_vec() } else { given };
    println!("seeds {seeds:?}; {LEARNED} days learned, {MEASURED} measured, one of {one_of} visitors; minutes");
    println!(
        "| desks | days | seed | visitors | {} | forecast | below averages | LES | QLm | covered | as told | width | bias |",
        METHODS.map(evaluate::Method::name).join(" | ")
    );
    for desks in DESKS.into_iter().filter(|desks| only.is_none_or(|only| u32::try_from(*desks) == Ok(only))) {
        for (kind, name) in [(Kind::Usual, "usual"), (Kind::Slow, "20 % slower"), (Kind::Picked, "15 % picked")] {
            for seed in &seeds {
                row(desks, name, *seed, &evaluate(desks, kind, *seed, one_of));
            }
        }
    }
}

fn row(desks: usize, name: &str, seed: u64, report: &Report) {
    let error = |score: &evaluate::Score| score.mean_absolute_error().unwrap_or(f64::NAN);
    let all = &report.all;
    let simple: Vec<String> = all.simple.iter().map(|score| format!("{:.2}", error(score))).collect();
    let better = |simple: usize| report.better_by(simple).unwrap_or(f64::NAN);
    let percent = |share: Option<f64>| 100.0 * share.unwrap_or(f64::NAN);
    println!(
        "| {desks} | {name} | {seed} | {} | {} | {:.2} | {:.0} % | {:.0} % | {:.0} % | {:.1} % | {:.1} % | {:.1} | {:+.2} |",
        all.forecast.tickets,
        simple.join(" | "),
        error(&all.forecast),
        better(0).min(better(1)),
        better(2),
        better(3),
        percent(all.ranges.coverage()),
        percent(all.rounded.coverage()),
        all.ranges.width().unwrap_or(f64::NAN),
        all.forecast.bias().unwrap_or(f64::NAN),
    );
}
