//! A change of the set-up that is made to many branches: planned for each from the newest version, made to group after group, and taken
//! back in one step. A group is one version of the set-up, saved in one transaction with what became of its branches: whatever is
//! killed, a group has had its turn or not. No branch is woken: all of it is text.

mod back;
mod plan;
#[cfg(test)]
mod tests;
mod turn;

pub use back::take_back;
pub use turn::turn;

use crate::setups::{Setups, written};
use machine::clock;
use plan::planned;
use setup::{Change, Fault, Step};
use store::audit::{BANK, Entry, What, Who, note};
use store::{BranchId, Failure, NewRollout, RequestKey, RolloutBranch, Store, rollout, setup_version};

/// How often what was planned is saved again after somebody else has saved a version of the set-up.
const TRIES: u32 = 8;
/// Why a planned branch was not changed at its group's turn: what it has was edited after the plan was shown.
pub const EDITED: &str = "edited";

/// A rollout that begins.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub request: RequestKey,
    pub name: String,
    pub steps: Vec<Step>,
    /// The same in words.
    pub changes: Vec<Change>,
    /// Groups by name, each with its branches. No branch is in two of them.
    pub groups: Vec<(String, Vec<String>)>,
    pub who: Who,
}

/// What became of somebody's wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    Done,
    /// Somebody has acted on the rollout meanwhile; nothing was done.
    Stale,
    /// The set-up has mistakes beside those that the change would make; nothing was done.
    Faulty(Vec<Fault>),
}

/// What becomes of a wish to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    Rollout(u32),
    Faulty(Vec<Fault>),
}

/// Where a rollout and the set-up are kept, and who acts.
#[derive(Debug, Clone)]
pub struct Acting<'a> {
    pub store: &'a Store,
    pub setups: &'a Setups,
    pub rollout: u32,
    /// The version of the rollout that was seen.
    pub seen: u32,
    pub who: Who,
}

/// Begins a rollout: plans it for each of its branches, and changes nothing. A request that comes twice begins one.
pub async fn begin(store: &Store, setups: &Setups, new: &Beginning) -> Result<Begun, Failure> {
    if let Some(known) = rollout::by_request(store, &new.request).await? {
        return Ok(Begun::Rollout(known));
    }
    let newest = setup_version::newest(store).await?.ok_or_else(|| Failure::Other("there is no set-up".to_owned()))?;
    let all = new.groups.iter().zip(1..).flat_map(|((_, branches), place)| branches.iter().map(move |id| (id, place)));
    let all: Vec<(BranchId, u32)> = all.map(|(id, place)| (BranchId::new(id), place)).collect();
    let ids = all.iter().map(|(id, _)| id.clone()).collect();
    let plan = match planned(setups, written(&newest)?, new.steps.clone(), ids).await? {
        Ok(plan) => plan,
        Err(faults) => return Ok(Begun::Faulty(faults)),
    };
    let (steps, changes) = (json(&new.steps)?, json(&new.changes)?);
    let mut transaction = store.begin().await?;
    let row = NewRollout {
        request: &new.request,
        name: &new.name,
        steps: &steps,
        changes: &changes,
        who: new.who.as_str(),
        at: clock::now(),
    };
    let Some(id) = rollout::begin(&mut transaction, &row).await? else {
        transaction.rollback().await?;
        let known = rollout::by_request(store, &new.request).await?;
        return known.map(Begun::Rollout).ok_or_else(|| Failure::Other("a rollout is not there".to_owned()));
    };
    for ((name, _), place) in new.groups.iter().zip(1..) {
        rollout::add_group(&mut transaction, id, place, name).await?;
    }
    for (branch, place) in all {
        if let Some(planned) = plan.get(&branch) {
            rollout::add_branch(&mut transaction, id, &planned.row(branch, place)?).await?;
        }
    }
    noted(&mut transaction, &new.who, What::RolloutBegun, format!("rollout:{id}")).await?;
    transaction.commit().await?;
    Ok(Begun::Rollout(id))
}

/// A line in the bank's audit.
async fn noted(transaction: &mut store::Transaction<'_>, who: &Who, what: What, about: String) -> Result<(), Failure> {
    let entry = Entry::new(&BranchId::new(BANK), clock::now(), who.clone(), what).about(about);
    note(transaction, &[entry]).await
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))
}

/// The fields of a branch as they are kept.
fn kept(row: &RolloutBranch) -> Result<Vec<Step>, Failure> {
    serde_json::from_str(&row.steps).map_err(|error| Failure::Other(format!("a branch of a rollout: {error}")))
}
