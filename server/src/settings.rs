//! The command line and the environment: read here, once, and nowhere else.

use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The lobby of a bank branch: kiosk, calls, desks, waits.
#[derive(Debug, Parser)]
#[command(name = "sportello", version, about, max_term_width = 100)]
pub struct Settings {
    #[command(subcommand)]
    pub command: Command,
    /// How log lines are written to standard error; `RUST_LOG` chooses which (default: info).
    #[arg(long, env = "SPORTELLO_LOG_FORMAT", global = true, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the branches of a set-up.
    Serve(Serve),
    /// Serve a branch to try: open at any hour, with users whose password is printed; on this machine only.
    Demo(Demo),
    /// Print the set-up that the program carries, or check a file.
    Setup(SetupCommand),
    /// Add a member of staff, or give one a new name, role, branch or password.
    Staff(StaffCommand),
    /// Copy everything into one file, while a server is serving or not.
    ///
    /// The file is complete and checked when it gets its name; a disk that is full on the way leaves nothing. Whoever
    /// holds it can read the names of the staff, what happened, and the hashes of the staff's passwords: keep it as
    /// safe as the database. Who was signed in is not in it.
    Backup(BackupCommand),
    /// Put a backup into an empty database: all of it, or nothing.
    ///
    /// The backup is checked first; one that an older sportello made is brought up to date. Everybody signs in again.
    Restore(RestoreCommand),
    /// Check a database: every row of every branch's day, and what must always hold; beside a running server too.
    ///
    /// Ends with 0 where everything is sound, 1 where something was found, 2 where it could not be checked.
    Verify(VerifyCommand),
    /// Measure a running server: as kiosks, desks and displays use it, for a bounded time.
    Load(load::Load),
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(long, env = "SPORTELLO_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Where everything is kept: `sqlite://FILE`, which is made if it is not there, or
    /// `postgres://user:password@host/database`, which several servers may share. A password is better kept in the
    /// variable, in PGPASSWORD or in ~/.pgpass: others on this machine can read command lines.
    #[arg(
        long,
        env = "SPORTELLO_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://sportello.db"
    )]
    pub database: Database,
    #[command(flatten)]
    pub site: SiteArgs,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Where to listen; an address of this machine itself.
    #[arg(long, env = "SPORTELLO_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Where everything is kept, as for `serve`; without it the demo starts from nothing and leaves nothing.
    #[arg(long, env = "SPORTELLO_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<Database>,
    #[command(flatten)]
    pub site: SiteArgs,
}

#[derive(Debug, Args)]
pub struct SiteArgs {
    /// The set-up: services, desks, hours [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// Where visitors' phones reach this server, as `https://lobby.example`; the QR code leads there [default: the
    /// address that the kiosk uses].
    #[arg(long, env = "SPORTELLO_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// The folder with the site's files [default: `site` in the program's folder or beside it].
    #[arg(long, env = "SPORTELLO_ASSETS", value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// The program that speaks, `espeak-ng` or one that takes its arguments; "" for none.
    #[arg(long, env = "SPORTELLO_SPEECH", value_name = "PROGRAM", default_value = "espeak-ng")]
    pub speech: String,
}

#[derive(Debug, Args)]
pub struct SetupCommand {
    /// Check this file instead of printing one.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// Print the file of a further language, as "de", instead of the set-up itself.
    #[arg(long, value_name = "CODE", conflicts_with = "check")]
    pub language: Option<String>,
}

#[derive(Debug, Args)]
pub struct StaffCommand {
    /// The database to write to, as for `serve`; no server may be using a file.
    #[arg(
        long,
        env = "SPORTELLO_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://sportello.db"
    )]
    pub database: Database,
    /// The set-up that names the branches [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
    /// What colleagues see.
    #[arg(long)]
    pub name: String,
    /// The branch that the person works in.
    #[arg(long)]
    pub branch: String,
    /// `csr` for the desks, `manager` for the dashboard too. The password is read from standard input.
    #[arg(long, value_parser = role, default_value = "csr")]
    pub role: store::Role,
}

#[derive(Debug, Args)]
pub struct BackupCommand {
    /// The database to copy; it is only read.
    #[arg(long, env = "SPORTELLO_DATABASE", value_name = "URL", default_value = "sqlite://sportello.db")]
    pub database: Database,
    /// The file to make; one that is there already is never overwritten.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreCommand {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// The database to write to: one that is empty, or a file that is not there; no server may be using it. A backup
    /// of one engine goes into the other too.
    #[arg(long, env = "SPORTELLO_DATABASE", value_name = "URL", default_value = "sqlite://sportello.db")]
    pub database: Database,
}

