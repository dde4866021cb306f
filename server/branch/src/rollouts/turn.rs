//! The turn of a group: what was planned for its branches, and shown, is made to them.

use super::plan::{Planned, Wanted, checked, planned};
use super::{Acted, Acting, EDITED, TRIES, noted};
use crate::setups::{Next, Origin, written};
use machine::clock;
use setup::Step;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::audit::What;
use store::{BranchId, Failure, RolloutBranch, RolloutState, rollout, setup_version};

/// Makes the change to a group. A branch whose fields somebody has edited after the plan was shown keeps them until the next turn, and so
/// does one that was refused and can have the change by now: nothing is changed that was not shown before.
pub async fn turn(acting: &Acting<'_>, place: u32) -> Result<Acted, Failure> {
    let Acting { store, setups, rollout: id, seen, who } = acting;
    for _ in 0..TRIES {
        let found = rollout::by_id(*store, *id).await?;
        let Some(found) = found.filter(|found| found.version == *seen && found.returned.is_none()) else {
            return Ok(Acted::Stale);
        };
        let steps: Vec<Step> =
            serde_json::from_str(&found.steps).map_err(|error| Failure::Other(format!("the rollout {id}: {error}")))?;
        let rows = rollout::of_group(*store, *id, place).await?;
        let open = |row: &RolloutBranch| {
            matches!(row.state, RolloutState::Planned | RolloutState::Same | RolloutState::Refused)
        };
        let rows: BTreeMap<BranchId, RolloutBranch> =
            rows.into_iter().filter(open).map(|row| (row.branch.clone(), row)).collect();
        let Some(newest) = setup_version::newest(*store).await? else { return Ok(Acted::Stale) };
        let base = written(&newest)?;
        let plan = match planned(setups, base.clone(), steps, rows.keys().cloned().collect()).await? {
            Ok(plan) => plan,
            Err(faults) => return Ok(Acted::Faulty(faults)),
        };
        let Sorted { going, others } = sorted(&rows, plan, place)?;
        let (base, going) = (Arc::new(base), Arc::new(going));
        let checked = match checked(setups, &base, &going).await? {
            Ok(checked) if checked.refused.is_empty() => checked,
            // The check took all of them a moment ago: a file of this machine has changed.
            Ok(_) => continue,
            Err(faults) => return Ok(Acted::Faulty(faults)),
        };
        let mut transaction = store.begin().await?;
        if !rollout::act(&mut transaction, *id, *seen).await? {
            transaction.rollback().await?;
            return Ok(Acted::Stale);
        }
        rollout::plan_again(&mut transaction, *id, place).await?;
        for row in &others {
            rollout::put_branch(&mut transaction, *id, row).await?;
        }
        let reason = format!("rollout:{id}");
        let next = Next {
            seen: newest.number,
            new: &checked.new,
            changes: &checked.changes,
            origin: Origin::Rollout,
            reason: &reason,
            who: who.clone(),
        };
        let number = if going.is_empty() {
            None
        } else if next.add(&mut transaction).await? {
            Some(next.number())
        } else {
            transaction.rollback().await?;
            continue;
        };
        let done = rollout::branches_done(&mut transaction, *id, place).await?;
        if done != u64::try_from(going.len()).unwrap_or(u64::MAX) {
            transaction.rollback().await?;
            return Err(Failure::Other(format!("the rollout {id} would change other branches than it says")));
        }
        rollout::group_done(&mut transaction, *id, place, number, clock::now()).await?;
        let version = number.map(|number| format!(" version:{number}")).unwrap_or_default();
        noted(&mut transaction, who, What::RolloutGroupDone, format!("rollout:{id} group:{place}{version}")).await?;
        transaction.commit().await?;
        setups.refresh().await?;
        return Ok(Acted::Done);
    }
    Err(Failure::Other("somebody kept saving set-ups".to_owned()))
}

/// A group's branches: those that change now, and what has to be kept of the others.
struct Sorted {
    going: Wanted,
    others: Vec<RolloutBranch>,
}

fn sorted(
    rows: &BTreeMap<BranchId, RolloutBranch>,
    plan: BTreeMap<BranchId, Planned>,
    place: u32,
) -> Result<Sorted, Failure> {
    let mut sorted = Sorted { going: Wanted::new(), others: Vec::new() };
    for (branch, planned) in plan {
        let Some(row) = rows.get(&branch) else { continue };
        let mut fresh = planned.row(branch.clone(), place)?;
        if fresh.state == RolloutState::Planned {
            if row.state == RolloutState::Planned && row.steps == fresh.steps {
                sorted.going.insert(branch, planned.steps);
                continue;
            }
            EDITED.clone_into(&mut fresh.why);
        }
        if fresh != *row {
            sorted.others.push(fresh);
        }
    }
    Ok(sorted)
}
