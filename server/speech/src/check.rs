//! The check of the program, voice by voice: one that fails silences its own language alone.

use crate::program::{Program, Trouble};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

/// The pauses before voices that failed are tried again; the last one is repeated. The first ones are short, because a
/// machine that has just started is slow.
const LOOK_AGAIN: [Duration; 3] = [Duration::from_secs(3), Duration::from_secs(10), Duration::from_mins(1)];
/// The shortest time between two checks of a program that fails on some texts.
const CHECK_PACE: Duration = Duration::from_secs(1);

/// What works and what does not.
#[derive(Debug)]
pub struct Health {
    /// Whether some voice works.
    pub speaks: bool,
    /// Why the others do not; empty where all work.
    pub troubles: Vec<Trouble>,
}

/// Voices by the program's names.
pub(crate) type Voices = BTreeSet<&'static str>;

/// Which voices work.
#[derive(Debug)]
pub(crate) struct Check {
    /// The voices that work; `None` until the first check has ended.
    working: watch::Sender<Option<Voices>>,
    /// Wakes the check after the program failed on a text.
    failed: Notify,
}

impl Check {
    /// Without a program no voice works, and none is checked.
    pub(crate) fn new(has_program: bool) -> Self {
        Self { working: watch::Sender::new((!has_program).then(Voices::new)), failed: Notify::new() }
    }

    /// The voices that work, once the first check has ended.
    pub(crate) async fn working(&self) -> Voices {
        let mut working = self.working.subscribe();
        let checked = working.wait_for(Option::is_some).await;
        checked.ok().and_then(|checked| checked.clone()).unwrap_or_default()
    }

    /// The program failed on a text.
    pub(crate) fn failed(&self) {
        self.failed.notify_one();
    }

    /// Checks every voice at the start and after a text failed; those that failed, again and again until they work.
    /// `tell` is called whenever a voice fails or works again.
    pub(crate) async fn follow(&self, program: &Program, voices: Voices, tell: impl Fn(&Health) + Send) {
        let mut wanted = voices.clone();
        let mut pauses = LOOK_AGAIN.into_iter();
        let mut pause = LOOK_AGAIN[0];
        loop {
            let (found, troubles) = check(program, &wanted).await;
            let before = self.working.borrow().clone();
            let kept = before.iter().flatten().filter(|voice| !wanted.contains(*voice)).copied();
            let working: Voices = kept.chain(found).collect();
            if before.as_ref().unwrap_or(&voices) != &working {
                tell(&Health { speaks: !working.is_empty(), troubles });
            }
            wanted = voices.difference(&working).copied().collect();
            self.working.send_replace(Some(working));
            let failed = self.failed.notified();
            if wanted.is_empty() {
                failed.await;
            } else {
                pause = pauses.next().unwrap_or(pause);
                if timeout(pause, failed).await.is_err() {
                    continue;
                }
            }
            sleep(CHECK_PACE).await;
            wanted.clone_from(&voices);
            pauses = LOOK_AGAIN.into_iter();
        }
    }
}

/// Tries each voice: those that work, and why the others do not. A program that is missing or hangs is not tried again
/// for every voice.
async fn check(program: &Program, voices: &Voices) -> (Voices, Vec<Trouble>) {
    let (mut working, mut troubles) = (Voices::new(), Vec::new());
    for voice in voices {
        match program.run(voice, "1").await {
            Ok(_) => drop(working.insert(voice)),
            Err(trouble @ Trouble::Fails { .. }) => troubles.push(trouble),
            Err(trouble) => {
                troubles.push(trouble);
                break;
            }
        }
    }
    (working, troubles)
}
