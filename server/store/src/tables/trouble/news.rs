//! News of troubles that are to be sent. A server claims one by a conditional update. What was being sent when a server was killed is sent
//! again by the same id, because its reader may or may not have it.

use super::TroubleKey;
use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Timestamp;

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// By the id of the set-up.
    pub id: String,
    /// The manager's phone, by its id; empty where it is a program or a mailbox.
    pub phone: String,
}

/// News for one program, mailbox or phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The same for every try.
    pub id: String,
    pub of: TroubleKey,
    pub since: Timestamp,
    pub value: u32,
    /// `opened`, `over`, `test` or `case`.
    pub kind: String,
    /// Who is told, by the id of the set-up.
    pub recipient: String,
    /// The manager's phone that is told, by its id; empty where it is a program or a mailbox.
    pub phone: String,
    /// `waiting`, `sending`, `sent`, `dead` or `called_off`.
    pub state: String,
    pub due: Timestamp,
    pub tries: u32,
    pub changed: Timestamp,
    /// What went wrong at the last try.
    pub fault: String,
}

impl FromRow for News {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            of: TroubleKey::from_row(row)?,
            since: row.get("since_ms")?,
            value: row.get("value")?,
            kind: row.get("kind")?,
            recipient: row.get("recipient")?,
            phone: row.get("phone")?,
            state: row.get("state")?,
            due: row.get("due_ms")?,
            tries: row.get("tries")?,
            changed: row.get("changed_ms")?,
            fault: row.get("fault")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, rule, place, since_ms, value, kind, recipient, phone, state, due_ms, tries, changed_ms, fault"
    };
}

/// Puts news that wait.
pub async fn put(on: impl Run, news: &News) -> Result<(), Failure> {
    let put = sql(concat!(
        "INSERT INTO trouble_news (",
        columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    ));
    let News { id, of, since, value, kind, recipient, phone, state, due, tries, changed, fault } = news;
    let put = put.bind(id).bind(&of.branch).bind(&of.rule).bind(&of.place).bind(*since).bind(*value).bind(kind);
    let put = put.bind(recipient).bind(phone).bind(state).bind(*due).bind(*tries).bind(*changed).bind(fault);
    on.execute(put).await.map(drop)
}

/// Calls off what was to be told of a trouble that is over. What is being sent at this moment may arrive.
pub async fn call_off(on: impl Run, of: &TroubleKey, at: Timestamp) -> Result<(), Failure> {
    let call_off = sql("UPDATE trouble_news SET state = 'called_off', changed_ms = $4
                        WHERE branch = $1 AND rule = $2 AND place = $3 AND kind = 'opened'
                          AND state IN ('waiting', 'sending')");
    on.execute(call_off.bind(&of.branch).bind(&of.rule).bind(&of.place).bind(at)).await.map(drop)
}

/// Returns who was told that a trouble was opened.
pub async fn recipients_told(on: impl Run, of: &TroubleKey, since: Timestamp) -> Result<Vec<Recipient>, Failure> {
    let told = sql("SELECT DISTINCT recipient, phone FROM trouble_news
                    WHERE branch = $1 AND rule = $2 AND place = $3 AND since_ms = $4 AND kind = 'opened'
                      AND state = 'sent' ORDER BY recipient, phone");
    let told = told.bind(&of.branch).bind(&of.rule).bind(&of.place).bind(since);
    let told = on.fetch_all::<(String, String)>(told).await?;
    Ok(told.into_iter().map(|(id, phone)| Recipient { id, phone }).collect())
}

/// Returns the news that are due, the oldest first.
pub async fn due(on: impl Run, now: Timestamp, most: u32) -> Result<Vec<News>, Failure> {
    let due = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM trouble_news WHERE state = 'waiting' AND due_ms <= $1 ORDER BY due_ms, id LIMIT $2"
    ));
    on.fetch_all(due.bind(now).bind(most)).await
}

/// Claims news for this server. Returns false where another has them, or they were called off.
pub async fn claim(on: impl Run, news: &News, at: Timestamp) -> Result<bool, Failure> {
    let claim = sql("UPDATE trouble_news SET state = 'sending', tries = tries + 1, changed_ms = $3
                     WHERE id = $1 AND tries = $2 AND state = 'waiting'");
    Ok(on.execute(claim.bind(&news.id).bind(news.tries).bind(at)).await? > 0)
}

/// Notes that claimed news were taken. Returns false where they were called off meanwhile.
pub async fn end(on: impl Run, id: &str, at: Timestamp) -> Result<bool, Failure> {
    let end =
        sql("UPDATE trouble_news SET state = 'sent', changed_ms = $2, fault = '' WHERE id = $1 AND state = 'sending'");
    Ok(on.execute(end.bind(id).bind(at)).await? > 0)
}

/// Lets claimed news wait until they are tried again.
pub async fn put_off(on: impl Run, id: &str, until: Timestamp, fault: &str, at: Timestamp) -> Result<(), Failure> {
    let put_off = sql("UPDATE trouble_news SET state = 'waiting', due_ms = $2, fault = $3, changed_ms = $4
                       WHERE id = $1 AND state = 'sending'");
    on.execute(put_off.bind(id).bind(until).bind(fault).bind(at)).await.map(drop)
}

/// Gives claimed news up: somebody has to look.
pub async fn dead(on: impl Run, id: &str, fault: &str, at: Timestamp) -> Result<(), Failure> {
    let dead = sql("UPDATE trouble_news SET state = 'dead', fault = $2, changed_ms = $3
                    WHERE id = $1 AND state = 'sending'");
    on.execute(dead.bind(id).bind(fault).bind(at)).await.map(drop)
}

/// Lets wait again what a server claimed before a moment and never ended: it was killed. Where there is none nothing is written,
/// because writers of one file wait for each other.
pub async fn give_back(on: impl Run + Copy, before: Timestamp, at: Timestamp) -> Result<u64, Failure> {
    let left = sql("SELECT COUNT(*) FROM trouble_news WHERE state = 'sending' AND changed_ms < $1");
    let left: u64 = on.fetch_one(left.bind(before)).await.map(|(count,)| count)?;
    if left == 0 {
        return Ok(0);
    }
    let give_back = sql("UPDATE trouble_news SET state = 'waiting', due_ms = $2, changed_ms = $2
                         WHERE state = 'sending' AND changed_ms < $1");
    on.execute(give_back.bind(before).bind(at)).await
}

/// Tries a branch's dead news again. Returns false where they are not dead, or their trouble is over.
pub async fn again(on: impl Run, branch: &BranchId, id: &str, at: Timestamp) -> Result<bool, Failure> {
    let again = sql("UPDATE trouble_news SET state = 'waiting', tries = 0, due_ms = $3, changed_ms = $3
                     WHERE id = $2 AND branch = $1 AND state = 'dead'
                       AND (kind <> 'opened'
                            OR EXISTS (SELECT 1 FROM trouble
                                       WHERE trouble.branch = $1 AND trouble.rule = trouble_news.rule
                                         AND trouble.place = trouble_news.place AND trouble.state = 'open'
                                         AND trouble.since_ms = trouble_news.since_ms))");
    Ok(on.execute(again.bind(branch).bind(id).bind(at)).await? > 0)
}

/// Returns the latest news of a branch.
pub async fn latest(on: impl Run, branch: &BranchId, most: u32) -> Result<Vec<News>, Failure> {
    let latest = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM trouble_news WHERE branch = $1 ORDER BY changed_ms DESC, id LIMIT $2"
    ));
    on.fetch_all(latest.bind(branch).bind(most)).await
}
