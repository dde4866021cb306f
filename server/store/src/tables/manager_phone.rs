//! Phones and browsers of managers that asked to be told of what is wrong in a branch: one for each branch that a browser is told of.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A manager's phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagerPhone {
    pub id: String,
    pub branch: BranchId,
    pub staff: CsrId,
    /// Where the browser's push service takes messages for it.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The secret by which the browser knows a sender, base64url.
    pub auth: String,
    /// The language in which it is told, by its code.
    pub language: String,
    pub since: Timestamp,
}

impl FromRow for ManagerPhone {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            staff: row.get("staff")?,
            endpoint: row.get("endpoint")?,
            p256dh: row.get("p256dh")?,
            auth: row.get("auth")?,
            language: row.get("language")?,
            since: row.get("since_ms")?,
        })
    }
}

/// Keeps a phone. One that is told of the branch already keeps its id, and is from now on this person's, by these keys. Returns false
/// where the branch has `most` others.
pub async fn put(on: impl Run, phone: &ManagerPhone, most: u32) -> Result<bool, Failure> {
    let ManagerPhone { id, branch, staff, endpoint, p256dh, auth, language, since } = phone;
    let put = sql("INSERT INTO manager_phone (id, branch, staff, endpoint, p256dh, auth, language, since_ms)
                   SELECT $1, $2, $3, $4, $5, $6, $7, $8
                   WHERE (SELECT count(*) FROM manager_phone WHERE branch = $2 AND endpoint <> $4) < $9
                   ON CONFLICT (branch, endpoint) DO UPDATE
                   SET staff = excluded.staff, p256dh = excluded.p256dh, auth = excluded.auth,
                       language = excluded.language, since_ms = excluded.since_ms");
    let put = put.bind(id).bind(branch).bind(*staff).bind(endpoint).bind(p256dh).bind(auth).bind(language);
    Ok(on.execute(put.bind(*since).bind(most)).await? > 0)
}

/// Returns the phones of a branch, the first that asked first.
pub async fn of_branch(on: impl Run, branch: &BranchId) -> Result<Vec<ManagerPhone>, Failure> {
    let phones = sql("SELECT id, branch, staff, endpoint, p256dh, auth, language, since_ms FROM manager_phone
                      WHERE branch = $1 ORDER BY since_ms, id");
    on.fetch_all(phones.bind(branch)).await
}

/// Returns the phone with this id.
pub async fn by_id(on: impl Run, id: &str) -> Result<Option<ManagerPhone>, Failure> {
    let phone =
        sql("SELECT id, branch, staff, endpoint, p256dh, auth, language, since_ms FROM manager_phone WHERE id = $1");
    on.fetch_optional(phone.bind(id)).await
}

/// Forgets a phone of a branch. Returns false where there was none.
pub async fn forget(on: impl Run, branch: &BranchId, id: &str) -> Result<bool, Failure> {
    let forget = sql("DELETE FROM manager_phone WHERE branch = $1 AND id = $2");
    Ok(on.execute(forget.bind(branch).bind(id)).await? > 0)
}

/// Forgets a browser that takes no more messages, in every branch of which it is told.
pub async fn forget_browser(on: impl Run, endpoint: &str) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM manager_phone WHERE endpoint = $1").bind(endpoint)).await.map(drop)
}
