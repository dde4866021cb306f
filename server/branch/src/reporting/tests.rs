//! The figures beside the journal, on both engines and with two servers.

mod compared;

use super::day::prepare;
use super::*;
use crate::journal::{Recorded, Working, row};
use crate::request::Actor;
use ::reports::Filter;
use queue::{Command, CsrId, DeskId, Issue, Language, ServiceId, Timestamp, Token, VisitOutcome};
use setup::Setup;
use store::report::{Days, quarters, visits};
use store::{RequestKey, Run, sql};
use testing::postgres::fresh_database;

const CSR: CsrId = CsrId(7);
const MINUTE: i64 = 60_000;

fn centro() -> BranchId {
    BranchId::new("centro")
}

fn setup() -> Arc<setup::Branch> {
    Setup::load(None).unwrap().always_open().branches["centro"].clone()
}

fn desk() -> DeskId {
    DeskId::new("1")
}

/// A branch's day, whose rows are appended as they come.
struct Journal {
    store: Store,
    working: Working,
}

impl Journal {
    async fn open(store: &Store, setup: &setup::Branch, at: Timestamp) -> Self {
        let day = setup.day(at);
        let mut journal = Self { store: store.clone(), working: Working::empty(day.clone()) };
        let open = Command::OpenDay { day, setup: Box::new(setup.rules(at)) };
        journal.append(at, Actor::Server, open).await;
        journal.append(at, Actor::Staff(CSR), Command::OpenDesk { desk: desk(), csr: CSR }).await;
        journal
    }

    async fn append(&mut self, at: Timestamp, actor: Actor, command: Command) {
        let events = self.working.branch.decide(&command, at).unwrap();
        for event in &events {
            self.working.apply(event);
        }
        self.working.seq += 1;
        let recorded = Recorded { command, events: events.into() };
        let row = row(&centro(), &self.working, &RequestKey::fresh(), at, actor, &recorded);
        self.store.append(vec![row]).await.unwrap();
    }

    async fn issue(&mut self, at: Timestamp) {
        let issue = Issue {
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
        };
        self.append(at, Actor::Kiosk, Command::Issue(issue)).await;
    }

    /// Serves the next visitor, for five minutes.
    async fn serve(&mut self, at: Timestamp) {
        let staff = Actor::Staff(CSR);
        self.append(at, staff, Command::CallNext { desk: desk(), csr: CSR }).await;
        self.append(at, staff, Command::Start { desk: desk(), csr: CSR }).await;
        let (outcome, delivered) = (VisitOutcome::Resolved, vec![]);
        let finish = Command::Finish { desk: desk(), csr: CSR, outcome, delivered, follow_up: false };
        self.append(Timestamp(at.0 + 5 * MINUTE), staff, finish).await;
    }
}

/// A store on each engine, twice: as two servers see it. The folder is removed with the last value.
async fn engines() -> Vec<(Store, Store, tempfile::TempDir)> {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = Store::sqlite(&one.path().join("sportello.db")).await.unwrap();
    let url = fresh_database().await;
    let (first, second) = (Store::postgres(&url).await.unwrap(), Store::postgres(&url).await.unwrap());
    vec![(file.clone(), file, one), (first, second, two)]
}

fn writer(store: &Store) -> Writer {
    let server = "one".to_owned();
    Writer { store: store.clone(), oldest: Day::new(2026, 1, 1), server, days: BTreeMap::new() }
}

fn all() -> BTreeSet<BranchId> {
    BTreeSet::from([centro()])
}

/// 23 November 2026, 10:00 in Rome.
const MONDAY: Timestamp = Timestamp(1_795_424_400_000);

fn later(minutes: i64) -> Timestamp {
    Timestamp(MONDAY.0 + minutes * MINUTE)
}

