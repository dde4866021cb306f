//! The formulas against figures of other implementations: Erlang-C to six digits, Erlang-A against a simulation of four
//! million customers and a textbook.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use staffing::{Demand, blocked, delayed};

fn reference() -> Value {
    serde_json::from_str(include_str!("reference/staffing.json")).unwrap()
}

fn number(of: &Value, key: &str) -> f64 {
    of[key].as_f64().unwrap()
}

fn servers(of: &Value, key: &str) -> u32 {
    u32::try_from(of[key].as_u64().unwrap()).unwrap()
}

fn near(ours: f64, theirs: f64, what: &str) {
    assert!((ours - theirs).abs() < 1e-8 * theirs.abs().max(1.0), "{what}: {ours} instead of {theirs}");
}

/// Eight minutes at the desk, an hour of patience.
fn demand(per_hour: f64) -> Demand {
    Demand { per_minute: per_hour / 60.0, service_minutes: 8.0, patience_minutes: 60.0 }
}

#[test]
fn erlang_b_and_c_are_those_of_the_reference() {
    for case in reference()["erlang_c"].as_array().unwrap() {
        let (c, load) = (servers(case, "c"), number(case, "a"));
        near(blocked(c, load), number(case, "B"), "B");
        near(delayed(c, load), number(case, "C"), "C");
    }
}

#[test]
fn erlang_a_is_that_of_the_reference() {
    for case in reference()["erlang_a_patience60_svc8_T10"].as_array().unwrap() {
        let (demand, c) = (demand(number(case, "lam_per_h")), servers(case, "c"));
        let waits = demand.waits(c);
        near(waits.delayed, number(case, "Pw"), "delayed");
        near(waits.leaves, number(case, "Pab"), "leaves");
        near(waits.mean_minutes, number(case, "EW_min"), "mean wait");
        near(waits.queue, number(case, "EQ"), "queue");
        near(demand.called_within(c, 10.0), number(case, "SL10"), "called within ten minutes");
    }
}

#[test]
fn erlang_a_is_that_of_the_textbook() {
    let book = &reference()["textbook"]["n50_lam48_mu1"];
    let waits = Demand { per_minute: 48.0, service_minutes: 1.0, patience_minutes: 2.0 }.waits(50);
    near(delayed(50, 48.0), number(book, "ErlC_Pw"), "Erlang-C");
    near(waits.delayed, number(book, "ErlA_theta_half_Pw"), "delayed");
    near(waits.leaves, number(book, "ErlA_Pab"), "leaves");
    near(waits.mean_minutes * 60.0, number(book, "ErlA_EW_s"), "mean wait");
    near(waits.queue, number(book, "ErlA_EQ"), "queue");
}

#[test]
fn the_fewest_servers_are_those_of_the_reference() {
    for (per_hour, case) in reference()["min_servers_80pct_10min_svc8"].as_object().unwrap() {
        let fewest = demand(per_hour.parse().unwrap()).fewest_servers(10.0, 0.8);
        assert_eq!(fewest, servers(case, "erlA"), "{per_hour} an hour");
    }
}

#[test]
fn a_load_far_beyond_the_servers_is_a_figure_all_the_same() {
    let flood = demand(6_000.0);
    let waits = flood.waits(1);
    assert!((waits.leaves - (1.0 - 1.0 / flood.load())).abs() < 1e-6, "{waits:?}");
    assert!(flood.called_within(1, 10.0) < 0.01);
}

#[test]
fn nobody_waits_for_nothing_and_everybody_leaves_a_branch_without_desks() {
    assert_eq!(demand(0.0).fewest_servers(10.0, 0.8), 0);
    assert!((demand(10.0).waits(0).leaves - 1.0).abs() < 1e-12);
    assert!(demand(10.0).called_within(0, 10.0).abs() < 1e-12);
}

#[test]
fn impatient_visitors_do_not_make_a_branch_look_well_staffed() {
    // Visitors who leave after two minutes are not called within ten.
    let hurried = Demand { patience_minutes: 2.0, ..demand(60.0) };
    assert!(hurried.called_within(2, 10.0) < 0.5);
}
