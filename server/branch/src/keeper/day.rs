//! The change from one business day to the next: the last day is ended, today is read or opened.

use super::{ATTEMPTS, Keeper, commit_in_memory};
use crate::journal::{Recorded, Working, row};
use crate::request::Actor;
use machine::clock;
use queue::{Command, Day, Duration, Timestamp};
use store::{
    AppendError, Failure, RequestKey, announcement, appointment, push_subscription, setup_version, ticket_note, told,
    visit,
};

/// How long a ticket's link leads to the question how the visit was, beyond its day.
const FEEDBACK_KEPT: Duration = Duration::minutes(24 * 60);

/// The waits that tickets were told are kept for four weeks, which is enough to score the forecast.
const TOLD_KEPT: Duration = Duration::minutes(28 * 24 * 60);

/// The day that the branch is on, as the journal has it.
struct Found {
    /// Today, or a later day that is in force; `None` where today has not begun.
    working: Option<Working>,
    /// The latest day that was not given up.
    last: Option<Day>,
    /// The first of the later days that were given up.
    given_up: Option<Day>,
}

impl Keeper {
    /// Makes sure that today is in memory: it stays, is read from the journal, or is opened. A clock that steps back into a
    /// finished day does not reopen that day, unless a person has given the later day up.
    pub async fn ready(&mut self) -> Result<(), Failure> {
        for _ in 0..ATTEMPTS {
            let now = clock::now();
            let today = self.setup().day(now);
            let is_today = |working: &Working| working.day >= today && !self.is_given_up(working, &today);
            if self.working.as_ref().is_some_and(is_today) {
                return Ok(());
            }
            let Found { working, last, given_up } = self.look_for(&today).await?;
            self.give_up(given_up);
            if let Some(working) = working {
                match self.adopt_or_reopen(working, now).await {
                    Ok(()) => return Ok(()),
                    Err(AppendError::Conflict) => continue,
                    Err(AppendError::Failed(failure)) => return Err(failure),
                }
            }
            let evacuating = match &last {
                Some(last) => self.close_day(last, now).await?,
                None => false,
            };
            match self.open_day(today, last.as_ref(), evacuating, now).await {
                Ok(()) => return Ok(()),
                Err(AppendError::Conflict) => {}
                Err(AppendError::Failed(failure)) => return Err(failure),
            }
        }
        Err(Failure::Other("other servers kept opening the day".to_owned()))
    }

    /// Reads from the journal which day the branch is on.
    async fn look_for(&self, today: &Day) -> Result<Found, Failure> {
        let (mut last, mut given_up) = (self.store.last_day(&self.id).await?, None);
        while let Some(day) = last.clone().filter(|day| day >= today) {
            let rows = self.store.read_day(&self.id, &day, 0).await?;
            let working = Working::replay(day.clone(), &rows)?;
            if !self.is_given_up(&working, today) {
                return Ok(Found { working: Some(working), last, given_up });
            }
            last = self.store.last_day_before(&self.id, &day).await?;
            given_up = Some(day);
        }
        Ok(Found { working: None, last, given_up })
    }

    /// Notes the first of the days that were given up. Rows of such days are not followed any more.
    fn give_up(&mut self, day: Option<Day>) {
        if self.given_up != day || day.is_some() {
            self.store.follow_until(&self.id, day.as_ref());
            self.given_up = day;
        }
    }

    /// Takes a day from the journal into memory. A day that ended too early is reopened first, with its visitors' links.
    async fn adopt_or_reopen(&mut self, mut working: Working, now: Timestamp) -> Result<(), AppendError> {
        if self.ended_too_early(&working) {
            let command = Command::ReopenDay;
            let events = working.branch.decide(&command, now).map_err(|refusal| Failure::Other(refusal.to_string()))?;
            let recorded = Recorded { command, events: events.into() };
            let links: Vec<_> = working.branch.tickets().map(|ticket| (ticket.token.clone(), ticket.id)).collect();
            commit_in_memory(&mut working, &recorded);
            let key = RequestKey::fresh();
            self.store.append(vec![row(&self.id, &working, &key, now, Actor::Server, &recorded)]).await?;
            let mut transaction = self.store.begin().await?;
            visit::restore(&mut transaction, &self.id, &working.day, &links).await?;
            transaction.commit().await?;
            tracing::warn!(branch = %self.id, day = %working.day, "a later day was given up: today goes on");
            self.observe(&working.branch, recorded.events.iter());
            working.recorded.insert(key, recorded);
        }
        self.take_setup(&working.day).await?;
        self.log_clock(&working.day, now);
        self.read_announced(&working.branch, &working.day).await?;
        self.adopt(working, now);
        Ok(())
    }

