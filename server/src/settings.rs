//! The command line and the environment are read here, once, and nowhere else.

mod audit;
mod commands;
mod database;
mod officer;
mod setup;
mod sign_on;
mod simulate;
mod staff;
mod tls;

pub use audit::{
    AuditAction, AuditCommand, ExportAudit, ListAudit, OfPerson, PersonKey, PrivacyAction, PrivacyCommand, VerifyAudit,
};
pub use commands::{
    BackupCommand, Command, Demo, EvaluateCommand, ForecastCommand, ForecastWhat, LearnCommand, LogFormatOfVisits,
    RebuildCommand, ReportsCommand, ReportsWhat, RestoreCommand, Serve, SiteArgs, VerifyCommand,
};
pub use database::{Database, DatabaseOption};
pub use officer::{ListOfficers, NamedOfficer, OfficerAction, OfficerAway, OfficerCommand, PutOfficer};
pub use setup::{ExportSetup, ImportSetup, ListSetups, SetupAction, SetupCommand};
pub use simulate::SimulateCommand;
pub use staff::{
    AddStaff, ListStaff, NewPassword, OneLogin, RemoveStaff, ResetFactor, SecondFactorAction, SecondFactorCommand,
    StaffAction, StaffCommand,
};

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};
use messages::push::Proxy;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

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

/// The variables that cargo-leptos sets for the program that it runs.
#[derive(Debug, Clone)]
pub struct Leptos {
    /// In `cargo leptos watch`, `serve` and `end-to-end` the site's root stands here.
    pub site_root: Option<PathBuf>,
    /// The page reloads by itself when the code changes.
    pub watch: bool,
    pub reload_port: Option<u32>,
}

/// Reads the command line and the environment. cargo-leptos gives no arguments and gets a demo.
pub fn read() -> Settings {
    let bare = std::env::args_os().len() == 1;
    if bare && let Some(address) = variable("LEPTOS_SITE_ADDR") {
        return Settings::parse_from(["sportello", "demo", "--listen", &address]);
    }
    let command = without_empty_variables(Settings::command());
    let arguments = staff::with_action(std::env::args_os().collect());
    let matches =
        command.try_get_matches_from(arguments).and_then(|mut matches| Settings::from_arg_matches_mut(&mut matches));
    matches.unwrap_or_else(|error| without_password(error.format(&mut Settings::command())).exit())
}

/// Detaches options from variables that are empty: `SPORTELLO_DATABASE=` counts as unset.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |name: &OsStr| variable(&name.to_string_lossy()).is_some_and(|value| value.trim().is_empty());
    let command = command.mut_args(|argument| match argument.get_env() {
        Some(name) if is_empty(name) => argument.env(None::<&'static str>),
        _ => argument,
    });
    command.mut_subcommands(without_empty_variables)
}

/// The proxy for outgoing connections, by its usual variables in capital or small letters.
pub fn proxy() -> Proxy {
    let first = |names: [&str; 2]| names.into_iter().filter_map(variable).find(|value| !value.trim().is_empty());
    Proxy {
        https: first(["HTTPS_PROXY", "https_proxy"]).unwrap_or_default(),
        no: first(["NO_PROXY", "no_proxy"]).unwrap_or_default(),
    }
}

/// The filter of log lines in `RUST_LOG`; `None` if it is unset or empty.
pub fn log_filter() -> Option<String> {
    variable("RUST_LOG").filter(|filter| !filter.trim().is_empty())
}

/// Hides the password in a refused value that the error shows.
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

/// Reads the variables of cargo-leptos.
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
        Settings::command().debug_assert();
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
    fn an_option_whose_variable_is_empty_has_its_default() {
        // The tests' own process has a PATH, and no variable of this name.
        let with = |name: &'static str| {
            let option = clap::Arg::new("option").long("option").env(name);
            without_empty_variables(clap::Command::new("try").subcommand(clap::Command::new("inner").arg(option)))
        };
        let env = |command: &clap::Command| {
            let inner = command.find_subcommand("inner").unwrap();
            inner.get_arguments().find_map(|option| option.get_env().map(OsStr::to_owned))
        };
        assert_eq!(env(&with("PATH")).as_deref(), Some(OsStr::new("PATH")));
    }
}
