//! The check of the program, voice by voice: one that fails silences its own language alone.

use crate::program::{Program, Trouble};
use crate::{CHECK_PACE, LOOK_AGAIN, Speech, Voices};
use tokio::time::{sleep, timeout};

/// What works and what does not.
#[derive(Debug)]
pub struct Health {
    /// Whether some voice works.
    pub speaks: bool,
    /// Why the others do not; empty where all work.
    pub troubles: Vec<Trouble>,
}

impl Speech {
    /// Checks every voice at the start and after a text failed; those that failed, again and again until they work.
    pub(crate) async fn check_program(self, voices: Voices, tell: impl Fn(&Health) + Send) {
        let Some(program) = &self.0.program else { return };
        let mut wanted = voices.clone();
        let mut pauses = LOOK_AGAIN.into_iter();
        let mut pause = LOOK_AGAIN[0];
        loop {
            let (found, troubles) = check(program, &wanted).await;
            let before = self.0.working.borrow().clone();
            let kept = before.iter().flatten().filter(|voice| !wanted.contains(*voice)).copied();
            let working: Voices = kept.chain(found).collect();
            if before.as_ref().unwrap_or(&voices) != &working {
                tell(&Health { speaks: !working.is_empty(), troubles });
            }
            wanted = voices.difference(&working).copied().collect();
            self.0.working.send_replace(Some(working));
            let failed = self.0.failed.notified();
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