    fn adopt(&mut self, working: Working, now: Timestamp) {
        let setup = self.setup().rules(now);
        if working
            .branch
            .setup()
            .is_some_and(|of_the_day| of_the_day.services != setup.services || of_the_day.desks != setup.desks)
        {
            tracing::warn!(
                branch = %self.id,
                day = %working.day,
                "the set-up has changed; the change takes effect with the next business day"
            );
        }
        self.live.replace(working.branch.clone(), working.seq, working.observed.clone());
        self.working = Some(working);
    }

    /// Opens a day. An evacuation of the last one that was not lifted goes on.
    async fn open_day(
        &mut self,
        day: Day,
        last: Option<&Day>,
        evacuating: bool,
        now: Timestamp,
    ) -> Result<(), AppendError> {
        self.take_setup(&day).await?;
        let setup = self.setup().rules(now);
        let key = RequestKey::of_day(&day);
        let command = Command::OpenDay { day: day.clone(), setup: Box::new(setup) };
        let mut working = Working::empty(day.clone());
        let recorded = match working.branch.decide(&command, now) {
            Ok(events) => Recorded { command, events: events.into() },
            Err(refusal) => return Err(Failure::Other(refusal.to_string()).into()),
        };
        commit_in_memory(&mut working, &recorded);
        let mut rows = vec![row(&self.id, &working, &key, now, Actor::Server, &recorded)];
        let carried = if evacuating { Some(carry_evacuation(&mut working, now)?) } else { None };
        if let Some((key, recorded)) = &carried {
            rows.push(row(&self.id, &working, key, now, Actor::Server, recorded));
        }
        self.store.append(rows).await?;
        for (key, recorded) in [(key, recorded)].into_iter().chain(carried) {
            self.observe(&working.branch, recorded.events.iter());
            working.recorded.insert(key, recorded);
        }
        // A ticket's link ends with its day; the question how the visit was is answered until the end of the next one.
        visit::forget_before(&self.store, &self.id, &self.setup().day(now - FEEDBACK_KEPT)).await?;
        setup_version::forget_days_before(&self.store, &self.id, last.unwrap_or(&day)).await?;
        announcement::forget_before(&self.store, &self.id, &day).await?;
        ticket_note::erase(&self.store, &self.id, &day).await?;
        told::forget_before(&self.store, &self.id, &self.setup().day(now - TOLD_KEPT)).await?;
        appointment::erase_contacts(&self.store, &self.id, &day).await?;
        if let Some(last) = last {
            push_subscription::forget_until(&self.store, &self.id, last).await?;
        }
        self.adopt(working, now);
        Ok(())
    }

    /// Where people learn, a day that somebody has closed goes on, and tickets are given out again: the next one learns too.
    pub(super) async fn go_on_practising(&mut self) {
        if !self.setup().practice || !self.working.as_ref().is_some_and(|working| working.branch.is_closed()) {
            return;
        }
        self.command(Command::ReopenDay).await;
        self.command(Command::ResumeIssuing { service: None }).await;
    }

    /// Ends the last day where nobody has ended it, and records that in the journal. Returns whether the
    /// building was being evacuated at its end. The next day begins even if the last one
    /// cannot be read, or another server ends it at this moment.
    async fn close_day(&self, last: &Day, now: Timestamp) -> Result<bool, Failure> {
        let rows = self.store.read_day(&self.id, last, 0).await?;
        let mut working = match Working::replay(last.clone(), &rows) {
            Ok(working) => working,
            Err(failure) => {
                tracing::error!(branch = %self.id, day = %last, %failure, "the last day stays open");
                return Ok(false);
            }
        };
        let evacuating = working.branch.evacuating().is_some();
        let command = Command::CloseDay { overdue: true };
        let Ok(events) = working.branch.decide(&command, now) else { return Ok(evacuating) };
        let recorded = Recorded { command, events: events.into() };
        commit_in_memory(&mut working, &recorded);
        // A day that was reopened has ended once before, under that key.
        let key = Some(RequestKey::of_day_end(last)).filter(|key| !working.recorded.contains_key(key));
        let key = key.unwrap_or_else(RequestKey::fresh);
        match self.store.append(vec![row(&self.id, &working, &key, now, Actor::Server, &recorded)]).await {
            Ok(()) => {
                self.observe(&working.branch, recorded.events.iter());
                Ok(evacuating)
            }
            Err(AppendError::Conflict) => Ok(evacuating),
            Err(AppendError::Failed(failure)) => Err(failure),
        }
    }
}

/// Has an evacuation go on in a day that has just been opened.
fn carry_evacuation(working: &mut Working, now: Timestamp) -> Result<(RequestKey, Recorded), Failure> {
    let command = Command::BeginEvacuation;
    let events = working.branch.decide(&command, now).map_err(|refusal| Failure::Other(refusal.to_string()))?;
    let recorded = Recorded { command, events: events.into() };
    commit_in_memory(working, &recorded);
    Ok((RequestKey::fresh(), recorded))
}
