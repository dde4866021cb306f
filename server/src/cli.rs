//! The commands of the program, one a file.

mod audit;
mod backup;
mod clips;
mod days;
mod demo;
mod forecast;
mod in_force;
mod letters;
mod officer;
mod privacy;
mod reports;
mod restore;
mod security;
mod serve;
mod setup;
mod sign_on;
mod silence;
mod simulate;
mod staff;
mod tls;
mod verify;

use crate::settings::{Command, Database, LogFormat, ReportsCommand, ReportsWhat};
use std::process::ExitCode;
use store::{BackupError, Contents, Failure, OpenError, RestoreError, Store};
use tracing_subscriber::EnvFilter;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Setup(#[from] ::setup::Error),
    #[error(transparent)]
    Setups(#[from] branch::setups::SetupsError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error("the database failed: {0}")]
    Store(#[from] Failure),
    #[error(transparent)]
    Tls(#[from] crate::http::tls::TlsError),
    #[error(transparent)]
    Password(#[from] people::HashError),
    #[error(transparent)]
    Roster(#[from] people::roster::RosterError),
    #[error("{0}")]
    Usage(String),
    #[error("{}: {fault}", file.display())]
    Log { file: std::path::PathBuf, fault: String },
    #[error("cannot listen on {address}: {source}. Give --listen another address, or stop what uses that one.")]
    Listen { address: std::net::SocketAddr, source: std::io::Error },
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Runs a command and returns its exit code.
pub async fn run(command: Command) -> Result<ExitCode, Error> {
    let ended = match command {
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Setup(arguments) => setup::run(&arguments).await,
        Command::Staff(arguments) => staff::run(arguments).await,
        Command::Audit(arguments) => return audit::run(arguments).await,
        Command::Privacy(arguments) => privacy::run(arguments).await,
        Command::Officer(arguments) => officer::run(arguments).await,
        Command::Backup(arguments) => backup::run(&arguments).await,
        Command::Restore(arguments) => restore::run(&arguments).await,
        Command::Reports(ReportsCommand { what: ReportsWhat::Rebuild(arguments) }) => {
            reports::rebuild(&arguments).await
        }
        Command::Forecast(arguments) => forecast::run(&arguments).await,
        Command::Verify(arguments) => return Ok(verify::run(arguments).await),
        Command::Load(arguments) => load::run(arguments).await.map_err(|load::Failed(why)| Error::Usage(why)),
    };
    ended.map(|()| ExitCode::SUCCESS)
}

/// Prints a reason for people and returns the exit code of a failure.
pub fn fail(why: &str) -> ExitCode {
    eprintln!("sportello: {why}");
    ExitCode::FAILURE
}

/// Log lines go to standard error; standard output is for what a command was asked for.
pub fn start_log(format: LogFormat, filter: Option<String>) {
    let filter = filter.and_then(|filter| EnvFilter::try_new(filter).ok()).unwrap_or_else(|| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_target(false).init(),
        LogFormat::Json => lines.json().init(),
    }
}

/// `2 branches, 3 days, ...`
fn contents(contents: &Contents) -> String {
    let Contents { branches, days, rows, people, .. } = *contents;
    [(branches, "branch", "branches"), (days, "day", "days"), (rows, "row", "rows"), (people, "person", "people")]
        .map(|(number, one, more)| count(number, one, more))
        .join(", ")
}

fn count(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

async fn open(database: &Database) -> Result<Store, Error> {
    Ok(match database {
        Database::Sqlite(file) => Store::sqlite(file).await?,
        Database::Postgres(url) => Store::postgres(url.expose()).await?,
    })
}

/// Opens a database for changes to who may sign in, while servers may use it. `make`: a file that is not there is made.
async fn open_for_people(database: &Database, make: bool) -> Result<Store, Error> {
    match database {
        Database::Sqlite(file) => Ok(Store::sqlite_beside(file, make).await?),
        Database::Postgres(_) => open(database).await,
    }
}

/// Opens a database for reading only, while a server may use it.
async fn open_read_only(database: &Database) -> Result<Store, Error> {
    Ok(match database {
        Database::Sqlite(file) => Store::sqlite_read_only(file).await?,
        Database::Postgres(url) => Store::postgres_read_only(url.expose()).await?,
    })
}
