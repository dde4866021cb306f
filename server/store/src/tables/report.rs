//! The figures beside the journal: a row a visit, a row a quarter hour, and how far a branch's journal has been read for them.
//! What the rows mean, the crate of the figures knows; this table keeps their words and numbers.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{Day, ServiceId, TicketId, Timestamp};

/// A visit, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVisit {
    pub day: Day,
    pub ticket: TicketId,
    /// 0 for the first service of the ticket.
    pub leg: u32,
    pub number: String,
    pub service: ServiceId,
    pub desk: Option<String>,
    pub channel: String,
    pub priority: bool,
    pub booked: Option<Timestamp>,
    pub issued: Timestamp,
    pub called: Option<Timestamp>,
    pub started: Option<Timestamp>,
    pub finished: Option<Timestamp>,
    pub outcome: String,
}

impl FromRow for StoredVisit {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            leg: row.get("leg")?,
            number: row.get("number")?,
            service: row.get("service")?,
            desk: row.get("desk")?,
            channel: row.get("channel")?,
            priority: row.get("priority")?,
            booked: row.get("booked_ms")?,
            issued: row.get("issued_ms")?,
            called: row.get("called_ms")?,
            started: row.get("started_ms")?,
            finished: row.get("finished_ms")?,
            outcome: row.get("outcome")?,
        })
    }
}

/// A quarter hour, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredQuarter {
    pub day: Day,
    pub from: Timestamp,
    pub arrivals: u32,
    pub served: u32,
    pub no_shows: u32,
    pub cancelled: u32,
    pub day_ended: u32,
    pub under_way: u32,
    /// JSON of the figures' own.
    pub facts: String,
}

impl FromRow for StoredQuarter {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            day: row.get("day")?,
            from: row.get("from_ms")?,
            arrivals: row.get("arrivals")?,
            served: row.get("served")?,
            no_shows: row.get("no_shows")?,
            cancelled: row.get("cancelled")?,
            day_ended: row.get("day_ended")?,
            under_way: row.get("under_way")?,
            facts: row.get("facts")?,
        })
    }
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    pub first: Day,
    pub last: Day,
}

impl Days {
    pub fn one(day: &Day) -> Self {
        Self { first: day.clone(), last: day.clone() }
    }
}

/// Keeps a visit, or what it has become.
pub async fn put_visit(on: impl Run, branch: &BranchId, visit: &StoredVisit) -> Result<(), Failure> {
    let put =
        sql("INSERT INTO report_visit (branch, day, ticket, leg, number, service, desk, channel, priority, booked_ms,
                       issued_ms, called_ms, started_ms, finished_ms, outcome)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                   ON CONFLICT (branch, day, ticket, leg) DO UPDATE
                   SET number = excluded.number, service = excluded.service, desk = excluded.desk,
                       channel = excluded.channel, priority = excluded.priority, booked_ms = excluded.booked_ms,
                       issued_ms = excluded.issued_ms, called_ms = excluded.called_ms, started_ms = excluded.started_ms,
                       finished_ms = excluded.finished_ms, outcome = excluded.outcome");
    let ms = |at: Option<Timestamp>| at.map(|at| at.0);
    let put = put.bind(branch).bind(&visit.day).bind(visit.ticket).bind(visit.leg).bind(&visit.number);
    let put = put.bind(&visit.service).bind(visit.desk.as_deref()).bind(&visit.channel).bind(visit.priority);
    let put = put.bind(ms(visit.booked)).bind(visit.issued).bind(ms(visit.called)).bind(ms(visit.started));
    on.execute(put.bind(ms(visit.finished)).bind(&visit.outcome)).await.map(drop)
}

/// Forgets a visit.
pub async fn remove_visit(
    on: impl Run,
    branch: &BranchId,
    day: &Day,
    ticket: TicketId,
    leg: u32,
) -> Result<(), Failure> {
    let remove = sql("DELETE FROM report_visit WHERE branch = $1 AND day = $2 AND ticket = $3 AND leg = $4");
    on.execute(remove.bind(branch).bind(day).bind(ticket).bind(leg)).await.map(drop)
}

