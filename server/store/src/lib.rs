//! What is kept: the journal, and the tables beside it. One enum over the engines, one contract suite that runs on
//! each (`contract`). Nothing here knows a rule, a screen or HTTP.

#![forbid(unsafe_code)]

pub mod backup;
#[cfg(test)]
mod contract;
mod names;
mod postgres;
pub mod restore;
mod sqlite;

pub use names::Names;

use postgres::Postgres;
use queue::{CsrId, Timestamp};
use sqlite::Sqlite;
use tokio::sync::watch;

/// Why a store cannot be used, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Sqlite(#[from] sqlite::OpenError),
    #[error(transparent)]
    Postgres(#[from] postgres::OpenError),
}

/// One command of a branch, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub branch: String,
    pub day: String,
    /// Counts the commands of the branch's day from 1, without a gap.
    pub seq: u64,
    /// Unique in the branch, for ever.
    pub request_key: String,
    pub at: Timestamp,
    pub actor: String,
    /// JSON.
    pub command: String,
    /// JSON: an array.
    pub events: String,
    /// The visitor's link that this row makes, where it makes one: token and ticket.
    pub visit: Option<(String, u32)>,
}

/// How far a branch's journal goes: the day and the seq of its last row.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub day: String,
    pub seq: u64,
}

/// Where a visitor's link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub branch: String,
    pub day: String,
    pub ticket: u32,
}

/// Why rows were not appended, or not surely.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Another row has one of the places or keys. None of the rows is there.
    #[error("another row is there already")]
    Conflict,
    /// The engine failed; whether the rows are there is unknown.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// The engine cannot do it now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("the disk is full")]
    Full,
    #[error("the database is locked by another program")]
    Locked,
    #[error("the database cannot be written to")]
    ReadOnly,
    /// What is kept cannot be read as it was written; trying again does not help.
    #[error("the database is damaged: {0}. `sportello verify` says what is left")]
    Damaged(String),
    #[error("the database failed: {0}")]
    Other(String),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        let Some(said) = error.as_database_error() else { return Self::Other(error.to_string()) };
        said.try_downcast_ref().map_or_else(|| sqlite::failure(said), postgres::failure)
    }
}

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Csr,
    Manager,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csr => "csr",
            Self::Manager => "manager",
        }
    }

    pub fn parse(role: &str) -> Option<Self> {
        [Self::Csr, Self::Manager].into_iter().find(|known| known.as_str() == role)
    }
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: CsrId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub branch: String,
}

/// A member of staff who is to be kept.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub login: String,
    pub name: String,
    pub role: Role,
    pub branch: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// A browser that asked to be told when a ticket is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushSubscription {
    /// Of the visitor's link.
    pub token: String,
    /// Where the browser's push service takes messages for it.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// What the browser knows a sender by, base64url.
    pub auth: String,
    pub branch: String,
    pub day: String,
}

/// A store on one of the engines. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Store {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Calls the same method of whichever engine it is.
macro_rules! on_engine {
    ($self:ident.$method:ident($($argument:expr),*)) => {
        match $self {
            Store::Sqlite(engine) => engine.$method($($argument),*).await,
            Store::Postgres(engine) => engine.$method($($argument),*).await,
        }
    };
}

impl Store {
    /// A store in the SQLite file at `path`, which is made where it does not exist.
    pub async fn sqlite(path: &std::path::Path) -> Result<Self, OpenError> {
        Ok(Self::Sqlite(Sqlite::open(path).await?))
    }

    /// A store in the PostgreSQL database at `url`, which other servers may be using too.
    pub async fn postgres(url: &str) -> Result<Self, OpenError> {
        Ok(Self::Postgres(Postgres::open(url).await?))
    }

    /// The same for reading only, beside a server that may be writing to it; nothing is made or brought up to date.
    pub async fn sqlite_read_only(path: &std::path::Path) -> Result<Self, OpenError> {
        Ok(Self::Sqlite(Sqlite::open_read_only(path).await?))
    }

    /// The same of a PostgreSQL database.
    pub async fn postgres_read_only(url: &str) -> Result<Self, OpenError> {
        Ok(Self::Postgres(Postgres::open_read_only(url).await?))
    }

