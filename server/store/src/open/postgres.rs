//! Opening a PostgreSQL database: what can be wrong with it is said with what to do about it. No message holds the
//! password.

use crate::database::connector::Connector;
use crate::database::postgres::{PATIENCE, Postgres};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnection, PgDatabaseError, PgPoolOptions};
use sqlx::{Connection, Error, Executor};
use std::cmp::Ordering;
use std::time::Duration;
use tokio::time::timeout;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections for reads. With the writer's and the listener's, two servers and a backup beside them stay under the 20 sessions that
/// `PgBouncer` lends unless it is told otherwise.
const READERS: u32 = 4;
/// How long the first connection may take.
const REACH: Duration = Duration::from_secs(5);

/// Why a database cannot be used, and what to do. `database` is its address without the password.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the address of the database cannot be read: {0}. Write postgres://user:password@host:5432/database.")]
    Address(String),
    #[error(
        "cannot reach PostgreSQL for {database}: {reason}. See that it runs there and lets this machine in (listen_addresses, pg_hba.conf), or give --database another address."
    )]
    Unreachable { database: String, reason: String },
    #[error(
        "PostgreSQL does not let the user of {database} in: {reason}. Give --database the right user and password; a role is made with: CREATE ROLE sportello LOGIN PASSWORD '...'."
    )]
    Refused { database: String, reason: String },
    #[error(
        "the database {database} does not exist. Make it with: CREATE DATABASE sportello OWNER sportello. Or give --database another one."
    )]
    Missing { database: String },
    #[error(
        "the user of {database} may not do what is needed there: {reason}. Make it the owner of the database, or: GRANT CREATE, USAGE ON SCHEMA public TO sportello."
    )]
    Rights { database: String, reason: String },
    #[error("{database} is read-only: a standby, or set so. Give --database the address of the primary.")]
    ReadOnly { database: String },
    #[error(
        "a pooler at {database} lends each transaction another session of PostgreSQL (PgBouncer's pool_mode = transaction), and sportello needs sessions to hear of other servers, to prepare statements and to bound them. Give --database the address of PostgreSQL itself; or have the pooler keep sessions for this database, in pgbouncer.ini: [databases] NAME = host=... pool_mode=session pool_size=20 (a server takes up to 14)."
    )]
    NoSessions { database: String },
    #[error(
        "the pooler at {database} refuses: {reason}. See what its settings say of this database and user (pgbouncer.ini: [databases], auth_file, max_client_conn), or give --database the address of PostgreSQL itself."
    )]
    Pooler { database: String, reason: String },
    #[error("PostgreSQL has no connection left for {database}. Raise max_connections, or stop what uses them.")]
    Crowded { database: String },
    #[error(
        "{database} was written by a newer sportello (its version is {version}, this program knows up to {known}). Start that one, or restore a backup from before the upgrade: nothing was changed."
    )]
    Newer { database: String, version: i64, known: i64 },
    #[error(
        "{database} was written by an older sportello (its version is {version}, this program's is {known}). Start `sportello serve` on it once, which brings it up to date."
    )]
    Older { database: String, version: i64, known: i64 },
    #[error("{database} has no tables of sportello. Give --database the address of one that has.")]
    Foreign { database: String },
    #[error(
        "{database} cannot be brought up to date: {reason}. Nothing was changed; restore a backup or ask for help with this message."
    )]
    Migration { database: String, reason: String },
}

/// A database that is open.
pub struct Opened {
    /// How to make further connections.
    pub connector: Connector,
    /// Reads, and the statements of the tables beside the journal, run here.
    pub database: Postgres,
}

/// Opens a database, and brings its tables to this program's version.
pub async fn open(url: &str) -> Result<Opened, OpenError> {
    let plain = Connector::parse(url).map_err(|error| OpenError::Address(error.to_string()))?;
    let database = plain.address();
    let explain = |error| explain(&database, error);
    // One connection of its own, closed afterwards: the lock that keeps two servers from bringing the tables up to
    // date at once goes with it, whatever happens.
    let mut connection = first(&plain, &database).await?;
    migrate(&mut connection, &database).await?;
    warn_of_risks(&mut connection).await.map_err(explain)?;
    connection.close().await.map_err(explain)?;
    let connector = bounded(plain);
    let pool = PgPoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE);
    let pool = connector.pool(pool).await.map_err(explain)?;
    Ok(Opened { connector, database: Postgres { pool, patience: Some(PATIENCE) } })
}

