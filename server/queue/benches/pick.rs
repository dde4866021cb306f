//! How long it takes to choose the next ticket: a branch with 18 services and 2,000 visitors waiting, a desk that
//! serves them all and one that serves a third of them.
//!
//! The branch is written as journals hold it, whose shape stays readable for ever.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use criterion::{Criterion, criterion_group, criterion_main};
use queue::{Branch, Command, DeskId, Timestamp};
use serde_json::{Value, json};
use std::hint::black_box;

const SERVICES: i64 = 18;
const WAITING: i64 = 2_000;
const MINUTE: i64 = 60_000;
/// The branch closes late enough for everybody who waits to be served.
const CLOSING: i64 = 60 * 24 * 60 * MINUTE;

fn busy_branch() -> Branch {
    let mut branch = Branch::new();
    ask(&mut branch, &json!({ "command": "open_day", "day": "2026-11-23", "setup": setup() }), 0);
    for visitor in 0..WAITING {
        let wish = json!({
            "command": "issue", "service": service(visitor % SERVICES), "language": "it",
            "priority": visitor % 10 == 0, "token": format!("{visitor:032x}"),
        });
        ask(&mut branch, &wish, visitor * 1_000);
    }
    assert_eq!(branch.waiting_count(), u32::try_from(WAITING).unwrap());
    branch
}

fn service(number: i64) -> String {
    format!("service-{number:02}")
}

fn setup() -> Value {
    let services = (0..SERVICES).map(|number| {
        let letter = char::from(b'A' + u8::try_from(number).unwrap());
        let time = json!({ "letter": letter, "target": (5 + number) * MINUTE, "expected": (3 + number) * MINUTE, "p80": (5 + number) * MINUTE });
        (service(number), time)
    });
    let all: Vec<String> = (0..SERVICES).map(service).collect();
    json!({
        "services": services.collect::<serde_json::Map<_, _>>(),
        "desks": { "all": all, "some": all[..6] },
        "hours": [{ "from": 0, "to": CLOSING }], "reopens_at": null, "policy": { "alpha_milli": 500 },
    })
}

fn ask(branch: &mut Branch, command: &Value, at: i64) {
    let command: Command = serde_json::from_value(command.clone()).unwrap();
    for event in branch.decide(&command, Timestamp(at)).unwrap() {
        branch.apply(&event);
    }
}

fn pick(criterion: &mut Criterion) {
    let branch = busy_branch();
    let now = Timestamp(60 * MINUTE);
    for (desk, name) in [("all", "a desk for all 18 services"), ("some", "a desk for 6 services")] {
        let desk = DeskId::new(desk);
        assert!(branch.pick(&desk, now).is_some());
        let name = format!("the next of {WAITING} waiting, {name}");
        criterion
            .bench_function(&name, |bench| bench.iter(|| black_box(&branch).pick(black_box(&desk), black_box(now))));
    }
}

criterion_group!(benches, pick);
criterion_main!(benches);