    /// Appends rows of one branch and day, with consecutive `seq`: all of them or none, durably before it returns.
    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        on_engine!(self.append(rows))
    }

    /// The rows of a branch's day, from `seq` on, in order.
    pub async fn read_day(&self, branch: &str, day: &str, from_seq: u64) -> Result<Vec<Row>, Failure> {
        on_engine!(self.read_day(branch, day, from_seq))
    }

    /// How far a branch's journal is known to go, as other servers write it; `None` where no other server can.
    pub fn follow(&self, branch: &str) -> Option<watch::Receiver<Position>> {
        match self {
            Self::Postgres(engine) => Some(engine.follow(branch)),
            Self::Sqlite(_) => None,
        }
    }

    /// Whether other servers may write to it.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// The latest day that the branch's journal has.
    pub async fn last_day(&self, branch: &str) -> Result<Option<String>, Failure> {
        on_engine!(self.last_day(branch))
    }

    /// The row that a request made, on any day.
    pub async fn by_key(&self, branch: &str, request_key: &str) -> Result<Option<Row>, Failure> {
        on_engine!(self.by_key(branch, request_key))
    }

    /// Where a visitor's link leads.
    pub async fn visit(&self, token: &str) -> Result<Option<Visit>, Failure> {
        on_engine!(self.visit(token))
    }

    /// Forgets the links of a branch's days before `day`.
    pub async fn forget_visits_before(&self, branch: &str, day: &str) -> Result<(), Failure> {
        on_engine!(self.forget_visits_before(branch, day))
    }

    /// Keeps a person; one with the same login gets the new name, role, branch and password, and is signed out.
    pub async fn put_person(&self, person: NewPerson) -> Result<CsrId, Failure> {
        on_engine!(self.put_person(person))
    }

    /// The person with this login, and their password's hash.
    pub async fn person_by_login(&self, login: &str) -> Result<Option<(Person, String)>, Failure> {
        on_engine!(self.person_by_login(login))
    }

    /// Everybody.
    pub async fn people(&self) -> Result<Vec<Person>, Failure> {
        on_engine!(self.people())
    }

    /// Keeps a session; those that have expired by `now` go.
    pub async fn put_session(
        &self,
        token_hash: &str,
        person: CsrId,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), Failure> {
        on_engine!(self.put_session(token_hash, person, expires, now))
    }

    /// Who is signed in with this token.
    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        on_engine!(self.session(token_hash, now))
    }

    /// Ends a session, where there is one.
    pub async fn end_session(&self, token_hash: &str) -> Result<(), Failure> {
        on_engine!(self.end_session(token_hash))
    }

    /// The servers' secret of this name; `fresh` where there was none. Servers that ask at once get the same one.
    pub async fn secret(&self, name: &str, fresh: &str) -> Result<String, Failure> {
        on_engine!(self.secret(name, fresh))
    }

    /// Keeps a subscription, or its new keys; false where the ticket has `most` others.
    pub async fn put_push(&self, subscription: &PushSubscription, most: u32) -> Result<bool, Failure> {
        on_engine!(self.put_push(subscription, most))
    }

    /// The subscriptions of a ticket, by its token.
    pub async fn pushes(&self, token: &str) -> Result<Vec<PushSubscription>, Failure> {
        on_engine!(self.pushes(token))
    }

    /// Forgets a subscription, where there is one.
    pub async fn forget_push(&self, token: &str, endpoint: &str) -> Result<(), Failure> {
        on_engine!(self.forget_push(token, endpoint))
    }

    /// Forgets the subscriptions of a branch's days up to `day`, which is over.
    pub async fn forget_pushes_until(&self, branch: &str, day: &str) -> Result<(), Failure> {
        on_engine!(self.forget_pushes_until(branch, day))
    }

    /// The branches that the journal has rows of, by id.
    pub async fn branches(&self) -> Result<Vec<String>, Failure> {
        on_engine!(self.branches())
    }

    /// The days that the journal has of a branch, the earliest first.
    pub async fn days(&self, branch: &str) -> Result<Vec<String>, Failure> {
        on_engine!(self.days(branch))
    }

    /// The links that lead into a branch's day: token and ticket, by ticket.
    pub async fn visits(&self, branch: &str, day: &str) -> Result<Vec<(String, u32)>, Failure> {
        on_engine!(self.visits(branch, day))
    }

    /// Branch and day of the links that lead into a day that the journal does not have.
    pub async fn stray_visits(&self) -> Result<Vec<(String, String)>, Failure> {
        on_engine!(self.stray_visits())
    }

    /// Keys that stand in more than one row of the branch.
    pub async fn repeated_keys(&self, branch: &str) -> Result<Vec<String>, Failure> {
        on_engine!(self.repeated_keys(branch))
    }

    /// What the engine finds wrong with its own files.
    pub async fn integrity(&self) -> Result<Vec<String>, Failure> {
        on_engine!(self.integrity())
    }

    /// Whether the store answers.
    pub async fn ping(&self) -> Result<(), Failure> {
        on_engine!(self.ping())
    }

    /// Writes out what is pending and closes the files.
    pub async fn close(&self) {
        on_engine!(self.close());
    }
}