#[derive(Debug, Args)]
pub struct VerifyCommand {
    /// The database to check; it is only read.
    #[arg(long, env = "SPORTELLO_DATABASE", value_name = "URL", default_value = "sqlite://sportello.db")]
    pub database: Database,
    /// Check this branch only.
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    /// Check from this business day on, as 2026-11-22.
    #[arg(long, value_name = "DAY")]
    pub since: Option<jiff::civil::Date>,
}

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(Secret),
}

/// A URL that may hold a password: it is printed by nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The URL, for the one who connects.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl FromStr for Database {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        match url.split_once("://") {
            Some(("sqlite", file)) if !file.is_empty() => Ok(Self::Sqlite(PathBuf::from(file))),
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => Ok(Self::Postgres(Secret(url.to_owned()))),
            _ => Err("write sqlite://FILE, as sqlite://sportello.db or sqlite:///var/lib/sportello/sportello.db, or \
                      postgres://user:password@host:5432/database"
                .to_owned()),
        }
    }
}

fn public_url(url: &str) -> Result<String, String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host.map(|host| host.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#']) => {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err("write https:// and a host, without a path, as https://lobby.example".to_owned()),
    }
}

fn role(role: &str) -> Result<store::Role, String> {
    store::Role::parse(role).ok_or_else(|| "write csr or manager".to_owned())
}

/// What cargo-leptos tells the program that it runs.
#[derive(Debug, Clone)]
pub struct Leptos {
    /// In `cargo leptos watch`, `serve` and `end-to-end` the site's root stands here.
    pub site_root: Option<PathBuf>,
    /// The page reloads by itself when the code changes.
    pub watch: bool,
    pub reload_port: Option<u32>,
}

/// What the command line and the environment say. Under cargo-leptos, which gives no arguments, it is a demo.
pub fn read() -> Settings {
    let bare = std::env::args_os().len() == 1;
    if bare && let Some(address) = variable("LEPTOS_SITE_ADDR") {
        return Settings::parse_from(["sportello", "demo", "--listen", &address]);
    }
    Settings::try_parse().unwrap_or_else(|error| without_password(error).exit())
}

/// A value that is refused is shown, but not the password in it.
fn without_password(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue)
        && let (Some((scheme, rest)), Some((_, place))) = (value.split_once(':'), value.rsplit_once('@'))
        && rest.contains('@')
    {
        let shown = format!("{scheme}://...@{place}");
        error.insert(ContextKind::InvalidValue, ContextValue::String(shown));
    }
    error
}

/// What cargo-leptos says in the environment.
pub fn leptos() -> Leptos {
    Leptos {
        site_root: variable("LEPTOS_SITE_ROOT").map(PathBuf::from),
        watch: variable("LEPTOS_WATCH").is_some_and(|watch| watch != "OFF" && watch != "false"),
        reload_port: variable("LEPTOS_RELOAD_PORT").and_then(|port| port.parse().ok()),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The site's folder: as set, as cargo-leptos says, in the program's folder, or beside it.
pub fn site_root(set: Option<&Path>) -> PathBuf {
    if let Some(root) = set.map(Path::to_owned).or_else(|| leptos().site_root) {
        return root;
    }
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.parent().unwrap_or(Path::new(".")).to_owned();
    let places = [folder.join("site"), folder.join("../site")];
    places.iter().find(|place| place.join("pkg").is_dir()).unwrap_or(&places[0]).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Settings::command().debug_assert();
    }

    #[test]
    fn a_database_is_a_url_of_one_of_two_kinds() {
        assert_eq!("sqlite://a/b.db".parse(), Ok(Database::Sqlite("a/b.db".into())));
        for url in ["postgres://u:p@h/d", "postgresql://u:p@h/d"] {
            assert_eq!(url.parse(), Ok(Database::Postgres(Secret(url.into()))));
        }
        for wrong in ["a.db", "sqlite://", "mysql://x", "postgres://", "postgres"] {
            let said = wrong.parse::<Database>().unwrap_err();
            assert!(said.contains("sqlite://") && said.contains("postgres://"), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_printed_by_nothing() {
        let database: Database = "postgres://sportello:hunter2@db/bank".parse().unwrap();
        assert!(!format!("{database:?}").contains("hunter2"));
        for url in ["postgre://sportello:hunter2@db/bank", "sportello:hunter2@db/bank", "mysql://u:hun@hunter2@db/bank"]
        {
            let error = Settings::try_parse_from(["sportello", "serve", "--database", url]).unwrap_err();
            let said = without_password(error).to_string();
            assert!(!said.contains("hunter2") && said.contains("@db/bank"), "{said}");
        }
    }

    #[test]
    fn a_public_url_has_no_path() {
        assert_eq!(public_url("https://lobby.example/").unwrap(), "https://lobby.example");
        assert!(public_url("lobby.example").is_err());
        assert!(public_url("https://lobby.example/a").is_err());
    }
}
