//! Finds what the set-up's rules call wrong, and writes it with the news that the bank's programs are to hear. A trouble and its news are
//! one transaction, and one row of the store says whether it is open: of several servers one tells it.
//!
//! A branch that runs here is read as it is. Of any other the tables tell who waits; what they do not tell is left as it is.

use crate::branches::Branches;
use crate::handle::Handle;
use crate::live::Live;
use machine::clock;
use queue::{Duration, Timestamp};
use records::alert_rule::{AlertRule, Found, Inside, Known};
use setup::Alerts;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::branch_now::{self, BranchNow};
use store::trouble::{self, News, TroubleKey};
use store::{BranchId, Failure, RequestKey, Store};
use tokio::sync::watch;

/// How often the branches are looked at.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// A trouble is over when it was not found for so long: what one server sees a moment later than another ends nothing.
const OVER_AFTER: Duration = Duration(15_000);
/// A row that is older than this is what every server knows.
const STEADY_AFTER: Duration = Duration(30_000);
/// A forecast of this age still counts.
const FORESEEN: Duration = Duration(75_000);

/// Looks at the branches, by the rules.
#[derive(Debug)]
pub struct TroubleWatch {
    branches: Branches,
    store: Store,
    alerts: Alerts,
    /// Since when an open trouble has not been found.
    missing: HashMap<TroubleKey, Timestamp>,
}

impl TroubleWatch {
    pub fn new(branches: Branches, store: Store, alerts: Alerts) -> Self {
        Self { branches, store, alerts, missing: HashMap::new() }
    }

    /// Looks until the server stops. Without rules there is nothing to look for.
    pub async fn run(mut self, mut stopping: watch::Receiver<bool>) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            if let Err(failure) = self.round(clock::now()).await {
                tracing::warn!(%failure, "whether something is wrong in a branch cannot be seen or written; trying again");
            }
        }
    }

    /// Looks once. Returns how many troubles were opened here.
    pub async fn round(&mut self, now: Timestamp) -> Result<usize, Failure> {
        let mut open: BTreeMap<String, BTreeSet<TroubleKey>> = BTreeMap::new();
        for key in trouble::open_ones(&self.store).await? {
            open.entry(key.branch.clone()).or_default().insert(key);
        }
        if self.alerts.rules.is_empty() && open.is_empty() {
            return Ok(0);
        }
        let mut rows: HashMap<String, BranchNow> = HashMap::new();
        rows.extend(branch_now::all(&self.store).await?.into_iter().map(|row| (row.branch.clone(), row)));
        let running: Vec<_> =
            self.branches.running().into_iter().map(|(setup, handle)| (setup.clone(), handle)).collect();
        let mut opened = 0;
        for (setup, handle) in running {
            let before = open.remove(&setup.id).unwrap_or_default();
            let seen = match handle.filter(Handle::runs) {
                Some(handle) => Some((of_running(handle.live(), now), true)),
                None => rows.get(&setup.id).map(|row| of_row(&setup, row, now)),
            };
            if let Some((known, certain)) = seen {
                opened += self.branch(&setup, &known, certain, before, now).await?;
            }
        }
        Ok(opened)
    }

    /// Opens what is found in a branch and ends what is not. What is not `certain` ends nothing.
    async fn branch(
        &mut self,
        setup: &setup::Branch,
        known: &Known,
        certain: bool,
        mut before: BTreeSet<TroubleKey>,
        now: Timestamp,
    ) -> Result<usize, Failure> {
        let mut opened = 0;
        for rule in self.alerts.rules.clone().iter().filter(|rule| rule.is_for(&setup.id)) {
            let Some(found) = rule.finds(known, now) else {
                before.retain(|key| key.rule != rule.id);
                continue;
            };
            for found in found {
                let (branch, rule_id) = (setup.id.clone(), rule.id.clone());
                let key = TroubleKey { branch, rule: rule_id, place: found.place.clone() };
                self.missing.remove(&key);
                if !before.remove(&key) {
                    opened += usize::from(self.open(setup, rule, &key, &found, now).await?);
                }
            }
        }
        for key in before.into_iter().filter(|_| certain) {
            let since = *self.missing.entry(key.clone()).or_insert(now);
            // A clock that stepped back begins anew.
            if now < since {
                self.missing.insert(key, now);
            } else if now - since >= OVER_AFTER {
                self.end(&key, now).await?;
                self.missing.remove(&key);
            }
        }
        Ok(opened)
    }

    async fn open(
        &self,
        setup: &setup::Branch,
        rule: &AlertRule,
        key: &TroubleKey,
        found: &Found,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let mut transaction = self.store.begin().await?;
        if !trouble::open(&mut transaction, key, found.value, now, rule.pause).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        let wall = setup.calendar.local(now);
        let minute = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).unwrap_or_default();
        let due = now + rule.quiet_for(minute);
        for recipient in &rule.to {
            let news = news(key, "opened", recipient, now, found.value, due);
            trouble::put(&mut transaction, &news).await?;
        }
        transaction.commit().await?;
        tracing::info!(
            branch = key.branch,
            rule = key.rule,
            place = key.place,
            value = found.value,
            "something is wrong"
        );
        Ok(true)
    }

    /// Ends a trouble. Who was told that it began hears that it is over; who was not hears nothing.
    async fn end(&self, key: &TroubleKey, now: Timestamp) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        let Some(since) = trouble::end_trouble(&mut transaction, key, now).await? else {
            return transaction.rollback().await;
        };
        trouble::call_off(&mut transaction, key, now).await?;
        for recipient in trouble::recipients_told(&mut transaction, key, since).await? {
            trouble::put(&mut transaction, &news(key, "over", &recipient, since, 0, now)).await?;
        }
        transaction.commit().await
    }
}

