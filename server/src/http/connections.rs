//! Connections: accepted one by one, each a task that lives until its client or the server ends. HTTP/1.1: every screen
//! is a connection that stays, so what one costs in memory counts.

use super::line;
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::io::{Error, ErrorKind};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::Service;

/// How long a client may take for the head of a request, idle time before it included.
const HEAD: Duration = Duration::from_secs(75);
/// What is waited when the system has nothing left for one more connection.
const NO_ROOM: Duration = Duration::from_secs(1);

/// Serves until `stopping` says true; then lets the requests that are under way end.
pub async fn serve(listener: TcpListener, router: Router, mut stopping: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
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
        let answer = service_fn(move |request| answer(router.clone(), request));
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}

async fn answer(
    mut router: Router,
    request: hyper::Request<Incoming>,
) -> Result<axum::response::Response, std::convert::Infallible> {
    let line = line(&request);
    let response = router.call(request).await?;
    if let Some(line) = line {
        tracing::debug!(line, status = response.status().as_u16(), "answered");
    }
    Ok(response)
}

/// The client hung up before it was accepted.
fn of_one_client(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused)
}
