//! Several servers on one PostgreSQL: any server serves any branch, and nothing is lost or given twice, whatever
//! fails. What each day must be in the end is in `day`.

mod day;

use super::program::{BINARY, Server, ended, fresh_key, problem, run};
use super::proxy::{Proxy, Wire};
use super::streams::Events;
use day::Day;
use futures::StreamExt;
use reqwest::Method;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use testing::postgres::{Cluster, fresh_database, make_database};

/// The servers' own port in a URL.
fn port(url: &str) -> u16 {
    url.split(['/', ':', '@']).find_map(|part| part.parse().ok()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_serve_one_branch_at_the_same_time() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let day = Day::on(&[&one, &other]);
    let shift = day.begin(&one).await;
    shift.work(3.0).await;
    let third = Server::demo_on(&url);
    shift.end(&url, &[&one, &other, &third]).await;
    assert_eq!(day.unavailable.load(Ordering::Relaxed), 0, "nothing failed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_one_server_is_killed_its_clients_go_on_with_the_other() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let day = Day::on(&[&one, &other]);
    let shift = day.begin(&one).await;
    shift.work(1.0).await;
    let killed = other.origin.clone();
    other.kill();
    shift.work(1.0).await;
    let again = Server::demo_on(&url);
    day.moved(&killed, &again.origin);
    shift.work(1.0).await;
    shift.end(&url, &[&one, &again]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_database_is_cut_off_or_silent_says_so_and_recovers_by_itself() {
    let url = fresh_database().await;
    let wire = Proxy::to(port(&url)).await;
    let (one, other) = (Server::demo_on(&wire.url(&url)), Server::demo_on(&url));
    let day = Day::on(&[&one, &other]);
    let shift = day.begin(&other).await;
    shift.work(1.0).await;
    for broken in [Wire::Cut, Wire::Mute, Wire::Silent] {
        wire.set(broken);
        let asked = Instant::now();
        let body = json!({ "service": "cash", "language": "it" });
        // Without a limit of its own: the server must have one.
        let key = fresh_key();
        let answer = one.post(&one.branch("tickets"), &key, &body).await;
        assert_eq!(problem(answer).await.0, 503, "{broken:?}");
        assert!(asked.elapsed() < Duration::from_secs(10), "{broken:?}: {:?}", asked.elapsed());
        shift.work(0.5).await;
        wire.set(Wire::Whole);
        let mended = Instant::now();
        while !one.get("/readyz").await.status().is_success() {
            assert!(mended.elapsed() < Duration::from_secs(10), "{broken:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        while one.post(&one.branch("tickets"), &key, &body).await.status() != reqwest::StatusCode::CREATED {
            assert!(mended.elapsed() < Duration::from_secs(10), "{broken:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        println!("{broken:?}: 503 and then served again after {:?}", mended.elapsed());
        day.knows(&key, &one.post(&one.branch("tickets"), &key, &body).await.json().await.unwrap());
    }
    shift.work(0.5).await;
    shift.end(&url, &[&one, &other]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_postgresql_is_restarted_or_crashes_every_server_goes_on_afterwards() {
    let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap();
    let url = make_database(&cluster.url("postgres")).await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let day = Day::on(&[&one, &other]);
    let shift = day.begin(&one).await;
    let cluster = std::sync::Arc::new(cluster);
    for mode in ["immediate", "fast"] {
        shift.work(1.0).await;
        let restarted = cluster.clone();
        tokio::task::spawn_blocking(move || restarted.restart(mode)).await.unwrap();
        let up = Instant::now();
        day.issue("cash").await;
        assert!(up.elapsed() < Duration::from_secs(10), "{mode}: {:?}", up.elapsed());
        println!("{mode}: served again {:?} after PostgreSQL was", up.elapsed());
    }
    shift.work(1.0).await;
    shift.end(&url, &[&one, &other]).await;
}

/// A display on one server and the desks on the other, with kiosks on both meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_on_one_server_shows_a_call_that_was_made_on_the_other() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let day = Day::on(&[&one, &other]);
    let shift = day.begin_without("anna", &one).await;
    let anna = other.sign_in("anna").await;
    anna.press("1", "open").await;
    let mut lobby = one.get("/api/v1/branches/centro/stream/lobby").await.bytes_stream();
    let mut latencies = Vec::new();
    for _ in 0..40 {
        let pressed = Instant::now();
        let ticket = anna.press("1", "next").await;
        let Some(number) = ticket["number"].as_str() else { continue };
        day.called(number);
        let shown = format!("\"number\":\"{number}\"");
        loop {
            let frame = tokio::time::timeout(Duration::from_secs(5), lobby.next()).await.expect("it is shown");
            if String::from_utf8_lossy(&frame.unwrap().unwrap()).contains(&shown) {
                break;
            }
        }
        latencies.push(pressed.elapsed());
        anna.press("1", "start").await;
        anna.press("1", "finish").await;
    }
    latencies.sort();
    let at = |share: usize| latencies[(latencies.len() * share / 100).min(latencies.len() - 1)];
    println!(
        "{} calls, from the press on one server to the frame of the other: p50 {:?}, p99 {:?}",
        latencies.len(),
        at(50),
        at(99)
    );
    assert!(latencies.len() > 20, "too few visitors");
    assert!(at(99) < Duration::from_secs(1), "{latencies:?}");
    shift.end(&url, &[&one, &other]).await;
}

#[tokio::test]
async fn a_visitor_s_link_leads_to_the_ticket_on_every_server_from_the_first_moment() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    other.view("kiosk").await;
    for _ in 0..10 {
        let ticket = one.issue("cash").await;
        let mine = other.get(&format!("/api/v1/tickets/{}", ticket["token"].as_str().unwrap())).await;
        assert_eq!(mine.status(), reqwest::StatusCode::OK);
    }
}

/// The right that ended on another server, or by `sportello staff`, ends here too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ends_whoever_ended_its_session() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let (gaia, anna) = (one.sign_in("gaia").await, one.sign_in("anna").await);
    let mut manager = Events::open_as(&gaia, "manager").await;
    let mut desk = Events::open_as(&anna, "desk/1").await;
    let end = other.request(Method::DELETE, &other.url("/api/v1/session")).header("cookie", &gaia.cookie);
    assert!(end.send().await.unwrap().status().is_success());
    tokio::time::timeout(Duration::from_secs(6), manager.until_ended()).await.expect("signed out elsewhere");
    desk.view().await;
    let mut staff = Command::new(&*BINARY);
    staff.args(["staff", "--database", &url, "--login", "anna", "--name", "Anna", "--branch", "centro"]);
    let mut process = staff.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(b"another horse\n").unwrap();
    assert!(process.wait().unwrap().success());
    tokio::time::timeout(Duration::from_secs(6), desk.until_ended()).await.expect("a new password");
}

#[tokio::test]
async fn staff_and_serve_take_the_address_of_a_postgresql() {
    let url = fresh_database().await;
    let mut staff = Command::new(&*BINARY);
    staff.args(["staff", "--database", &url, "--login", "ugo", "--name", "Ugo", "--branch", "centro"]);
    let mut process = staff.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(b"correct horse\n").unwrap();
    assert!(process.wait().unwrap().success());
    let mut serve = Command::new(&*BINARY);
    serve.args(["serve", "--listen", "127.0.0.1:0"]).env("SPORTELLO_DATABASE", &url);
    let server = Server::spawn(serve, tempfile::tempdir().unwrap());
    let sign_in = json!({ "user": "ugo", "password": "correct horse" });
    let answer = server.post(&server.url("/api/v1/session"), "not-needed", &sign_in).await;
    assert!(answer.status().is_success());

    let nowhere = "postgres://sportello:secret-word@127.0.0.1:1/bank";
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--database", nowhere]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot reach PostgreSQL for postgres://sportello@127.0.0.1:1/bank"), "{said}");
    assert!(!said.contains("secret-word"), "{said}");
    let help = ended(Command::new(&*BINARY).args(["serve", "--help"]).env("SPORTELLO_DATABASE", nowhere));
    assert!(!String::from_utf8_lossy(&help.stdout).contains("secret-word"));
}
