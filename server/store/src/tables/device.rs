//! The kiosks, displays and tablets of the branches, and those that ask to be enrolled. Only a hash of a device's key is stored.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, Column, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// What a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceRole {
    /// Gives out tickets.
    Kiosk,
    /// Shows the calls in the lobby.
    Display,
    /// Colleagues sign in on it, one after the other.
    Tablet,
}

impl DeviceRole {
    pub const ALL: [Self; 3] = [Self::Kiosk, Self::Display, Self::Tablet];

    /// Returns the role as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Display => "display",
            Self::Tablet => "tablet",
        }
    }

    /// Returns the role that is stored as this text.
    pub fn parse(role: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == role)
    }
}

impl Column for DeviceRole {
    type Stored = String;

    fn from_stored(role: String) -> Result<Self, Failure> {
        Self::parse(&role).ok_or_else(|| Failure::Other(format!("there is no device of the role {role}")))
    }
}

/// A device that was enrolled and not revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: u32,
    pub branch: BranchId,
    pub role: DeviceRole,
    pub name: String,
    /// When it was heard of last.
    pub seen: Timestamp,
    pub address: String,
    /// The release of the page that runs on it.
    pub version: String,
    /// It shows its name until then.
    pub shows_until: Timestamp,
}

impl FromRow for Device {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            role: row.get("role")?,
            name: row.get("name")?,
            seen: row.get("seen_ms")?,
            address: row.get("address")?,
            version: row.get("version")?,
            shows_until: row.get("show_ms")?,
        })
    }
}

/// A device that is to be enrolled.
#[derive(Debug, Clone, Copy)]
pub struct NewDevice<'a> {
    pub branch: &'a BranchId,
    pub role: DeviceRole,
    pub name: &'a str,
    pub by: CsrId,
}

/// A device that asks to be enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    pub letters: String,
    pub key_hash: String,
    pub expires: Timestamp,
    pub address: String,
}

impl FromRow for Enrolment {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            letters: row.get("letters")?,
            key_hash: row.get("key_hash")?,
            expires: row.get("expires_ms")?,
            address: row.get("address")?,
        })
    }
}

