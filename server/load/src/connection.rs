//! One kept-alive HTTP/1.1 connection to a server: a request and its answer, or a stream of events. hyper speaks the protocol;
//! the events are split here, because a display needs nothing of a frame but its end and one number.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{HeaderMap, Response};
use hyper_util::rt::TokioIo;
use memchr::memmem;
use std::fmt;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A server that sends nothing for this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What the load sends.
pub type Request = hyper::Request<Full<Bytes>>;

/// Why an answer is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed(pub String);

impl<T: fmt::Display> From<T> for Failed {
    fn from(why: T) -> Self {
        Self(why.to_string())
    }
}

pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
}

/// A complete answer.
pub struct Answer {
    pub status: u16,
    pub body: Bytes,
    headers: HeaderMap,
}

impl Answer {
    /// The value of a header; empty if the answer has none of that name.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Returns the answer if it has this status; the error is its status and the problem's code.
    pub fn expect(self, status: u16) -> Result<Self, Failed> {
        if self.status == status { Ok(self) } else { Err(Failed(self.problem())) }
    }

    fn problem(&self) -> String {
        let problem = serde_json::from_slice::<serde_json::Value>(&self.body).ok();
        let code = problem.as_ref().and_then(|problem| problem["code"].as_str()).unwrap_or_default();
        format!("{} {code}", self.status).trim_end().to_owned()
    }

    pub fn json(&self) -> Result<serde_json::Value, Failed> {
        serde_json::from_slice(&self.body).map_err(|_| Failed("an answer that is not JSON".to_owned()))
    }
}

impl Connection {
    pub async fn open(address: &str) -> Result<Self, Failed> {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await;
        let stream =
            stream.map_err(|_| format!("{address} does not answer"))?.map_err(|error| explain(address, &error))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // The task ends with the sender; its error reaches the request that waits for an answer.
        tokio::spawn(connection);
        Ok(Self { sender })
    }

    /// Sends a request and waits for the complete answer.
    pub async fn ask(&mut self, request: Request) -> Result<Answer, Failed> {
        let asked = timeout(PATIENCE, async {
            let (head, body) = self.send(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok::<_, Failed>(Answer { status: head.status.as_u16(), headers: head.headers, body })
        });
        asked.await.map_err(|_| "no answer within 30 s")?
    }

    /// Asks for a stream of events.
    pub async fn listen(mut self, request: Request) -> Result<Events, Failed> {
        let answer = timeout(PATIENCE, self.send(request)).await.map_err(|_| "no answer within 30 s")??;
        if answer.status() != 200 {
            return Err(Failed(answer.status().as_u16().to_string()));
        }
        Ok(Events { _connection: self, body: answer.into_body(), received: Vec::new(), read: 0 })
    }

    async fn send(&mut self, request: Request) -> Result<Response<Incoming>, Failed> {
        self.sender.ready().await?;
        Ok(self.sender.send_request(request).await?)
    }
}

/// A stream of Server-Sent Events.
pub struct Events {
    /// The connection lives as long as its sender.
    _connection: Connection,
    body: Incoming,
    received: Vec<u8>,
    /// The length of the event that was returned last, which is still at the front of `received`.
    read: usize,
}

impl Events {
    /// Returns the next event without the empty line at its end; heartbeats are events too.
    pub async fn next(&mut self) -> Result<&[u8], Failed> {
        self.received.drain(..self.read);
        self.read = 0;
        let mut searched: usize = 0;
        loop {
            // An end may lie across two frames.
            let from = searched.saturating_sub(1);
            if let Some(end) = memmem::find(&self.received[from..], b"\n\n") {
                self.read = from + end + 2;
                return Ok(&self.received[..from + end]);
            }
            searched = self.received.len();
            let frame = self.body.frame().await.ok_or("the stream ended")??;
            if let Ok(data) = frame.into_data() {
                self.received.extend_from_slice(&data);
            }
        }
    }
}

/// What to do where there are too few open files.
pub(crate) const TOO_FEW_FILES: &str = "the system allows this user too few open files; raise the limit (`ulimit -n`, or LimitNOFILE= of a service), here and for the server, or ask for fewer";

/// Why a connection could not be made, with what to do.
fn explain(address: &str, error: &std::io::Error) -> Failed {
    // EMFILE, ENFILE, EADDRNOTAVAIL of Linux.
    Failed(match error.raw_os_error() {
        Some(23 | 24) => format!("no more connections: {TOO_FEW_FILES}"),
        Some(99) => format!("no port is left for another connection to {address}; ask for fewer at once"),
        _ => format!("cannot reach {address}: {error}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A connection to a server that answers every request with these parts, each in a write of its own.
    async fn answered_by(parts: &'static [&'static str]) -> Connection {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            while stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {
                for part in parts {
                    stream.write_all(part.as_bytes()).await.unwrap();
                    stream.flush().await.unwrap();
                    tokio::task::yield_now().await;
                }
            }
        });
        Connection::open(&address).await.unwrap()
    }

    fn request() -> Request {
        Request::new(Full::default())
    }

    #[tokio::test]
    async fn a_connection_is_used_for_one_answer_after_the_other() {
        let mut connection =
            answered_by(&["HTTP/1.1 409 Conflict\r\ncontent-length: 17\r\n\r\n", "{\"code\":\"closed\"}"]).await;
        for _ in 0..2 {
            let answer = connection.ask(request()).await.unwrap();
            assert_eq!((answer.status, answer.header("content-length")), (409, "17"));
            assert_eq!(answer.json().unwrap()["code"], "closed");
            assert_eq!(answer.expect(201).err(), Some(Failed("409 closed".to_owned())));
        }
    }

    #[tokio::test]
    async fn events_are_whole_wherever_the_server_cuts_them() {
        let connection = answered_by(&[
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "7\r\ndata: 1\r\n",
            "1\r\n\n\r\n",
            "a\r\n\n:\n\ndata: \r\n",
            "3\r\n2\n\n\r\n0\r\n\r\n",
        ])
        .await;
        let mut events = connection.listen(request()).await.unwrap();
        for expected in ["data: 1", ":", "data: 2"] {
            assert_eq!(events.next().await.unwrap(), expected.as_bytes());
        }
        assert_eq!(events.next().await.err(), Some(Failed("the stream ended".to_owned())));
    }

    #[tokio::test]
    async fn what_is_no_http_is_an_error() {
        let mut connection = answered_by(&["SSH-2.0-OpenSSH\r\n\r\n"]).await;
        assert!(connection.ask(request()).await.is_err());
    }
}
