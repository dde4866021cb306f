//! The server that is driven: its address, its branches and their services, and who signs in.

use super::connection::{Connection, Failed};
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Branches that are started at the same time.
const STARTED_TOGETHER: usize = 16;

/// Where the server is: host and port. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Target {
    authority: Arc<str>,
}

impl Target {
    /// From an address as `http://127.0.0.1:3000`.
    pub fn parse(url: &str) -> Result<Self, Failed> {
        match url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/')) {
            Some(authority) if !authority.is_empty() && !authority.contains('/') => {
                Ok(Self { authority: authority.into() })
            }
            _ => Err(format!("\"{url}\" cannot be driven; write http:// and a host, as http://127.0.0.1:3000").into()),
        }
    }

    /// Host and port.
    pub fn address(&self) -> String {
        let (authority, name) = (&self.authority, self.authority.rsplit(']').next().unwrap_or_default());
        if name.contains(':') { authority.to_string() } else { format!("{authority}:80") }
    }

    pub async fn connect(&self) -> Result<Connection, Failed> {
        Connection::open(&self.address()).await
    }

    /// A GET, written out.
    pub fn get(&self, path: &str, cookie: Option<&str>) -> Vec<u8> {
        self.request("GET", path, cookie, "", None)
    }

    /// A POST of JSON, written out.
    pub fn post(&self, path: &str, cookie: Option<&str>, key: &str, body: &str) -> Vec<u8> {
        self.request("POST", path, cookie, key, Some(body))
    }

    fn request(&self, method: &str, path: &str, cookie: Option<&str>, key: &str, body: Option<&str>) -> Vec<u8> {
        let mut request = String::with_capacity(256);
        let _ = write!(request, "{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.authority);
        if let Some(cookie) = cookie {
            let _ = write!(request, "cookie: {cookie}\r\n");
        }
        if let Some(body) = body {
            let _ = write!(
                request,
                "idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
                body.len()
            );
        }
        request.push_str("\r\n");
        request.push_str(body.unwrap_or_default());
        request.into_bytes()
    }

    pub async fn read(&self, path: &str) -> Result<Value, Failed> {
        self.connect().await?.ask(&self.get(path, None)).await?.expect(200)?.json()
    }

    /// The first `limit` of the server's branches, by id; all of them without a limit. Each is started by this.
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

    /// A branch, which is started by being asked for its lobby.
    async fn branch(&self, connection: &mut Connection, id: &str) -> Result<Branch, Failed> {
        let base = format!("/api/v1/branches/{id}");
        connection.ask(&self.get(&format!("{base}/view/lobby"), None)).await?.expect(200)?;
        let kiosk = connection.ask(&self.get(&format!("{base}/view/kiosk"), None)).await?.expect(200)?.json()?;
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

    /// Signs in: the cookie.
    pub async fn sign_in(&self, connection: &mut Connection, user: &str, password: &str) -> Result<String, Failed> {
        let body = serde_json::json!({ "user": user, "password": password }).to_string();
        let answer = connection.ask(&self.post("/api/v1/session", None, "load-sign-in", &body)).await?;
        let answer = answer.expect(200).map_err(|why| format!("cannot sign in as {user}: {}", why.0))?;
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        Ok(cookie)
    }
}

/// What is driven of a branch.
#[derive(Debug, Clone)]
pub struct Branch {
    pub id: String,
    /// The beginning of its addresses.
    pub base: String,
    pub services: Vec<String>,
    pub language: String,
}

impl Branch {
    /// What a kiosk sends for a ticket.
    pub fn wish(&self, service: &str) -> String {
        format!("{{\"service\":\"{service}\",\"language\":\"{}\"}}", self.language)
    }

    /// The service of a turn: each in its turn.
    pub fn service(&self, turn: usize) -> &str {
        &self.services[turn % self.services.len()]
    }
}

/// Keys that no other run has.
#[derive(Debug, Clone)]
pub struct Keys {
    run: u64,
    count: u64,
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
        let address = |url| Target::parse(url).unwrap().address();
        assert_eq!(address("http://127.0.0.1:3000/"), "127.0.0.1:3000");
        assert_eq!(address("http://lobby.example"), "lobby.example:80");
        assert_eq!(address("http://[::1]"), "[::1]:80");
        assert_eq!(address("http://[::1]:3000"), "[::1]:3000");
        assert!(Target::parse("https://lobby.example").is_err());
    }
}
