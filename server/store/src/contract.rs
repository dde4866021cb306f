//! What the contract tests share: a fresh store on each engine, and rows to append. The tests stand beside what they
//! test, as `contract.rs`, and run on every engine.

use crate::{BranchId, RequestKey, Row, Store};
use queue::{Day, TicketId, Timestamp, Token};
use testing::postgres;

/// A store to try, and where it is, so that it can be opened again.
pub struct Trial {
    pub store: Store,
    pub place: Place,
}

/// Where a store to try is. The folder is removed with the place.
pub enum Place {
    Folder(tempfile::TempDir),
    Url(String),
}

impl Place {
    pub async fn open(&self) -> Store {
        match self {
            Self::Folder(folder) => Store::sqlite(&folder.path().join("sportello.db")).await.unwrap(),
            Self::Url(url) => Store::postgres(url).await.unwrap(),
        }
    }

    pub async fn open_read_only(&self) -> Store {
        match self {
            Self::Folder(folder) => Store::sqlite_read_only(&folder.path().join("sportello.db")).await.unwrap(),
            Self::Url(url) => Store::postgres_read_only(url).await.unwrap(),
        }
    }
}

/// Returns an empty store on each engine.
pub async fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for place in [Place::Folder(tempfile::tempdir().unwrap()), Place::Url(postgres::fresh_database().await)] {
        trials.push(Trial { store: place.open().await, place });
    }
    trials
}

pub fn branch(id: &str) -> BranchId {
    BranchId::new(id)
}

pub fn day(day: &str) -> Day {
    Day::from_written(day)
}

pub fn key(key: &str) -> RequestKey {
    RequestKey::from_written(key)
}

pub fn token(token: &str) -> Token {
    Token::new(token)
}

pub fn row(branch: &str, day: &str, seq: u64, key: &str) -> Row {
    Row {
        branch: BranchId::new(branch),
        day: Day::from_written(day),
        seq,
        request_key: RequestKey::from_written(key),
        at: Timestamp(1_798_162_200_123),
        actor: "kiosk".to_owned(),
        command: "{\"command\":\"sì, €5\"}".to_owned(),
        events: "[]".to_owned(),
        visit: None,
    }
}

pub fn with_visit(row: Row, token: &str, ticket: u32) -> Row {
    Row { visit: Some((Token::new(token), TicketId(ticket))), ..row }
}
