//! The lessons that people have begun in a practice branch, how far they are, and who wants none offered.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{CsrId, Day, Timestamp};

/// A lesson that somebody has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BegunLesson {
    pub staff: CsrId,
    pub lesson: String,
    /// The practice branch in which it was begun.
    pub branch: BranchId,
    /// How many steps are over.
    pub steps: u32,
    /// How far the branch's journal was read for it.
    pub day: Day,
    pub seq: u64,
    /// When the person turned to it last: the latest is the one that is under way.
    pub turned: Timestamp,
    /// When it was done last.
    pub done: Option<Timestamp>,
}

impl FromRow for BegunLesson {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            staff: row.get("staff")?,
            lesson: row.get("lesson")?,
            branch: row.get("branch")?,
            steps: row.get("steps")?,
            day: row.get("day")?,
            seq: row.get("seq")?,
            turned: row.get("turned_ms")?,
            done: row.get("done_ms")?,
        })
    }
}

/// Returns what a person has begun, the lesson that is under way first.
pub async fn of_person(on: impl Run, person: CsrId) -> Result<Vec<BegunLesson>, Failure> {
    let begun = sql("SELECT staff, lesson, branch, steps, day, seq, turned_ms, done_ms FROM lesson
                     WHERE staff = $1 ORDER BY turned_ms DESC, lesson");
    on.fetch_all(begun.bind(person)).await
}

/// Returns what people have begun in a practice branch, each person's latest first.
pub async fn of_branch(on: impl Run, branch: &BranchId) -> Result<Vec<BegunLesson>, Failure> {
    let begun = sql("SELECT staff, lesson, branch, steps, day, seq, turned_ms, done_ms FROM lesson
                     WHERE branch = $1 ORDER BY staff, turned_ms DESC, lesson");
    on.fetch_all(begun.bind(branch)).await
}

/// Notes that a person turns to a lesson. When it was done before stays.
pub async fn turn_to(on: impl Run, begun: &BegunLesson) -> Result<(), Failure> {
    let BegunLesson { staff, lesson, branch, steps, day, seq, turned, done } = begun;
    let put = sql("INSERT INTO lesson (staff, lesson, branch, steps, day, seq, turned_ms, done_ms)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                   ON CONFLICT (staff, lesson) DO UPDATE
                   SET branch = excluded.branch, steps = excluded.steps, day = excluded.day, seq = excluded.seq,
                       turned_ms = excluded.turned_ms");
    let put = put.bind(*staff).bind(lesson).bind(branch).bind(*steps).bind(day).bind(whole(*seq)).bind(*turned);
    on.execute(put.bind(done.map(|at| at.0))).await.map(drop)
}

/// Notes how far a lesson is. Returns false where it is no longer as it was `before`: another server was first.
pub async fn advance(on: impl Run, before: &BegunLesson, now: &BegunLesson) -> Result<bool, Failure> {
    let advance = sql("UPDATE lesson SET steps = $1, day = $2, seq = $3, done_ms = COALESCE($4, done_ms)
                       WHERE staff = $5 AND lesson = $6 AND turned_ms = $7 AND day = $8 AND seq = $9 AND steps = $10");
    let advance = advance.bind(now.steps).bind(&now.day).bind(whole(now.seq)).bind(now.done.map(|at| at.0));
    let advance = advance.bind(before.staff).bind(&before.lesson).bind(before.turned);
    Ok(on.execute(advance.bind(&before.day).bind(whole(before.seq)).bind(before.steps)).await? > 0)
}

/// Notes that a person wants no tour offered.
pub async fn decline(on: impl Run, person: CsrId, at: Timestamp) -> Result<(), Failure> {
    let put = sql("INSERT INTO lesson_declined (staff, declined_ms) VALUES ($1, $2) ON CONFLICT (staff) DO NOTHING");
    on.execute(put.bind(person).bind(at)).await.map(drop)
}

/// Returns whether a tour is to be offered: the person has begun no lesson, and has not declined.
pub async fn is_new(on: impl Run, person: CsrId) -> Result<bool, Failure> {
    let known = sql("SELECT staff FROM lesson WHERE staff = $1
                     UNION ALL SELECT staff FROM lesson_declined WHERE staff = $1 LIMIT 1");
    Ok(on.fetch_optional::<(CsrId,)>(known.bind(person)).await?.is_none())
}

fn whole(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
