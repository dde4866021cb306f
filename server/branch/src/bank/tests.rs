//! The branches of a bank beside each other: what is told of one that sleeps, one of another server, one that is behind; and how long
//! five thousand take.

use super::*;
use crate::observers::Observers;
use crate::request::Actor;
use crate::setups::Setups;
use queue::{Command, Day, Issue, Language, ServiceId, Token};
use store::report_day::StoredTotal;
use store::{Names, RequestKey};
use testing::bank_of;
use testing::postgres::fresh_database;

fn weeks(today: &Day) -> Weeks {
    let (first, last, before) = (Day::new(2026, 1, 1), today.clone(), Day::new(2026, 1, 8));
    Weeks { all: Days { first, last: last.clone() }, last, before }
}

fn row(branch: &str, day: Day, server: &str) -> BranchNow {
    BranchNow {
        branch: branch.to_owned(),
        day,
        seq: 9,
        at: machine::clock::now(),
        closed: false,
        stopped: false,
        waiting: 4,
        oldest: Some(Timestamp(1)),
        desks: 2,
        alerts: 1,
        server: server.to_owned(),
    }
}

fn issue() -> Command {
    Command::Issue(Issue {
        service: ServiceId::new("cash"),
        then: vec![],
        language: Language::new("it"),
        priority: false,
        documents: vec![],
        missing: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new(RequestKey::fresh().as_str()),
    })
}

#[tokio::test]
async fn a_branch_that_sleeps_is_told_from_the_tables_and_stays_asleep() {
    let setup = bank_of(5);
    let folder = tempfile::tempdir().unwrap();
    let file = Store::sqlite(&folder.path().join("bank.db")).await.unwrap();
    let url = fresh_database().await;
    for store in [file, Store::postgres(&url).await.unwrap()] {
        let branches =
            Branches::new(Setups::fixed(setup.clone()), store.clone(), Names::default(), Observers::default());
        let now = machine::clock::now();
        let today = setup.branches["b0"].day(now);
        let running = branches.get("b0").await.unwrap().unwrap();
        running.command(RequestKey::fresh(), Actor::Kiosk, issue()).await.unwrap();
        for old in [
            row("b0", today.clone(), "me"),
            row("b1", today.clone(), "me"),
            row("b2", today.clone(), "other"),
            row("b3", Day::new(2020, 1, 1), "me"),
        ] {
            branch_now::put(&store, &old).await.unwrap();
        }
        let found = standings(&branches, &store, "me", |id| id != "b9", &weeks(&today), now).await.unwrap();
        let told: Vec<_> = found.iter().map(|one| (one.known, one.serves, one.waiting, one.desks)).collect();
        assert_eq!(
            told,
            [
                (KnownFrom::Here, Serves::Open, 1, 0),
                (KnownFrom::Asleep, Serves::Open, 4, 2),
                (KnownFrom::Elsewhere, Serves::Open, 4, 2),
                (KnownFrom::Asleep, Serves::Closed, 0, 0),
                (KnownFrom::Nowhere, Serves::Closed, 0, 0),
            ]
        );
        let running = branches.running().into_iter().filter(|(_, handle)| handle.is_some()).count();
        assert_eq!(running, 1, "nobody was woken");
        // What the journal has more is not hidden.
        assert!(!is_behind(&store, &found[1], now).await.unwrap());
        branch_now::put(&store, &BranchNow { seq: 0, ..row("b0", today.clone(), "other") }).await.unwrap();
        let asleep = Standing { known: KnownFrom::Elsewhere, ..found[0].clone() };
        assert!(is_behind(&store, &asleep, now).await.unwrap());
        assert!(!is_behind(&store, &found[0], now).await.unwrap(), "it runs here");
    }
}

#[tokio::test]
async fn hours_of_some_branches_and_of_all_are_those_of_their_walls() {
    let setup = bank_of(3);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("bank.db")).await.unwrap();
    // A Monday: Rome is an hour ahead of UTC.
    let monday = Day::new(2026, 11, 23);
    for (id, arrivals) in [("b0", 3), ("b1", 4), ("b2", 5)] {
        report_day::put(&store, &BranchId::new(id), &monday, &total(arrivals)).await.unwrap();
    }
    let days = Days::one(&monday);
    let all: Vec<_> = setup.branches.values().collect();
    let week = hours(&store, &all, true, &days).await.unwrap();
    assert_eq!((week.arrivals[0][10], week.arrivals[0][9], week.days_of(0)), (12, 0, 1));
    let week = hours(&store, &all[1..], false, &days).await.unwrap();
    assert_eq!(week.arrivals[0][10], 9);
}

fn total(arrivals: u32) -> StoredTotal {
    let mut hours = [0; 24];
    hours[9] = arrivals;
    let (visits, served) = (arrivals, arrivals);
    StoredTotal {
        arrivals,
        visits,
        served,
        cancelled: 0,
        no_shows: 0,
        in_time: arrivals,
        timed: arrivals,
        on_target: 0,
        called: 0,
        hours,
    }
}

/// Prints how long the head office waits for the figures of five thousand branches.
#[tokio::test]
async fn five_thousand_branches_of_four_weeks_are_told_in_less_than_half_a_second() {
    const BRANCHES: usize = 5_000;
    let setup = bank_of(BRANCHES);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("bank.db")).await.unwrap();
    let now = machine::clock::now();
    let today = setup.branches["b0"].day(now);
    let mut transaction = store.begin().await.unwrap();
    for number in 0..BRANCHES {
        let id = format!("b{number}");
        for day in 1..=28 {
            let counts = total(u32::try_from(number % 600).unwrap());
            report_day::put(&mut transaction, &BranchId::new(&id), &Day::new(2026, 6, day), &counts).await.unwrap();
        }
        branch_now::put(&mut transaction, &row(&id, today.clone(), "other")).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let branches = Branches::new(Setups::fixed(setup.clone()), store.clone(), Names::default(), Observers::default());
    let first = Day::new(2026, 6, 1);
    let weeks = Weeks {
        all: Days { first, last: Day::new(2026, 6, 28) },
        last: Day::new(2026, 6, 22),
        before: Day::new(2026, 6, 15),
    };
    let all: Vec<_> = setup.branches.values().collect();
    let mut best = std::time::Duration::MAX;
    for _ in 0..3 {
        let began = std::time::Instant::now();
        let mut found = standings(&branches, &store, "me", |_| true, &weeks, now).await.unwrap();
        let week = hours(&store, &all, true, &weeks.all).await.unwrap();
        let mut ordered: Vec<_> = found.drain(..).map(|one| (one.counted.figures(), one)).collect();
        ordered.sort_by(|(a, _), (b, _)| reports::worse_first(reports::Worst::InTime, a, b));
        best = best.min(began.elapsed());
        assert_eq!((ordered.len(), ordered[0].1.waiting), (BRANCHES, 4));
        assert!(week.arrivals[0].iter().sum::<u32>() > 1_000_000);
    }
    println!("{BRANCHES} branches of four weeks, with the map of hours: {} ms", best.as_millis());
    // Without optimisation the database's library alone takes longer.
    let most = std::time::Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 500 });
    assert!(best < most, "{best:?}");
}
