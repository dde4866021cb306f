//! A slow disk: every commit takes long, and nothing else does. Nobody is refused, and those who wait share commits.

use super::faults::Faults;
use super::program::{Server, fresh_key};
use super::streams::Events;
use reqwest::StatusCode;
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use testing::postgres::{Cluster, make_database};

const KIOSKS: u64 = 32;
const SYNC_MS: u64 = 250;

fn on_a_slow_disk(faults: &Faults) -> Server {
    Server::start(tempfile::tempdir().unwrap(), |command| faults.on(command).arg("demo"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_slow_disk_everybody_is_served_and_shares_commits() {
    let faults = Faults::new();
    everybody_is_served(&faults, &on_a_slow_disk(&faults)).await;
}

/// The same where the disk is PostgreSQL's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_slow_disk_of_postgresql_everybody_is_served_and_shares_commits() {
    let faults = Faults::new();
    let environment = faults.environment();
    let cluster = tokio::task::spawn_blocking(move || Cluster::start_in(&environment)).await.unwrap();
    let server = Server::demo_on(&make_database(&cluster.url("postgres")).await);
    everybody_is_served(&faults, &server).await;
}

async fn everybody_is_served(faults: &Faults, server: &Server) {
    let mut lobby = Events::open(server, "lobby").await;
    server.issue("cash").await;
    faults.syncs_take(SYNC_MS);
    let (before, begin) = (faults.syncs(), Instant::now());
    let (given, slowest) = (AtomicU64::new(0), AtomicU64::new(0));
    let over = || begin.elapsed() > Duration::from_secs(6);
    let kiosk = async || {
        while !over() {
            let asked = Instant::now();
            server.issue("cash").await;
            given.fetch_add(1, Ordering::Relaxed);
            slowest.fetch_max(u64::try_from(asked.elapsed().as_millis()).unwrap(), Ordering::Relaxed);
        }
    };
    let kiosks = futures::future::join_all((0..KIOSKS).map(|_| kiosk()));
    let desk = async {
        let anna = server.sign_in("anna").await;
        anna.press("1", "open").await;
        let mut called = Vec::new();
        while !over() {
            called.push(anna.press("1", "next").await["number"].clone());
            anna.press("1", "start").await;
            anna.press("1", "finish").await;
        }
        called
    };
    let (_, called) = tokio::join!(kiosks, desk);
    let (given, slowest, syncs) = (given.into_inner(), slowest.into_inner(), faults.syncs() - before);
    println!("{given} tickets in {syncs} syncs of {SYNC_MS} ms; the slowest took {slowest} ms");
    assert!(syncs >= 8, "the disk was not slow: {syncs} syncs");
    // The syncs of the tables that are written beside the tickets (sessions, the audit) count too.
    assert!(given > 5 * syncs, "{given} tickets in {syncs} syncs: commits are not shared");
    assert!(slowest < 3_000, "a ticket took {slowest} ms");
    assert!(called.len() >= 2 && called[0] == "A001", "{called:?}");
    // The lobby has heard of every call.
    loop {
        let (_, view) = lobby.view().await;
        if view["calls"][0]["number"] == *called.last().unwrap() {
            break;
        }
    }
}

/// What is only read does not wait for a commit: it is all there while the commit is still under way.
#[tokio::test]
async fn screens_go_on_while_a_commit_takes_seconds() {
    let faults = Faults::new();
    let server = on_a_slow_disk(&faults);
    server.issue("cash").await;
    // What follows from a day's first ticket, as its line in the audit, would have the disk before the next one.
    let mut seen = 0;
    while seen != faults.syncs() {
        seen = faults.syncs();
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    faults.syncs_take(5_000);
    let before = faults.syncs();
    let ticket = server.issue("cash");
    let screens = async {
        while faults.syncs() == before {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        for path in ["/b/centro/kiosk", "/b/centro/lobby", "/api/v1/branches/centro/view/kiosk", "/healthz", "/readyz"]
        {
            assert_eq!(server.get(path).await.status(), StatusCode::OK, "{path}");
        }
    };
    let (mut ticket, mut screens) = (std::pin::pin!(ticket), std::pin::pin!(screens));
    tokio::select! {
        biased;
        () = &mut screens => {}
        _ = &mut ticket => panic!("the screens waited for the commit"),
    }
    ticket.await;
}

/// A sign-in is a write too; it has its turn however busy the branches are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_is_not_kept_out_by_tickets() {
    let faults = Faults::new();
    let server = on_a_slow_disk(&faults);
    faults.syncs_take(SYNC_MS);
    let begin = Instant::now();
    let kiosk = async || {
        while begin.elapsed() < Duration::from_secs(5) {
            let body = json!({ "service": "cash", "language": "it" });
            let answer = server.post(&server.branch("tickets"), &fresh_key(), &body).await;
            assert_eq!(answer.status(), StatusCode::CREATED);
        }
    };
    let kiosks = futures::future::join_all((0..8).map(|_| kiosk()));
    let staff = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        for user in ["anna", "bruno", "carla"] {
            let asked = Instant::now();
            server.sign_in(user).await;
            assert!(asked.elapsed() < Duration::from_millis(2_500), "{user} waited {:?}", asked.elapsed());
        }
    };
    tokio::join!(kiosks, staff);
}
