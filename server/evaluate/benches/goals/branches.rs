//! The branches that are simulated, and their days.

use evaluate::Day;
use queue::{DeskId, Duration, Letter, Opening, Service, ServiceId, Setup, Timestamp};
use simulate::{Plan, Simulator};
use std::collections::BTreeSet;

pub const LEARNED: usize = 60;
pub const MEASURED: usize = 60;
/// A Monday: 2026-01-05.
const FIRST: Timestamp = Timestamp(1_767_571_200_000);
const DAY: Duration = Duration::minutes(24 * 60);

/// What the measured days are like.
#[derive(Clone, Copy)]
pub enum Kind {
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

/// A branch of so many desks, on days of a kind.
#[derive(Clone, Copy)]
pub struct Branches {
    pub desks: usize,
    pub kind: Kind,
    pub seed: u64,
}

impl Branches {
    /// What is true of the branch.
    pub fn simulator(self) -> Simulator {
        let override_share = if matches!(self.kind, Kind::Picked) { 0.15 } else { 0.0 };
        let options = simulate::Options { override_share, ..simulate::Options::default() };
        Simulator::new(&setup(self.desks, FIRST), options, self.seed)
    }

    /// Five days a week, from Monday on. A day's set-up has the hours of that day.
    pub fn plans(self) -> impl Iterator<Item = (usize, Timestamp, Plan)> {
        (0..LEARNED + MEASURED).map(move |number| {
            let calendar = number / 5 * 7 + number % 5;
            let midnight = FIRST + Duration(DAY.0 * i64::try_from(calendar).unwrap_or(0));
            let slow = if number >= LEARNED && matches!(self.kind, Kind::Slow) { 1.2 } else { 1.0 };
            let (weekday, day) = (number % 5, queue::Day::from_written(&date(number)));
            (number, midnight, Plan { day, setup: setup(self.desks, midnight), weekday, slow })
        })
    }

    pub fn days(self) -> impl Iterator<Item = (usize, Day)> {
        let simulator = self.simulator();
        self.plans().map(move |(number, midnight, plan)| {
            let (log, weekday) = (simulator.day(&plan).log(), u8::try_from(plan.weekday).unwrap_or(0));
            (number, Day { date: date(number), midnight, weekday, setup: plan.setup, log })
        })
    }
}

/// The name of a day.
pub fn date(number: usize) -> String {
    format!("day {number:03}")
}
