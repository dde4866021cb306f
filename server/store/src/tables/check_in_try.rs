//! Codes of the minute that visitors with an appointment typed, counted by appointment, so that nobody finds one by trying.

#[cfg(test)]
mod contract;

use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::{AppointmentId, Timestamp};

/// Counts a try, before its code is looked at, so that tries at the same time are counted each. The one that is the last of
/// `most` locks the appointment until `until`. Returns how many there were since then; none where the appointment is locked.
pub async fn begin(
    on: impl Run,
    of: &AppointmentId,
    most: u32,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<u32>, Failure> {
    let count = sql("INSERT INTO check_in_try (appointment, tries, locked_until_ms, last_ms) VALUES ($1, 1, NULL, $2)
                     ON CONFLICT (appointment) DO UPDATE SET
                         tries = CASE WHEN check_in_try.locked_until_ms IS NULL THEN check_in_try.tries + 1 ELSE 1 END,
                         locked_until_ms = CASE WHEN check_in_try.locked_until_ms IS NULL AND check_in_try.tries + 1 >= $3
                             THEN $4 ELSE NULL END,
                         last_ms = excluded.last_ms
                     WHERE check_in_try.locked_until_ms IS NULL OR check_in_try.locked_until_ms <= excluded.last_ms
                     RETURNING tries");
    let count = count.bind(of).bind(now).bind(most).bind(until);
    Ok(on.fetch_optional(count).await?.map(|(tries,)| tries))
}

/// Forgets the tries of an appointment, whose code was right.
pub async fn forget(on: impl Run, of: &AppointmentId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM check_in_try WHERE appointment = $1").bind(of)).await.map(drop)
}

/// Forgets the tries before a time.
pub async fn forget_before(on: impl Run, before: Timestamp) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM check_in_try WHERE last_ms < $1").bind(before)).await
}
