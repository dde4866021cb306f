//! The task of a branch, with the promises that the crate's documentation names. `elsewhere` holds what other servers do to
//! the same branch, `day` the change from one business day to the next, `clock_watch` a clock that was ahead.

mod announced;
mod clock_watch;
mod day;
mod elsewhere;

use crate::calling_in::to_call_in;
use crate::journal::{Recorded, Working, row};
use crate::live::Live;
use crate::notices::read_notices;
use crate::observers::{Committed, Observers};
use crate::request::{Actor, CommandError, Outcome, Request};
use crate::setups::{Numbered, Setups};
use elsewhere::moved;
use machine::clock;
use queue::{Command, Day, Event, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::{AppendError, BranchId, Failure, Position, RequestKey, Row, Store};
use tokio::sync::{mpsc, oneshot, watch};

/// The most commands that share one append.
const TOGETHER: usize = 256;
/// How many times a batch is decided again after another server was first.
const ATTEMPTS: u32 = 10;
/// How often the task looks whether a new business day has begun, whether an officer or a visitor has not come, whom to tell to come, and whether another server has changed the notices.
const NEW_DAY_CHECK: Duration = Duration::from_secs(10);
/// The pause before a newer set-up that could not be read is read again.
const READ_AGAIN: Duration = Duration::from_millis(250);

/// Visitors are told to come by a forecast of this age at most.
const FORESIGHT_HOLDS: queue::Duration = queue::Duration::seconds(60);

pub struct Keeper {
    setups: Setups,
    /// A receiver that a newer set-up wakes.
    newer: watch::Receiver<Numbered>,
    /// The branch's id in the store's type.
    id: BranchId,
    store: Store,
    live: Arc<Live>,
    observers: Observers,
    /// The state after every decision, committed or about to be; `None` when it must be read again.
    working: Option<Working>,
    /// The last place of the journal that is known to exist; `None` where no other server writes it.
    elsewhere: Option<watch::Receiver<Position>>,
    /// The first of the later days that were given up, if any.
    given_up: Option<Day>,
}

/// The decision on one request.
enum Decision {
    /// The request gets this answer once the batch is committed.
    Answer(Outcome),
    /// The request has a row in the batch, and gets its answer once the batch is committed.
    Row(Outcome),
}

impl Decision {
    /// Whether the rules decided that there is nothing to record. (A request that the journal has already is not decided.)
    fn is_by_the_rules(&self) -> bool {
        match self {
            Self::Answer(Ok(events)) => events.is_empty(),
            Self::Answer(Err(error)) => matches!(error, CommandError::Refused(_)),
            Self::Row(..) => false,
        }
    }
}

impl Keeper {
    pub fn new(setups: Setups, store: Store, live: Arc<Live>, observers: Observers) -> Self {
        let id = BranchId::new(&live.setup().id);
        let (elsewhere, newer) = (store.follow(&id), setups.changes());
        Self { setups, newer, id, store, live, observers, working: None, elsewhere, given_up: None }
    }

    /// Serves requests until the last handle is gone.
    pub async fn run(&mut self, inbox: &mut mpsc::Receiver<Request>) {
        let mut batch = Vec::new();
        let mut new_day_check = tokio::time::interval(NEW_DAY_CHECK);
        new_day_check.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                received = inbox.recv_many(&mut batch, TOGETHER) => {
                    if received == 0 {
                        return;
                    }
                    // Who has hung up while waiting will ask again, with the same key.
                    batch.retain(|request| !request.answer.is_closed());
                    self.serve(std::mem::take(&mut batch)).await;
                }
                () = moved(&mut self.elsewhere) => self.follow().await,
                () = is_newer(&mut self.newer) => self.take_newer().await,
                _ = new_day_check.tick() => {
                    if let Err(failure) = self.ready().await {
                        tracing::error!(branch = %self.id, %failure, "the day could not be opened; trying again");
                    } else {
                        self.watch_clock().await;
                        self.release_held().await;
                        self.look_after_the_away().await;
                        self.dial_again().await;
                        self.go_on_practising().await;
                    }
                    if self.elsewhere.is_some() || !self.live.has_notices() {
                        self.read_notices().await;
                    }
                }
            }
        }
    }

    /// Has the tickets called by any desk whose officers have not come.
    async fn release_held(&mut self) {
        let now = clock::now();
        if !self.working.as_ref().is_some_and(|working| working.branch.holds_in_vain(now)) {
            return;
        }
        self.command(Command::ReleaseHeld).await;
    }

    /// Has those dialled again who did not answer a while ago.
    async fn dial_again(&mut self) {
        let now = clock::now();
        if self.working.as_ref().is_some_and(|working| !working.branch.is_closed() && working.branch.dials_again(now)) {
            self.command(Command::DialAgain).await;
        }
    }

    /// Tells visitors who are away to come once their turn is near, and waits no longer for those who should have come long ago.
    async fn look_after_the_away(&mut self) {
        let now = clock::now();
        let Some(branch) = self.working.as_ref().map(|working| &working.branch) else { return };
        let foresight = self.live.foresight();
        let is_fresh = foresight.at.is_some_and(|at| (now - at).0.abs() <= FORESIGHT_HOLDS.0);
        let in_vain = branch.awaits_in_vain(now);
        let near = if is_fresh { to_call_in(branch, &foresight.forecast) } else { Vec::new() };
        if in_vain {
            self.command(Command::EndMissed).await;
        }
        for ticket in near {
            self.command(Command::CallIn { ticket }).await;
        }
    }

    /// Has the rules decide what nobody waits for the answer of. A failure is logged, and the next look tries again.
    async fn command(&mut self, command: Command) {
        let (answer, _outcome) = oneshot::channel();
        self.serve(vec![Request { key: RequestKey::fresh(), actor: Actor::Server, command, answer }]).await;
    }

    /// The set-up of the branch as it is for its day.
    fn setup(&self) -> Arc<setup::Branch> {
        self.live.setup()
    }

    /// Shows the day by the set-up that is in force for it.
    async fn take_setup(&self, day: &Day) -> Result<(), Failure> {
        if let Some(setup) = self.setups.of_day(&self.id, day).await? {
            self.live.put_setup(setup);
        } else {
            tracing::warn!(branch = %self.id, "the set-up has this branch no more; it goes on as it was until the server is started again");
        }
        Ok(())
    }

    /// Takes what the running day can bear of a newer set-up.
    async fn take_newer(&mut self) {
        let Some(day) = self.working.as_ref().map(|working| working.day.clone()) else { return };
        while let Err(failure) = self.take_setup(&day).await {
            tracing::warn!(branch = %self.id, %failure, "a newer set-up cannot be read; trying again");
            tokio::time::sleep(READ_AGAIN).await;
        }
    }

    /// Reads the notices. Where that fails, the branch goes on with those that it knows.
    pub async fn read_notices(&self) {
        if let Err(failure) = read_notices(&self.store, &self.live).await {
            tracing::warn!(branch = %self.id, %failure, "the notices cannot be read; trying again");
        }
    }

    /// Decides a batch, commits it, publishes it and replies.
    async fn serve(&mut self, batch: Vec<Request>) {
        let mut up_to_date = self.elsewhere.is_none();
        for attempt in 0..ATTEMPTS {
            if let Err(failure) = self.ready().await {
                return refuse_all(batch, &CommandError::Failed(failure));
            }
            let (decisions, rows) = self.decide(&batch);
            let caught_up = if rows.is_empty() {
                // Nothing is appended, so no conflict would tell that another server has changed the case.
                if up_to_date || !decisions.iter().any(Decision::is_by_the_rules) {
                    return reply(batch, decisions);
                }
                up_to_date = true;
                self.catch_up().await.map(drop)
            } else {
                match self.append(rows).await {
                    Ok(()) => {
                        self.publish(&decisions);
                        return reply(batch, decisions);
                    }
                    Err(AppendError::Conflict) => self.lost_a_race(&batch, &decisions, attempt).await,
                    Err(AppendError::Failed(failure)) => return self.resolve(batch, failure).await,
                }
            };
            if let Err(failure) = caught_up {
                self.working = None;
                return refuse_all(batch, &CommandError::Failed(failure));
            }
        }
        refuse_all(batch, &CommandError::Busy);
    }

    /// Decides each request in memory, on top of the requests before it.
    fn decide(&mut self, batch: &[Request]) -> (Vec<Decision>, Vec<Row>) {
        let Some(working) = &mut self.working else { return (Vec::new(), Vec::new()) };
        let now = clock::now();
        let mut rows = Vec::with_capacity(batch.len());
        let decide = |request| decide_one(&self.id, working, request, now, &mut rows);
        let decisions = batch.iter().map(decide).collect();
        (decisions, rows)
    }

    /// Appends the rows of a batch, and notes how long it took.
    async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        let started = tokio::time::Instant::now();
        let appended = self.store.append(rows).await;
        metrics::histogram!("sportello_commit_duration_seconds").record(started.elapsed());
        let outcome = match &appended {
            Ok(()) => "done",
            Err(AppendError::Conflict) => "conflict",
            Err(AppendError::Failed(_)) => "failed",
        };
        metrics::counter!("sportello_commits_total", "outcome" => outcome).increment(1);
        appended
    }

    fn publish(&self, decisions: &[Decision]) {
        let Some(working) = &self.working else { return };
        let committed = || {
            let rows = decisions.iter().filter_map(|decision| match decision {
                Decision::Row(Ok(events)) => Some(events.as_ref()),
                _ => None,
            });
            rows.flatten()
        };
        self.live.apply(committed(), working.seq);
        self.observe(&working.branch, committed());
    }

    /// Tells the observers what was committed; `branch` is the state after it.
    fn observe<'a>(&self, branch: &queue::Branch, events: impl IntoIterator<Item = &'a Event>) {
        let events = events.into_iter().collect();
        self.observers.tell(&Committed { setup: &self.live.setup(), branch, events });
    }

    /// Answers the batch after a failed append: a request that the journal has after all gets its answer, the others fail.
    async fn resolve(&mut self, batch: Vec<Request>, failure: Failure) {
        tracing::error!(branch = %self.id, %failure, "an append failed; the journal is read again");
        self.working = None;
        if self.ready().await.is_err() {
            return refuse_all(batch, &CommandError::Failed(failure));
        }
        for Request { key, command, answer, .. } in batch {
            let recorded = self.working.as_ref().and_then(|working| working.recorded.get(&key));
            let outcome =
                recorded.map_or(Err(CommandError::Failed(failure.clone())), |recorded| repeat(recorded, &command));
            let _ = answer.send(outcome);
        }
    }
}

