//! The outbox: messages that are to be sent, each once. A message is written with the change that it tells of, in one transaction. A
//! worker claims it by a conditional update, so that of many servers one sends it.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Timestamp;

/// Which message it is: a record at one version, what is told of it, and the way it goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageKey {
    pub record: String,
    pub version: u32,
    pub kind: String,
    pub channel: String,
}

/// A message that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    pub key: MessageKey,
    pub branch: BranchId,
    /// When it is to be sent.
    pub due: Timestamp,
    /// The last moment at which it is of use.
    pub last: Timestamp,
    /// How often it was tried.
    pub tries: u32,
}

impl FromRow for OutboxMessage {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            key: MessageKey {
                record: row.get("record")?,
                version: row.get("version")?,
                kind: row.get("kind")?,
                channel: row.get("channel")?,
            },
            branch: row.get("branch")?,
            due: row.get("due_ms")?,
            last: row.get("last_ms")?,
            tries: row.get("tries")?,
        })
    }
}

/// The end of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageEnd {
    Sent,
    /// The other side does not take it, now or later.
    Refused,
    /// It no longer fits what it tells of, or comes too late.
    Dropped,
}

impl MessageEnd {
    fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }
}

/// Puts a message into the outbox, unless it is there.
pub async fn put(on: impl Run, message: &OutboxMessage, at: Timestamp) -> Result<(), Failure> {
    let OutboxMessage { key, branch, due, last, tries } = message;
    let put =
        sql("INSERT INTO message (record, version, kind, channel, branch, due_ms, last_ms, state, tries, changed_ms)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9) ON CONFLICT DO NOTHING");
    let put = put.bind(&key.record).bind(key.version).bind(&key.kind).bind(&key.channel).bind(branch);
    on.execute(put.bind(*due).bind(*last).bind(*tries).bind(at)).await.map(drop)
}

/// Drops what waits to be told of a record: it has changed.
pub async fn drop_waiting(on: impl Run, record: &str, at: Timestamp) -> Result<(), Failure> {
    let drop_them =
        sql("UPDATE message SET state = 'dropped', changed_ms = $2 WHERE record = $1 AND state = 'waiting'");
    on.execute(drop_them.bind(record).bind(at)).await.map(drop)
}

/// Returns the messages of a channel that are due, at most so many, the oldest first.
pub async fn due(on: impl Run, channel: &str, now: Timestamp, most: u32) -> Result<Vec<OutboxMessage>, Failure> {
    let due = sql("SELECT record, version, kind, channel, branch, due_ms, last_ms, tries FROM message
                   WHERE state = 'waiting' AND channel = $1 AND due_ms <= $2 ORDER BY due_ms LIMIT $3");
    on.fetch_all(due.bind(channel).bind(now).bind(most)).await
}

/// Claims a message for this worker. Returns false where another has it, or it waits no more.
pub async fn claim(on: impl Run, message: &OutboxMessage, at: Timestamp) -> Result<bool, Failure> {
    let key = &message.key;
    let claim = sql("UPDATE message SET state = 'sending', tries = tries + 1, changed_ms = $6
                     WHERE record = $1 AND version = $2 AND kind = $3 AND channel = $4 AND state = 'waiting' AND tries = $5");
    let claim = claim.bind(&key.record).bind(key.version).bind(&key.kind).bind(&key.channel).bind(message.tries);
    Ok(on.execute(claim.bind(at)).await? > 0)
}

/// Notes the end of a message that this worker has claimed.
pub async fn end(on: impl Run, key: &MessageKey, end: MessageEnd, at: Timestamp) -> Result<(), Failure> {
    let update = sql("UPDATE message SET state = $5, changed_ms = $6
                      WHERE record = $1 AND version = $2 AND kind = $3 AND channel = $4 AND state = 'sending'");
    let update = update.bind(&key.record).bind(key.version).bind(&key.kind).bind(&key.channel);
    on.execute(update.bind(end.as_str()).bind(at)).await.map(drop)
}

/// Lets a message that this worker has claimed wait until it is tried again.
pub async fn put_off(on: impl Run, key: &MessageKey, until: Timestamp, at: Timestamp) -> Result<(), Failure> {
    let update = sql("UPDATE message SET state = 'waiting', due_ms = $5, changed_ms = $6
                      WHERE record = $1 AND version = $2 AND kind = $3 AND channel = $4 AND state = 'sending'");
    let update = update.bind(&key.record).bind(key.version).bind(&key.kind).bind(&key.channel);
    on.execute(update.bind(until).bind(at)).await.map(drop)
}

/// Gives up what a worker claimed before a moment and never ended: it may have been sent, so it is not sent again. Returns how many
/// there were.
pub async fn give_up(on: impl Run, before: Timestamp, at: Timestamp) -> Result<u64, Failure> {
    let update =
        sql("UPDATE message SET state = 'in_doubt', changed_ms = $2 WHERE state = 'sending' AND changed_ms < $1");
    on.execute(update.bind(before).bind(at)).await
}

/// How many messages of each state the outbox has.
pub async fn states(on: impl Run) -> Result<Vec<(String, i64)>, Failure> {
    on.fetch_all(sql("SELECT state, count(*) FROM message GROUP BY state ORDER BY state")).await
}
