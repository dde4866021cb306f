//! The complaints that wait for an answer, with how much of their legal time is over: read once a minute where a rule asks for them.

use crate::branches::Branches;
use queue::{Duration, Timestamp};
use records::Feasts;
use records::alert_rule::{AlertRule, OpenComplaint, When};
use records::complaint::State;
use records::legal_clock::reminder_day;
use std::collections::HashMap;
use store::complaint::{self, Complaint};
use store::{Failure, Store};

/// How often they are read.
const READ_EVERY: Duration = Duration::minutes(1);
/// How many are read at a time.
const AT_ONCE: u32 = 200;

/// The open complaints of all branches.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    /// The parts of the legal time that rules ask for, in percent; the largest first.
    percents: Vec<u8>,
    read_at: Option<Timestamp>,
    of_branch: HashMap<String, Vec<OpenComplaint>>,
}

impl Complaints {
    /// What rules ask for.
    pub(super) fn of(rules: &[AlertRule]) -> Self {
        let percent = |rule: &AlertRule| match rule.when {
            When::ComplaintDue { percent } => Some(percent),
            _ => None,
        };
        let mut percents: Vec<u8> = rules.iter().filter_map(percent).collect();
        percents.sort_unstable_by(|a, b| b.cmp(a));
        Self { percents, ..Self::default() }
    }

    /// Reads them, where a rule asks for them and they were not read lately.
    pub(super) async fn read(
        &mut self,
        store: &Store,
        feasts: &Feasts,
        branches: &Branches,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let fresh = self.read_at.is_some_and(|at| (0..READ_EVERY.0).contains(&(now - at).0));
        if self.percents.is_empty() || fresh {
            return Ok(());
        }
        let setups = branches.setups();
        let mut found: HashMap<String, Vec<OpenComplaint>> = HashMap::new();
        for state in State::ALL.iter().filter(|state| state.is_open()) {
            let mut last = 0;
            loop {
                let rows = complaint::in_state(store, state.as_str(), last, AT_ONCE).await?;
                let Some(end) = rows.last().map(|row| row.id) else { break };
                last = end;
                for row in rows {
                    let setup = setups.iter().find(|setup| setup.id == row.branch.as_str());
                    if let Some(over) = setup.and_then(|setup| self.over(&row, setup, feasts, now)) {
                        let complaint = OpenComplaint { number: row.number, over };
                        found.entry(row.branch.to_string()).or_default().push(complaint);
                    }
                }
            }
        }
        (self.of_branch, self.read_at) = (found, Some(now));
        Ok(())
    }

    /// The largest part that rules ask for and that is over by the branch's clock.
    fn over(&self, row: &Complaint, setup: &setup::Branch, feasts: &Feasts, now: Timestamp) -> Option<u8> {
        let (from, due) = (row.clock_from.parse().ok()?, row.due.parse().ok()?);
        let today = setup.calendar.local(now).date();
        self.percents.iter().copied().find(|percent| reminder_day(from, due, *percent, feasts) <= today)
    }

    /// Those of a branch.
    pub(super) fn of_branch(&self, branch: &str) -> Vec<OpenComplaint> {
        self.of_branch.get(branch).cloned().unwrap_or_default()
    }
}
