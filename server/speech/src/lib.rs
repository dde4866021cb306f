//! Speech: a text and a language to sound, for displays and for those who hear the kiosk. The sound is made by another
//! program, `espeak-ng` unless the settings name one like it; where that is missing everything else goes on.
//!
//! What was said once is kept, up to a bound of bytes. Two who ask for the same text run one process. Few processes
//! run at a time, none for long, and each place rests after it: nobody can keep the processors busy with talk.

mod program;
mod sounds;
mod text;
mod voice;
mod wav;

pub use program::Trouble;
pub use text::TEXT_MAX;

use bytes::Bytes;
use program::Program;
use sounds::Sounds;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, Semaphore, watch};

/// Processes at a time.
const AT_ONCE: usize = 2;
/// Texts that are being made or wait for it; one more is refused.
const UNDER_WAY_MAX: usize = 16;
/// How long a text waits for a place.
const TURN_MAX: Duration = Duration::from_secs(2);
/// A place rests so many times as long as it worked, but no longer than [`REST_MAX`].
const REST: u32 = 3;
const REST_MAX: Duration = Duration::from_millis(500);
/// How often a program that is missing is looked for.
const LOOK_AGAIN: Duration = Duration::from_mins(1);
/// Between two checks of a program that fails on some texts.
const CHECK_PACE: Duration = Duration::from_secs(1);
/// Bytes of sound that are kept.
const KEPT_MAX: usize = 32 * 1024 * 1024;

/// Why there is no sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeechError {
    /// There is nothing in the text to be said.
    TextEmpty,
    /// The text has so many characters, which is more than [`TEXT_MAX`].
    TextTooLong(usize),
    /// No voice speaks this language.
    NoVoice(String),
    /// Too much is asked for at once: the same may be asked again.
    Busy,
    /// The program is off or missing, or could not say this text.
    Unavailable,
}

type Outcome = Result<Bytes, SpeechError>;
/// Voice and text, as the program is given them.
type Key = (&'static str, String);

/// The one who speaks. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Speech(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    program: Option<Program>,
    work: Mutex<Work>,
    places: Semaphore,
    /// Whether the program can be used; nothing until it was tried for the first time.
    available: watch::Sender<Option<bool>>,
    /// A text could not be said: the program is to be checked.
    failed: Notify,
}

#[derive(Debug)]
struct Work {
    sounds: Sounds<Key>,
    under_way: HashMap<Key, watch::Receiver<Option<Outcome>>>,
}

impl Speech {
    /// Begins to watch over `program` (`None`: no speech is wanted), which is tried in the voice of every language.
    /// `tell` is called with each change: with what is wrong, for the staff, and with `None` once it is right again.
    pub fn start<'a>(
        program: Option<&str>,
        languages: impl IntoIterator<Item = &'a str>,
        tell: impl Fn(Option<&Trouble>) + Send + 'static,
    ) -> Self {
        let speech = Self(Arc::new(Shared {
            program: program.map(Program::new),
            work: Mutex::new(Work { sounds: Sounds::new(KEPT_MAX), under_way: HashMap::new() }),
            places: Semaphore::new(AT_ONCE),
            available: watch::Sender::new(program.is_none().then_some(false)),
            failed: Notify::new(),
        }));
        let mut voices: Vec<_> = languages.into_iter().filter_map(voice::of).collect();
        voices.sort_unstable();
        voices.dedup();
        if program.is_some() {
            tokio::spawn(speech.clone().watch_over(voices, tell));
        }
        speech
    }

    /// Whether speech can be had; waits for the first check, which takes no longer than a process may.
    pub async fn available(&self) -> bool {
        let mut available = self.0.available.subscribe();
        let checked = available.wait_for(Option::is_some).await;
        checked.is_ok_and(|checked| *checked == Some(true))
    }

    /// The text as a WAV file in a language by its code.
    ///
    /// # Errors
    /// Why there is no sound; [`SpeechError::Busy`] is worth another try.
    pub async fn say(&self, language: &str, text: &str) -> Outcome {
        let voice = voice::of(language).ok_or_else(|| SpeechError::NoVoice(language.to_owned()))?;
        let key = (voice, text::spoken(text)?);
        if let Some(sound) = self.work().sounds.get(&key) {
            return Ok(sound);
        }
        if !self.available().await {
            return Err(SpeechError::Unavailable);
        }
        let mut outcome = self.under_way(key)?;
        let done = outcome.wait_for(Option::is_some).await;
        done.ok().and_then(|done| done.clone()).unwrap_or(Err(SpeechError::Unavailable))
    }

    /// The work on a text: what is being done for another already, or a task of its own, which goes on when the one
    /// who asked does not wait.
    fn under_way(&self, key: Key) -> Result<watch::Receiver<Option<Outcome>>, SpeechError> {
        let mut work = self.work();
        // It may have come while it was asked whether there is speech.
        if let Some(sound) = work.sounds.get(&key) {
            return Ok(watch::channel(Some(Ok(sound))).1);
        }
        if let Some(outcome) = work.under_way.get(&key) {
            return Ok(outcome.clone());
        }
        if work.under_way.len() >= UNDER_WAY_MAX {
            return Err(SpeechError::Busy);
        }
        let (sender, outcome) = watch::channel(None);
        work.under_way.insert(key.clone(), outcome.clone());
        drop(work);
        let speech = self.clone();
        tokio::spawn(async move {
            let outcome = speech.make(&key).await;
            let mut work = speech.work();
            if let Ok(sound) = &outcome {
                work.sounds.keep(key.clone(), sound.clone());
            }
            work.under_way.remove(&key);
            drop(work);
            sender.send_replace(Some(outcome));
        });
        Ok(outcome)
    }

    /// Runs the program in one of the places.
    async fn make(&self, (voice, text): &Key) -> Outcome {
        let Some(program) = &self.0.program else { return Err(SpeechError::Unavailable) };
        let turn = tokio::time::timeout(TURN_MAX, self.0.places.acquire()).await;
        let Ok(Ok(place)) = turn else { return Err(SpeechError::Busy) };
        let started = Instant::now();
        let made = program.run(voice, text).await;
        place.forget();
        let speech = self.clone();
        let rest = (started.elapsed() * REST).min(REST_MAX);
        tokio::spawn(async move {
            tokio::time::sleep(rest).await;
            speech.0.places.add_permits(1);
        });
        made.map_err(|trouble| {
            tracing::warn!(%trouble, voice, "a text could not be said");
            self.0.failed.notify_one();
            SpeechError::Unavailable
        })
    }

    /// Tries the program at the start, again when it fails, and now and then while it is missing.
    async fn watch_over(self, voices: Vec<&'static str>, tell: impl Fn(Option<&Trouble>) + Send) {
        loop {
            let checked = self.check(&voices).await;
            let before = self.0.available.send_replace(Some(checked.is_ok()));
            if before.unwrap_or(true) != checked.is_ok() {
                tell(checked.as_ref().err());
            }
            if checked.is_ok() {
                self.0.failed.notified().await;
                tokio::time::sleep(CHECK_PACE).await;
            } else {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        }
    }

    async fn check(&self, voices: &[&'static str]) -> Result<(), Trouble> {
        let Some(program) = &self.0.program else { return Ok(()) };
        for voice in voices {
            program.run(voice, "1").await?;
        }
        Ok(())
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.0.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
