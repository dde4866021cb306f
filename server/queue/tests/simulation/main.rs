//! Random branches, random days: interleaved commands, many of them nonsense, on a clock that sometimes steps back.
//! After every command what always holds of a branch's day is checked, by brute force; after every day the journal is
//! replayed.
//!
//! `cargo test` runs [`DAYS`] days, `make simulation` ten thousand others. A failure prints its seed. To look at that
//! day alone, write the seed into [`REPLAY`] and run `cargo test -p queue --test simulation replay_one_seed`.

mod day;
mod invariants;
mod world;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

const DAYS: u64 = 300;
const COMMANDS_PER_DAY: usize = 300;
const REPLAY: u64 = 1;

/// Runs the days of some seeds: the kinds of outcome that were seen.
fn run(seeds: impl Iterator<Item = u64>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for seed in seeds {
        let day = catch_unwind(AssertUnwindSafe(|| day::run(seed, COMMANDS_PER_DAY)));
        let Ok(record) = day else {
            panic!("the day of seed {seed} failed, as told above; see the module's doc to replay it");
        };
        seen.extend(record.outcomes);
    }
    seen
}

#[test]
fn what_always_holds_holds_on_random_days() {
    let (even, odd) = std::thread::scope(|scope| {
        let odd = scope.spawn(|| run((1..DAYS).step_by(2)));
        (run((0..DAYS).step_by(2)), odd.join().expect("every day holds"))
    });
    // A simulation that never gets somewhere proves nothing about it.
    let seen: BTreeSet<&str> = even.union(&odd).map(String::as_str).collect();
    assert_eq!(seen, BTreeSet::from(day::EVERY_OUTCOME), "outcomes seen, and those that there are");
}

#[test]
#[ignore = "takes minutes; `make simulation` runs it"]
fn ten_thousand_days() {
    const SEEDS: std::ops::Range<u64> = 1_000_000..1_010_000;
    std::thread::scope(|scope| {
        let odd = scope.spawn(|| run(SEEDS.skip(1).step_by(2)));
        run(SEEDS.step_by(2));
        odd.join().expect("every day holds");
    });
}

#[test]
fn replay_one_seed() {
    day::run(REPLAY, COMMANDS_PER_DAY);
}

#[test]
fn a_seed_gives_the_same_day_again() {
    assert_eq!(day::run(7, 50), day::run(7, 50));
}
