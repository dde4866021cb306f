//! The two engines: a fresh database on each, and SQL straight into it while no server runs.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use testing::postgres::fresh_database;
use tokio::runtime::{Builder, Runtime};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database, which is removed at the end where it is a file.
pub struct Place {
    pub url: String,
    folder: Option<PathBuf>,
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().enable_all().build().unwrap());

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// An empty database: a file in the project's target, which is on a real disk, or one of a PostgreSQL of our own.
    pub fn place(self) -> Place {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        if self == Self::Postgres {
            return Place { url: RUNTIME.block_on(fresh_database()), folder: None };
        }
        let name = format!("figures-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Place { url: format!("sqlite://{}/figures.db", folder.display()), folder: Some(folder) }
    }

    /// Runs statements in a database.
    pub fn run(self, place: &Place, statements: &[String]) {
        let statements = statements.iter().map(|sql| AssertSqlSafe(sql.clone()));
        RUNTIME.block_on(async {
            match self {
                Self::Sqlite => {
                    let mut connection = SqliteConnection::connect(&place.url).await.unwrap();
                    for sql in statements {
                        connection.execute(sql).await.unwrap();
                    }
                    connection.close().await.unwrap();
                }
                Self::Postgres => {
                    let mut connection = PgConnection::connect(&place.url).await.unwrap();
                    for sql in statements {
                        connection.execute(sql).await.unwrap();
                    }
                    connection.close().await.unwrap();
                }
            }
        });
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
