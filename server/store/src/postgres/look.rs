//! What a check of a whole database looks at: which branches and days there are, where links lead, what PostgreSQL
//! knows to be wrong. These take as long as they take.

use super::{Failure, Postgres, number};
use sqlx::{Row as _, query, query_scalar};

impl Postgres {
    pub async fn branches(&self) -> Result<Vec<String>, Failure> {
        // From one branch to the next by the key, past its rows.
        let sql = "WITH RECURSIVE known (branch) AS (
                       SELECT min(branch) FROM journal
                       UNION ALL
                       SELECT (SELECT min(branch) FROM journal WHERE branch > known.branch) FROM known
                       WHERE known.branch IS NOT NULL)
                   SELECT branch FROM known WHERE branch IS NOT NULL";
        Ok(query_scalar(sql).fetch_all(&self.pool).await?)
    }

    pub async fn days(&self, branch: &str) -> Result<Vec<String>, Failure> {
        let sql = "WITH RECURSIVE known (day) AS (
                       SELECT min(day) FROM journal WHERE branch = $1
                       UNION ALL
                       SELECT (SELECT min(day) FROM journal WHERE branch = $1 AND day > known.day) FROM known
                       WHERE known.day IS NOT NULL)
                   SELECT day FROM known WHERE day IS NOT NULL";
        Ok(query_scalar(sql).bind(branch).fetch_all(&self.pool).await?)
    }

    pub async fn visits(&self, branch: &str, day: &str) -> Result<Vec<(String, u32)>, Failure> {
        let sql = "SELECT token, ticket FROM visit WHERE branch = $1 AND day = $2 ORDER BY ticket, token";
        let rows = query(sql).bind(branch).bind(day).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, number(row.try_get::<i64, _>(1)?)?))).collect()
    }

    pub async fn stray_visits(&self) -> Result<Vec<(String, String)>, Failure> {
        let sql = "SELECT DISTINCT branch, day FROM visit WHERE NOT EXISTS
                       (SELECT 1 FROM journal WHERE journal.branch = visit.branch AND journal.day = visit.day)
                   ORDER BY branch, day";
        let rows = query(sql).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    pub async fn repeated_keys(&self, branch: &str) -> Result<Vec<String>, Failure> {
        let sql = "SELECT request_key FROM journal WHERE branch = $1 GROUP BY request_key HAVING count(*) > 1";
        Ok(query_scalar(sql).bind(branch).fetch_all(&self.pool).await?)
    }

    pub async fn integrity(&self) -> Result<Vec<String>, Failure> {
        let sql = "SELECT 'the index ' || indexrelid::regclass || ' is not valid: rebuild it with REINDEX'
                   FROM pg_index WHERE NOT indisvalid AND indrelid = 'journal'::regclass
                   UNION ALL
                   SELECT wanted || ' is not kept unique in the journal' FROM (VALUES ('PRIMARY KEY (branch, day, seq)'),
                       ('UNIQUE (branch, request_key)')) AS wanted (wanted)
                   WHERE wanted NOT IN
                       (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'journal'::regclass)
                   UNION ALL
                   SELECT 'PostgreSQL has found ' || checksum_failures || ' pages with a wrong checksum'
                   FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0";
        Ok(query_scalar(sql).fetch_all(&self.pool).await?)
    }
}
