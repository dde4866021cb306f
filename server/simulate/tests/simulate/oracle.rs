//! Who knows all but what chance has still to say expects as large an error as they make.

use crate::{MONDAY, plan, setup};
use simulate::{Options, Simulator};
use std::collections::BTreeMap;

#[test]
fn the_oracle_errs_as_much_as_it_expects_and_neither_above_nor_below() {
    for picked in [0.0, 0.15] {
        let options = Options { override_share: picked, ..Options::default() };
        let simulator = Simulator::new(&setup(MONDAY), options, 11);
        let (mut asked, mut below, mut error, mut expected) = (0.0, 0.0, 0.0, 0.0);
        for number in [0, 1, 2, 3, 4, 7, 8, 9, 10, 11] {
            let plan = plan(number, 1.0);
            let log = simulator.day(&plan).log();
            let waited = log.visits.iter().filter_map(|visit| Some((&visit.ticket, visit.called? - visit.issued)));
            let waited: BTreeMap<&String, queue::Duration> = waited.collect();
            for odds in simulator.odds(&plan, 20, |ticket| ticket.ends_with(['3', '7'])) {
                let waits: Vec<f64> = odds.waits.iter().map(|wait| minutes(*wait)).collect();
                let (Some(median), Some(waited)) = (waits.get(waits.len() / 2), waited.get(&odds.ticket)) else {
                    continue;
                };
                // Who finds a free desk is called at once, whatever comes.
                if *median < 1.0 {
                    continue;
                }
                let runs = f64::from(u32::try_from(waits.len()).unwrap());
                asked += 1.0;
                below += f64::from(u8::from(minutes(*waited) < *median));
                error += (minutes(*waited) - median).abs();
                expected += waits.iter().map(|wait| (wait - median).abs()).sum::<f64>() / runs;
            }
        }
        println!("{picked}: {asked} asked, {below} below, error {error}, expected {expected}");
        assert!(asked > 200.0, "{asked}");
        assert!((0.42..0.58).contains(&(below / asked)), "{below} of {asked}");
        assert!((0.85..1.15).contains(&(error / expected)), "{error}, expected {expected}");
    }
}

#[test]
fn a_day_has_the_same_odds_each_time_and_only_of_who_is_asked_for() {
    let simulator = Simulator::new(&setup(MONDAY), Options::default(), 3);
    let of = |wanted: fn(&str) -> bool| simulator.odds(&plan(2, 1.0), 5, wanted);
    let all = of(|ticket| ticket.ends_with('5'));
    assert!(all.len() > 3 && all.iter().all(|odds| odds.ticket.ends_with('5') && odds.waits.is_sorted()));
    let one = of(|ticket| ticket == "A005");
    assert_eq!(one.as_slice(), all.iter().filter(|odds| odds.ticket == "A005").cloned().collect::<Vec<_>>());
    assert_eq!(one.len(), 1);
}

fn minutes(span: queue::Duration) -> f64 {
    f64::from(i32::try_from(span.0).unwrap()) / 60_000.0
}
