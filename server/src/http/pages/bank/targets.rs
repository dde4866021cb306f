//! The targets of the branches that a person may see, and their last changes.

use crate::http::AppState;
use crate::http::problem::Error;
use branch::reporting::{TargetChange, target_changes};
use queue::ServiceId;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use wire::{BankTarget, BankTargetChange, TargetSet, Text};

/// Changes on the page.
const CHANGES: usize = 20;

type Seen<'a> = [&'a Arc<setup::Branch>];

/// Each service with its targets, by how many branches have them.
pub fn of_branches(seen: &Seen<'_>) -> Vec<BankTarget> {
    let mut targets: BTreeMap<&ServiceId, BTreeMap<u32, u32>> = BTreeMap::new();
    for setup in seen {
        for (id, service) in &setup.services {
            *targets.entry(id).or_default().entry(service.target.whole_minutes()).or_default() += 1;
        }
    }
    let target = |(id, minutes): (&ServiceId, BTreeMap<u32, u32>)| {
        let mut minutes: Vec<(u32, u32)> = minutes.into_iter().collect();
        minutes.sort_by_key(|(target, branches)| (Reverse(*branches), *target));
        BankTarget { service: service_name(seen, id), minutes }
    };
    targets.into_iter().map(target).collect()
}

/// The last changes of the targets of every branch, and of those that are seen.
pub async fn changes(state: &AppState, seen: &Seen<'_>) -> Result<Vec<BankTargetChange>, Error> {
    let of = |id: &str| seen.iter().find(|setup| setup.id == id);
    let changes = target_changes(&state.store).await?;
    let wanted = changes.into_iter().filter(|change| change.branch.as_deref().is_none_or(|id| of(id).is_some()));
    let names = state.staff.names();
    let shown = wanted.take(CHANGES).filter_map(|change| {
        let TargetChange { service, branch, old, new, number, at, by } = change;
        let setup = branch.as_deref().and_then(of).or(seen.first())?;
        let by = by.and_then(|by| names.read().get(&by).cloned()).unwrap_or_default();
        let set = TargetSet { by, at: setup.calendar.clock(at), number };
        let branch = branch.map(|_| setup.name.clone());
        Some(BankTargetChange { service: service_name(seen, &service), branch, old, new, set })
    });
    Ok(shown.collect())
}

/// The name of a service, as the first branch that has it calls it; its id where none has.
fn service_name(seen: &Seen<'_>, id: &ServiceId) -> Text {
    let name = seen.iter().find_map(|setup| setup.service(id));
    name.map_or_else(|| Text::from([("en", id.as_str())]), |service| service.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use setup::Setup;

    #[test]
    fn the_most_common_target_of_a_service_comes_first() {
        let branch = Setup::load(None).unwrap().branches.into_values().next().unwrap();
        let targets = of_branches(&[&branch, &branch]);
        assert_eq!(targets.len(), branch.services.len());
        assert!(targets.iter().all(|target| target.minutes.len() == 1 && target.minutes[0].1 == 2), "{targets:?}");
    }
}
