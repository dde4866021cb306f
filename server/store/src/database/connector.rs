//! Makes connections to PostgreSQL. What a session is to have is set by a statement once it has begun: a pooler in
//! between, such as `PgBouncer`, refuses it among the parameters of the start.

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Error, Row as _, raw_sql};
use std::fmt::Write as _;

/// How often two connections are compared; another client of the pooler may come between once.
const COMPARED: usize = 3;

/// How to make a connection. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Connector {
    options: PgConnectOptions,
    /// The statements that every session begins with.
    begin: String,
}

impl Connector {
    /// Reads the address of a database.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let options: PgConnectOptions = url.parse()?;
        // No statement has floats, and a pooler does not know this parameter.
        let options = options.application_name("sportello").disable_statement_logging().extra_float_digits(None);
        Ok(Self { options, begin: String::new() })
    }

    /// Has every session begin with these settings, which are the program's own words.
    #[must_use]
    pub fn with(mut self, settings: &[(&str, &str)]) -> Self {
        for (name, value) in settings {
            let _ = write!(self.begin, "SET {name} TO '{value}';");
        }
        self
    }

    pub async fn connect(&self) -> Result<PgConnection, Error> {
        let mut connection = self.options.connect().await?;
        begin(&mut connection, &self.begin).await?;
        Ok(connection)
    }

    /// Makes a pool whose connections are made like this; one is made at once.
    pub async fn pool(&self, pool: PgPoolOptions) -> Result<PgPool, Error> {
        let statements = self.begin.clone();
        let pool = pool.after_connect(move |connection, _| {
            let statements = statements.clone();
            Box::pin(async move { begin(connection, &statements).await })
        });
        pool.connect_with(self.options.clone()).await
    }

    /// Returns whether each connection has a session of PostgreSQL to itself. Two that share one have a pooler in
    /// between, which lends sessions for a transaction only.
    pub async fn has_sessions(&self, connection: &mut PgConnection) -> Result<bool, Error> {
        let mut other = self.options.connect().await?;
        let mut shared = false;
        for _ in 0..COMPARED {
            shared = shared || session(connection).await? == session(&mut other).await?;
        }
        other.close().await?;
        Ok(!shared)
    }

    /// Returns the database's address as a person would write it, without the password.
    pub fn address(&self) -> String {
        let user = self.options.get_username();
        let place = match self.options.get_socket() {
            Some(socket) => socket.display().to_string(),
            None => format!("{}:{}", self.options.get_host(), self.options.get_port()),
        };
        format!("postgres://{user}@{place}/{}", self.options.get_database().unwrap_or(user))
    }
}

async fn begin(connection: &mut PgConnection, statements: &str) -> Result<(), Error> {
    if statements.is_empty() {
        return Ok(());
    }
    raw_sql(AssertSqlSafe(statements)).execute(connection).await.map(drop)
}

/// Returns the number of the process that serves a connection. It is asked for without a prepared statement, which
/// such a pooler would lose.
async fn session(connection: &mut PgConnection) -> Result<i32, Error> {
    raw_sql("SELECT pg_backend_pid()").fetch_one(connection).await?.try_get(0)
}
