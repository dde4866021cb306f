//! The targets of a period with what came of them, and who set them: the targets of each day from its journal, the changes of them from
//! the versions of the set-up.

use crate::journal::Recorded;
use queue::{CsrId, Day, Event, ServiceId, Timestamp};
use reports::{DayTargets, Facts, TargetReport};
use setup::{Change, Kind};
use std::collections::BTreeMap;
use store::report::{Days, facts};
use store::{BranchId, Failure, Row, Store, report_day, setup_version};

/// Versions that are looked through, the newest first.
const VERSIONS: u32 = 2_000;

/// Returns the targets of a branch's days, with the visits that were called within them.
pub async fn targets(store: &Store, branch: &BranchId, days: &Days) -> Result<TargetReport, Failure> {
    let mut of_days = BTreeMap::new();
    for row in report_day::first_rows(store, branch, days).await? {
        if let Some(targets) = of_opening(&row) {
            of_days.insert(row.day, targets);
        }
    }
    let mut report = TargetReport::new(of_days);
    for (day, _, text) in facts(store, branch, days).await? {
        // Quarter hours that cannot be read are named by the report itself.
        if let Some(facts) = Facts::read(&text) {
            report.add(&day, &facts);
        }
    }
    Ok(report)
}

/// The targets with which a day began.
fn of_opening(row: &Row) -> Option<DayTargets> {
    let recorded = Recorded::read(row).ok()?;
    recorded.events.iter().find_map(|event| match event {
        Event::DayOpened { setup, .. } => {
            Some(setup.services.iter().map(|(id, service)| (id.clone(), service.target)).collect())
        }
        _ => None,
    })
}

/// A change of a target, as a version of the set-up made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetChange {
    pub service: ServiceId,
    /// The branch whose own target it is; `None` for that of all branches which have none of their own.
    pub branch: Option<String>,
    /// In minutes; `None` where there was, or is, none.
    pub old: Option<u32>,
    pub new: Option<u32>,
    /// The version of the set-up.
    pub number: u32,
    pub at: Timestamp,
    /// The member of staff; `None` where it was the server or a command.
    pub by: Option<CsrId>,
}

impl TargetChange {
    /// Whether it is of a branch: its own targets, or those of every branch.
    pub fn concerns(&self, branch: &str) -> bool {
        self.branch.as_deref().is_none_or(|of| of == branch)
    }

    /// Who set the target of so many minutes that a branch's service had on a day: the last such change before the day's end.
    pub fn of_target<'a>(
        changes: &'a [Self],
        branch: &str,
        service: &ServiceId,
        minutes: u32,
        day: &Day,
        day_of: impl Fn(Timestamp) -> Day,
    ) -> Option<&'a Self> {
        let mut before = changes
            .iter()
            .filter(|change| change.service == *service && change.concerns(branch) && day_of(change.at) <= *day);
        before.find(|change| change.new == Some(minutes))
    }
}

/// Returns the changes of targets, the newest first.
pub async fn target_changes(store: &Store) -> Result<Vec<TargetChange>, Failure> {
    let mut found = Vec::new();
    for save in setup_version::saves(store, u32::MAX >> 1, VERSIONS).await? {
        let changes: Vec<Change> = serde_json::from_str(&save.changes).unwrap_or_default();
        for change in changes.iter().filter(|change| change.kind == Kind::Target) {
            let parts: Vec<&str> = change.path.split('.').collect();
            let (branch, service) = match parts[..] {
                ["service", service, "target_minutes"] => (None, service),
                ["branch", branch, "target_minutes", service] => (Some(branch.to_owned()), service),
                _ => continue,
            };
            let by = save.who.strip_prefix("staff:").and_then(|id| id.parse().ok()).map(CsrId);
            let (old, new) = (change.old.parse().ok(), change.new.parse().ok());
            let service = ServiceId::new(service);
            found.push(TargetChange { service, branch, old, new, number: save.number, at: save.at, by });
        }
    }
    Ok(found)
}
