//! How good the forecast is on simulated branches of 4, 6 and 8 desks: 60 days are learned, the next 60 are measured.
//!
//! `cargo bench -p evaluate --bench goals` prints the table of the README; seeds may be given: `-- 1 2 3`, and with
//! `-- FILE` the call log of the bank, uncompressed, is measured instead. `-- desks=8 one-of=4` measures branches of 8 desks
//! alone, and every fourth visitor of them: a quarter of the time. `-- oracle=200 one-of=8` says beside it how right anybody could be.

mod branches;
mod oracle;

use branches::{Branches, Kind, LEARNED, MEASURED, date};
use evaluate::bank::Bank;
use evaluate::{Evaluation, METHODS, Options, Report, Unit};

/// The seed of the README's table. Nothing was tuned on it.
const SEEDS: [u64; 1] = [2001];
const DESKS: [usize; 3] = [4, 6, 8];

fn evaluate(branches: Branches, one_of: u32) -> Evaluation {
    let train_until = date(LEARNED - 1);
    let mut evaluation = Evaluation::new(Options { train_until, one_of, keep: true, ..Options::default() });
    for (number, day) in branches.days() {
        evaluation.add(&day, (LEARNED - 5..LEARNED).contains(&number));
    }
    evaluation
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
                let branches = Branches { desks, kind, seed: *seed };
                let evaluation = evaluate(branches, one_of);
                row(desks, name, *seed, evaluation.report());
                if let Some(runs) = named("oracle=") {
                    println!("{}", oracle::bound(branches, runs, evaluation.told()));
                }
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
