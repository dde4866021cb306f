//! Codes of the minute that visitors typed, counted by ticket, so that nobody finds one by trying.

#[cfg(test)]
mod contract;

use crate::BranchId;
use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::{Day, TicketId, Timestamp};

/// The ticket for which a code is typed.
#[derive(Debug, Clone, Copy)]
pub struct OfTicket<'a> {
    pub branch: &'a BranchId,
    pub day: &'a Day,
    pub ticket: TicketId,
}

/// Counts a try, before its code is looked at, so that tries at the same time are counted each. The one that is the last of
/// `most` locks the ticket until `until`. Returns how many there were since then; none where the ticket is locked.
pub async fn begin(
    on: impl Run,
    of: OfTicket<'_>,
    most: u32,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<u32>, Failure> {
    let count = sql("INSERT INTO arrival_try (branch, day, ticket, tries, locked_until_ms, last_ms)
                     VALUES ($1, $2, $3, 1, NULL, $4)
                     ON CONFLICT (branch, day, ticket) DO UPDATE SET
                         tries = CASE WHEN arrival_try.locked_until_ms IS NULL THEN arrival_try.tries + 1 ELSE 1 END,
                         locked_until_ms = CASE WHEN arrival_try.locked_until_ms IS NULL AND arrival_try.tries + 1 >= $5
                             THEN $6 ELSE NULL END,
                         last_ms = excluded.last_ms
                     WHERE arrival_try.locked_until_ms IS NULL OR arrival_try.locked_until_ms <= excluded.last_ms
                     RETURNING tries");
    let count = count.bind(of.branch).bind(of.day).bind(of.ticket).bind(now).bind(most).bind(until);
    Ok(on.fetch_optional(count).await?.map(|(tries,)| tries))
}

/// Forgets the tries of a ticket, whose code was right.
pub async fn forget(on: impl Run, of: OfTicket<'_>) -> Result<(), Failure> {
    let delete = sql("DELETE FROM arrival_try WHERE branch = $1 AND day = $2 AND ticket = $3");
    on.execute(delete.bind(of.branch).bind(of.day).bind(of.ticket)).await.map(drop)
}

/// Forgets the tries before a time.
pub async fn forget_before(on: impl Run, before: Timestamp) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM arrival_try WHERE last_ms < $1").bind(before)).await
}
