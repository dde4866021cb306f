//! The way back from a rollout: every branch has again what it had, in what the rollout changed and nobody has changed since.

use super::plan::{Wanted, aside, checked};
use super::{Acted, Acting, TRIES, kept, noted};
use crate::setups::{Next, Origin, written};
use machine::clock;
use setup::{Back, Step, back};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::audit::What;
use store::{BranchId, Failure, RolloutBranch, RolloutState, rollout, setup_version};

/// Gives the branches back what they had. Which of them somebody has edited since stands beside them, and theirs stays. It can be asked for
/// again: what could not be given back is tried once more.
pub async fn take_back(acting: &Acting<'_>) -> Result<Acted, Failure> {
    let Acting { store, setups, rollout: id, seen, who } = acting;
    for _ in 0..TRIES {
        let found = rollout::by_id(*store, *id).await?;
        if found.is_none_or(|found| found.version != *seen) {
            return Ok(Acted::Stale);
        }
        let rows = rollout::changed(*store, *id).await?;
        let Some(newest) = setup_version::newest(*store).await? else { return Ok(Acted::Stale) };
        let base = Arc::new(written(&newest)?);
        let made = rows.iter().map(|row| Ok((row.branch.clone(), kept(row)?))).collect::<Result<Vec<_>, Failure>>()?;
        let from = base.clone();
        let ways = aside(move || ways(&from, made)).await?;
        let wanted: Wanted = ways.iter().map(|(branch, way)| (branch.clone(), way.steps.clone())).collect();
        let wanted: Arc<Wanted> = Arc::new(wanted.into_iter().filter(|(_, steps)| !steps.is_empty()).collect());
        let checked = match checked(setups, &base, &wanted).await? {
            Ok(checked) => checked,
            Err(faults) => return Ok(Acted::Faulty(faults)),
        };
        let mut transaction = store.begin().await?;
        if !rollout::act(&mut transaction, *id, *seen).await? {
            transaction.rollback().await?;
            return Ok(Acted::Stale);
        }
        rollout::branches_returned(&mut transaction, *id).await?;
        for row in rows {
            let since = ways.get(&row.branch).map(|way| way.since.join(", ")).unwrap_or_default();
            let why = checked.refused.get(&row.branch).cloned().unwrap_or(since);
            if !why.is_empty() {
                let row = RolloutBranch { state: RolloutState::Kept, why, ..row };
                rollout::put_branch(&mut transaction, *id, &row).await?;
            }
        }
        let reason = format!("rollout:{id}");
        let next = Next {
            seen: newest.number,
            new: &checked.new,
            changes: &checked.changes,
            origin: Origin::Rollback,
            reason: &reason,
            who: who.clone(),
        };
        let is_same = checked.new == *base;
        if !is_same && !next.add(&mut transaction).await? {
            transaction.rollback().await?;
            continue;
        }
        rollout::returned(&mut transaction, *id, clock::now()).await?;
        let version = if is_same { String::new() } else { format!(" version:{}", next.number()) };
        noted(&mut transaction, who, What::RolloutReturned, format!("rollout:{id}{version}")).await?;
        transaction.commit().await?;
        setups.refresh().await?;
        return Ok(Acted::Done);
    }
    Err(Failure::Other("somebody kept saving set-ups".to_owned()))
}

fn ways(base: &setup::Written, made: Vec<(BranchId, Vec<Step>)>) -> BTreeMap<BranchId, Back> {
    let fields = base.fields();
    let way = |(branch, steps): (BranchId, Vec<Step>)| {
        let way = back(&steps, &fields, branch.as_str());
        (branch, way)
    };
    made.into_iter().map(way).collect()
}
