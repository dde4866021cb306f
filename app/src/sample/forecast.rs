//! What the predictions say of the small branch.

use super::{head, text};
use wire::*;

pub fn suggestion() -> Suggestion {
    Suggestion {
        step: Step::Open { desk: "3".to_owned() },
        serves: vec![text("Mutuo", "Mortgage")],
        in_target: Some(20),
        in_target_without: Some(55),
        people: 9,
        minutes: 12,
    }
}

pub fn accuracy() -> Accuracy {
    let all = Score {
        tickets: 240,
        right: 194,
        said: WaitRange { low_minutes: 10, high_minutes: 15 },
        waited_minutes: 13,
        error_tenths: 34,
        bias_tenths: 12,
    };
    let mortgage = Score { bias_tenths: -4, ..all };
    Accuracy {
        since: "2026-11-02".to_owned(),
        all,
        services: vec![ServiceScore { id: "mortgage".to_owned(), name: text("Mutuo", "Mortgage"), score: mortgage }],
        hours: vec![HourScore { hour: 9, score: all }],
    }
}

/// Monday, 23 November 2026, from 08:30 in Rome.
pub fn plan() -> DayPlan {
    let quarter = |number: i64| Time::from_millis(head().at.millis() + (22 * 60 + number * 15) * 60_000);
    let need =
        |number, desks: [u32; 2]| PlanQuarter { from: quarter(number), visitors_tenths: 64, desks: desks.into() };
    let group = |letter: &str, name| PlanGroup { letter: letter.to_owned(), name, desks: 2 };
    DayPlan {
        from: quarter(0),
        utc_offset_minutes: 60,
        days: 20,
        groups: vec![group("A", text("Cassa", "Teller")), group("C", text("Consulente", "Adviser"))],
        quarters: vec![need(0, [1, 1]), need(1, [3, 1]), need(2, [2, 2])],
    }
}
