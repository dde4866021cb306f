//! The address of a database: a file of SQLite, or a PostgreSQL.

use clap::Args;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The option that names the database, as most commands have it.
#[derive(Debug, Args)]
pub struct DatabaseOption {
    /// Where everything is kept: `sqlite://FILE`, which `serve` makes if it is not there, or
    /// `postgres://user:password@host/database`, which several servers may share. A password is better kept in the
    /// variable, in PGPASSWORD or in ~/.pgpass: others on this machine can read command lines.
    #[arg(
        long = "database",
        env = "SPORTELLO_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://sportello.db"
    )]
    pub url: Database,
}

/// The address of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(Secret),
}

/// A URL that may hold a password; it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The URL, for connecting.
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
        if url.contains(":memory:") {
            return Err("a database in memory would lose every ticket with the program: write sqlite://FILE, as sqlite://sportello.db, \
                        or postgres://...; to try the program, run `sportello demo`, which leaves nothing behind"
                .to_owned());
        }
        match url.split_once("://") {
            Some(("sqlite", file)) if !file.is_empty() => sqlite_file(file).map(Self::Sqlite),
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => Ok(Self::Postgres(Secret(url.to_owned()))),
            _ => Err("write sqlite://FILE, as sqlite://sportello.db or sqlite:///var/lib/sportello/sportello.db, or \
                      postgres://user:password@host:5432/database"
                .to_owned()),
        }
    }
}

/// The file of a `sqlite://` URL. Parameters are refused: they would become part of the file's name.
fn sqlite_file(file: &str) -> Result<PathBuf, String> {
    match file.split_once(['?', '#']) {
        None => Ok(PathBuf::from(file)),
        Some((name, _)) => Err(format!(
            "sqlite:// takes no parameters: write sqlite://{name}; the file is made if it is not there, and opened for reading \
             and writing"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_database_in_memory_is_refused_with_what_to_write_instead() {
        for url in ["sqlite://:memory:", "sqlite::memory:", "sqlite://:memory:?cache=shared", "sqlite://file::memory:"]
        {
            let said = url.parse::<Database>().unwrap_err();
            assert!(said.contains("sqlite://FILE") && said.contains("sportello demo"), "{url}: {said}");
        }
    }

    #[test]
    fn a_parameter_does_not_become_part_of_a_file_s_name() {
        for url in ["sqlite://bank.db?mode=rwc", "sqlite://bank.db?", "sqlite://bank.db#x"] {
            let said = url.parse::<Database>().unwrap_err();
            assert!(said.contains("write sqlite://bank.db; the file is made"), "{url}: {said}");
        }
        assert!("postgres://u:p@h/d?sslmode=require".parse::<Database>().is_ok());
    }
}
