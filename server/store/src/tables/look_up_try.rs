//! Wrong PINs of requests, by the place that they came from, so that nobody tries the PINs of many requests. A row names an address,
//! and is forgotten soon after it counts no more.

#[cfg(test)]
mod contract;

use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::Timestamp;

/// Counts a try, before its PIN is looked at, so that tries at the same time are counted each. Returns its row.
pub async fn begin(on: impl Run, place: &str, now: Timestamp) -> Result<i64, Failure> {
    let insert = sql("INSERT INTO look_up_try (place, at_ms) VALUES ($1, $2) RETURNING id");
    on.fetch_one(insert.bind(place).bind(now)).await.map(|(id,)| id)
}

/// Returns how many tries of a place there were after `since`, and the first of them.
pub async fn after(on: impl Run, place: &str, since: Timestamp) -> Result<(u32, Option<Timestamp>), Failure> {
    let select =
        sql("SELECT COUNT(*) AS tries, MIN(at_ms) AS first_ms FROM look_up_try WHERE place = $1 AND at_ms > $2");
    on.fetch_one(select.bind(place).bind(since)).await
}

/// Forgets a try, whose PIN was right or was not looked at.
pub async fn forget(on: impl Run, id: i64) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM look_up_try WHERE id = $1").bind(id)).await.map(drop)
}

/// Forgets the tries before a time.
pub async fn forget_before(on: impl Run, before: Timestamp) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM look_up_try WHERE at_ms < $1").bind(before)).await
}
