//! What the counts of days promise on every engine.

use super::*;
use crate::contract::{Trial, branch, day, row, trials};

fn total(arrivals: u32, in_time: u32) -> StoredTotal {
    let mut hours = [0; 24];
    (hours[0], hours[9], hours[23]) = (1, arrivals, 2);
    StoredTotal {
        arrivals,
        visits: arrivals + 1,
        served: 3,
        cancelled: 1,
        no_shows: 2,
        in_time,
        timed: 20,
        on_target: in_time,
        called: 15,
        hours,
    }
}

fn days(first: &str, last: &str) -> Days {
    Days { first: day(first), last: day(last) }
}

#[tokio::test]
async fn the_counts_of_a_day_are_kept_as_what_they_have_become() {
    for Trial { store, place: _place } in trials().await {
        let (a, monday) = (branch("a"), day("2026-11-23"));
        for counts in [total(4, 1), total(5, 2)] {
            put(&store, &a, &monday, &counts).await.unwrap();
        }
        put(&store, &branch("b"), &monday, &total(9, 9)).await.unwrap();
        assert_eq!(of_day(&store, &a, &monday).await.unwrap(), Some(total(5, 2)));
        remove(&store, &a, &monday).await.unwrap();
        assert_eq!(of_day(&store, &a, &monday).await.unwrap(), None);
        assert!(of_day(&store, &branch("b"), &monday).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn counts_are_added_by_branch_over_the_weeks_that_are_asked_for_and_no_others() {
    for Trial { store, place: _place } in trials().await {
        let a = branch("a");
        for (of, in_time) in [("2026-10-25", 20), ("2026-11-02", 1), ("2026-11-16", 2), ("2026-11-23", 4)] {
            put(&store, &a, &day(of), &total(10, in_time)).await.unwrap();
        }
        put(&store, &branch("b"), &day("2026-11-24"), &total(7, 8)).await.unwrap();
        let weeks = Weeks { all: days("2026-10-26", "2026-11-29"), last: day("2026-11-23"), before: day("2026-11-16") };
        let found = totals(&store, &weeks).await.unwrap();
        let of_a = BranchTotal {
            branch: "a".to_owned(),
            arrivals: 30,
            visits: 33,
            gone: 9,
            in_time: 7,
            timed: 60,
            on_target: 7,
            called: 45,
            last_week: (4, 20),
            week_before: (2, 20),
        };
        assert_eq!(found[0], of_a);
        assert_eq!((found.len(), &*found[1].branch, found[1].week_before), (2, "b", (0, 0)));
    }
}

#[tokio::test]
async fn hours_are_added_over_all_branches_by_day_and_told_of_one_branch() {
    for Trial { store, place: _place } in trials().await {
        for id in ["a", "b"] {
            put(&store, &branch(id), &day("2026-11-23"), &total(6, 1)).await.unwrap();
        }
        put(&store, &branch("a"), &day("2026-11-24"), &total(0, 0)).await.unwrap();
        let asked = days("2026-11-23", "2026-11-24");
        let all = hours_of_all(&store, &asked).await.unwrap();
        assert_eq!((all.len(), all[0].branches), (1, 2), "on the second day nobody came");
        assert_eq!((all[0].hours[0], all[0].hours[9], all[0].hours[12], all[0].hours[23]), (2, 12, 0, 4));
        let one = hours_of(&store, &branch("b"), &asked).await.unwrap();
        assert_eq!((one.len(), one[0].hours[9]), (1, 6));
    }
}

#[tokio::test]
async fn the_first_row_of_each_day_with_counts_is_found() {
    for Trial { store, place: _place } in trials().await {
        let rows = vec![
            row("a", "2026-11-22", 1, "k1"),
            row("a", "2026-11-22", 2, "k2"),
            row("a", "2026-11-23", 1, "k3"),
            row("a", "2026-11-24", 1, "k4"),
        ];
        store.append(rows).await.unwrap();
        for of in ["2026-11-22", "2026-11-23"] {
            put(&store, &branch("a"), &day(of), &total(1, 1)).await.unwrap();
        }
        let found = first_rows(&store, &branch("a"), &days("2026-11-22", "2026-11-30")).await.unwrap();
        assert_eq!(found, [row("a", "2026-11-22", 1, "k1"), row("a", "2026-11-23", 1, "k3")]);
    }
}
