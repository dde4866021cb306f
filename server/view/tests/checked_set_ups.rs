//! What the check of a set-up lets pass can be served: the queue opens every day of it, and every screen has a snapshot.

use forecast::{Conformal, Learned, Today, predict};
use proptest::prelude::*;
use queue::{Branch, Command, CsrId, DeskId, Timestamp};
use setup::{DEFAULT, Setup};
use std::collections::HashMap;
use view::{Foresight, Scene};

/// 2026-01-01, noon in UTC.
const NEW_YEAR: i64 = 1_767_268_800_000;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A change of one line of the default set-up, by places that wrap around.
#[derive(Debug, Clone)]
enum Mutation {
    Remove {
        line: usize,
    },
    Repeat {
        line: usize,
    },
    /// The line has the value of another line with the same key.
    Borrow {
        line: usize,
        other: usize,
    },
    Write {
        line: usize,
        value: usize,
    },
    /// A table, from its heading to the next one, is removed.
    RemoveTable {
        table: usize,
    },
    RepeatTable {
        table: usize,
    },
}

/// Values that people write by mistake, and some that are right.
const VALUES: [&str; 16] = [
    "0",
    "1",
    "7",
    "480",
    "100000",
    "-1",
    "\"\"",
    "\"A\"",
    "\"1\"",
    "\"24:00\"",
    "\"08:30\"",
    "\"16:15\"",
    "[]",
    "[\"sun\"]",
    "\"cash\"",
    "\"manager\"",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = || any::<usize>();
    prop_oneof![
        place().prop_map(|line| Mutation::Remove { line }),
        place().prop_map(|line| Mutation::Repeat { line }),
        (place(), place()).prop_map(|(line, other)| Mutation::Borrow { line, other }),
        (place(), 0..VALUES.len()).prop_map(|(line, value)| Mutation::Write { line, value }),
        place().prop_map(|table| Mutation::RemoveTable { table }),
        place().prop_map(|table| Mutation::RepeatTable { table }),
    ]
}

fn key(line: &str) -> Option<&str> {
    line.split_once(" = ").map(|(key, _)| key).filter(|key| !key.contains(['#', '{', ' ']))
}

fn mutated(text: &str, mutation: &Mutation) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let fields: Vec<usize> = (0..lines.len()).filter(|at| key(&lines[*at]).is_some()).collect();
    let field = |place: usize| fields[place % fields.len()];
    let mut tables: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with('[')).collect();
    tables.push(lines.len());
    let table = |place: usize| {
        let at = place % (tables.len() - 1);
        tables[at]..tables[at + 1]
    };
    match *mutation {
        Mutation::Remove { line } => drop(lines.remove(field(line))),
        Mutation::Repeat { line } => lines.insert(field(line), lines[field(line)].clone()),
        Mutation::Borrow { line, other } => {
            let at = field(line);
            let alike: Vec<&String> = lines.iter().filter(|line| key(line) == key(&lines[at])).collect();
            let borrowed = alike[other % alike.len()].clone();
            lines[at] = borrowed;
        }
        Mutation::Write { line, value } => {
            let at = field(line);
            lines[at] = format!("{} = {}", key(&lines[at]).expect("the line sets a key"), VALUES[value]);
        }
        Mutation::RemoveTable { table: place } => drop(lines.drain(table(place))),
        Mutation::RepeatTable { table: place } => {
            let repeated = lines[table(place)].to_vec();
            lines.splice(tables[tables.len() - 1].., repeated);
        }
    }
    lines.join("\n") + "\n"
}

/// Opens a day of a branch and looks at every screen, with an open desk and a visitor.
fn serves(setup: &setup::Branch, now: Timestamp) {
    let rules = setup.rules(now);
    let opens = rules.hours.first().map(|opening| opening.from);
    let mut branch = Branch::new();
    let does = |branch: &mut Branch, command: &Command, now: Timestamp| {
        let events = branch.decide(command, now).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in &events {
            branch.apply(event);
        }
    };
    does(&mut branch, &Command::OpenDay { day: setup.day(now), setup: Box::new(rules) }, now);
    let now = opens.unwrap_or(now);
    for (number, desk) in (1..).zip(setup.desks.keys()) {
        does(&mut branch, &Command::OpenDesk { desk: desk.clone(), csr: CsrId(number) }, now);
    }
    let learned = Learned::from_setup(&setup.rules(now));
    let today = Today::new(now, 0);
    let forecast = predict(&branch, &learned, &Conformal::default(), &today, now, 1);
    let foresight = Foresight { forecast, at: Some(now), ..Foresight::default() };
    let names = HashMap::new();
    let scene = Scene {
        setup,
        branch: &branch,
        seq: 1,
        foresight: &foresight,
        names: &names,
        announced: &HashMap::new(),
        notices: &[],
        troubles: &[],
        code: None,
        now,
    };
    let kiosk = view::kiosk(&scene);
    assert_eq!(kiosk.services.len(), setup.services.len(), "the kiosk offers each service of the branch");
    for service in setup.services.keys() {
        assert!(
            setup.service(service).is_some_and(|service| !service.name.get("it").is_empty()),
            "{service} has a name"
        );
    }
    view::lobby(&scene);
    view::manager(&scene);
    let choice = view::desk_choice(&scene);
    let labels: std::collections::BTreeSet<&str> = choice.desks.iter().map(|desk| desk.label.as_str()).collect();
    assert_eq!(labels.len(), setup.desks.len(), "no two desks have one label");
    for desk in setup.desks.keys() {
        assert!(view::desk(&scene, desk).is_some());
    }
    assert!(view::desk(&scene, &DeskId::new("no-such-desk")).is_none());
}

/// Serves some days of a year: working days, feasts, the nights of the clock change.
fn can_be_served(setup: &Setup) {
    for branch in setup.branches.values() {
        let days = (0..366).step_by(61).chain([3, 87, 358]);
        for day in days {
            serves(branch, Timestamp(NEW_YEAR + day * DAY));
        }
        let opens = (0..366).any(|day| !branch.rules(Timestamp(NEW_YEAR + day * DAY)).hours.is_empty());
        assert!(opens, "the branch opens within a year");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_set_up_that_the_check_lets_pass_can_be_served(mutations in prop::collection::vec(mutation(), 1..4)) {
        let text = mutations.iter().fold(DEFAULT.to_owned(), |text, mutation| mutated(&text, mutation));
        if let Ok(setup) = Setup::parse(&text) {
            can_be_served(&setup);
        }
    }
}

#[test]
fn the_mutations_try_what_the_check_lets_pass_and_what_it_refuses() {
    can_be_served(&Setup::parse(DEFAULT).unwrap());
    let single = (0..300).map(|line| mutated(DEFAULT, &Mutation::Borrow { line: line * 7, other: line }));
    let (passed, refused): (Vec<_>, Vec<_>) = single.map(|text| Setup::parse(&text)).partition(Result::is_ok);
    assert!(passed.len() > 50 && refused.len() > 10, "{} passed, {} refused", passed.len(), refused.len());
}
