//! One branch on two servers: each runs its own task over the same PostgreSQL.

use crate::foresight::Forecasting;
use crate::handle::Handle;
use crate::journal::{Recorded, Working, row};
use crate::minute_code::MinuteKey;
use crate::observers::Observers;
use crate::request::{Actor, CommandError};
use crate::setups::Setups;
use machine::clock;
use queue::{Command, CsrId, DeskId, Duration, Event, Issue, Language, Refusal, ServiceId, Token};
use setup::Setup;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration as Wait, Instant};
use store::{BranchId, Names, RequestKey, Store};
use testing::postgres::fresh_database;

struct Servers {
    one: Handle,
    other: Handle,
    /// The store of the second server.
    store: Store,
    setup: Arc<setup::Branch>,
}

async fn start(setups: &Setups, store: Store) -> Handle {
    let setup = setups.newest().setup.branches["centro"].clone();
    let forecasting = Forecasting::start(store.clone(), Observers::default());
    let key = MinuteKey::load(&store).await.unwrap();
    Handle::start(setups.clone(), setup, store, Names::default(), Observers::default(), forecasting, key).await.unwrap()
}

impl Servers {
    async fn start(url: &str) -> Self {
        let setups = Setups::fixed(Setup::load(None).unwrap().always_open());
        let setup = setups.newest().setup.branches["centro"].clone();
        let (first, store) = (Store::postgres(url).await.unwrap(), Store::postgres(url).await.unwrap());
        let one = start(&setups, first).await;
        let other = start(&setups, store.clone()).await;
        Self { one, other, store, setup }
    }

    /// The same without hints: what the servers' user may not call fails, and nobody minds.
    async fn without_hints() -> Self {
        let url = fresh_database().await;
        let user = format!("user_{}", url.rsplit_once('/').unwrap().1);
        let mut superuser = PgConnection::connect(&url).await.unwrap();
        let sql = format!(
            "CREATE ROLE {user} LOGIN PASSWORD 'without-hints'; GRANT CREATE, USAGE ON SCHEMA public TO {user};
             REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC"
        );
        superuser.execute(AssertSqlSafe(sql)).await.unwrap();
        superuser.close().await.unwrap();
        let (_, place) = url.rsplit_once('@').unwrap();
        Self::start(&format!("postgres://{user}:without-hints@{place}")).await
    }
}

fn centro() -> BranchId {
    BranchId::new("centro")
}

fn key(name: &str) -> RequestKey {
    RequestKey::parse(&format!("request-{name}")).unwrap()
}

fn issue(token: &str) -> Command {
    Command::Issue(Issue {
        service: ServiceId::new("cash"),
        language: Language::new("it"),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        then: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new(token),
    })
}

fn number(events: &[Event]) -> String {
    events
        .iter()
        .find_map(|event| match event {
            Event::TicketIssued { number, .. } => Some(number.to_string()),
            _ => None,
        })
        .unwrap()
}

/// How long it takes until a server shows so many tickets.
async fn until_shown(server: &Handle, issued: u32) -> Wait {
    let asked = Instant::now();
    let mut changes = server.live().changes();
    while server.live().read(|branch, _| branch.counts().issued) < issued {
        tokio::time::timeout(Wait::from_secs(10), changes.changed()).await.expect("it hears of it").unwrap();
    }
    asked.elapsed()
}

