//! Clients that are slow, or that stay and do nothing: *Call next* goes on meanwhile.

use super::program::{Server, Session};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Opens connections that send this and then nothing more.
fn connections(server: &Server, count: usize, begin: &str) -> Vec<TcpStream> {
    let address = server.origin.trim_start_matches("http://").to_owned();
    let open = |_| {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.write_all(begin.as_bytes()).unwrap();
        stream
    };
    (0..count).map(open).collect()
}

/// How long *Call next* takes at most, of nine in ten.
async fn call_next(server: &Server, anna: &Session<'_>) -> Duration {
    let mut times = Vec::new();
    for _ in 0..30 {
        server.issue("cash").await;
        let asked = Instant::now();
        let called = anna.press("1", "next").await;
        times.push(asked.elapsed());
        assert!(called["number"].is_string(), "{called}");
        anna.press("1", "start").await;
        anna.press("1", "finish").await;
    }
    times.sort();
    times[times.len() * 9 / 10]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn call_next_goes_on_beside_slow_clients_half_open_connections_and_thousands_of_idle_streams() {
    let files = rlimit::increase_nofile_limit(20_000).unwrap();
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let alone = call_next(&server, &anna).await;
    println!("call next, 9 of 10: {alone:?} alone");
    let idle = usize::try_from(files / 4).unwrap().min(4_000);
    for (name, count, begin) in [
        ("half-open connections", 500, ""),
        ("clients that send half a head", 500, "POST /api/v1/session HTTP/1.1\r\nHost: sportello\r\nX-Slow: "),
        (
            "clients that send half a body",
            500,
            "POST /api/v1/session HTTP/1.1\r\nHost: sportello\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{\"user\":",
        ),
        ("idle streams", idle, "GET /api/v1/branches/centro/stream/lobby HTTP/1.1\r\nHost: sportello\r\n\r\n"),
    ] {
        let held = connections(&server, count, begin);
        let beside = call_next(&server, &anna).await;
        println!("{beside:?} beside {count} {name}");
        assert!(beside < Duration::from_secs(1), "{beside:?} beside {count} {name}");
        drop(held);
    }
}
