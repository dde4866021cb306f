//! What the issues of the office ask in milliseconds, measured at the real program. Each is a figure, and `make bench` tries them
//! at the release. A program built for debugging prints them, and they are not held against it.

use super::program::{PASSWORD, PROGRAM, Server, Session, fresh_key};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// A server behind a proxy that names its clients.
fn behind_a_proxy() -> Server {
    let folder = tempfile::tempdir().unwrap();
    Server::start(folder, |command| command.args(["demo", "--quiet", "--trusted-proxy", "127.0.0.1"]))
}

/// Whether the program that is tried is one of which the figures are asked.
pub fn is_release() -> bool {
    !cfg!(debug_assertions) || std::env::var_os(PROGRAM).is_some()
}

/// The value below which so many of a hundred are.
pub fn percentile(times: &mut [Duration], hundredths: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * hundredths / 100]
}

/// How far the ranks of two samples lie apart, in standard deviations (Mann and Whitney 1947, with the normal approximation).
#[expect(clippy::cast_precision_loss, reason = "a few thousand times are counted")]
fn apart(one: &[Duration], other: &[Duration]) -> f64 {
    let mut all: Vec<(Duration, bool)> = one.iter().map(|time| (*time, true)).collect();
    all.extend(other.iter().map(|time| (*time, false)));
    all.sort_unstable();
    let mut ranks = 0.0;
    let mut at = 0;
    while at < all.len() {
        let tied = all[at..].iter().take_while(|(time, _)| *time == all[at].0).count();
        // Each of those that are alike has the middle one of their ranks, from 1.
        let rank = at as f64 + f64::midpoint(tied as f64, 1.0);
        ranks += rank * all[at..at + tied].iter().filter(|(_, is_one)| *is_one).count() as f64;
        at += tied;
    }
    let (n, m) = (one.len() as f64, other.len() as f64);
    let u = ranks - n * (n + 1.0) / 2.0;
    (u - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

#[test]
fn samples_of_one_kind_are_not_told_apart_and_those_of_two_are() {
    let sample =
        |from: u64| -> Vec<Duration> { (0..1_000).map(|at| Duration::from_micros(from + at * 7 % 1_000)).collect() };
    assert!(apart(&sample(500), &sample(500)).abs() < 0.01);
    assert!(apart(&sample(600), &sample(500)) > 6.0, "a tenth of the spread");
}

/// Opens a case with the PIN 004217. Returns its code.
async fn open(session: &Session<'_>) -> String {
    let form = [("key", fresh_key()), ("kind", "mortgage".into()), ("pin", "004217".into()), ("name", "Rosa".into())];
    let body = serde_html_form::to_string(&form).unwrap();
    let request = Client::new().post(session.server.url("/b/centro/office/cases/new?lang=en"));
    let request = request.header("cookie", &session.cookie).header("content-type", "application/x-www-form-urlencoded");
    let card = request.body(body).send().await.unwrap().text().await.unwrap();
    let code = card.split("receipt-number").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap();
    code.trim().to_owned()
}

/// A look-up of a client of its own, and how long its answer took.
async fn look(server: &Server, client: u32, code: &str, pin: &str) -> (Response, Duration) {
    let [_, a, b, c] = client.to_be_bytes();
    let request = server.request(Method::POST, &server.url("/api/v1/status"));
    let request =
        request.header("x-forwarded-for", format!("10.{a}.{b}.{c}")).json(&json!({ "code": code, "pin": pin }));
    let began = Instant::now();
    let answer = request.send().await.unwrap();
    (answer, began.elapsed())
}

#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn a_case_is_looked_up_in_ten_milliseconds_and_a_thousand_tries_tell_no_unknown_code_from_a_wrong_pin() {
    let server = behind_a_proxy();
    let anna = server.sign_in("anna").await;
    let mut clients = 0..;
    let mut client = || clients.next().unwrap();
    let mut right = Vec::new();
    let (mut wrong, mut unknown) = (Vec::new(), Vec::new());
    for case in 0..250_u32 {
        let code = open(&anna).await;
        let signs = b"BCDFGHJKLMNPQRSTVWXZ2345";
        let sign = |place: u32| char::from(signs[case as usize / 24_usize.pow(place) % 24]);
        let nobodys = format!("BCDFGH{}{}", sign(0), sign(1));
        for _ in 0..2 {
            let (answer, took) = look(&server, client(), &code, "004217").await;
            assert_eq!(answer.status(), StatusCode::OK);
            right.push(took);
        }
        // In turns, now this first, now that, so that what else the machine does falls on both.
        for at in 0..4 {
            for of_nobody in [at % 2 == 0, at % 2 != 0] {
                let (code, times) = if of_nobody { (&nobodys, &mut unknown) } else { (&code, &mut wrong) };
                let (answer, took) = look(&server, client(), code, "999999").await;
                assert_eq!(answer.status(), StatusCode::NOT_FOUND);
                times.push(took);
            }
        }
    }
    let z = apart(&wrong, &unknown);
    let (p50, p99) = (percentile(&mut right, 50), percentile(&mut right, 99));
    let (of_wrong, of_unknown) = (percentile(&mut wrong, 50), percentile(&mut unknown, 50));
    println!("a case is found in {p50:?} (median), {p99:?} (p99)");
    println!(
        "a wrong PIN takes {of_wrong:?}, an unknown code {of_unknown:?}; of 1,000 each the ranks are {z:.2} deviations apart"
    );
    assert!(!is_release() || p99 < Duration::from_millis(10), "{p99:?}");
    // Of a thousand such measurements of what is alike one is farther apart.
    assert!(!is_release() || z.abs() < 3.29, "{z}");
}

#[tokio::test]
#[ignore = "a figure of the release: make bench"]
async fn the_list_of_a_hundred_thousand_records_is_there_in_fifty_milliseconds() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    super::backup::change(
        &server.database(),
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
         INSERT INTO to_do (branch, kind, record, label, detail, due, shown_from, half_on, urgent_on, assigned, since_ms)
         SELECT 'centro', CASE i % 5 WHEN 0 THEN 'complaint' WHEN 1 THEN 'case' WHEN 2 THEN 'follow_up'
                WHEN 3 THEN 'interest' ELSE 'feedback' END, i, 'N' || i, 'x', date('now', (i % 400 - 200) || ' days'),
                date('now', (i % 500 - 400) || ' days'), NULL, NULL, CASE WHEN i % 7 = 0 THEN 1 END, i FROM n",
    )
    .await;
    for path in [
        "/api/v1/branches/centro/to-do",
        "/api/v1/branches/centro/to-do?kind=complaint",
        "/api/v1/branches/centro/to-do?mine=1",
        "/api/v1/branches/centro/to-do?page=20",
        "/b/centro/office/to-do?lang=it",
    ] {
        let mut times = Vec::new();
        for _ in 0..200 {
            let began = Instant::now();
            let answer = gaia.get(path).await;
            assert_eq!(answer.status(), StatusCode::OK);
            answer.bytes().await.unwrap();
            times.push(began.elapsed());
        }
        let (p50, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
        println!("{path}: {p50:?} (median), {p99:?} (p99)");
        assert!(!is_release() || p99 < Duration::from_millis(50), "{path}: {p99:?}");
    }
}

/// Where a crowd runs that asks the server for something while a desk calls. Its threads give way: people bring processors of their
/// own, and here they must not take the server's.
struct Crowd(Option<Runtime>);

impl Crowd {
    fn new() -> Self {
        let mut threads = Builder::new_multi_thread();
        Self(threads.worker_threads(2).enable_all().on_thread_start(machine::give_way).build().ok())
    }

    fn begin(&self, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.0.as_ref().expect("a runtime").spawn(work)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Calls so many visitors. Returns how long each *Call next* took.
async fn calls(anna: &Session<'_>, count: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..count {
        let began = Instant::now();
        assert!(!anna.press("1", "next").await.is_null(), "somebody waits");
        times.push(began.elapsed());
        anna.press("1", "start").await;
        anna.press("1", "finish").await;
    }
    times
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a figure of the release: make bench"]
async fn two_hundred_answers_a_second_do_not_slow_call_next() {
    const CALLS: usize = 150;
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let mut left = Vec::new();
    for _ in 0..30 {
        let tickets = ["mortgage", "loan", "cards", "mandate"].repeat(15);
        let of_one = tickets.into_iter().map(|service| left_ticket(&server, service));
        left.extend(futures::future::join_all(of_one).await.into_iter().flatten());
    }
    for _ in 0..2 * CALLS {
        server.issue("cash").await;
    }
    let mut alone = calls(&anna, CALLS).await;

    let (answered, client, crowd) = (Arc::new(AtomicU32::new(0)), Client::new(), Crowd::new());
    let (base, counted) = (server.url("/api/v1/feedback/"), answered.clone());
    let began = Instant::now();
    let answers = crowd.begin(async move {
        let mut every = tokio::time::interval(Duration::from_millis(5));
        for (at, token) in left.into_iter().enumerate() {
            every.tick().await;
            let (client, url, counted) = (client.clone(), format!("{base}{token}"), counted.clone());
            tokio::spawn(async move {
                let body = json!({ "satisfaction": at % 5 + 1 });
                let request = client.post(url).header("Idempotency-Key", fresh_key()).json(&body);
                // The last ones are cut off by the end of the test; only those that were answered count.
                let Ok(answer) = request.send().await else { return };
                assert_eq!(answer.status(), StatusCode::NO_CONTENT);
                counted.fetch_add(1, Ordering::Relaxed);
            });
        }
    });
    let mut beside = calls(&anna, CALLS).await;
    let a_second = f64::from(answered.load(Ordering::Relaxed)) / began.elapsed().as_secs_f64();
    assert!(!answers.is_finished(), "the answers lasted as long as the calls");
    answers.abort();
    let [(a50, a99), (b50, b99)] =
        [&mut alone, &mut beside].map(|times| (percentile(times, 50), percentile(times, 99)));
    println!(
        "Call next alone: {a50:?} (median), {a99:?} (p99); beside {a_second:.0} answers a second: {b50:?}, {b99:?}"
    );
    assert!(!is_release() || b99 < a99 + a99 / 10 + Duration::from_millis(1), "{a99:?} and {b99:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a figure of the release: make bench"]
async fn two_thousand_readers_a_second_of_the_public_page_do_not_slow_call_next() {
    const CALLS: usize = 300;
    const EVERY: Duration = Duration::from_millis(1);
    const AT_ONCE: usize = 2;
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    for _ in 0..2 * CALLS {
        server.issue("cash").await;
    }
    let mut alone = calls(&anna, CALLS).await;

    let (url, client, crowd) = (server.url("/b/centro"), Client::new(), Crowd::new());
    let read = Arc::new(AtomicU32::new(0));
    let counted = read.clone();
    let began = Instant::now();
    let readers = crowd.begin(async move {
        let mut every = tokio::time::interval(EVERY);
        loop {
            every.tick().await;
            for _ in 0..AT_ONCE {
                let (client, url, counted) = (client.clone(), url.clone(), counted.clone());
                tokio::spawn(async move {
                    let Ok(answer) = client.get(url).header("accept-encoding", "br").send().await else { return };
                    assert_eq!(answer.status(), StatusCode::OK);
                    assert!(answer.bytes().await.is_ok_and(|page| page.len() < 40_000));
                    counted.fetch_add(1, Ordering::Relaxed);
                });
            }
        }
    });
    let mut beside = calls(&anna, CALLS).await;
    let a_second = f64::from(read.load(Ordering::Relaxed)) / began.elapsed().as_secs_f64();
    readers.abort();
    let [(a50, a99), (b50, b99)] =
        [&mut alone, &mut beside].map(|times| (percentile(times, 50), percentile(times, 99)));
    println!(
        "Call next alone: {a50:?} (median), {a99:?} (p99); beside {a_second:.0} readers a second: {b50:?}, {b99:?}"
    );
    assert!(!is_release() || a_second > 1_900.0, "{a_second:.0}");
    assert!(!is_release() || b99 < a99 * 12 / 10 + Duration::from_millis(1), "{a99:?} and {b99:?}");
}

/// The token of a ticket whose visitor has left the queue.
async fn left_ticket(server: &Server, service: &str) -> Option<String> {
    let token = server.issue(service).await["token"].as_str()?.to_owned();
    let url = server.url(&format!("/api/v1/tickets/{token}/cancel"));
    let left: StatusCode = server.post(&url, &fresh_key(), &json!({})).await.status();
    left.is_success().then_some(token)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a figure of the release: make bench"]
async fn fifty_sign_ins_at_once_do_not_slow_call_next() {
    const CALLS: usize = 300;
    let server = behind_a_proxy();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    for _ in 0..2 * CALLS {
        server.issue("cash").await;
    }
    let mut alone = calls(&anna, CALLS).await;

    let signed_in = Arc::new(AtomicU32::new(0));
    let (crowd, client, url) = (Crowd::new(), Client::new(), server.url("/api/v1/session"));
    // Fifty people at fifty tablets: each signs in again as soon as it is done.
    let people: Vec<_> = (0..50_u32)
        .map(|number| {
            let (client, url, counted) = (client.clone(), url.clone(), signed_in.clone());
            crowd.begin(async move {
                loop {
                    let request = client.post(&url).header("x-forwarded-for", format!("10.0.0.{number}"));
                    let user = ["bruno", "carla", "dario", "elena"][number as usize % 4];
                    let body = json!({ "user": user, "password": PASSWORD });
                    if request.json(&body).send().await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                        counted.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    let mut beside = calls(&anna, CALLS).await;
    for person in people {
        person.abort();
    }
    let [(a50, a99), (b50, b99)] =
        [&mut alone, &mut beside].map(|times| (percentile(times, 50), percentile(times, 99)));
    let count = signed_in.load(Ordering::Relaxed);
    println!(
        "Call next alone: {a50:?} (median), {a99:?} (p99); beside fifty who sign in ({count} in all): {b50:?}, {b99:?}"
    );
    assert!(count >= 50, "{count}");
    assert!(!is_release() || b99 < a99 * 13 / 10 + Duration::from_millis(1), "{a99:?} and {b99:?}");
}
