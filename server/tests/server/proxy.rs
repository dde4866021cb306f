//! A wire between a server and its PostgreSQL that a test can cut, silence and mend.
#![allow(dead_code, reason = "each of its users needs a part of it")]

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    Whole,
    /// What the server says arrives; what PostgreSQL says does not.
    Mute,
    /// Nothing arrives, in neither direction, and nobody is told.
    Silent,
    /// Connections are closed, and new ones too.
    Cut,
}

/// A wire to `127.0.0.1:port`. It ends with the test's runtime.
pub struct Proxy {
    pub address: SocketAddr,
    state: watch::Sender<Wire>,
}

impl Proxy {
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = watch::Sender::new(Wire::Whole);
        let following = state.subscribe();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(connect(near, port, following.clone()));
            }
        });
        Self { address, state }
    }

    pub fn set(&self, wire: Wire) {
        self.state.send_replace(wire);
    }

    /// A URL that leads over this wire.
    pub fn url(&self, direct: &str) -> String {
        let (scheme_and_user, rest) = direct.rsplit_once('@').unwrap();
        let (_, path) = rest.split_once('/').unwrap();
        format!("{scheme_and_user}@{}/{path}", self.address)
    }
}

async fn connect(near: TcpStream, port: u16, mut state: watch::Receiver<Wire>) {
    // A silent wire accepts, as a router's queue does, and says nothing.
    let _ = state.wait_for(|wire| matches!(wire, Wire::Whole | Wire::Cut)).await;
    if *state.borrow() == Wire::Cut {
        return;
    }
    let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    let _ = (near.set_nodelay(true), far.set_nodelay(true));
    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
    let mut cut = state.clone();
    tokio::select! {
        _ = cut.wait_for(|wire| *wire == Wire::Cut) => {}
        () = pump(near_in, far_out, state.clone(), |wire| matches!(wire, Wire::Whole | Wire::Mute)) => {}
        () = pump(far_in, near_out, state, |wire| wire == Wire::Whole) => {}
    }
}

async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut state: watch::Receiver<Wire>,
    open: fn(Wire) -> bool,
) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(read) = from.read(&mut bytes).await {
        if read == 0 || state.wait_for(|wire| open(*wire)).await.is_err() || to.write_all(&bytes[..read]).await.is_err()
        {
            return;
        }
    }
}