#[tokio::test]
async fn the_figures_follow_the_journal_and_agree_with_it_whichever_server_writes_them() {
    let setup = setup();
    for (store, second, _folder) in engines().await {
        let (mut one, mut other) = (writer(&store), writer(&second));
        let mut journal = Journal::open(&store, &setup, MONDAY).await;
        journal.issue(later(1)).await;
        assert!(one.write(all(), TOGETHER).await.is_empty());
        let days = Days::one(&setup.day(MONDAY));
        let found = visits(&store, &centro(), &days, 0, 10).await.unwrap();
        assert_eq!(found[0].outcome, "under-way", "who waits is in the figures");
        journal.serve(later(4)).await;
        journal.issue(later(20)).await;
        assert!(other.write(all(), TOGETHER).await.is_empty());
        journal.serve(later(22)).await;
        // The first server has an older state in memory.
        assert!(one.write(all(), TOGETHER).await.is_empty());
        for again in [&mut other, &mut one] {
            assert!(again.write(all(), TOGETHER).await.is_empty(), "nothing is left to write");
        }
        let found = visits(&store, &centro(), &days, 0, 10).await.unwrap();
        assert_eq!(found.iter().map(|visit| visit.outcome.as_str()).collect::<Vec<_>>(), ["served", "served"]);
        let rows = store.read_day(&centro(), &days.first, 1).await.unwrap();
        assert_eq!(compare(&store, &centro(), &days.first, &rows).await.unwrap(), None);
        let report = report(&store, &centro(), &setup.calendar, &days, Filter::default()).await.unwrap();
        assert_eq!(report.total.waits, [3 * MINUTE, 2 * MINUTE]);
        assert_eq!(report.by_quarter[&600].arrivals, 1, "10:00 to 10:15 in Rome");
        assert_eq!(report.by_quarter[&615].arrivals, 1);
    }
}

#[tokio::test]
async fn two_servers_that_write_at_once_write_each_row_once() {
    let setup = setup();
    for (store, second, _folder) in engines().await {
        let mut journal = Journal::open(&store, &setup, MONDAY).await;
        for minute in 0..20 {
            journal.issue(later(minute)).await;
        }
        let prepared = [&store, &second]
            .map(|store| async move { prepare(store, &centro(), None, &Day::new(2026, 1, 1)).await.unwrap().unwrap() });
        let [first, late] = prepared;
        let (first, late) = (first.await, late.await);
        writer(&store).commit(vec![(centro(), first)]).await.unwrap();
        let mut other = writer(&second);
        other.commit(vec![(centro(), late)]).await.unwrap();
        assert!(other.days.is_empty(), "the second one was late and keeps nothing");
        let days = Days::one(&setup.day(MONDAY));
        assert_eq!(visits(&store, &centro(), &days, 0, 100).await.unwrap().len(), 20);
        assert!(other.write(all(), TOGETHER).await.is_empty());
        let rows = store.read_day(&centro(), &days.first, 1).await.unwrap();
        assert_eq!(compare(&store, &centro(), &days.first, &rows).await.unwrap(), None);
    }
}

#[tokio::test]
async fn figures_that_differ_from_the_journal_are_found_and_made_anew() {
    let setup = setup();
    for (store, _second, _folder) in engines().await {
        let mut journal = Journal::open(&store, &setup, MONDAY).await;
        journal.issue(later(1)).await;
        journal.serve(later(4)).await;
        let mut tuesday = Journal::open(&store, &setup, later(24 * 60)).await;
        tuesday.issue(later(24 * 60 + 1)).await;
        assert!(writer(&store).write(all(), TOGETHER).await.is_empty());
        for wrong in [
            "UPDATE report_visit SET outcome = 'cancelled' WHERE ticket = 1",
            "UPDATE report_quarter SET arrivals = 9 WHERE arrivals = 1",
            "DELETE FROM report_quarter WHERE arrivals > 0",
        ] {
            store.execute(sql(wrong)).await.unwrap();
        }
        let monday = setup.day(MONDAY);
        let rows = store.read_day(&centro(), &monday, 1).await.unwrap();
        let found = compare(&store, &centro(), &monday, &rows).await.unwrap();
        assert_eq!(found, Some(Mismatch { visits: 1, quarters: 1 }));
        for _ in 0..2 {
            assert_eq!(rebuild(&store, &centro(), &Day::new(2026, 1, 1)).await.unwrap(), 2);
            assert_eq!(compare(&store, &centro(), &monday, &rows).await.unwrap(), None);
        }
    }
}

#[tokio::test]
async fn a_damaged_row_takes_no_figures_from_later_days() {
    let setup = setup();
    let (store, _second, _folder) = engines().await.swap_remove(0);
    let mut journal = Journal::open(&store, &setup, MONDAY).await;
    journal.issue(later(1)).await;
    let mut tuesday = Journal::open(&store, &setup, later(24 * 60)).await;
    tuesday.issue(later(24 * 60 + 1)).await;
    store.execute(sql("UPDATE journal SET events = '{' WHERE seq = 3 AND day = '2026-11-23'")).await.unwrap();
    assert!(writer(&store).write(all(), TOGETHER).await.is_empty());
    let days = Days { first: setup.day(MONDAY), last: setup.day(later(24 * 60)) };
    let found = visits(&store, &centro(), &days, 0, 10).await.unwrap();
    assert_eq!(found.iter().map(|visit| visit.day.as_str()).collect::<Vec<_>>(), ["2026-11-24"]);
}

