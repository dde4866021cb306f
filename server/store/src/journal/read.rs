//! Reads of the journal, written once for both engines.

use super::row::{Row, columns};
use crate::branch_id::BranchId;
use crate::database::{Run, sql};
use crate::failure::Failure;
use crate::request_key::RequestKey;
use queue::Day;

pub async fn day(on: impl Run, branch: &BranchId, day: &Day, from_seq: u64) -> Result<Vec<Row>, Failure> {
    let rows =
        concat!("SELECT ", columns!(), " FROM journal WHERE branch = $1 AND day = $2 AND seq >= $3 ORDER BY seq");
    let from_seq = i64::try_from(from_seq).unwrap_or(i64::MAX);
    on.fetch_all(sql(rows).bind(branch).bind(day).bind(from_seq)).await
}

pub async fn by_key(on: impl Run, branch: &BranchId, key: &RequestKey) -> Result<Option<Row>, Failure> {
    let row = concat!("SELECT ", columns!(), " FROM journal WHERE branch = $1 AND request_key = $2");
    on.fetch_optional(sql(row).bind(branch).bind(key)).await
}

pub async fn last_day(on: impl Run, branch: &BranchId) -> Result<Option<Day>, Failure> {
    let last = sql("SELECT max(day) FROM journal WHERE branch = $1").bind(branch);
    on.fetch_one::<(Option<Day>,)>(last).await.map(|(day,)| day)
}

pub async fn last_day_before(on: impl Run, branch: &BranchId, day: &Day) -> Result<Option<Day>, Failure> {
    let last = sql("SELECT max(day) FROM journal WHERE branch = $1 AND day < $2").bind(branch).bind(day);
    on.fetch_one::<(Option<Day>,)>(last).await.map(|(day,)| day)
}

pub async fn branches(on: impl Run) -> Result<Vec<BranchId>, Failure> {
    // A loose index scan: it finds each branch by one look into the index, and does not read the rows between.
    let branches = sql("WITH RECURSIVE known (branch) AS (
                            SELECT min(branch) FROM journal
                            UNION ALL
                            SELECT (SELECT min(branch) FROM journal WHERE branch > known.branch) FROM known
                            WHERE known.branch IS NOT NULL)
                        SELECT branch FROM known WHERE branch IS NOT NULL");
    Ok(on.fetch_all(branches).await?.into_iter().map(|(branch,)| branch).collect())
}

pub async fn days(on: impl Run, branch: &BranchId) -> Result<Vec<Day>, Failure> {
    // A loose index scan, as above.
    let days = sql("WITH RECURSIVE known (day) AS (
                        SELECT min(day) FROM journal WHERE branch = $1
                        UNION ALL
                        SELECT (SELECT min(day) FROM journal WHERE branch = $1 AND day > known.day) FROM known
                        WHERE known.day IS NOT NULL)
                    SELECT day FROM known WHERE day IS NOT NULL");
    Ok(on.fetch_all(days.bind(branch)).await?.into_iter().map(|(day,)| day).collect())
}

pub async fn repeated_keys(on: impl Run, branch: &BranchId) -> Result<Vec<RequestKey>, Failure> {
    let keys = sql("SELECT request_key FROM journal WHERE branch = $1 GROUP BY request_key HAVING count(*) > 1");
    Ok(on.fetch_all(keys.bind(branch)).await?.into_iter().map(|(key,)| key).collect())
}