fn finish(desk: DeskId, csr: CsrId) -> Command {
    Command::Finish { desk, csr, outcome: queue::VisitOutcome::Resolved, delivered: vec![], follow_up: false }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_shows_at_once_what_another_has_committed() {
    let servers = Servers::start(&fresh_database().await).await;
    let mut waits = Vec::new();
    for count in 1..=9 {
        servers.one.command(key(&format!("issue-{count}")), Actor::Kiosk, issue(&format!("t{count}"))).await.unwrap();
        waits.push(until_shown(&servers.other, count).await);
    }
    waits.sort();
    assert!(waits[4] < Wait::from_millis(300), "by the poll it would be half a second: {waits:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_hint_costs_a_second() {
    let servers = Servers::without_hints().await;
    for count in 1..=3 {
        servers.one.command(key(&format!("issue-{count}")), Actor::Kiosk, issue(&format!("t{count}"))).await.unwrap();
        let waited = until_shown(&servers.other, count).await;
        assert!(waited < Wait::from_secs(4), "{waited:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_issue_at_once_give_each_number_once_and_end_with_the_same_state() {
    let servers = Servers::start(&fresh_database().await).await;
    let mut kiosks = tokio::task::JoinSet::new();
    for kiosk in 0..20 {
        let server = if kiosk % 2 == 0 { servers.one.clone() } else { servers.other.clone() };
        kiosks.spawn(async move {
            let mut numbers = Vec::new();
            for turn in 0..10 {
                let name = format!("{kiosk}-{turn}");
                numbers.push(number(&server.command(key(&name), Actor::Kiosk, issue(&name)).await.unwrap()));
            }
            numbers
        });
    }
    let numbers: BTreeSet<String> = kiosks.join_all().await.into_iter().flatten().collect();
    assert_eq!(numbers.len(), 200);
    until_shown(&servers.one, 200).await;
    until_shown(&servers.other, 200).await;
    let state = |server: &Handle| server.live().read(|branch, seq| (branch.clone(), seq));
    assert_eq!(state(&servers.one), state(&servers.other));
    let (branch, seq) = state(&servers.one);
    let day = branch.day().unwrap().clone();
    let rows = servers.store.read_day(&centro(), &day, 0).await.unwrap();
    let replayed = Working::replay(day, &rows).unwrap();
    assert_eq!((replayed.branch, replayed.seq), (branch, seq), "replay equals live");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_sent_to_two_servers_has_the_effect_and_the_answer_of_one() {
    let servers = Servers::start(&fresh_database().await).await;
    for turn in 0..20 {
        let name = format!("twice-{turn}");
        let send = |server: &Handle, token: &str| {
            let server = server.clone();
            let command = issue(&format!("{name}-{token}"));
            let key = key(&name);
            async move { server.command(key, Actor::Kiosk, command).await.unwrap() }
        };
        let (first, second) = tokio::join!(send(&servers.one, "a"), send(&servers.other, "b"));
        assert_eq!(first, second);
        assert_eq!(number(&first), format!("A{:03}", turn + 1));
    }
    let other_wish = servers.other.command(
        key("twice-0"),
        Actor::Kiosk,
        Command::OpenDesk { desk: DeskId::new("1"), csr: CsrId(1) },
    );
    assert!(matches!(other_wish.await, Err(CommandError::KeyReused)));
}

/// What a server has not heard of yet must not make it refuse what is right.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_checked_against_what_other_servers_did() {
    let servers = Servers::without_hints().await;
    let (desk, csr) = (DeskId::new("1"), CsrId(1));
    let open = Command::OpenDesk { desk: desk.clone(), csr };
    servers.one.command(key("open-desk"), Actor::Staff(csr), open).await.unwrap();
    for turn in 0..5 {
        let ticket = format!("t{turn}");
        let command = |name: &str| (key(&format!("{name}-{turn}")), Actor::Staff(csr));
        servers.one.command(key(&ticket), Actor::Kiosk, issue(&ticket)).await.unwrap();
        let (name, who) = command("next");
        let next = Command::CallNext { desk: desk.clone(), csr };
        let called = servers.other.command(name, who, next).await.unwrap();
        assert!(!called.is_empty(), "somebody waits, as the other server knows");
        let (name, who) = command("start");
        servers.one.command(name, who, Command::Start { desk: desk.clone(), csr }).await.unwrap();
        let (name, who) = command("finish");
        servers.other.command(name, who, finish(desk.clone(), csr)).await.unwrap();
    }
    let refused = servers.other.command(key("finish-none"), Actor::Staff(csr), finish(desk, csr)).await;
    assert!(matches!(refused, Err(CommandError::Refused(Refusal::NoTicketOpen(_)))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_that_another_server_has_opened_is_taken_over() {
    let servers = Servers::start(&fresh_database().await).await;
    let tomorrow = clock::now() + Duration::minutes(24 * 60);
    let (day, setup) = (servers.setup.day(tomorrow), servers.setup.rules(tomorrow));
    let command = Command::OpenDay { day: day.clone(), setup: Box::new(setup) };
    let mut working = Working::empty(day.clone());
    let events = working.branch.decide(&command, tomorrow).unwrap();
    working.seq = 1;
    let recorded = Recorded { command, events: events.into() };
    let row = row(&centro(), &working, &RequestKey::of_day(&day), tomorrow, Actor::Server, &recorded);
    servers.store.append(vec![row]).await.unwrap();
    let mut changes = servers.one.live().changes();
    while servers.one.live().read(|branch, _| branch.day() != Some(&day)) {
        tokio::time::timeout(Wait::from_secs(5), changes.changed()).await.expect("it hears of it").unwrap();
    }
}

/// A day of long ago with one visitor who still waits, in the journal of a store.
async fn left_open(store: &Store, setup: &setup::Branch) {
    let then = clock::now() - Duration::minutes(3 * 24 * 60);
    let mut working = Working::empty(setup.day(then));
    let opened = Command::OpenDay { day: setup.day(then), setup: Box::new(setup.rules(then)) };
    for (name, command) in [("opened", opened), ("issued", issue("left-over"))] {
        let events = working.branch.decide(&command, then).unwrap();
        for event in &events {
            working.branch.apply(event);
        }
        working.seq += 1;
        let recorded = Recorded { command, events: events.into() };
        store.append(vec![row(&centro(), &working, &key(name), then, Actor::Kiosk, &recorded)]).await.unwrap();
    }
}

#[tokio::test]
async fn a_day_that_nobody_ended_is_ended_before_the_next_begins() {
    let setups = Setups::fixed(Setup::load(None).unwrap().always_open());
    let setup = setups.newest().setup.branches["centro"].clone();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("sportello.db")).await.unwrap();
    left_open(&store, &setup).await;
    let last = store.last_day(&centro()).await.unwrap().unwrap();
    for _ in 0..2 {
        // Once, however often the branch is started.
        start(&setups, store.clone()).await;
        let rows = store.read_day(&centro(), &last, 0).await.unwrap();
        assert_eq!(rows.len(), 3);
        let ended = Working::replay(last.clone(), &rows).unwrap().branch;
        assert_eq!((ended.is_closed(), ended.counts().waiting, ended.counts().day_ended), (true, 0, 1));
    }
}