#[tokio::test]
async fn quarter_hours_outlive_the_visits_that_they_came_from() {
    let setup = setup();
    for (store, _second, _folder) in engines().await {
        let mut journal = Journal::open(&store, &setup, MONDAY).await;
        journal.issue(later(1)).await;
        let days = Days::one(&setup.day(MONDAY));
        rebuild(&store, &centro(), &Day::new(2026, 12, 1)).await.unwrap();
        assert!(visits(&store, &centro(), &days, 0, 10).await.unwrap().is_empty(), "no longer kept");
        assert_eq!(quarters(&store, &centro(), &days).await.unwrap()[0].arrivals, 1);
        let rows = store.read_day(&centro(), &days.first, 1).await.unwrap();
        assert_eq!(compare(&store, &centro(), &days.first, &rows).await.unwrap(), None);
    }
}

#[tokio::test]
async fn an_hour_that_the_clock_repeats_is_counted_twice_in_its_day_and_no_arrival_is_lost() {
    let setup = setup();
    let (store, _second, _folder) = engines().await.swap_remove(0);
    // 25 October 2026, 00:30 in Rome; at 3:00 the clock goes back to 2:00.
    let first = Timestamp(1_792_881_000_000);
    let mut journal = Journal::open(&store, &setup, first).await;
    // 2:10 before the change, 2:10 after it, 3:10.
    for minutes in [100, 160, 220] {
        journal.issue(Timestamp(first.0 + minutes * MINUTE)).await;
    }
    assert!(writer(&store).write(all(), TOGETHER).await.is_empty());
    let days = Days::one(&setup.day(first));
    assert_eq!(days.first.as_str(), "2026-10-25");
    let report = report(&store, &centro(), &setup.calendar, &days, Filter::default()).await.unwrap();
    assert_eq!(report.by_quarter[&120].arrivals, 2);
    assert_eq!(report.by_quarter[&180].arrivals, 1);
    assert_eq!((report.total.arrivals, report.heat[6][2], report.days_of(6)), (3, 2, 1));
}

/// A year of a busy branch: 250 days of 600 visits. Prints how long its report takes.
#[tokio::test]
async fn a_report_over_a_year_of_150_000_visits_takes_less_than_300_ms() {
    let setup = setup();
    let (store, _second, _folder) = engines().await.swap_remove(0);
    let branch = centro();
    let mut transaction = store.begin().await.unwrap();
    for day in 0..250_i64 {
        for quarter in 0..40_i64 {
            let from = Timestamp(MONDAY.0 + day * 24 * 60 * MINUTE + quarter * 15 * MINUTE);
            let times: Vec<String> =
                (0..5_i64).map(|n| format!("[{},{}]", (day * 7 + quarter * n) * 997, n * 61_003)).collect();
            let group = |service: &str| {
                format!(
                    "{{\"s\":\"{service}\",\"c\":\"kiosk\",\"d\":\"1\",\"e\":\"served\",\"f\":true,\"t\":[{}]}}",
                    times.join(",")
                )
            };
            let facts = format!(
                "{{\"v\":[{},{},{}],\"d\":[{{\"d\":\"1\",\"o\":900000,\"s\":700000}}]}}",
                group("cash"),
                group("cards"),
                group("mortgage")
            );
            let row = store::report::StoredQuarter {
                day: setup.day(from),
                from,
                arrivals: 15,
                served: 15,
                no_shows: 0,
                cancelled: 0,
                day_ended: 0,
                under_way: 0,
                facts,
            };
            table::put_quarter(&mut transaction, &branch, &row).await.unwrap();
        }
    }
    transaction.commit().await.unwrap();
    let days = Days { first: Day::new(2026, 11, 1), last: Day::new(2027, 12, 31) };
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let began = std::time::Instant::now();
        let report = report(&store, &branch, &setup.calendar, &days, Filter::default()).await.unwrap();
        let kpis = report.total.kpis();
        best = best.min(began.elapsed());
        assert_eq!((kpis.visits, kpis.wait.n), (150_000, 150_000));
    }
    println!("a report over 150,000 visits: {} ms", best.as_millis());
    // Without optimisation the database's library alone takes longer.
    let most = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 300 });
    assert!(best < most, "{best:?}");
}
