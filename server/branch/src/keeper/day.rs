//! From one business day to the next: the last one is ended, today is read or opened.

use super::{ATTEMPTS, Keeper, commit_in_memory};
use crate::journal::{Recorded, Working, row};
use crate::request::Actor;
use machine::clock;
use queue::{Command, Day, Duration, Timestamp};
use store::{AppendError, Failure, RequestKey, push_subscription, told, visit};

/// What tickets were told is kept for four weeks: long enough to see how right it was.
const TOLD_KEPT: Duration = Duration::minutes(28 * 24 * 60);

impl Keeper {
    /// Has today in memory: as it is, read from the journal, or opened. A clock that steps back into a day that is
    /// over does not bring it back.
    pub async fn ready(&mut self) -> Result<(), Failure> {
        for _ in 0..ATTEMPTS {
            let now = clock::now();
            let today = self.setup.day(now);
            if self.working.as_ref().is_some_and(|working| working.day >= today) {
                return Ok(());
            }
            let last = self.store.last_day(&self.id).await?;
            let day = last.as_ref().map_or(&today, |last| last.max(&today)).clone();
            let rows = self.store.read_day(&self.id, &day, 0).await?;
            if !rows.is_empty() {
                self.adopt(Working::replay(day, &rows)?, now);
                return Ok(());
            }
            if let Some(last) = &last {
                self.close_day(last, now).await?;
            }
            match self.open_day(today, last.as_ref(), now).await {
                Ok(()) => return Ok(()),
                Err(AppendError::Conflict) => {}
                Err(AppendError::Failed(failure)) => return Err(failure),
            }
        }
        Err(Failure::Other("other servers kept opening the day".to_owned()))
    }

    fn adopt(&mut self, working: Working, now: Timestamp) {
        let setup = self.setup.rules(now);
        if working
            .branch
            .setup()
            .is_some_and(|of_the_day| of_the_day.services != setup.services || of_the_day.desks != setup.desks)
        {
            tracing::warn!(
                branch = self.setup.id,
                day = %working.day,
                "the set-up has changed; the change takes effect with the next business day"
            );
        }
        self.live.replace(working.branch.clone(), working.seq, working.observed.clone());
        self.working = Some(working);
    }

    async fn open_day(&mut self, day: Day, last: Option<&Day>, now: Timestamp) -> Result<(), AppendError> {
        let setup = self.setup.rules(now);
        let key = RequestKey::of_day(&day);
        let command = Command::OpenDay { day: day.clone(), setup: Box::new(setup) };
        let mut working = Working::empty(day.clone());
        let recorded = match working.branch.decide(&command, now) {
            Ok(events) => Recorded { command, events: events.into() },
            Err(refusal) => return Err(Failure::Other(refusal.to_string()).into()),
        };
        commit_in_memory(&mut working, &recorded);
        self.store.append(vec![row(&self.id, &working, &key, now, Actor::Server, &recorded)]).await?;
        self.observe(&working.branch, recorded.events.iter());
        working.recorded.insert(key, recorded);
        visit::forget_before(&self.store, &self.id, &day).await?;
        told::forget_before(&self.store, &self.id, &self.setup.day(now - TOLD_KEPT)).await?;
        if let Some(last) = last {
            push_subscription::forget_until(&self.store, &self.id, last).await?;
        }
        self.adopt(working, now);
        Ok(())
    }

    /// Ends the last day, where nobody has: what was left open is over, and the journal says so. A day that cannot be
    /// read, or that another server ends at this moment, does not keep the next one from beginning.
    async fn close_day(&self, last: &Day, now: Timestamp) -> Result<(), Failure> {
        let rows = self.store.read_day(&self.id, last, 0).await?;
        let mut working = match Working::replay(last.clone(), &rows) {
            Ok(working) => working,
            Err(failure) => {
                tracing::error!(branch = self.setup.id, day = %last, %failure, "the last day stays open");
                return Ok(());
            }
        };
        let command = Command::CloseDay { overdue: true };
        let Ok(events) = working.branch.decide(&command, now) else { return Ok(()) };
        let recorded = Recorded { command, events: events.into() };
        commit_in_memory(&mut working, &recorded);
        let key = RequestKey::of_day_end(last);
        match self.store.append(vec![row(&self.id, &working, &key, now, Actor::Server, &recorded)]).await {
            Ok(()) => {
                self.observe(&working.branch, recorded.events.iter());
                Ok(())
            }
            Err(AppendError::Conflict) => Ok(()),
            Err(AppendError::Failed(failure)) => Err(failure),
        }
    }
}