/// News that wait for a recipient.
pub fn news(of: &TroubleKey, kind: &str, recipient: &str, since: Timestamp, value: u32, due: Timestamp) -> News {
    News {
        id: RequestKey::fresh().as_str().to_owned(),
        of: of.clone(),
        since,
        value,
        kind: kind.to_owned(),
        recipient: recipient.to_owned(),
        state: "waiting".to_owned(),
        due,
        tries: 0,
        changed: since,
        fault: String::new(),
    }
}

fn of_running(live: &Live, now: Timestamp) -> Known {
    let foresight = live.foresight();
    let foreseen = foresight.at.is_some_and(|at| (0..FORESEEN.0).contains(&(now - at).0));
    live.read(|branch, _| {
        if branch.is_closed() || branch.day() != Some(&live.setup().day(now)) {
            return nothing();
        }
        let over_target = branch.setup().filter(|_| foreseen).map(|rules| {
            let over = rules.services.iter().filter_map(|(id, service)| {
                let expected = foresight.of_next(id)?.low_minutes;
                let over = expected.saturating_sub(service.target.whole_minutes());
                (over > 0).then(|| (id.to_string(), over))
            });
            over.collect()
        });
        let alerts = branch.alerts().map(|alert| (alert.kind, alert.place.to_string())).collect();
        Known {
            waiting: branch.waiting_count(),
            oldest: branch.waiting().map(|ticket| ticket.issued_at).min(),
            inside: Some(Inside { no_shows: branch.counts().no_shows, alerts, over_target }),
        }
    })
}

/// What is known of a branch whose day is over: nothing is wrong there.
fn nothing() -> Known {
    Known { inside: Some(Inside { over_target: Some(Vec::new()), ..Inside::default() }), ..Known::default() }
}

/// What a row tells, and whether it is certain.
fn of_row(setup: &Arc<setup::Branch>, row: &BranchNow, now: Timestamp) -> (Known, bool) {
    let steady = now - row.at >= STEADY_AFTER;
    if row.closed || row.day != setup.day(now) {
        return (nothing(), steady);
    }
    (Known { waiting: row.waiting, oldest: row.oldest, inside: None }, steady)
}

/// Puts a test for a recipient, as a manager asks for it.
pub async fn test(store: &Store, branch: &BranchId, recipient: &str, now: Timestamp) -> Result<(), Failure> {
    let of = TroubleKey { branch: branch.to_string(), rule: "test".to_owned(), place: String::new() };
    trouble::put(store, &news(&of, "test", recipient, now, 0, now)).await
}

#[cfg(test)]
mod tests;
