//! Browsers that asked to be told when a ticket is called. A subscription ends with the ticket's day at the latest.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{Day, Token};

/// A browser that asked to be told when a ticket is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushSubscription {
    /// The token of the visitor's link.
    pub token: Token,
    /// Where the browser's push service takes messages for it.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The secret by which the browser knows a sender, base64url.
    pub auth: String,
    pub branch: BranchId,
    pub day: Day,
}

impl FromRow for PushSubscription {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            token: row.get("token")?,
            endpoint: row.get("endpoint")?,
            p256dh: row.get("p256dh")?,
            auth: row.get("auth")?,
            branch: row.get("branch")?,
            day: row.get("day")?,
        })
    }
}

/// Keeps a subscription, or its new keys. Returns false where the ticket has `most` others.
pub async fn put(on: impl Run, subscription: &PushSubscription, most: u32) -> Result<bool, Failure> {
    let PushSubscription { token, endpoint, p256dh, auth, branch, day } = subscription;
    let insert = sql("INSERT INTO push_subscription (token, endpoint, p256dh, auth, branch, day)
                      SELECT $1, $2, $3, $4, $5, $6
                      WHERE (SELECT count(*) FROM push_subscription WHERE token = $1 AND endpoint <> $2) < $7
                      ON CONFLICT (token, endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth");
    let insert = insert.bind(token).bind(endpoint).bind(p256dh).bind(auth).bind(branch).bind(day).bind(most);
    Ok(on.execute(insert).await? > 0)
}

/// Returns the subscriptions of a ticket, by its token.
pub async fn of_ticket(on: impl Run, token: &Token) -> Result<Vec<PushSubscription>, Failure> {
    let subscriptions = sql("SELECT token, endpoint, p256dh, auth, branch, day FROM push_subscription WHERE token = $1
                             ORDER BY endpoint");
    on.fetch_all(subscriptions.bind(token)).await
}

/// Forgets a subscription, where there is one.
pub async fn forget(on: impl Run, token: &Token, endpoint: &str) -> Result<(), Failure> {
    let forget = sql("DELETE FROM push_subscription WHERE token = $1 AND endpoint = $2");
    on.execute(forget.bind(token).bind(endpoint)).await.map(drop)
}

/// Forgets a browser: its subscriptions to the tickets of that branch and day, a family's for instance.
pub async fn forget_browser(on: impl Run, branch: &BranchId, day: &Day, endpoint: &str) -> Result<(), Failure> {
    let forget = sql("DELETE FROM push_subscription WHERE branch = $1 AND day = $2 AND endpoint = $3");
    on.execute(forget.bind(branch).bind(day).bind(endpoint)).await.map(drop)
}

/// Returns whether a browser is told of a ticket.
pub async fn is_kept(on: impl Run, token: &Token, endpoint: &str) -> Result<bool, Failure> {
    let kept = sql("SELECT count(*) FROM push_subscription WHERE token = $1 AND endpoint = $2");
    on.fetch_one::<(i64,)>(kept.bind(token).bind(endpoint)).await.map(|(kept,)| kept > 0)
}

/// Forgets the subscriptions of a branch's days up to `day`, which is over.
pub async fn forget_until(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    let forget = sql("DELETE FROM push_subscription WHERE branch = $1 AND day <= $2");
    on.execute(forget.bind(branch).bind(day)).await.map(drop)
}
