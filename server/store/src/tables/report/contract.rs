//! What the tables of the figures promise on every engine.

use super::*;
use crate::contract::{Trial, branch, day, trials};

fn visit(of: &str, ticket: u32, leg: u32) -> StoredVisit {
    StoredVisit {
        day: day(of),
        ticket: TicketId(ticket),
        leg,
        number: format!("A{ticket:03}"),
        service: ServiceId::new("cash"),
        desk: Some("1".to_owned()),
        channel: "kiosk".to_owned(),
        priority: true,
        booked: None,
        issued: Timestamp(1_798_162_200_123),
        called: Some(Timestamp(1_798_162_300_000)),
        started: None,
        finished: Some(Timestamp(1_798_162_400_000)),
        outcome: "no-show".to_owned(),
    }
}

fn quarter(of: &str, from: i64, arrivals: u32) -> StoredQuarter {
    StoredQuarter {
        day: day(of),
        from: Timestamp(from),
        arrivals,
        served: 1,
        no_shows: 2,
        cancelled: 3,
        day_ended: 4,
        under_way: 5,
        facts: "{\"v\":[]}".to_owned(),
    }
}

fn days(first: &str, last: &str) -> Days {
    Days { first: day(first), last: day(last) }
}

#[tokio::test]
async fn a_visit_is_kept_as_what_it_has_become_and_found_by_its_day() {
    for Trial { store, place: _place } in trials().await {
        let a = branch("a");
        let served = StoredVisit { outcome: "served".to_owned(), desk: None, ..visit("2026-11-23", 2, 0) };
        for row in [&visit("2026-11-23", 2, 0), &served, &visit("2026-11-23", 2, 1), &visit("2026-11-24", 1, 0)] {
            put_visit(&store, &a, row).await.unwrap();
        }
        put_visit(&store, &branch("b"), &visit("2026-11-23", 9, 0)).await.unwrap();
        let one = Days::one(&day("2026-11-23"));
        let found = visits(&store, &a, &one, 0, 10).await.unwrap();
        assert_eq!(found, [served, visit("2026-11-23", 2, 1)]);
        let both = days("2026-11-23", "2026-11-24");
        assert_eq!(visits(&store, &a, &both, 2, 10).await.unwrap(), [visit("2026-11-24", 1, 0)], "a page of them");
        remove_visit(&store, &a, &day("2026-11-23"), TicketId(2), 1).await.unwrap();
        assert_eq!(visits(&store, &a, &both, 0, 10).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_quarter_hour_is_kept_as_what_it_has_become_and_read_in_order() {
    for Trial { store, place: _place } in trials().await {
        let a = branch("a");
        for row in [quarter("2026-11-23", 900_000, 1), quarter("2026-11-23", 0, 3), quarter("2026-11-23", 900_000, 2)] {
            put_quarter(&store, &a, &row).await.unwrap();
        }
        put_quarter(&store, &a, &quarter("2026-11-25", 0, 7)).await.unwrap();
        let found = quarters(&store, &a, &days("2026-11-22", "2026-11-24")).await.unwrap();
        assert_eq!(found, [quarter("2026-11-23", 0, 3), quarter("2026-11-23", 900_000, 2)]);
        let of_facts = facts(&store, &a, &days("2026-11-22", "2026-11-24")).await.unwrap();
        let quarters = found.into_iter().map(|quarter| (quarter.day, quarter.from, quarter.facts));
        assert_eq!(of_facts, quarters.collect::<Vec<_>>());
        remove_quarter(&store, &a, &day("2026-11-23"), Timestamp(0)).await.unwrap();
        assert_eq!(super::quarters(&store, &a, &days("2026-11-22", "2026-11-24")).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_journal_is_read_for_the_figures_by_one_server_at_a_time() {
    for Trial { store, place: _place } in trials().await {
        let (a, at) = (branch("a"), |seq| ReadUpTo { day: day("2026-11-22"), seq });
        assert!(advance(&store, &a, None, &at(3)).await.unwrap());
        assert!(!advance(&store, &a, None, &at(4)).await.unwrap(), "another server was first");
        assert!(advance(&store, &a, Some(&at(3)), &at(5)).await.unwrap());
        assert!(!advance(&store, &a, Some(&at(3)), &at(6)).await.unwrap(), "another server was first");
        assert_eq!(read_up_to(&store, &a).await.unwrap(), Some(at(5)));
        forget(&store, &a).await.unwrap();
        assert_eq!(read_up_to(&store, &a).await.unwrap(), None);
    }
}
