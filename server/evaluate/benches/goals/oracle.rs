//! How right anybody could be: the oracle of the simulation, on the visitors that the forecast was measured by.

use crate::branches::{Branches, LEARNED, date};
use evaluate::Told;
use std::collections::BTreeMap;
use std::fmt;

/// The shares of the runs that ranges are tried with, in thousandths.
const SHARES: std::ops::RangeInclusive<usize> = 700..=950;
/// The share of the waits that ranges are to cover.
const COVERED: f64 = 0.8;

/// What the oracle tells of a visitor, and what happened. In minutes.
struct Seen {
    waits: Vec<f64>,
    waited: f64,
    told: f64,
}

/// How right the oracle and the forecast are.
pub struct Bound {
    visitors: usize,
    error: f64,
    of_forecast: f64,
    /// How far its own runs lie from their median: the error that it expects.
    expected: f64,
    /// The share of the runs whose shortest ranges cover 80 % of the waits, and how wide they are.
    share: f64,
    width: f64,
    /// The same where it matters only that 80 % of all are covered: whose wait is uncertain is covered less often.
    least: f64,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { visitors, error, of_forecast, expected, share, width, least } = self;
        write!(
            f,
            "  oracle, {visitors} visitors: error {error:.2} (it expects {expected:.2}; the forecast {of_forecast:.2}), \
             80 % covered by ranges of {:.1} % of its runs, {width:.1} wide; \
             {least:.1} where not everybody is covered alike",
            100.0 * share
        )
    }
}

/// Asks the oracle about each visitor that the forecast told a wait and who was called.
pub fn bound(branches: Branches, runs: u32, told: &[Told]) -> Bound {
    let simulator = branches.simulator();
    let mut seen = Vec::new();
    for (number, _, plan) in branches.plans().filter(|(number, ..)| *number >= LEARNED) {
        let date = date(number);
        let of_day = told.iter().filter(|told| told.date == date).map(|told| (told.ticket.as_str(), told));
        let of_day: BTreeMap<&str, &Told> = of_day.collect();
        let log = simulator.day(&plan).log();
        let waited = log.visits.iter().filter_map(|visit| Some((&visit.ticket, visit.called? - visit.issued)));
        let waited: BTreeMap<&String, queue::Duration> = waited.collect();
        let odds = simulator
            .odds(&plan, runs, |ticket| of_day.contains_key(ticket) && waited.contains_key(&ticket.to_owned()));
        for odds in odds.into_iter().filter(|odds| !odds.waits.is_empty()) {
            let waits = odds.waits.iter().map(|wait| minutes(*wait)).collect();
            let told = of_day[odds.ticket.as_str()].wait.simulated.median;
            seen.push(Seen { waits, waited: minutes(waited[&odds.ticket]), told });
        }
    }
    score(&seen)
}

fn score(seen: &[Seen]) -> Bound {
    let mean = |of: &dyn Fn(&Seen) -> f64| seen.iter().map(of).sum::<f64>() / count(seen.len());
    let tried = SHARES.map(|thousandths| {
        let share = count(thousandths) / 1_000.0;
        let inside = |one: &Seen| {
            let (low, high) = shortest(&one.waits, share);
            f64::from(u8::from(low <= one.waited && one.waited <= high))
        };
        (share, mean(&inside))
    });
    let share = tried.into_iter().find(|(_, covered)| *covered >= COVERED).map_or(1.0, |(share, _)| share);
    Bound {
        visitors: seen.len(),
        error: mean(&|one| (median(&one.waits) - one.waited).abs()),
        of_forecast: mean(&|one| (one.told - one.waited).abs()),
        expected: mean(&|one| {
            let median = median(&one.waits);
            one.waits.iter().map(|wait| (wait - median).abs()).sum::<f64>() / count(one.waits.len())
        }),
        share,
        width: mean(&|one| {
            let (low, high) = shortest(&one.waits, share);
            high - low
        }),
        least: least(seen),
    }
}

/// The width of the narrowest ranges that cover 80 % of the waits of all visitors together: each visitor's holds as many runs as are
/// worth a price in minutes, which is the same for everybody.
fn least(seen: &[Seen]) -> f64 {
    /// Prices of all of a visitor's runs are tried in tenths of a minute.
    const PRICES: std::ops::Range<usize> = 1..3_000;
    let choices: Vec<Vec<(f64, bool, f64)>> = seen.iter().map(choices).collect();
    let at = |price: f64| {
        let (mut covered, mut width) = (0, 0.0);
        for choices in &choices {
            let worth = |choice: &&(f64, bool, f64)| price * choice.0 - choice.2;
            let best = choices.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)));
            let (_, is_inside, wide) = best.copied().unwrap_or((0.0, false, 0.0));
            covered += usize::from(is_inside);
            width += wide;
        }
        (count(covered) / count(seen.len()), width / count(seen.len()))
    };
    let found = PRICES.map(|tenths| at(count(tenths) / 10.0)).find(|(covered, _)| *covered >= COVERED);
    found.map_or(f64::NAN, |(_, width)| width)
}

/// The ranges that a visitor can be told: the share of the runs, whether it covers the wait, the width.
fn choices(one: &Seen) -> Vec<(f64, bool, f64)> {
    let of = |hundredths: usize| {
        let share = count(hundredths) / 100.0;
        let (low, high) = shortest(&one.waits, share);
        (share, low <= one.waited && one.waited <= high, high - low)
    };
    (20..=100).step_by(2).map(of).collect()
}

/// The shortest range that holds a share of the waits, which are sorted.
fn shortest(waits: &[f64], share: f64) -> (f64, f64) {
    let holds = (1..=waits.len()).find(|holds| count(*holds) >= share * count(waits.len())).unwrap_or(waits.len());
    let ranges = waits.windows(holds).map(|window| (window[0], window[holds - 1]));
    ranges.min_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).unwrap_or((0.0, 0.0))
}

fn median(sorted: &[f64]) -> f64 {
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

fn minutes(span: queue::Duration) -> f64 {
    f64::from(i32::try_from(span.0).unwrap_or(i32::MAX)) / 60_000.0
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
