//! One connection to a server, kept open: as little work as possible for each request, since the load shares the
//! machine with what it measures.

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// Where the server is: host and port.
#[derive(Debug, Clone)]
pub struct Target {
    authority: String,
}

impl Target {
    /// From an address as `http://127.0.0.1:3000`.
    pub fn parse(url: &str) -> Result<Self, String> {
        let authority = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
        match authority {
            Some(authority) if !authority.is_empty() && !authority.contains('/') => {
                Ok(Self { authority: authority.to_owned() })
            }
            _ => Err(format!("\"{url}\" cannot be driven; write http:// and a host, as http://127.0.0.1:3000")),
        }
    }

    pub async fn connect(&self) -> Result<Connection, String> {
        let address =
            if self.authority.contains(':') { self.authority.clone() } else { format!("{}:80", self.authority) };
        let stream = TcpStream::connect(&address).await.map_err(|error| format!("cannot reach {address}: {error}"))?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let (requests, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
        // It ends with the requests.
        tokio::spawn(connection);
        Ok(Connection { requests, authority: self.authority.clone() })
    }
}

pub struct Connection {
    requests: SendRequest<Full<Bytes>>,
    authority: String,
}

/// A command: its key, and who sends it.
pub struct Command<'a> {
    pub key: &'a str,
    pub cookie: Option<&'a str>,
    pub body: &'a str,
}

impl Connection {
    pub async fn get(&mut self, path: &str) -> Result<Response<Incoming>, String> {
        let request = Request::builder().method(Method::GET).uri(path).header(header::HOST, &self.authority);
        self.send(request.body(Full::default()).map_err(|error| error.to_string())?).await
    }

    pub async fn get_json(&mut self, path: &str) -> Result<Value, String> {
        let answer = self.get(path).await?;
        json(answer).await
    }

    pub async fn post(&mut self, path: &str, command: Command<'_>) -> Result<Response<Incoming>, String> {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, &self.authority)
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", command.key);
        if let Some(cookie) = command.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = Full::new(Bytes::copy_from_slice(command.body.as_bytes()));
        self.send(request.body(body).map_err(|error| error.to_string())?).await
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, String> {
        self.requests.ready().await.map_err(|error| error.to_string())?;
        self.requests.send_request(request).await.map_err(|error| error.to_string())
    }
}

/// Reads an answer to its end, so that the connection can be used again.
pub async fn drain(answer: Response<Incoming>) -> Result<(StatusCode, Bytes), String> {
    let status = answer.status();
    let body = answer.into_body().collect().await.map_err(|error| error.to_string())?;
    Ok((status, body.to_bytes()))
}

pub async fn json(answer: Response<Incoming>) -> Result<Value, String> {
    let (status, body) = drain(answer).await?;
    let value: Value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    if status.is_success() { Ok(value) } else { Err(format!("{status}: {value}")) }
}

/// The ids of the server's branches.
pub async fn branches(target: &Target) -> Result<Vec<String>, String> {
    let answer = target.connect().await?.get_json("/api/v1/branches").await?;
    let branches = answer.as_array().into_iter().flatten();
    Ok(branches.filter_map(|branch| branch["id"].as_str().map(str::to_owned)).collect())
}

/// A service of a branch.
pub async fn a_service(target: &Target, branch: &str) -> Result<String, String> {
    let catalogue = target.connect().await?.get_json(&format!("/api/v1/branches/{branch}/catalogue")).await?;
    let service = catalogue["categories"][0]["services"][0]["id"].as_str();
    service.map(str::to_owned).ok_or_else(|| format!("branch {branch} has no service"))
}
