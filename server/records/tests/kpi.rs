//! The figures against the reference cases (`kpi_vectors.json`, carried beside this file).
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by its panic")]

use records::kpi::{Figure, ces, csat, mean_and_median, nps, share, wilson};
use serde_json::Value;

fn vectors(of: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("kpi_vectors.json")).unwrap();
    all[of].as_array().unwrap().clone()
}

/// Counts the ratings of a case; the first count is of `lowest`.
fn counts<const N: usize>(case: &Value, lowest: u64) -> [u32; N] {
    let mut counts = [0; N];
    for rating in case["in"].as_array().unwrap() {
        counts[usize::try_from(rating.as_u64().unwrap() - lowest).unwrap()] += 1;
    }
    counts
}

fn close(value: Option<f64>, expected: &Value) -> bool {
    match (value, expected.as_f64()) {
        (Some(value), Some(expected)) => (value - expected).abs() < 0.006,
        (None, None) => true,
        _ => false,
    }
}

fn same_interval(interval: Option<(f64, f64)>, expected: &Value) -> bool {
    close(interval.map(|(low, _)| low), &expected[0]) && close(interval.map(|(_, high)| high), &expected[1])
}

fn check(figure: Figure, expected: &Value) {
    assert_eq!(u64::from(figure.n), expected["n"].as_u64().unwrap());
    assert!(close(figure.value, &expected["value"]), "{figure:?} is not {expected}");
    assert!(same_interval(figure.interval, &expected["ci95"]), "{figure:?} is not {expected}");
}

#[test]
fn csat_counts_fours_and_fives_with_wilson_s_interval() {
    for case in vectors("csat") {
        check(csat(counts(&case, 1)), &case["out"]);
    }
}

#[test]
fn nps_takes_detractors_from_promoters_with_the_adjusted_wald_interval() {
    for case in vectors("nps") {
        check(nps(counts(&case, 0)), &case["out"]);
    }
}

#[test]
fn effort_is_a_mean_of_one_to_seven() {
    for case in vectors("ces") {
        let effort = ces(counts(&case, 1));
        assert_eq!(u64::from(effort.n), case["out"]["n"].as_u64().unwrap());
        assert!(close(effort.mean, &case["out"]["mean"]), "{effort:?} is not {case}");
        assert!(close(effort.easy, &case["out"]["pct_5to7"]), "{effort:?} is not {case}");
    }
    let (low, high) = ces([0, 0, 0, 0, 5, 0, 5]).interval.unwrap();
    assert!((low - 5.346).abs() < 0.001 && (high - 6.653).abs() < 0.001, "{low} {high}");
}

#[test]
fn wilson_s_interval_is_that_of_the_reference() {
    for case in vectors("wilson") {
        let number = |of: &str| u32::try_from(case[of].as_u64().unwrap()).unwrap();
        assert!(same_interval(wilson(number("k"), number("n")), &case["ci95"]), "{case}");
    }
}

#[test]
fn below_ten_answers_a_figure_shows_its_count_alone() {
    let few = csat([0, 0, 0, 0, 9]).shown();
    assert_eq!((few.n, few.value, few.interval), (9, None, None));
    assert_eq!(csat([0, 0, 0, 0, 10]).shown().value, Some(100.0));
}

#[test]
fn a_share_of_nobody_is_no_figure() {
    assert_eq!(share(0, 0).value, None);
    assert_eq!(share(3, 4).value, Some(75.0), "first contact resolution");
    assert_eq!(mean_and_median(vec![]), None);
    assert_eq!(mean_and_median(vec![1, 2, 9]), Some((4, 2)));
    assert_eq!(mean_and_median(vec![4, 2]), Some((3, 3)));
}
