//! The server that is driven: its address, its branches and their services, and the sign-in.

use crate::connection::{Connection, Failed, Request};
use http_body_util::Full;
use hyper::header;
use hyper::http::request;
use serde_json::Value;
use std::sync::Arc;
use tokio::task::JoinSet;
use url::Url;

/// How many branches are started at a time.
const STARTED_TOGETHER: usize = 16;

/// The server's address. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Target {
    /// Host and port, as in the header `host`.
    authority: Arc<str>,
    /// Host and port to connect to.
    address: Arc<str>,
}

impl Target {
    /// Parses an address such as `http://127.0.0.1:3000`.
    pub fn parse(text: &str) -> Result<Self, Failed> {
        let wrong = || format!("\"{text}\" cannot be driven; write http:// and a host, as http://127.0.0.1:3000");
        let url = Url::parse(text).ok().filter(|url| url.scheme() == "http" && url.path() == "/").ok_or_else(wrong)?;
        let host = url.host_str().ok_or_else(wrong)?;
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let address = format!("{host}:{}", url.port_or_known_default().unwrap_or(80));
        Ok(Self { authority: authority.into(), address: address.into() })
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub async fn connect(&self) -> Result<Connection, Failed> {
        Connection::open(&self.address).await
    }

    pub fn get(&self, path: &str, cookie: Option<&str>) -> Result<Request, Failed> {
        Ok(self.request("GET", path, cookie).body(Full::default())?)
    }

    /// A POST of JSON.
    pub fn post(&self, path: &str, cookie: Option<&str>, key: &str, body: String) -> Result<Request, Failed> {
        let request = self.request("POST", path, cookie).header("idempotency-key", key);
        Ok(request.header(header::CONTENT_TYPE, "application/json").body(Full::from(body))?)
    }

    fn request(&self, method: &str, path: &str, cookie: Option<&str>) -> request::Builder {
        let request = hyper::Request::builder().method(method).uri(path).header(header::HOST, &*self.authority);
        match cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub async fn read(&self, path: &str) -> Result<Value, Failed> {
        self.connect().await?.ask(self.get(path, None)?).await?.expect(200)?.json()
    }

    /// Reads the first `limit` of the server's branches by id, or all of them. The server starts each of them for it.
    pub async fn branches(&self, limit: Option<usize>) -> Result<Vec<Branch>, Failed> {
        let answer = self.read("/api/v1/branches").await?;
        let ids = answer.as_array().into_iter().flatten().filter_map(|branch| branch["id"].as_str());
        let ids: Arc<[String]> = ids.take(limit.unwrap_or(usize::MAX)).map(str::to_owned).collect();
        let mut asking = JoinSet::new();
        for first in 0..STARTED_TOGETHER {
            let (target, ids) = (self.clone(), ids.clone());
            asking.spawn(async move {
                let mut connection = target.connect().await?;
                let mut branches = Vec::new();
                for id in ids.iter().skip(first).step_by(STARTED_TOGETHER) {
                    branches.push(target.branch(&mut connection, id).await?);
                }
                Ok::<_, Failed>(branches)
            });
        }
        let mut branches = Vec::with_capacity(ids.len());
        while let Some(some) = asking.join_next().await {
            branches.extend(some??);
        }
        branches.sort_by(|a, b| a.id.cmp(&b.id));
        if branches.is_empty() { Err("the server has no branch".into()) } else { Ok(branches) }
    }

    /// Reads a branch; the server starts it for the lobby's snapshot.
    async fn branch(&self, connection: &mut Connection, id: &str) -> Result<Branch, Failed> {
        let base = format!("/api/v1/branches/{id}");
        connection.ask(self.get(&format!("{base}/view/lobby"), None)?).await?.expect(200)?;
        let kiosk = connection.ask(self.get(&format!("{base}/view/kiosk"), None)?).await?.expect(200)?.json()?;
        if kiosk["opening"]["state"] != "open" {
            return Err(format!("branch {id} is closed: it gives out no tickets now").into());
        }
        let services = kiosk["services"].as_array().into_iter().flatten();
        let services: Vec<String> =
            services.filter_map(|service| service["service"].as_str().map(str::to_owned)).collect();
        let language = kiosk["head"]["languages"][0].as_str().unwrap_or("en").to_owned();
        if services.is_empty() {
            Err(format!("branch {id} has no service").into())
        } else {
            Ok(Branch { id: id.to_owned(), base, services, language })
        }
    }

    /// Signs in and returns the cookie.
    pub async fn sign_in(&self, connection: &mut Connection, user: &str, password: &str) -> Result<String, Failed> {
        let body = serde_json::json!({ "user": user, "password": password }).to_string();
        let answer = connection.ask(self.post("/api/v1/session", None, "load-sign-in", body)?).await?;
        let answer = answer.expect(200).map_err(|why| format!("cannot sign in as {user}: {}", why.0))?;
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        Ok(cookie)
    }
}

/// A branch that is driven.
#[derive(Debug, Clone)]
pub struct Branch {
    pub id: String,
    /// The path of its routes.
    pub base: String,
    pub services: Vec<String>,
    pub language: String,
}

impl Branch {
    /// The body of a kiosk's request for a ticket.
    pub fn ticket_request(&self, service: &str) -> String {
        format!("{{\"service\":\"{service}\",\"language\":\"{}\"}}", self.language)
    }

    /// The service of a turn, round robin.
    pub fn service(&self, turn: usize) -> &str {
        &self.services[turn % self.services.len()]
    }
}

/// Idempotency keys that no other run uses.
#[derive(Debug, Clone)]
pub struct Keys {
    run: u64,
    count: u64,
}

impl Default for Keys {
    fn default() -> Self {
        Self::new()
    }
}

impl Keys {
    pub fn new() -> Self {
        Self { run: u64::from_le_bytes(machine::random()), count: 0 }
    }

    pub fn fresh(&mut self) -> String {
        self.count += 1;
        format!("load-{:016x}-{}", self.run, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn an_address_has_a_port_even_if_none_is_written() {
        let address = |url| Target::parse(url).unwrap().address().to_owned();
        assert_eq!(address("http://127.0.0.1:3000/"), "127.0.0.1:3000");
        assert_eq!(address("http://lobby.example"), "lobby.example:80");
        assert_eq!(address("http://[::1]"), "[::1]:80");
        assert_eq!(address("http://[::1]:3000"), "[::1]:3000");
        assert_eq!(address("HTTP://Lobby.Example:80"), "lobby.example:80");
        for wrong in ["https://lobby.example", "http://", "lobby.example", "http://lobby.example/b/centro", ""] {
            assert!(Target::parse(wrong).is_err(), "{wrong}");
        }
    }
}
