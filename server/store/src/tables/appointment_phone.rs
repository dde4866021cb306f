//! Phones that asked to be told of an appointment: one at a time, so that nothing is told twice. It is erased with who booked.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{AppointmentId, Day};

/// The phone of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentPhone {
    pub appointment: AppointmentId,
    pub branch: BranchId,
    /// Where the browser's push service takes messages for it.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The secret by which the browser knows a sender, base64url.
    pub auth: String,
    /// The day on which this is erased.
    pub erase_on: Day,
}

impl FromRow for AppointmentPhone {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            appointment: row.get("appointment")?,
            branch: row.get("branch")?,
            endpoint: row.get("endpoint")?,
            p256dh: row.get("p256dh")?,
            auth: row.get("auth")?,
            erase_on: row.get("erase_on")?,
        })
    }
}

/// Keeps the phone of an appointment, in place of the one that it had.
pub async fn put(on: impl Run, phone: &AppointmentPhone) -> Result<(), Failure> {
    let AppointmentPhone { appointment, branch, endpoint, p256dh, auth, erase_on } = phone;
    let put = sql("INSERT INTO appointment_phone (appointment, branch, endpoint, p256dh, auth, erase_on)
                   VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT (appointment) DO UPDATE SET endpoint = excluded.endpoint, p256dh = excluded.p256dh,
                       auth = excluded.auth, erase_on = excluded.erase_on");
    let put = put.bind(appointment).bind(branch).bind(endpoint).bind(p256dh).bind(auth).bind(erase_on);
    on.execute(put).await.map(drop)
}

/// Returns the phone of an appointment.
pub async fn of(on: impl Run, appointment: &AppointmentId) -> Result<Option<AppointmentPhone>, Failure> {
    let phone = sql("SELECT appointment, branch, endpoint, p256dh, auth, erase_on FROM appointment_phone
                     WHERE appointment = $1");
    on.fetch_optional(phone.bind(appointment)).await
}

/// Puts off the day on which it is erased.
pub async fn erase_on(on: impl Run, appointment: &AppointmentId, day: &Day) -> Result<(), Failure> {
    let update = sql("UPDATE appointment_phone SET erase_on = $2 WHERE appointment = $1");
    on.execute(update.bind(appointment).bind(day)).await.map(drop)
}

/// Forgets the phone of an appointment, where it has one.
pub async fn forget(on: impl Run, appointment: &AppointmentId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM appointment_phone WHERE appointment = $1").bind(appointment)).await.map(drop)
}

/// Forgets a phone that takes no more messages, unless another one has taken its place meanwhile.
pub async fn forget_browser(on: impl Run, appointment: &AppointmentId, endpoint: &str) -> Result<(), Failure> {
    let forget = sql("DELETE FROM appointment_phone WHERE appointment = $1 AND endpoint = $2");
    on.execute(forget.bind(appointment).bind(endpoint)).await.map(drop)
}
