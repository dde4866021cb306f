//! Finds what the set-up's rules call wrong, and writes it with the news that the bank's programs are to hear. A trouble and its news are
//! one transaction, and one row of the store says whether it is open: of several servers one tells it.
//!
//! A branch that runs here is read as it is. Of any other the tables tell who waits; what they do not tell is left as it is.

mod complaints;
mod known;

use crate::branches::Branches;
use complaints::Complaints;
use known::{of_row, of_running};
use machine::clock;
use queue::{Duration, Timestamp};
use records::Feasts;
use records::alert_rule::{AlertRule, Found, Known, PHONES, When};
use setup::Alerts;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::branch_now::{self, BranchNow};
use store::trouble::{self, News, Recipient, Trouble, TroubleKey};
use store::{BranchId, Failure, RequestKey, Store, manager_phone};
use tokio::sync::watch;
use wire::{OpenTrouble, Time};

/// How often the branches are looked at.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// A trouble is over when it was not found for so long: what one server sees a moment later than another ends nothing.
const OVER_AFTER: Duration = Duration(15_000);

/// Looks at the branches, by the rules.
#[derive(Debug)]
pub struct TroubleWatch {
    branches: Branches,
    store: Store,
    alerts: Alerts,
    /// Since when an open trouble has not been found.
    missing: HashMap<TroubleKey, Timestamp>,
    complaints: Complaints,
    feasts: Feasts,
}

impl TroubleWatch {
    pub fn new(branches: Branches, store: Store, alerts: Alerts) -> Self {
        let complaints = Complaints::of(&alerts.rules);
        Self { branches, store, alerts, missing: HashMap::new(), complaints, feasts: Feasts::default() }
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
        let were_open = trouble::all_open(&self.store).await?;
        let mut open: BTreeMap<String, BTreeSet<TroubleKey>> = BTreeMap::new();
        for Trouble { key, .. } in &were_open {
            open.entry(key.branch.clone()).or_default().insert(key.clone());
        }
        if self.alerts.rules.is_empty() && open.is_empty() {
            return Ok(0);
        }
        self.complaints.read(&self.store, &self.feasts, &self.branches, now).await?;
        let mut rows: HashMap<String, BranchNow> = HashMap::new();
        // A rule about what only a running branch knows needs no row of thousands that sleep.
        if !open.is_empty() || self.alerts.rules.iter().any(|rule| rule.when.is_of_the_line()) {
            rows.extend(branch_now::all(&self.store).await?.into_iter().map(|row| (row.branch.clone(), row)));
        }
        let running = self.branches.running();
        let (mut opened, mut ended) = (0, 0);
        for (setup, handle) in &running {
            let before = open.remove(&setup.id).unwrap_or_default();
            let seen = match handle.as_ref().filter(|handle| handle.runs()) {
                Some(handle) => Some((of_running(handle.live(), now), true)),
                None => rows.get(&setup.id).map(|row| of_row(setup, row, now)),
            };
            let complaints = self.complaints.of_branch(&setup.id);
            // Complaints are known of a branch that was never open, too.
            let seen =
                seen.or_else(|| (!complaints.is_empty() || !before.is_empty()).then(|| (Known::default(), false)));
            if let Some((known, certain)) = seen {
                let (more, fewer) = self.branch(setup, &Known { complaints, ..known }, certain, before, now).await?;
                (opened, ended) = (opened + more, ended + fewer);
            }
        }
        let are_open = if opened + ended == 0 { were_open } else { trouble::all_open(&self.store).await? };
        for handle in running.iter().filter_map(|(_, handle)| handle.as_ref().filter(|handle| handle.runs())) {
            let id = handle.live().setup().id.clone();
            handle.live().put_troubles(self.shown(are_open.iter().filter(|trouble| trouble.key.branch == id)));
        }
        Ok(opened)
    }