/// Waits until there is a newer set-up; for ever where there will be none.
async fn is_newer(newer: &mut watch::Receiver<Numbered>) {
    if newer.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn commit_in_memory(working: &mut Working, recorded: &Recorded) {
    for event in recorded.events.iter() {
        working.apply(event);
    }
    working.seq += 1;
}

fn decide_one(
    branch: &BranchId,
    working: &mut Working,
    request: &Request,
    now: Timestamp,
    rows: &mut Vec<Row>,
) -> Decision {
    if let Some(recorded) = working.recorded.get(&request.key) {
        return Decision::Answer(repeat(recorded, &request.command));
    }
    match working.branch.decide(&request.command, now) {
        Err(refusal) => Decision::Answer(Err(refusal.into())),
        Ok(events) if events.is_empty() => Decision::Answer(Ok(Arc::from([]))),
        Ok(events) => {
            let recorded = Recorded { command: request.command.clone(), events: events.into() };
            commit_in_memory(working, &recorded);
            rows.push(row(branch, working, &request.key, now, request.actor, &recorded));
            let outcome = Ok(recorded.events.clone());
            working.recorded.insert(request.key.clone(), recorded);
            Decision::Row(outcome)
        }
    }
}

/// The first answer of a request that the journal has already.
fn repeat(recorded: &Recorded, command: &Command) -> Outcome {
    if recorded.command.is_same_request(command) { Ok(recorded.events.clone()) } else { Err(CommandError::KeyReused) }
}

fn reply(batch: Vec<Request>, decisions: Vec<Decision>) {
    for (request, decision) in batch.into_iter().zip(decisions) {
        let (Decision::Answer(outcome) | Decision::Row(outcome)) = decision;
        // Whoever asked may have hung up; the key will find the answer.
        let _ = request.answer.send(outcome);
    }
}

fn refuse_all(batch: Vec<Request>, error: &CommandError) {
    for request in batch {
        let _ = request.answer.send(Err(error.clone()));
    }
}