/// Keeps a quarter hour, or what it has become.
pub async fn put_quarter(on: impl Run, branch: &BranchId, quarter: &StoredQuarter) -> Result<(), Failure> {
    let put = sql("INSERT INTO report_quarter (branch, day, from_ms, arrivals, served, no_shows, cancelled, day_ended,
                       under_way, facts)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                   ON CONFLICT (branch, day, from_ms) DO UPDATE
                   SET arrivals = excluded.arrivals, served = excluded.served, no_shows = excluded.no_shows,
                       cancelled = excluded.cancelled, day_ended = excluded.day_ended,
                       under_way = excluded.under_way, facts = excluded.facts");
    let StoredQuarter { day, from, arrivals, served, no_shows, cancelled, day_ended, under_way, facts } = quarter;
    let put = put.bind(branch).bind(day).bind(*from).bind(*arrivals).bind(*served).bind(*no_shows);
    on.execute(put.bind(*cancelled).bind(*day_ended).bind(*under_way).bind(facts)).await.map(drop)
}

/// Forgets a quarter hour.
pub async fn remove_quarter(on: impl Run, branch: &BranchId, day: &Day, from: Timestamp) -> Result<(), Failure> {
    let remove = sql("DELETE FROM report_quarter WHERE branch = $1 AND day = $2 AND from_ms = $3");
    on.execute(remove.bind(branch).bind(day).bind(from)).await.map(drop)
}

/// Returns the visits of some days, by day, ticket and leg: at most `most` after the `skipped` first ones.
pub async fn visits(
    on: impl Run,
    branch: &BranchId,
    days: &Days,
    skipped: u32,
    most: u32,
) -> Result<Vec<StoredVisit>, Failure> {
    let visits =
        sql("SELECT day, ticket, leg, number, service, desk, channel, priority, booked_ms, issued_ms, called_ms,
                          started_ms, finished_ms, outcome
                      FROM report_visit WHERE branch = $1 AND day >= $2 AND day <= $3
                      ORDER BY day, ticket, leg LIMIT $4 OFFSET $5");
    on.fetch_all(visits.bind(branch).bind(&days.first).bind(&days.last).bind(most).bind(skipped)).await
}

/// Returns the quarter hours of some days, in their order.
pub async fn quarters(on: impl Run, branch: &BranchId, days: &Days) -> Result<Vec<StoredQuarter>, Failure> {
    let quarters = sql("SELECT day, from_ms, arrivals, served, no_shows, cancelled, day_ended, under_way, facts
                        FROM report_quarter WHERE branch = $1 AND day >= $2 AND day <= $3 ORDER BY day, from_ms");
    on.fetch_all(quarters.bind(branch).bind(&days.first).bind(&days.last)).await
}

/// Returns the facts of the quarter hours of some days, in their order: the day, the beginning, the JSON. A report reads a year of them.
pub async fn facts(on: impl Run, branch: &BranchId, days: &Days) -> Result<Vec<(Day, Timestamp, String)>, Failure> {
    let facts = sql("SELECT day, from_ms, facts FROM report_quarter
                     WHERE branch = $1 AND day >= $2 AND day <= $3 ORDER BY day, from_ms");
    on.fetch_all(facts.bind(branch).bind(&days.first).bind(&days.last)).await
}

/// How far a branch's journal has been read for the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadUpTo {
    pub day: Day,
    pub seq: u64,
}

impl FromRow for ReadUpTo {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { day: row.get("day")?, seq: row.get("seq")? })
    }
}

/// Returns how far a branch's journal has been read; `None` for one that was not read yet.
pub async fn read_up_to(on: impl Run, branch: &BranchId) -> Result<Option<ReadUpTo>, Failure> {
    on.fetch_optional(sql("SELECT day, seq FROM report_journal WHERE branch = $1").bind(branch)).await
}

/// Keeps how far a branch's journal has been read: from `before` to `now`. Returns false where another server was first.
pub async fn advance(
    on: impl Run,
    branch: &BranchId,
    before: Option<&ReadUpTo>,
    now: &ReadUpTo,
) -> Result<bool, Failure> {
    let seq = |read: &ReadUpTo| i64::try_from(read.seq).unwrap_or(i64::MAX);
    let statement = match before {
        None => sql("INSERT INTO report_journal (branch, day, seq) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(branch)
            .bind(&now.day)
            .bind(seq(now)),
        Some(before) => sql("UPDATE report_journal SET day = $2, seq = $3 WHERE branch = $1 AND day = $4 AND seq = $5")
            .bind(branch)
            .bind(&now.day)
            .bind(seq(now))
            .bind(&before.day)
            .bind(seq(before)),
    };
    Ok(on.execute(statement).await? > 0)
}

/// Forgets how far a branch's journal has been read: it is read from its beginning, and each row is compared anew.
pub async fn forget(on: impl Run, branch: &BranchId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM report_journal WHERE branch = $1").bind(branch)).await.map(drop)
}
