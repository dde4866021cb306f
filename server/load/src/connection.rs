//! One connection to a server, kept open: a request written as it stands, an answer read and checked, or a stream of
//! events. What it may cost is counted: the load shares the machine with what it measures.

use super::answer::{Chunks, Head, Length, head, header};
use memchr::memmem;
use std::fmt;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::net::TcpStream;

/// What one reading may bring.
const READ: usize = 4096;
/// A server that says nothing for so long has failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Why something that was asked for is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed(pub String);

impl<T: fmt::Display> From<T> for Failed {
    fn from(why: T) -> Self {
        Self(why.to_string())
    }
}

pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    body: Vec<u8>,
    head: Vec<u8>,
}

/// An answer, until the next request.
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
    head: &'a [u8],
}

impl Answer<'_> {
    /// The value of a header; empty where there is none of that name.
    pub fn header(&self, name: &str) -> &str {
        header(self.head, name)
    }

    /// The body, where the status is the one that was hoped for; otherwise the status and the problem's code.
    pub fn expect(self, status: u16) -> Result<Self, Failed> {
        if self.status == status { Ok(self) } else { Err(Failed(self.problem())) }
    }

    fn problem(&self) -> String {
        let problem = serde_json::from_slice::<serde_json::Value>(self.body).ok();
        let code = problem.as_ref().and_then(|problem| problem["code"].as_str()).unwrap_or_default();
        format!("{} {code}", self.status).trim_end().to_owned()
    }

    pub fn json(&self) -> Result<serde_json::Value, Failed> {
        serde_json::from_slice(self.body).map_err(|_| Failed("an answer that is not JSON".to_owned()))
    }
}

impl Connection {
    pub async fn open(address: &str) -> Result<Self, Failed> {
        let stream = tokio::time::timeout(PATIENCE, TcpStream::connect(address)).await;
        let stream =
            stream.map_err(|_| format!("{address} does not answer"))?.map_err(|error| explain(address, &error))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::new(), body: Vec::new(), head: Vec::new() })
    }

    /// Sends a request that is written out whole, and waits for the answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>, Failed> {
        let asked = tokio::time::timeout(PATIENCE, self.ask_patiently(request)).await;
        let status = asked.map_err(|_| "no answer within 30 s")??;
        Ok(Answer { status, body: &self.body, head: &self.head })
    }

    async fn ask_patiently(&mut self, request: &[u8]) -> Result<u16, Failed> {
        self.send(request).await?;
        let head = self.head().await?;
        match head.length {
            Length::Exact(length) => {
                while self.received.len() < length {
                    self.read().await?;
                }
                self.body.extend(self.received.drain(..length));
            }
            Length::Chunked => {
                let mut chunks = Chunks::default();
                chunks.take(&mut self.received, &mut self.body)?;
                while chunks != Chunks::Over {
                    self.read().await?;
                    chunks.take(&mut self.received, &mut self.body)?;
                }
            }
            Length::Open => return Err("an answer without a length".into()),
        }
        Ok(head.status)
    }

    /// Asks for a stream of events, and goes over into it.
    pub async fn listen(mut self, request: &[u8]) -> Result<Events, Failed> {
        self.send(request).await?;
        let head = tokio::time::timeout(PATIENCE, self.head()).await.map_err(|_| "no answer within 30 s")??;
        if head.status != 200 {
            return Err(Failed(head.status.to_string()));
        }
        if head.length != Length::Chunked {
            return Err("a stream that is not chunked".into());
        }
        Ok(Events { connection: self, chunks: Chunks::default(), read: 0 })
    }

    async fn send(&mut self, request: &[u8]) -> Result<(), Failed> {
        let mut rest = request;
        while !rest.is_empty() {
            match self.stream.try_write(rest) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.stream.writable().await?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Reads the head of the next answer; what follows it stays in `received`.
    async fn head(&mut self) -> Result<Head, Failed> {
        self.body.clear();
        loop {
            if let Some(head) = head(&self.received)? {
                self.head.clear();
                self.head.extend(self.received.drain(..head.end));
                return Ok(head);
            }
            self.read().await?;
        }
    }

    async fn read(&mut self) -> Result<(), Failed> {
        loop {
            self.stream.readable().await?;
            self.received.reserve(READ);
            match self.stream.try_read_buf(&mut self.received) {
                Ok(0) => return Err("the server closed the connection".into()),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// A stream of Server-Sent Events.
pub struct Events {
    connection: Connection,
    chunks: Chunks,
    /// How much of the body is of the event that was handed out last.
    read: usize,
}

impl Events {
    /// The next event, without the empty line at its end; heartbeats are events too.
    pub async fn next(&mut self) -> Result<&[u8], Failed> {
        let Connection { body, .. } = &mut self.connection;
        body.drain(..self.read);
        self.read = 0;
        loop {
            if let Some(end) = memmem::find(&self.connection.body, b"\n\n") {
                self.read = end + 2;
                return Ok(&self.connection.body[..end]);
            }
            let Connection { received, body, .. } = &mut self.connection;
            self.chunks.take(received, body)?;
            if self.connection.body.ends_with(b"\n\n") {
                continue;
            }
            if self.chunks == Chunks::Over {
                return Err("the stream ended".into());
            }
            self.connection.read().await?;
        }
    }
}

/// Why a connection could not be made, with what to do.
fn explain(address: &str, error: &std::io::Error) -> Failed {
    // EMFILE, ENFILE, EADDRNOTAVAIL of Linux.
    Failed(match error.raw_os_error() {
        Some(23 | 24) => format!("no more connections: {}", super::TOO_FEW_FILES),
        Some(99) => format!("no port is left for another connection to {address}; ask for fewer at once"),
        _ => format!("cannot reach {address}: {error}"),
    })
}
