//! What a change comes to in each of many branches, as the newest set-up and its check say it.

use super::json;
use crate::setups::Setups;
use setup::{Change, Fault, Fit, Step, Written, difference, fit};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{BranchId, Failure, RolloutBranch, RolloutState};

/// How often the check is asked again without those that it refused. Beyond that whoever is left is refused with the last of them.
const ROUNDS: usize = 4;

/// What a change comes to in a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub state: RolloutState,
    pub why: String,
    pub steps: Vec<Step>,
    pub changes: Vec<Change>,
}

impl Planned {
    /// The same as it is kept.
    pub fn row(&self, branch: BranchId, place: u32) -> Result<RolloutBranch, Failure> {
        let (steps, changes) = (json(&self.steps)?, json(&self.changes)?);
        Ok(RolloutBranch { branch, place, state: self.state, why: self.why.clone(), steps, changes })
    }
}

/// The steps that are made to each branch.
pub type Wanted = BTreeMap<BranchId, Vec<Step>>;

/// A set-up with steps made to many branches, which the check has read.
#[derive(Debug)]
pub struct Checked {
    pub new: Written,
    /// Which branches it could not be made to, and what the check says.
    pub refused: BTreeMap<BranchId, String>,
    pub changes: Vec<Change>,
}

impl Checked {
    /// The changes, each with its branch.
    pub fn by_branch(&self) -> BTreeMap<&str, Vec<Change>> {
        let mut found: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
        for change in &self.changes {
            if let Some(id) = change.path.strip_prefix("branch.").and_then(|rest| rest.split('.').next()) {
                found.entry(id).or_default().push(change.clone());
            }
        }
        found
    }
}

/// Runs what takes long off the tasks: the text of a bank is long.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Other(error.to_string()))
}

/// Makes steps to branches and has the check read the result, without those that it refuses.
///
/// # Errors
/// The set-up has mistakes that stand in none of these branches.
pub async fn checked(
    setups: &Setups,
    base: &Arc<Written>,
    wanted: &Arc<Wanted>,
) -> Result<Result<Checked, Vec<Fault>>, Failure> {
    let mut refused: BTreeMap<BranchId, String> = BTreeMap::new();
    for round in 1..=ROUNDS {
        if refused.len() == wanted.len() {
            break;
        }
        let (from, all, without) = (base.clone(), wanted.clone(), refused.clone());
        let made = aside(move || {
            let left = all.iter().filter(|(branch, _)| !without.contains_key(*branch));
            let edits = left.map(|(branch, steps)| {
                (branch.as_str(), steps.iter().map(|step| (&step.path[..], &step.to)).collect())
            });
            from.set_in_branches(&edits.collect())
        });
        let new = made.await?.map_err(|error| Failure::Other(error.to_string()))?;
        let Err(faults) = setups.check(new.clone()).await else {
            let (from, to) = (base.clone(), new.clone());
            let changes = aside(move || difference(&from, &to)).await?;
            return Ok(Ok(Checked { new, refused, changes }));
        };
        let lines: Vec<usize> = faults.iter().map(|fault| if fault.file.is_none() { fault.line } else { 0 }).collect();
        let places = aside(move || new.branches_at(&lines)).await?;
        let before = refused.len();
        for (fault, place) in faults.iter().zip(places) {
            let branch = place.map(|id| BranchId::new(&id)).filter(|id| wanted.contains_key(id));
            if let Some(branch) = branch {
                refused.entry(branch).or_insert_with(|| said(fault));
            }
        }
        if refused.len() == before {
            return Ok(Err(faults));
        }
        if round == ROUNDS {
            let last = faults.last().map(said).unwrap_or_default();
            for branch in wanted.keys() {
                refused.entry(branch.clone()).or_insert_with(|| last.clone());
            }
        }
    }
    Ok(Ok(Checked { new: Written::clone(base), refused, changes: Vec::new() }))
}

fn said(fault: &Fault) -> String {
    format!("{}: {}", fault.field, fault.what)
}

/// Plans a change for branches. What it comes to stands beside each.
pub async fn planned(
    setups: &Setups,
    base: Written,
    steps: Vec<Step>,
    branches: Vec<BranchId>,
) -> Result<Result<BTreeMap<BranchId, Planned>, Vec<Fault>>, Failure> {
    let base = Arc::new(base);
    let from = base.clone();
    let fits = aside(move || {
        let fields = from.fields();
        let fits = branches.into_iter().map(|branch| {
            let fit = fit(&steps, &fields, branch.as_str());
            (branch, fit)
        });
        fits.collect::<Vec<_>>()
    });
    let mut plan = BTreeMap::new();
    let mut wanted = Wanted::new();
    for (branch, fit) in fits.await? {
        let (state, why) = match fit {
            Fit::Changes(steps) => {
                wanted.insert(branch, steps);
                continue;
            }
            Fit::Same => (RolloutState::Same, String::new()),
            Fit::Lacks(what) => (RolloutState::Refused, format!("there is no {what}")),
        };
        plan.insert(branch, Planned { state, why, steps: Vec::new(), changes: Vec::new() });
    }
    let wanted = Arc::new(wanted);
    let checked = match checked(setups, &base, &wanted).await? {
        Ok(checked) => checked,
        Err(faults) => return Ok(Err(faults)),
    };
    let mut changes = checked.by_branch();
    for (branch, steps) in wanted.iter() {
        let of_branch = match checked.refused.get(branch) {
            Some(why) => {
                Planned { state: RolloutState::Refused, why: why.clone(), steps: Vec::new(), changes: Vec::new() }
            }
            None => Planned {
                state: RolloutState::Planned,
                why: String::new(),
                steps: steps.clone(),
                changes: changes.remove(branch.as_str()).unwrap_or_default(),
            },
        };
        plan.insert(branch.clone(), of_branch);
    }
    Ok(Ok(plan))
}