/// Opens a database of this version for reading. Nothing is changed in it, and its statements have no time limit.
pub async fn open_read_only(url: &str) -> Result<Opened, OpenError> {
    let plain = Connector::parse(url).map_err(|error| OpenError::Address(error.to_string()))?;
    let database = plain.address();
    let explain = |error| explain(&database, error);
    first(&plain, &database).await?.close().await.map_err(explain)?;
    let connector = plain.with(&[("default_transaction_read_only", "on"), ("enable_seqscan", "off")]);
    let pool = connector.pool(PgPoolOptions::new().max_connections(1).acquire_timeout(REACH)).await.map_err(explain)?;
    let tables = "SELECT to_regclass('journal') IS NOT NULL AND to_regclass('_sqlx_migrations') IS NOT NULL";
    if !sqlx::query_scalar::<_, bool>(tables).fetch_one(&pool).await.map_err(explain)? {
        return Err(OpenError::Foreign { database });
    }
    let version = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success";
    let version: i64 = sqlx::query_scalar(version).fetch_one(&pool).await.map_err(explain)?;
    match version.cmp(&known()) {
        Ordering::Less => Err(OpenError::Older { database, version, known: known() }),
        Ordering::Equal => Ok(Opened { connector, database: Postgres { pool, patience: None } }),
        Ordering::Greater => Err(OpenError::Newer { database, version, known: known() }),
    }
}

/// Opens one connection whose statements have no time limit.
pub async fn without_limit(url: &str) -> Result<PgConnection, OpenError> {
    let connector = Connector::parse(url).map_err(|error| OpenError::Address(error.to_string()))?;
    first(&connector, &connector.address()).await
}

/// Makes the first connection, and finds out whether it is one to a session.
async fn first(connector: &Connector, database: &str) -> Result<PgConnection, OpenError> {
    let reached = timeout(REACH, async {
        let mut connection = connector.connect().await?;
        let has_sessions = connector.has_sessions(&mut connection).await?;
        Ok((connection, has_sessions))
    });
    match reached.await.unwrap_or(Err(Error::PoolTimedOut)) {
        Ok((connection, true)) => Ok(connection),
        Ok((_, false)) => Err(OpenError::NoSessions { database: database.to_owned() }),
        Err(error) => Err(explain(database, error)),
    }
}

/// Returns the version of the tables that this program makes.
fn known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Returns how a server's connections are made, with what PostgreSQL is told about each.
fn bounded(connector: Connector) -> Connector {
    let patience = format!("{}s", PATIENCE.as_secs());
    connector.with(&[
        // PostgreSQL gives a statement up when the program does.
        ("statement_timeout", patience.as_str()),
        ("idle_in_transaction_session_timeout", patience.as_str()),
        // The connection of a server that has vanished ends within half a minute, and its locks with it.
        ("tcp_keepalives_idle", "10"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "3"),
        // Every statement finds its rows by key. A plan that was made while a table was small must not read the whole
        // table once it is large.
        ("enable_seqscan", "off"),
    ])
}

async fn migrate(connection: &mut PgConnection, database: &str) -> Result<(), OpenError> {
    MIGRATIONS.run(&mut *connection).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => {
            OpenError::Newer { database: database.to_owned(), version, known: known() }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => match explain(database, error) {
            OpenError::Unreachable { database, reason } => OpenError::Migration { database, reason },
            plain => plain,
        },
        other => OpenError::Migration { database: database.to_owned(), reason: other.to_string() },
    })?;
    // Where no migration is missing, nothing has been written yet. This finds out whether a ticket could be.
    let trial = "DELETE FROM session WHERE token_hash = ''; DELETE FROM visit WHERE token = '';
                 INSERT INTO journal SELECT * FROM journal WHERE branch = ''";
    connection.execute(trial).await.map_err(|error| explain(database, error))?;
    Ok(())
}

/// Warns of settings of PostgreSQL under which a commit that was acknowledged can be lost.
async fn warn_of_risks(connection: &mut PgConnection) -> Result<(), Error> {
    for (setting, risk) in [("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off")] {
        let sql = "SELECT current_setting($1)";
        let value: String = sqlx::query_scalar(sql).bind(setting).fetch_one(&mut *connection).await?;
        if value == risk {
            tracing::warn!("PostgreSQL's {setting} is {risk}: a ticket can be lost when its machine fails");
        }
    }
    Ok(())
}

fn explain(database: &str, error: Error) -> OpenError {
    let database = database.to_owned();
    let of_postgres = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    let Some(said) = of_postgres else {
        let reason = match error {
            Error::PoolTimedOut => "it does not answer".to_owned(),
            other => other.to_string(),
        };
        return OpenError::Unreachable { database, reason };
    };
    let reason = said.message().to_owned();
    match said.code() {
        "28000" | "28P01" => OpenError::Refused { database, reason },
        "3D000" => OpenError::Missing { database },
        "42501" => OpenError::Rights { database, reason },
        "25006" => OpenError::ReadOnly { database },
        "53300" => OpenError::Crowded { database },
        // PostgreSQL itself reports a client's breach of the protocol so; a pooler reports everything so.
        "08P01" => OpenError::Pooler { database, reason },
        _ => OpenError::Unreachable { database, reason },
    }
}
