//! The days of all branches in counts: what the head office adds up. A row is written with the other figures of its day.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use crate::journal::Row;
use crate::tables::report::Days;
use queue::Day;

/// A day of a branch in counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTotal {
    pub arrivals: u32,
    pub visits: u32,
    pub served: u32,
    pub cancelled: u32,
    pub no_shows: u32,
    /// Served within the promised wait.
    pub in_time: u32,
    /// Of how many that is.
    pub timed: u32,
    /// Called within the target that was in force, and of how many.
    pub on_target: u32,
    pub called: u32,
    /// Arrivals by the hour of UTC.
    pub hours: [u32; 24],
}

/// The columns of the hours, in their order.
const HOURS: [&str; 24] = [
    "h00", "h01", "h02", "h03", "h04", "h05", "h06", "h07", "h08", "h09", "h10", "h11", "h12", "h13", "h14", "h15",
    "h16", "h17", "h18", "h19", "h20", "h21", "h22", "h23",
];

fn hours(row: &AnyRow) -> Result<[u32; 24], Failure> {
    let mut hours = [0; 24];
    for (hour, column) in hours.iter_mut().zip(HOURS) {
        *hour = row.get(column)?;
    }
    Ok(hours)
}

impl FromRow for StoredTotal {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            arrivals: row.get("arrivals")?,
            visits: row.get("visits")?,
            served: row.get("served")?,
            cancelled: row.get("cancelled")?,
            no_shows: row.get("no_shows")?,
            in_time: row.get("in_time")?,
            timed: row.get("timed")?,
            on_target: row.get("on_target")?,
            called: row.get("called")?,
            hours: hours(row)?,
        })
    }
}

/// Keeps the counts of a day, or what they have become.
pub async fn put(on: impl Run, branch: &BranchId, day: &Day, total: &StoredTotal) -> Result<(), Failure> {
    let put = sql("INSERT INTO report_day (day, branch, arrivals, visits, served, cancelled, no_shows, in_time, timed,
                       h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16, h17, h18,
                       h19, h20, h21, h22, h23, on_target, called)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                           $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)
                   ON CONFLICT (day, branch) DO UPDATE
                   SET arrivals = excluded.arrivals, visits = excluded.visits, served = excluded.served,
                       cancelled = excluded.cancelled, no_shows = excluded.no_shows, in_time = excluded.in_time,
                       timed = excluded.timed, h00 = excluded.h00, h01 = excluded.h01, h02 = excluded.h02, h03 = excluded.h03, h04 =
                       excluded.h04, h05 = excluded.h05, h06 = excluded.h06, h07 = excluded.h07, h08 = excluded.h08,
                       h09 = excluded.h09, h10 = excluded.h10, h11 = excluded.h11, h12 = excluded.h12, h13 =
                       excluded.h13, h14 = excluded.h14, h15 = excluded.h15, h16 = excluded.h16, h17 = excluded.h17,
                       h18 = excluded.h18, h19 = excluded.h19, h20 = excluded.h20, h21 = excluded.h21, h22 =
                       excluded.h22, h23 = excluded.h23, on_target = excluded.on_target,
                       called = excluded.called");
    let StoredTotal { arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target, called, hours } = total;
    let put = put.bind(day).bind(branch).bind(*arrivals).bind(*visits).bind(*served).bind(*cancelled);
    let put = put.bind(*no_shows).bind(*in_time).bind(*timed);
    let put = hours.iter().fold(put, |put, hour| put.bind(*hour));
    on.execute(put.bind(*on_target).bind(*called)).await.map(drop)
}

/// Forgets the counts of a day.
pub async fn remove(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM report_day WHERE day = $1 AND branch = $2").bind(day).bind(branch)).await.map(drop)
}

/// Returns the counts of a branch's day.
pub async fn of_day(on: impl Run, branch: &BranchId, day: &Day) -> Result<Option<StoredTotal>, Failure> {
    let total = sql("SELECT arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target, called,
                         h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16, h17,
                         h18, h19, h20, h21, h22, h23
                     FROM report_day WHERE day = $1 AND branch = $2");
    on.fetch_optional(total.bind(day).bind(branch)).await
}

/// Returns the first row of the journal of each of a branch's days that has counts: it opens the day, with the day's set-up.
pub async fn first_rows(on: impl Run, branch: &BranchId, days: &Days) -> Result<Vec<Row>, Failure> {
    // Each day is one look into the journal, however many rows it has.
    let rows =
        sql("SELECT journal.branch, journal.day, journal.seq, journal.request_key, journal.at_ms, journal.actor,
                        journal.command, journal.events
                    FROM report_day JOIN journal ON journal.branch = report_day.branch
                        AND journal.day = report_day.day AND journal.seq = 1
                    WHERE report_day.branch = $1 AND report_day.day >= $2 AND report_day.day <= $3
                    ORDER BY report_day.day");
    on.fetch_all(rows.bind(branch).bind(&days.first).bind(&days.last)).await
}

/// The weeks that the head office compares: all of the days, the last week of them, and the week before that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weeks {
    pub all: Days,
    /// The first day of the last week.
    pub last: Day,
    /// The first day of the week before.
    pub before: Day,
}

/// The counts of a branch over some weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BranchTotal {
    pub branch: String,
    pub arrivals: u64,
    pub visits: u32,
    /// Cancelled and no-shows.
    pub gone: u32,
    pub in_time: u32,
    pub timed: u32,
    /// Called within the target that was in force, of how many.
    pub on_target: u32,
    pub called: u32,
    /// In time, of how many, in the last week and in the week before.
    pub last_week: (u32, u32),
    pub week_before: (u32, u32),
}

