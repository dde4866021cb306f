//! The visit log from outside: files as people make them, and the journal of a day.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

mod bad_files;
mod files;
mod journal;

use queue::{DeskId, ServiceId, Timestamp};
use visits::{Outcome, Visit};

const FIRST_LINE: &str = "ticket,service,priority,booked,issued,called,started,finished,desk,outcome";

/// The moment of a day in March, by hour, minute and second in UTC.
fn at(hour: i64, minute: i64, second: i64) -> Timestamp {
    let midnight = "2026-03-02T00:00:00Z".parse::<jiff::Timestamp>().unwrap();
    Timestamp(midnight.as_millisecond() + ((hour * 60 + minute) * 60 + second) * 1_000)
}

fn served() -> Visit {
    Visit {
        ticket: "A001".into(),
        service: ServiceId::new("cash"),
        priority: false,
        booked: None,
        issued: at(9, 0, 0),
        called: Some(at(9, 5, 0)),
        started: Some(at(9, 5, 30)),
        finished: Some(at(9, 10, 0)),
        desk: Some(DeskId::new("1")),
        outcome: Outcome::Served,
    }
}
