//! Changes of the set-up that are made to many branches: each with its groups, and with what it comes to in each branch. Whoever acts on
//! one names the version that they saw; of two at once one is told.

#[cfg(test)]
mod contract;
mod state;

pub use state::RolloutState;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use crate::request_key::RequestKey;
use queue::Timestamp;

/// A rollout, without its branches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollout {
    pub id: u32,
    pub name: String,
    /// The fields that it sets, as JSON.
    pub steps: String,
    /// The same in the words of the difference, as JSON.
    pub changes: String,
    pub version: u32,
    /// Who began it, in the words of the audit.
    pub who: String,
    pub at: Timestamp,
    /// When its branches were given back what they had.
    pub returned: Option<Timestamp>,
}

impl FromRow for Rollout {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            steps: row.get("steps")?,
            changes: row.get("changes")?,
            version: row.get("version")?,
            who: row.get("who")?,
            at: row.get("at_ms")?,
            returned: row.get("returned_ms")?,
        })
    }
}

/// A rollout that begins.
#[derive(Debug, Clone)]
pub struct NewRollout<'a> {
    pub request: &'a RequestKey,
    pub name: &'a str,
    pub steps: &'a str,
    pub changes: &'a str,
    pub who: &'a str,
    pub at: Timestamp,
}

/// Branches that have their turn together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolloutGroup {
    /// From 1.
    pub place: u32,
    pub name: String,
    /// The version of the set-up that was saved for it last.
    pub number: Option<u32>,
    /// When it had its turn.
    pub done: Option<Timestamp>,
}

impl FromRow for RolloutGroup {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            place: row.get("place")?,
            name: row.get("name")?,
            number: row.get("number")?,
            done: row.get("done_ms")?,
        })
    }
}

/// What a rollout comes to in a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolloutBranch {
    pub branch: BranchId,
    pub place: u32,
    pub state: RolloutState,
    /// What the check says, or the fields that somebody changed since; empty where there is nothing to say.
    pub why: String,
    pub steps: String,
    pub changes: String,
}

impl FromRow for RolloutBranch {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            branch: row.get("branch")?,
            place: row.get("place")?,
            state: row.get("state")?,
            why: row.get("why")?,
            steps: row.get("steps")?,
            changes: row.get("changes")?,
        })
    }
}

/// How many branches of a group are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RolloutCount {
    pub place: u32,
    pub state: RolloutState,
    pub count: u32,
}

impl FromRow for RolloutCount {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { place: row.get("place")?, state: row.get("state")?, count: row.get("count")? })
    }
}

macro_rules! rollouts {
    ($rest:literal) => {
        concat!("SELECT id, name, steps, changes, version, who, at_ms, returned_ms FROM rollout ", $rest)
    };
}

macro_rules! branches {
    ($rest:literal) => {
        concat!("SELECT branch, place, state, why, steps, changes FROM rollout_branch WHERE rollout = $1 ", $rest)
    };
}

