//! Connections: accepted one by one, each a task that lives until its client or the server ends. HTTP/1.1: every screen
//! is a connection that stays, so what one costs in memory counts. Their number is bounded: beyond the limit a client
//! waits in the system's own queue until another one goes.

use super::client::Peer;
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::io::{Error, ErrorKind};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::Service;

/// How long a client may take for the head of a request, idle time before it included.
const HEAD: Duration = Duration::from_secs(75);
/// How long a client may take to agree on TLS. It has a place among the connections meanwhile.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// What is waited when the system has nothing left for one more connection.
const NO_ROOM: Duration = Duration::from_secs(1);
/// Files that the program needs beside its connections: the database, printers, sounds, the site.
const OTHER_FILES: u64 = 256;

/// How many connections there may be at once where the system allows so many open files. Every connection is one.
pub fn most_connections(open_files: u64) -> usize {
    let most = open_files.saturating_sub(OTHER_FILES).max(open_files / 2).max(1);
    usize::try_from(most).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS)
}

/// Serves at most `most` connections at once until `stopping` says true; then lets the requests that are under way end.
/// With `tls` it speaks TLS and nothing else.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    most: usize,
    mut stopping: watch::Receiver<bool>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let connections = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(most));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let (stream, peer, permit) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if of_one_client(&error) => continue,
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted; trying again in a second");
                tokio::time::sleep(NO_ROOM).await;
                continue;
            }
        };
        // A frame goes out at once, not when the one before it has been acknowledged.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays as it is");
        }
        let router = router.clone();
        let answer = service_fn(move |request| answer(router.clone(), peer, request));
        let (http, connections, tls) = (http.clone(), connections.watcher(), tls.clone());
        tokio::spawn(async move {
            let served = match tls {
                None => connections.watch(http.serve_connection(TokioIo::new(stream), answer)).await,
                Some(tls) => match timeout(HANDSHAKE, tls.accept(stream)).await {
                    Ok(Ok(stream)) => connections.watch(http.serve_connection(TokioIo::new(stream), answer)).await,
                    Ok(Err(error)) => return tracing::debug!(%error, "a client does not speak TLS as the server does"),
                    Err(_) => return tracing::debug!("a client did not finish its handshake in time"),
                },
            };
            if let Err(error) = served {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(permit);
        });
    }
    drop(listener);
    connections.shutdown().await;
}

/// The next connection, once there is room for it; its place is free again when the permit is dropped.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> Result<(tokio::net::TcpStream, IpAddr, OwnedSemaphorePermit), Error> {
    if room.available_permits() == 0 {
        tracing::warn!("there are as many connections as there may be; the next one waits until another ends");
    }
    let permit = room.clone().acquire_owned().await.map_err(Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer.ip(), permit))
}

async fn answer(
    mut router: Router,
    peer: IpAddr,
    mut request: hyper::Request<Incoming>,
) -> Result<axum::response::Response, std::convert::Infallible> {
    request.extensions_mut().insert(Peer(peer));
    router.call(request).await
}

/// The client hung up before it was accepted.
fn of_one_client(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    async fn ask(stream: &mut TcpStream, path: &str) {
        stream.write_all(format!("GET /{path} HTTP/1.1\r\nhost: test\r\n\r\n").as_bytes()).await.unwrap();
    }

    async fn answered(stream: &mut TcpStream) {
        let mut bytes = [0; 1024];
        let read = stream.read(&mut bytes).await.unwrap();
        assert!(bytes[..read].starts_with(b"HTTP/1.1 200 OK"), "{:?}", String::from_utf8_lossy(&bytes[..read]));
    }

    #[tokio::test]
    async fn a_connection_beyond_the_limit_is_served_when_another_has_ended() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = Arc::new(AtomicUsize::new(0));
        let late = served.clone();
        let router = Router::new().route("/", get(async || "ok")).route(
            "/late",
            get(async move || {
                late.fetch_add(1, Ordering::SeqCst);
                "ok"
            }),
        );
        let (stop, stopping) = watch::channel(false);
        let server = tokio::spawn(serve(listener, None, router, 2, stopping));
        let (mut one, mut two) =
            (TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap());
        for stream in [&mut one, &mut two] {
            ask(stream, "").await;
            answered(stream).await;
        }
        let mut three = TcpStream::connect(address).await.unwrap();
        ask(&mut three, "late").await;
        for stream in [&mut one, &mut two] {
            ask(stream, "").await;
            answered(stream).await;
        }
        assert_eq!(served.load(Ordering::SeqCst), 0, "the third connection waits");
        drop(one);
        answered(&mut three).await;
        assert_eq!(served.load(Ordering::SeqCst), 1);
        drop((two, three));
        stop.send(true).unwrap();
        server.await.unwrap();
    }

    #[test]
    fn connections_leave_files_for_the_rest_of_the_program() {
        assert_eq!(most_connections(1024), 768);
        assert_eq!(most_connections(256), 128);
        assert_eq!(most_connections(0), 1);
        assert!(most_connections(u64::MAX) <= Semaphore::MAX_PERMITS);
    }
}
