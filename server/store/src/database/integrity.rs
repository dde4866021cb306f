//! What an engine finds wrong with its own files.

use super::{Database, Run, sql};
use crate::failure::Failure;

impl Database {
    /// Returns what the engine finds wrong, a line each.
    pub async fn integrity(&self) -> Result<Vec<String>, Failure> {
        match self {
            Self::Sqlite(_) => self.integrity_of_sqlite().await,
            Self::Postgres(_) => self.integrity_of_postgres().await,
        }
    }

    async fn integrity_of_sqlite(&self) -> Result<Vec<String>, Failure> {
        let mut found: Vec<String> =
            self.fetch_all(sql("PRAGMA integrity_check")).await?.into_iter().map(|(line,)| line).collect();
        found.retain(|line| line != "ok");
        // Its columns: the table, the row, the table that is referred to, the number of the foreign key.
        let dangling: Vec<(String, Option<i64>, String)> = self.fetch_all(sql("PRAGMA foreign_key_check")).await?;
        let say = |(table, _, of)| format!("a row of {table} refers to one of {of} that is not there");
        found.extend(dangling.into_iter().map(say));
        Ok(found)
    }

    async fn integrity_of_postgres(&self) -> Result<Vec<String>, Failure> {
        let found = sql("SELECT 'the index ' || indexrelid::regclass || ' is not valid: rebuild it with REINDEX'
                         FROM pg_index WHERE NOT indisvalid AND indrelid = 'journal'::regclass
                         UNION ALL
                         SELECT wanted || ' is not kept unique in the journal'
                         FROM (VALUES ('PRIMARY KEY (branch, day, seq)'), ('UNIQUE (branch, request_key)'))
                             AS wanted (wanted)
                         WHERE wanted NOT IN
                             (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'journal'::regclass)
                         UNION ALL
                         SELECT 'PostgreSQL has found ' || checksum_failures || ' pages with a wrong checksum'
                         FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0");
        Ok(self.fetch_all(found).await?.into_iter().map(|(line,)| line).collect())
    }
}
