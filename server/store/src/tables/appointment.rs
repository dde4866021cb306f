//! The book of appointments: what is booked, the steps of each booking, and who booked it until that is erased.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{AppointmentId, CsrId, Day, Language, ServiceId, Timestamp, Token};

/// A booking as it is kept. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedAppointment {
    pub id: AppointmentId,
    pub branch: BranchId,
    pub token: Token,
    pub code: String,
    pub officer: CsrId,
    pub service: ServiceId,
    pub language: Language,
    /// Its first quarter hour.
    pub quarter: i64,
    pub quarters: u32,
    /// The promised time on the wall.
    pub wall: String,
    pub state: String,
    pub version: u32,
}

impl FromRow for BookedAppointment {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            token: row.get("token")?,
            code: row.get("code")?,
            officer: row.get("officer")?,
            service: row.get("service")?,
            language: row.get("language")?,
            quarter: row.get("quarter")?,
            quarters: row.get("quarters")?,
            wall: row.get("wall")?,
            state: row.get("state")?,
            version: row.get("version")?,
        })
    }
}

/// Who booked, and how they are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentContact {
    pub appointment: AppointmentId,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// What the bookings of one contact have in common.
    pub contact: Option<String>,
    /// The day on which this is erased.
    pub erase_on: Day,
}

impl FromRow for AppointmentContact {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            appointment: row.get("appointment")?,
            name: row.get("name")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            contact: row.get("contact")?,
            erase_on: row.get("erase_on")?,
        })
    }
}

/// A step of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentStep {
    pub version: u32,
    pub at: Timestamp,
    pub actor: String,
    pub state: String,
    pub officer: CsrId,
    pub quarter: i64,
}

impl FromRow for AppointmentStep {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            version: row.get("version")?,
            at: row.get("at_ms")?,
            actor: row.get("actor")?,
            state: row.get("state")?,
            officer: row.get("officer")?,
            quarter: row.get("quarter")?,
        })
    }
}