impl FromRow for BranchTotal {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            branch: row.get("branch")?,
            arrivals: row.get("arrivals")?,
            visits: row.get("visits")?,
            gone: row.get("gone")?,
            in_time: row.get("in_time")?,
            timed: row.get("timed")?,
            on_target: row.get("on_target")?,
            called: row.get("called")?,
            last_week: (row.get("last_within")?, row.get("last_of")?),
            week_before: (row.get("before_within")?, row.get("before_of")?),
        })
    }
}

/// Returns the counts of every branch over some weeks, by id. It reads the days of those weeks and no others, however many there are.
pub async fn totals(on: impl Run, weeks: &Weeks) -> Result<Vec<BranchTotal>, Failure> {
    let totals = sql("SELECT branch, CAST(sum(arrivals) AS BIGINT) AS arrivals, CAST(sum(visits) AS BIGINT) AS visits,
                          CAST(sum(cancelled + no_shows) AS BIGINT) AS gone, CAST(sum(in_time) AS BIGINT) AS in_time,
                          CAST(sum(timed) AS BIGINT) AS timed,
                          CAST(sum(on_target) AS BIGINT) AS on_target, CAST(sum(called) AS BIGINT) AS called,
                          CAST(sum(CASE WHEN day >= $3 THEN in_time ELSE 0 END) AS BIGINT) AS last_within,
                          CAST(sum(CASE WHEN day >= $3 THEN timed ELSE 0 END) AS BIGINT) AS last_of,
                          CAST(sum(CASE WHEN day >= $4 AND day < $3 THEN in_time ELSE 0 END) AS BIGINT) AS before_within,
                          CAST(sum(CASE WHEN day >= $4 AND day < $3 THEN timed ELSE 0 END) AS BIGINT) AS before_of
                      FROM report_day WHERE day >= $1 AND day <= $2 GROUP BY branch ORDER BY branch");
    let totals = totals.bind(&weeks.all.first).bind(&weeks.all.last).bind(&weeks.last).bind(&weeks.before);
    on.fetch_all(totals).await
}

/// Arrivals of a day by the hour of UTC, and of how many branches they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursOfDay {
    pub day: Day,
    pub branches: u32,
    pub hours: [u32; 24],
}

impl FromRow for HoursOfDay {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { day: row.get("day")?, branches: row.get("branches")?, hours: hours(row)? })
    }
}

/// Returns the arrivals of some days by hour, of all branches together. Days on which nobody came anywhere are not among them.
pub async fn hours_of_all(on: impl Run, days: &Days) -> Result<Vec<HoursOfDay>, Failure> {
    let hours = sql("SELECT day, count(*) AS branches,
                         CAST(coalesce(sum(h00), 0) AS BIGINT) AS h00, CAST(coalesce(sum(h01), 0) AS BIGINT) AS h01,
                         CAST(coalesce(sum(h02), 0) AS BIGINT) AS h02, CAST(coalesce(sum(h03), 0) AS BIGINT) AS h03,
                         CAST(coalesce(sum(h04), 0) AS BIGINT) AS h04, CAST(coalesce(sum(h05), 0) AS BIGINT) AS h05,
                         CAST(coalesce(sum(h06), 0) AS BIGINT) AS h06, CAST(coalesce(sum(h07), 0) AS BIGINT) AS h07,
                         CAST(coalesce(sum(h08), 0) AS BIGINT) AS h08, CAST(coalesce(sum(h09), 0) AS BIGINT) AS h09,
                         CAST(coalesce(sum(h10), 0) AS BIGINT) AS h10, CAST(coalesce(sum(h11), 0) AS BIGINT) AS h11,
                         CAST(coalesce(sum(h12), 0) AS BIGINT) AS h12, CAST(coalesce(sum(h13), 0) AS BIGINT) AS h13,
                         CAST(coalesce(sum(h14), 0) AS BIGINT) AS h14, CAST(coalesce(sum(h15), 0) AS BIGINT) AS h15,
                         CAST(coalesce(sum(h16), 0) AS BIGINT) AS h16, CAST(coalesce(sum(h17), 0) AS BIGINT) AS h17,
                         CAST(coalesce(sum(h18), 0) AS BIGINT) AS h18, CAST(coalesce(sum(h19), 0) AS BIGINT) AS h19,
                         CAST(coalesce(sum(h20), 0) AS BIGINT) AS h20, CAST(coalesce(sum(h21), 0) AS BIGINT) AS h21,
                         CAST(coalesce(sum(h22), 0) AS BIGINT) AS h22, CAST(coalesce(sum(h23), 0) AS BIGINT) AS h23
                     FROM report_day WHERE day >= $1 AND day <= $2 AND arrivals > 0 GROUP BY day ORDER BY day");
    on.fetch_all(hours.bind(&days.first).bind(&days.last)).await
}

/// Returns the arrivals of a branch's days by hour.
pub async fn hours_of(on: impl Run, branch: &BranchId, days: &Days) -> Result<Vec<HoursOfDay>, Failure> {
    let hours = sql("SELECT day, CAST(1 AS BIGINT) AS branches,
                         h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16, h17,
                         h18, h19, h20, h21, h22, h23
                     FROM report_day WHERE branch = $1 AND day >= $2 AND day <= $3 AND arrivals > 0 ORDER BY day");
    on.fetch_all(hours.bind(branch).bind(&days.first).bind(&days.last)).await
}
