//! A simulated day is a journal that the product could have written.

use super::{MONDAY, days, plan, setup};
use proptest::prelude::*;
use queue::{Branch, Command, CsrId, DeskId, Setup, TicketState};
use simulate::{Actor, Options, Plan, SimulatedDay, Simulator};
use std::collections::BTreeMap;
use visits::SpanKind;

/// What does not hold of a day: nothing, for a day of the product.
fn faults(day: &SimulatedDay) -> Vec<String> {
    let mut branch = Branch::new();
    let mut faults = Vec::new();
    let mut last = None;
    for step in &day.steps {
        if branch.decide(&step.command, step.at).as_ref() != Ok(&step.events) {
            faults.push(format!("{:?} did not cause its events", step.command));
        }
        if last.is_some_and(|last| step.at < last) {
            faults.push("the time runs backwards".into());
        }
        last = Some(step.at);
        step.events.iter().for_each(|event| branch.apply(event));
        faults.extend(branch.audit());
    }
    if !branch.is_closed() {
        faults.push("the day was not closed".into());
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn a_simulated_day_is_a_day_of_the_product(seed: u64, override_share in 0.0..0.5, load in 0.1..1.3) {
        let options = Options { override_share, load, ..Options::default() };
        for day in days(options, seed, 2) {
            prop_assert_eq!(faults(&day), Vec::<String>::new());
        }
    }
}

#[test]
fn a_seed_gives_the_same_days_and_another_seed_others() {
    let of = |seed| days(Options::default(), seed, 3);
    assert!(of(7) == of(7), "the days of one seed differ");
    assert!(of(7) != of(8), "two seeds have the same days");
}

#[test]
fn a_day_does_not_depend_on_the_days_simulated_before() {
    let simulator = Simulator::new(&setup(MONDAY), Options::default(), 7);
    assert!(simulator.day(&plan(2, 1.0)) == days(Options::default(), 7, 3)[2]);
}

#[test]
fn every_ticket_is_in_the_log_once() {
    for day in days(Options::default(), 3, 5) {
        let mut branch = Branch::new();
        day.events().for_each(|event| branch.apply(event));
        let mut tickets: Vec<String> = branch.tickets().map(|ticket| ticket.number.to_string()).collect();
        let mut visits: Vec<String> = day.log().visits.into_iter().map(|visit| visit.ticket).collect();
        tickets.sort();
        visits.sort();
        assert_eq!(visits, tickets);
    }
}

#[test]
fn every_desk_is_served_and_closed_and_their_breaks_are_apart() {
    for day in days(Options::default(), 5, 5) {
        let log = day.log();
        let of = |kind| log.desks.iter().filter(move |span| span.kind == kind);
        // Two openings for each of the six desks, and one break in the longer of them.
        assert_eq!((of(SpanKind::Open).count(), of(SpanKind::Break).count()), (12, 6));
        for span in of(SpanKind::Break) {
            let together = of(SpanKind::Break).filter(|other| other.from <= span.from && span.from < other.to);
            assert!(together.count() <= 3, "half of the desks or fewer rest at once");
        }
    }
}

#[test]
fn visitors_are_served_until_the_day_ends() {
    for day in days(Options { load: 1.2, ..Options::default() }, 9, 3) {
        let mut branch = Branch::new();
        day.events().for_each(|event| branch.apply(event));
        let ended = branch.tickets().filter(|ticket| matches!(ticket.state, TicketState::DayEnded { .. })).count();
        assert!(ended * 10 < branch.tickets().len(), "{ended} of {} tickets were left", branch.tickets().len());
    }
}

#[test]
fn a_day_without_opening_hours_has_no_visitors() {
    let closed = Plan { setup: Setup { hours: vec![], ..setup(MONDAY) }, ..plan(0, 1.0) };
    let day = Simulator::new(&setup(MONDAY), Options::default(), 1).day(&closed);
    assert_eq!(day.steps, []);
}

#[test]
fn the_crew_can_be_named() {
    let crew = BTreeMap::from([(DeskId::new("3"), CsrId(42))]);
    let day = Simulator::new(&setup(MONDAY), Options::default(), 1).with_crew(&crew).day(&plan(0, 1.0));
    let opened = |desk: &str| {
        day.steps.iter().find_map(|step| match (&step.command, step.actor) {
            (Command::OpenDesk { desk: opened, csr }, Actor::Csr(actor)) if opened.as_str() == desk => {
                Some((*csr, actor))
            }
            _ => None,
        })
    };
    assert_eq!(opened("3"), Some((CsrId(42), CsrId(42))));
    assert_eq!(opened("2"), Some((CsrId(2), CsrId(2))));
}