/// Keeps an enrolment, and forgets those that have expired by `now`. Returns false where the letters are taken.
pub async fn ask(transaction: &mut Transaction<'_>, asked: &Enrolment, now: Timestamp) -> Result<bool, Failure> {
    transaction.execute(sql("DELETE FROM enrolment WHERE expires_ms <= $1").bind(now)).await?;
    let Enrolment { letters, key_hash, expires, address } = asked;
    let insert = sql("INSERT INTO enrolment (letters, key_hash, expires_ms, address) VALUES ($1, $2, $3, $4)
                      ON CONFLICT DO NOTHING");
    let insert = insert.bind(letters).bind(key_hash).bind(*expires).bind(address);
    Ok(transaction.execute(insert).await? > 0)
}

/// Returns the enrolment that has this key and has not expired.
pub async fn asked(on: impl Run, key_hash: &str, now: Timestamp) -> Result<Option<Enrolment>, Failure> {
    let asked =
        sql("SELECT letters, key_hash, expires_ms, address FROM enrolment WHERE key_hash = $1 AND expires_ms > $2");
    on.fetch_optional(asked.bind(key_hash).bind(now)).await
}

/// Enrols the device that shows these letters, and returns its number; `None` where none does.
pub async fn enrol(
    transaction: &mut Transaction<'_>,
    letters: &str,
    device: NewDevice<'_>,
    now: Timestamp,
) -> Result<Option<u32>, Failure> {
    let found =
        sql("SELECT letters, key_hash, expires_ms, address FROM enrolment WHERE letters = $1 AND expires_ms > $2");
    let Some(found): Option<Enrolment> = transaction.fetch_optional(found.bind(letters).bind(now)).await? else {
        return Ok(None);
    };
    let taken = transaction.execute(sql("DELETE FROM enrolment WHERE letters = $1").bind(letters)).await?;
    if taken == 0 {
        return Ok(None);
    }
    let NewDevice { branch, role, name, by } = device;
    let insert =
        sql("INSERT INTO device (branch, role, name, key_hash, enrolled_ms, enrolled_by, seen_ms, address, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $5, $7, '') RETURNING id");
    let insert = insert.bind(branch).bind(role.as_str()).bind(name).bind(&found.key_hash).bind(now).bind(by);
    transaction.fetch_one(insert.bind(&found.address)).await.map(|(id,)| Some(id))
}

/// Returns the device that has this key.
pub async fn by_key(on: impl Run, key_hash: &str) -> Result<Option<Device>, Failure> {
    let device = sql("SELECT id, branch, role, name, seen_ms, address, version, show_ms FROM device
                      WHERE key_hash = $1 AND revoked_ms IS NULL");
    on.fetch_optional(device.bind(key_hash)).await
}

/// Returns the devices of a branch.
pub async fn of_branch(on: impl Run, branch: &BranchId) -> Result<Vec<Device>, Failure> {
    let devices = sql("SELECT id, branch, role, name, seen_ms, address, version, show_ms FROM device
                       WHERE branch = $1 AND revoked_ms IS NULL ORDER BY id");
    on.fetch_all(devices.bind(branch)).await
}

/// Returns the kiosks and displays of all branches that were heard of after `after` and not since `silent_since`.
pub async fn silent(on: impl Run, after: Timestamp, silent_since: Timestamp) -> Result<Vec<Device>, Failure> {
    let devices = sql("SELECT id, branch, role, name, seen_ms, address, version, show_ms FROM device
                       WHERE seen_ms > $1 AND seen_ms < $2 AND role <> 'tablet' AND revoked_ms IS NULL ORDER BY id");
    on.fetch_all(devices.bind(after).bind(silent_since)).await
}

/// Notes that a device was heard of.
pub async fn seen(on: impl Run, id: u32, now: Timestamp, address: &str, version: &str) -> Result<(), Failure> {
    let seen = sql("UPDATE device SET seen_ms = $2, address = $3, version = $4 WHERE id = $1 AND seen_ms < $2");
    on.execute(seen.bind(id).bind(now).bind(address).bind(version)).await.map(drop)
}

/// Gives a device of a branch another name. Returns false where the branch has no such device.
pub async fn rename(on: impl Run, branch: &BranchId, id: u32, name: &str) -> Result<bool, Failure> {
    let rename = sql("UPDATE device SET name = $3 WHERE id = $2 AND branch = $1 AND revoked_ms IS NULL");
    Ok(on.execute(rename.bind(branch).bind(id).bind(name)).await? > 0)
}

/// Has a device of a branch show its name until a moment. Returns false where the branch has no such device.
pub async fn show(on: impl Run, branch: &BranchId, id: u32, until: Timestamp) -> Result<bool, Failure> {
    let show = sql("UPDATE device SET show_ms = $3 WHERE id = $2 AND branch = $1 AND revoked_ms IS NULL");
    Ok(on.execute(show.bind(branch).bind(id).bind(until)).await? > 0)
}

/// Revokes a device of a branch. Returns false where the branch has no such device.
pub async fn revoke(on: impl Run, branch: &BranchId, id: u32, now: Timestamp) -> Result<bool, Failure> {
    let revoke = sql("UPDATE device SET revoked_ms = $3 WHERE id = $2 AND branch = $1 AND revoked_ms IS NULL");
    Ok(on.execute(revoke.bind(branch).bind(id).bind(now)).await? > 0)
}

/// Returns the last moment at which a device was revoked, by whichever server.
pub async fn last_revocation(on: impl Run) -> Result<Option<Timestamp>, Failure> {
    let last = sql("SELECT max(revoked_ms) FROM device");
    on.fetch_one::<(Option<Timestamp>,)>(last).await.map(|(last,)| last)
}
