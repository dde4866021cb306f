//! Simulated days from outside: they are days of the product's own rules, and they are as the options say.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

mod oracle;
mod rules;
mod shape;

use queue::{Day, DeskId, Duration, Letter, Opening, Service, ServiceId, Setup, Timestamp};
use simulate::{Options, Plan, SimulatedDay, Simulator};
use std::collections::{BTreeMap, BTreeSet};

const MONDAY: Timestamp = Timestamp(1_772_409_600_000);
const DAY: Duration = Duration::minutes(24 * 60);

/// A branch with six desks and four services, from 8:30 to 13:30 and from 14:45 to 16:15.
fn setup(midnight: Timestamp) -> Setup {
    let service = |letter, expected, p80| Service {
        letter: Letter::new(letter).unwrap(),
        target: Duration::minutes(15),
        expected: Duration::minutes(expected),
        p80: Duration::minutes(p80),
    };
    let services = [
        ("cash", service('A', 5, 7)),
        ("cards", service('B', 8, 11)),
        ("advice", service('C', 20, 27)),
        ("loans", service('D', 35, 45)),
    ];
    let profiles: [(&str, &[&str]); 6] = [
        ("1", &["cash"]),
        ("2", &["cash", "cards"]),
        ("3", &["cards", "cash"]),
        ("4", &["advice", "cards"]),
        ("5", &["advice", "loans"]),
        ("6", &["loans"]),
    ];
    let opening = |from, to| Opening { from: midnight + Duration::minutes(from), to: midnight + Duration::minutes(to) };
    Setup {
        services: services.map(|(id, service)| (ServiceId::new(id), service)).into(),
        desks: profiles
            .iter()
            .map(|(desk, profile)| {
                (DeskId::new(desk), profile.iter().map(|id| ServiceId::new(id)).collect::<BTreeSet<_>>())
            })
            .collect::<BTreeMap<_, _>>(),
        hours: vec![opening(510, 810), opening(885, 975)],
        ..Setup::default()
    }
}

fn plan(number: i64, slow: f64) -> Plan {
    let midnight = MONDAY + Duration(DAY.0 * number);
    let weekday = usize::try_from(number).unwrap() % 7;
    Plan { day: Day::from_written(&format!("day {number}")), setup: setup(midnight), weekday, slow }
}

/// The first days from a Monday on.
fn days(options: Options, seed: u64, count: i64) -> Vec<SimulatedDay> {
    let simulator = Simulator::new(&setup(MONDAY), options, seed);
    (0..count).map(|number| simulator.day(&plan(number, 1.0))).collect()
}