/// Keeps a new one. Returns its id; none where this request has begun one before.
pub async fn begin(on: impl Run, new: &NewRollout<'_>) -> Result<Option<u32>, Failure> {
    let insert = sql("INSERT INTO rollout (request, name, steps, changes, version, who, at_ms)
                      VALUES ($1, $2, $3, $4, 1, $5, $6) ON CONFLICT DO NOTHING RETURNING id");
    let insert = insert.bind(new.request).bind(new.name).bind(new.steps).bind(new.changes).bind(new.who).bind(new.at);
    let begun: Option<(u32,)> = on.fetch_optional(insert).await?;
    Ok(begun.map(|(id,)| id))
}

/// Returns the id of the one that a request has begun.
pub async fn by_request(on: impl Run, request: &RequestKey) -> Result<Option<u32>, Failure> {
    let found: Option<(u32,)> =
        on.fetch_optional(sql("SELECT id FROM rollout WHERE request = $1").bind(request)).await?;
    Ok(found.map(|(id,)| id))
}

pub async fn by_id(on: impl Run, id: u32) -> Result<Option<Rollout>, Failure> {
    on.fetch_optional(sql(rollouts!("WHERE id = $1")).bind(id)).await
}

/// Returns those before this id, the newest first: at most `most`.
pub async fn all(on: impl Run, before: u32, most: u32) -> Result<Vec<Rollout>, Failure> {
    on.fetch_all(sql(rollouts!("WHERE id < $1 ORDER BY id DESC LIMIT $2")).bind(before).bind(most)).await
}

/// Takes the next version of a rollout that was not taken back. Returns false where somebody has acted on it meanwhile.
pub async fn act(on: impl Run, id: u32, seen: u32) -> Result<bool, Failure> {
    let update = sql("UPDATE rollout SET version = version + 1 WHERE id = $1 AND version = $2");
    Ok(on.execute(update.bind(id).bind(seen)).await? > 0)
}

/// Notes that the branches were given back what they had.
pub async fn returned(on: impl Run, id: u32, at: Timestamp) -> Result<(), Failure> {
    on.execute(sql("UPDATE rollout SET returned_ms = $2 WHERE id = $1").bind(id).bind(at)).await.map(drop)
}

pub async fn add_group(on: impl Run, rollout: u32, place: u32, name: &str) -> Result<(), Failure> {
    let insert = sql("INSERT INTO rollout_group (rollout, place, name) VALUES ($1, $2, $3)");
    on.execute(insert.bind(rollout).bind(place).bind(name)).await.map(drop)
}

/// Returns the groups in their order.
pub async fn groups(on: impl Run, rollout: u32) -> Result<Vec<RolloutGroup>, Failure> {
    let select = sql("SELECT place, name, number, done_ms FROM rollout_group WHERE rollout = $1 ORDER BY place");
    on.fetch_all(select.bind(rollout)).await
}

/// Notes that a group had its turn, and the version that was saved for it; without one, the last of it stays.
pub async fn group_done(
    on: impl Run,
    rollout: u32,
    place: u32,
    number: Option<u32>,
    at: Timestamp,
) -> Result<(), Failure> {
    let update = sql("UPDATE rollout_group SET number = COALESCE($3, number), done_ms = $4
                      WHERE rollout = $1 AND place = $2");
    on.execute(update.bind(rollout).bind(place).bind(number.map(i64::from)).bind(at)).await.map(drop)
}

pub async fn add_branch(on: impl Run, rollout: u32, row: &RolloutBranch) -> Result<(), Failure> {
    let insert = sql("INSERT INTO rollout_branch (rollout, branch, place, state, why, steps, changes)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let insert = insert.bind(rollout).bind(&row.branch).bind(row.place).bind(row.state.as_str()).bind(&row.why);
    on.execute(insert.bind(&row.steps).bind(&row.changes)).await.map(drop)
}

/// Keeps what the rollout comes to in a branch by now.
pub async fn put_branch(on: impl Run, rollout: u32, row: &RolloutBranch) -> Result<(), Failure> {
    let update = sql("UPDATE rollout_branch SET state = $3, why = $4, steps = $5, changes = $6
                      WHERE rollout = $1 AND branch = $2");
    let update = update.bind(rollout).bind(&row.branch).bind(row.state.as_str()).bind(&row.why);
    on.execute(update.bind(&row.steps).bind(&row.changes)).await.map(drop)
}

/// Forgets why the planned branches of a group were not changed at its last turn.
pub async fn plan_again(on: impl Run, rollout: u32, place: u32) -> Result<(), Failure> {
    let update = sql("UPDATE rollout_branch SET why = '' WHERE rollout = $1 AND place = $2 AND state = 'planned'");
    on.execute(update.bind(rollout).bind(place)).await.map(drop)
}

/// Notes that the planned branches of a group are changed, all but those that say why they are not. Returns how many there are.
pub async fn branches_done(on: impl Run, rollout: u32, place: u32) -> Result<u64, Failure> {
    let update = sql("UPDATE rollout_branch SET state = 'done'
                      WHERE rollout = $1 AND place = $2 AND state = 'planned' AND why = ''");
    on.execute(update.bind(rollout).bind(place)).await
}

/// Notes that every branch that was changed has what it had before.
pub async fn branches_returned(on: impl Run, rollout: u32) -> Result<(), Failure> {
    let update = sql("UPDATE rollout_branch SET state = 'returned', why = ''
                      WHERE rollout = $1 AND state IN ('done', 'kept')");
    on.execute(update.bind(rollout)).await.map(drop)
}

/// Returns the branches of a group.
pub async fn of_group(on: impl Run, rollout: u32, place: u32) -> Result<Vec<RolloutBranch>, Failure> {
    on.fetch_all(sql(branches!("AND place = $2 ORDER BY branch")).bind(rollout).bind(place)).await
}

/// Returns the branches that the rollout has changed and that were not given back all they had.
pub async fn changed(on: impl Run, rollout: u32) -> Result<Vec<RolloutBranch>, Failure> {
    on.fetch_all(sql(branches!("AND state IN ('done', 'kept') ORDER BY branch")).bind(rollout)).await
}

/// Returns branches of a group, by their ids after this one: at most `most`, in one state or in any.
pub async fn page(
    transaction: &mut Transaction<'_>,
    rollout: u32,
    place: u32,
    state: Option<RolloutState>,
    after: &BranchId,
    most: u32,
) -> Result<Vec<RolloutBranch>, Failure> {
    let Some(state) = state else {
        let select = sql(branches!("AND place = $2 AND branch > $3 ORDER BY branch LIMIT $4"));
        return transaction.fetch_all(select.bind(rollout).bind(place).bind(after).bind(most)).await;
    };
    let select = sql(branches!("AND place = $2 AND state = $3 AND branch > $4 ORDER BY branch LIMIT $5"));
    transaction.fetch_all(select.bind(rollout).bind(place).bind(state.as_str()).bind(after).bind(most)).await
}

/// Counts the branches, by group and state.
pub async fn counts(on: impl Run, rollout: u32) -> Result<Vec<RolloutCount>, Failure> {
    let select = sql("SELECT place, state, COUNT(*) AS count FROM rollout_branch WHERE rollout = $1
                      GROUP BY place, state ORDER BY place, state");
    on.fetch_all(select.bind(rollout)).await
}