/// Takes a branch's book: until the transaction ends, nobody else changes it.
pub async fn take_book(transaction: &mut Transaction<'_>, branch: &BranchId) -> Result<(), Failure> {
    let take = sql("INSERT INTO book (branch, changes) VALUES ($1, 1)
                    ON CONFLICT (branch) DO UPDATE SET changes = book.changes + 1");
    transaction.execute(take.bind(branch)).await.map(drop)
}

/// Sells the quarter hours of a booking. Returns false where one of them is sold; the transaction must then be undone.
pub async fn take_slots(transaction: &mut Transaction<'_>, of: &BookedAppointment) -> Result<bool, Failure> {
    for quarter in of.quarter..of.quarter.saturating_add(of.quarters.into()) {
        let take = sql("INSERT INTO slot (branch, officer, quarter, appointment) VALUES ($1, $2, $3, $4)
                        ON CONFLICT DO NOTHING");
        let take = take.bind(&of.branch).bind(of.officer).bind(quarter).bind(&of.id);
        if transaction.execute(take).await? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives the quarter hours of a booking back.
pub async fn free_slots(on: impl Run, appointment: &AppointmentId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM slot WHERE appointment = $1").bind(appointment)).await.map(drop)
}

/// Returns the quarter hours of a branch that are sold, from one up to, not including, another; each with its officer.
pub async fn taken(on: impl Run, branch: &BranchId, from: i64, to: i64) -> Result<Vec<(CsrId, i64)>, Failure> {
    let taken = sql("SELECT officer, quarter FROM slot WHERE branch = $1 AND quarter >= $2 AND quarter < $3");
    on.fetch_all(taken.bind(branch).bind(from).bind(to)).await
}

/// Keeps a new booking. Returns false where another has its code.
pub async fn insert(on: impl Run, of: &BookedAppointment) -> Result<bool, Failure> {
    let insert = sql("INSERT INTO appointment
                          (id, branch, token, code, officer, service, language, quarter, quarters, wall, state, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING");
    let insert = insert.bind(&of.id).bind(&of.branch).bind(&of.token).bind(&of.code).bind(of.officer);
    let insert = insert.bind(&of.service).bind(&of.language).bind(of.quarter).bind(of.quarters);
    let insert = insert.bind(&of.wall).bind(&of.state).bind(of.version);
    Ok(on.execute(insert).await? > 0)
}

/// Keeps a booking as it is after a change. Returns false where it has not the version before.
pub async fn update(on: impl Run, of: &BookedAppointment) -> Result<bool, Failure> {
    let update =
        sql("UPDATE appointment SET officer = $3, quarter = $4, quarters = $5, wall = $6, state = $7, version = $2
                      WHERE id = $1 AND version = $2 - 1");
    let update = update.bind(&of.id).bind(of.version).bind(of.officer).bind(of.quarter).bind(of.quarters);
    Ok(on.execute(update.bind(&of.wall).bind(&of.state)).await? > 0)
}

/// Notes a step.
pub async fn note_step(on: impl Run, appointment: &AppointmentId, step: &AppointmentStep) -> Result<(), Failure> {
    let insert = sql("INSERT INTO appointment_step (appointment, version, at_ms, actor, state, officer, quarter)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let insert = insert.bind(appointment).bind(step.version).bind(step.at).bind(&step.actor).bind(&step.state);
    on.execute(insert.bind(step.officer).bind(step.quarter)).await.map(drop)
}

/// Returns the steps of a booking in their order.
pub async fn steps(on: impl Run, appointment: &AppointmentId) -> Result<Vec<AppointmentStep>, Failure> {
    let steps =
        sql("SELECT version, at_ms, actor, state, officer, quarter FROM appointment_step WHERE appointment = $1
                     ORDER BY version");
    on.fetch_all(steps.bind(appointment)).await
}

/// Returns the booking of a visitor's link.
pub async fn by_token(on: impl Run, token: &Token) -> Result<Option<BookedAppointment>, Failure> {
    let booked =
        sql("SELECT id, branch, token, code, officer, service, language, quarter, quarters, wall, state, version
                      FROM appointment WHERE token = $1");
    on.fetch_optional(booked.bind(token)).await
}

/// Returns the booking with this code.
pub async fn by_code(on: impl Run, code: &str) -> Result<Option<BookedAppointment>, Failure> {
    let booked =
        sql("SELECT id, branch, token, code, officer, service, language, quarter, quarters, wall, state, version
                      FROM appointment WHERE code = $1");
    on.fetch_optional(booked.bind(code)).await
}

/// Returns the booking with this id.
pub async fn by_id(on: impl Run, id: &AppointmentId) -> Result<Option<BookedAppointment>, Failure> {
    let booked =
        sql("SELECT id, branch, token, code, officer, service, language, quarter, quarters, wall, state, version
                      FROM appointment WHERE id = $1");
    on.fetch_optional(booked.bind(id)).await
}

/// Returns the bookings of a branch whose first quarter hour is from one up to, not including, another.
pub async fn between(on: impl Run, branch: &BranchId, from: i64, to: i64) -> Result<Vec<BookedAppointment>, Failure> {
    let booked = sql("SELECT id, branch, token, code, officer, service, language, quarter, quarters, wall, state, version
                      FROM appointment WHERE branch = $1 AND quarter >= $2 AND quarter < $3 ORDER BY quarter, officer, id");
    on.fetch_all(booked.bind(branch).bind(from).bind(to)).await
}

/// Keeps who booked, in place of what was kept.
pub async fn put_contact(on: impl Run, branch: &BranchId, of: &AppointmentContact) -> Result<(), Failure> {
    let put = sql("INSERT INTO appointment_private (appointment, branch, name, email, phone, contact, erase_on)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)
                   ON CONFLICT (appointment) DO UPDATE SET name = excluded.name, email = excluded.email,
                       phone = excluded.phone, contact = excluded.contact, erase_on = excluded.erase_on");
    let put = put.bind(&of.appointment).bind(branch).bind(of.name.as_deref()).bind(of.email.as_deref());
    let put = put.bind(of.phone.as_deref()).bind(of.contact.as_deref()).bind(&of.erase_on);
    on.execute(put).await.map(drop)
}

/// Puts off the day on which it is erased who booked.
pub async fn erase_contact_on(on: impl Run, appointment: &AppointmentId, day: &Day) -> Result<(), Failure> {
    let update = sql("UPDATE appointment_private SET erase_on = $2 WHERE appointment = $1");
    on.execute(update.bind(appointment).bind(day)).await.map(drop)
}

/// Returns who booked, until that is erased.
pub async fn contact(on: impl Run, appointment: &AppointmentId) -> Result<Option<AppointmentContact>, Failure> {
    let contact = sql("SELECT appointment, name, email, phone, contact, erase_on FROM appointment_private
                       WHERE appointment = $1");
    on.fetch_optional(contact.bind(appointment)).await
}

/// Returns who booked the appointments of a branch between two quarter hours.
pub async fn contacts_between(
    on: impl Run,
    branch: &BranchId,
    from: i64,
    to: i64,
) -> Result<Vec<AppointmentContact>, Failure> {
    let contacts = sql("SELECT p.appointment, p.name, p.email, p.phone, p.contact, p.erase_on FROM appointment a
                        JOIN appointment_private p ON p.appointment = a.id
                        WHERE a.branch = $1 AND a.quarter >= $2 AND a.quarter < $3");
    on.fetch_all(contacts.bind(branch).bind(from).bind(to)).await
}

/// Returns how many bookings of a contact stand from a quarter hour on.
pub async fn open_of_contact(on: impl Run, contact: &str, from: i64) -> Result<i64, Failure> {
    let open = sql("SELECT count(*) FROM appointment_private p JOIN appointment a ON a.id = p.appointment
                    WHERE p.contact = $1 AND a.state = 'booked' AND a.quarter >= $2");
    on.fetch_one(open.bind(contact).bind(from)).await.map(|(open,)| open)
}

/// Erases who booked in a branch, where the day for that has come. Returns how many were erased.
pub async fn erase_contacts(on: impl Run, branch: &BranchId, today: &Day) -> Result<u64, Failure> {
    let erase = sql("DELETE FROM appointment_private WHERE branch = $1 AND erase_on <= $2");
    on.execute(erase.bind(branch).bind(today)).await
}