    /// Open troubles as the dashboard shows them: those that are no alerts, which stand there anyway.
    fn shown<'a>(&self, open: impl Iterator<Item = &'a Trouble>) -> Vec<OpenTrouble> {
        let shown = open.filter_map(|trouble| {
            let when = self.alerts.rule(&trouble.key.rule)?.when;
            (!when.is_an_alert()).then(|| OpenTrouble {
                what: setup::what(when),
                place: trouble.key.place.clone(),
                value: trouble.value,
                since: Time::from_millis(trouble.since.0),
                seen: trouble.seen.is_some(),
            })
        });
        shown.collect()
    }

    /// Opens what is found in a branch and ends what is not. What is not `certain` ends nothing but what the rules of complaints
    /// find, which the tables tell. Returns how many were opened and how many were ended.
    async fn branch(
        &mut self,
        setup: &setup::Branch,
        known: &Known,
        certain: bool,
        mut before: BTreeSet<TroubleKey>,
        now: Timestamp,
    ) -> Result<(usize, usize), Failure> {
        let wall = setup.calendar.local(now);
        let minute = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).unwrap_or_default();
        let business_day = self.feasts.is_business_day(wall.date());
        let (mut opened, mut ended) = (0, 0);
        for rule in self.alerts.rules.clone().iter().filter(|rule| rule.is_for(&setup.id)) {
            let Some(found) = rule.finds(known, now) else {
                before.retain(|key| key.rule != rule.id);
                continue;
            };
            for found in found {
                let (branch, rule_id) = (setup.id.clone(), rule.id.clone());
                let key = TroubleKey { branch, rule: rule_id, place: found.place.clone() };
                self.missing.remove(&key);
                if !before.remove(&key) && rule.when.may_begin(minute, business_day) {
                    opened += usize::from(self.open(rule, &key, &found, now, minute).await?);
                }
            }
        }
        let told_by_tables = |key: &TroubleKey| {
            self.alerts.rule(&key.rule).is_some_and(|rule| matches!(rule.when, When::ComplaintDue { .. }))
        };
        let over: Vec<_> = before.into_iter().filter(|key| certain || told_by_tables(key)).collect();
        for key in over {
            let since = *self.missing.entry(key.clone()).or_insert(now);
            // A clock that stepped back begins anew.
            if now < since {
                self.missing.insert(key, now);
            } else if now - since >= OVER_AFTER {
                self.end(&key, now).await?;
                self.missing.remove(&key);
                ended += 1;
            }
        }
        Ok((opened, ended))
    }

    async fn open(
        &self,
        rule: &AlertRule,
        key: &TroubleKey,
        found: &Found,
        now: Timestamp,
        minute: u16,
    ) -> Result<bool, Failure> {
        let mut transaction = self.store.begin().await?;
        if !trouble::open(&mut transaction, key, found.value, now, rule.pause).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        let due = now + rule.quiet_for(minute);
        for id in &rule.to {
            for recipient in recipients(&mut transaction, &key.branch, id).await? {
                let news = news(key, "opened", recipient, now, found.value, due);
                trouble::put(&mut transaction, &news).await?;
            }
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
        let Some((since, value)) = trouble::end_trouble(&mut transaction, key, now).await? else {
            return transaction.rollback().await;
        };
        trouble::call_off(&mut transaction, key, now).await?;
        for recipient in trouble::recipients_told(&mut transaction, key, since).await? {
            trouble::put(&mut transaction, &news(key, "over", recipient, since, value, now)).await?;
        }
        transaction.commit().await
    }
}

/// Who is told where a rule names a recipient: each phone of the branch's managers, or a program or mailbox.
async fn recipients(on: impl store::Run, branch: &str, id: &str) -> Result<Vec<Recipient>, Failure> {
    if id != PHONES {
        return Ok(vec![Recipient { id: id.to_owned(), phone: String::new() }]);
    }
    let phones = manager_phone::of_branch(on, &BranchId::new(branch)).await?;
    Ok(phones.into_iter().map(|phone| Recipient { id: PHONES.to_owned(), phone: phone.id }).collect())
}

/// News that wait for a recipient.
pub fn news(of: &TroubleKey, kind: &str, to: Recipient, since: Timestamp, value: u32, due: Timestamp) -> News {
    News {
        id: RequestKey::fresh().as_str().to_owned(),
        of: of.clone(),
        since,
        value,
        kind: kind.to_owned(),
        recipient: to.id,
        phone: to.phone,
        state: "waiting".to_owned(),
        due,
        tries: 0,
        changed: since,
        fault: String::new(),
    }
}

/// Puts a test for a recipient, as a manager asks for it.
pub async fn test(store: &Store, branch: &BranchId, to: Recipient, now: Timestamp) -> Result<(), Failure> {
    let of = TroubleKey { branch: branch.to_string(), rule: "test".to_owned(), place: String::new() };
    trouble::put(store, &news(&of, "test", to, now, 0, now)).await
}

#[cfg(test)]
mod tests;
