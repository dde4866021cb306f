//! Speech turns a text in a language into sound, for lobby displays and for visitors who listen to the kiosk. Another
//! program makes the sound: `espeak-ng`, or the one that the settings name. Without it the server has no speech, and
//! everything else works. A call is said by recorded clips where the bank has them in its language.
//!
//! Sounds are cached up to a bound of bytes. Two requests for one text share one process. At most [`AT_ONCE`] processes
//! run at a time, each has a time limit, and each place pauses after a process, so that requests for speech cannot keep
//! the processors busy.

mod check;
mod clips;
mod error;
mod program;
mod sounds;
mod text;
mod voice;
mod wav;

pub use check::Health;
pub use clips::{ClipFault, Clips, Sentence};
pub use error::SpeechError;
pub use program::Trouble;
pub use text::TEXT_MAX;

use bytes::Bytes;
use check::{Check, Voices};
use program::Program;
use sounds::Sounds;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

/// How many processes run at a time.
const AT_ONCE: usize = 2;
/// How many texts may be in synthesis or wait for it; one more is refused with [`SpeechError::Busy`].
const UNDER_WAY_MAX: usize = 16;
/// How long a text waits for a free place. A screen waits a little longer for its answer.
const TURN_MAX: Duration = Duration::from_secs(6);
/// A place pauses this many times as long as its process ran, at most [`REST_MAX`].
const REST: u32 = 3;
const REST_MAX: Duration = Duration::from_millis(500);
/// How many bytes of sound are cached.
const CACHE_MAX: usize = 32 * 1024 * 1024;

/// A WAV file, or why there is none.
type Sound = Result<Bytes, SpeechError>;
/// Voice and text, as the program receives them.
type Key = (&'static str, String);

/// The speech synthesiser of the server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Speech(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    program: Option<Program>,
    clips: Clips,
    work: Mutex<Work>,
    places: Semaphore,
    voices: Check,
}

#[derive(Debug)]
struct Work {
    sounds: Sounds<Key>,
    under_way: HashMap<Key, watch::Receiver<Option<Sound>>>,
}

impl Speech {
    /// Starts the task that checks `program` in the voice of every language; `None` switches speech off. Calls are said by `clips`
    /// before. `tell` is called whenever a voice fails or works again.
    pub fn start<'a>(
        program: Option<&str>,
        clips: Clips,
        languages: impl IntoIterator<Item = &'a str>,
        tell: impl Fn(&Health) + Send + 'static,
    ) -> Self {
        let speech = Self(Arc::new(Shared {
            program: program.map(Program::new),
            clips,
            work: Mutex::new(Work { sounds: Sounds::new(CACHE_MAX), under_way: HashMap::new() }),
            places: Semaphore::new(AT_ONCE),
            voices: Check::new(program.is_some()),
        }));
        let voices: Voices = languages.into_iter().filter_map(voice::of).collect();
        let checked = speech.clone();
        tokio::spawn(async move {
            if let Some(program) = &checked.0.program {
                checked.0.voices.follow(program, voices, tell).await;
            }
        });
        speech
    }

    /// Whether some language is spoken. The call waits for the first check, which a process's time limit bounds.
    pub async fn available(&self) -> bool {
        !self.0.voices.working().await.is_empty()
    }

    /// Whether this language is spoken now.
    pub async fn speaks(&self, language: &str) -> bool {
        let working = self.0.voices.working().await;
        voice::of(language).is_some_and(|voice| working.contains(voice))
    }

    /// Returns the text as a WAV file, spoken in the language with this code.
    ///
    /// # Errors
    /// Every case of [`SpeechError`]; after [`SpeechError::Busy`] the request may be repeated.
    pub async fn say(&self, language: &str, text: &str) -> Sound {
        let voice = voice::of(language).ok_or_else(|| SpeechError::NoVoice(language.to_owned()))?;
        let key = (voice, text::spoken(text)?);
        // Clips are in memory, so that what they say needs no place among the sounds.
        if let Some(sound) = self.0.clips.say(language, text) {
            return Ok(sound);
        }
        if let Some(sound) = self.work().sounds.get(&key) {
            return Ok(sound);
        }
        if !self.0.voices.working().await.contains(voice) {
            return Err(SpeechError::Unavailable);
        }
        let mut synthesis = self.synthesis(key)?;
        let done = synthesis.wait_for(Option::is_some).await;
        done.ok().and_then(|done| done.clone()).unwrap_or(Err(SpeechError::Unavailable))
    }

    /// Returns the running synthesis of this text, or starts one. It runs in a task of its own; once its process has
    /// started, it goes on even if the request is dropped.
    fn synthesis(&self, key: Key) -> Result<watch::Receiver<Option<Sound>>, SpeechError> {
        let mut work = self.work();
        // Another request may have made the sound while this one waited for the check.
        if let Some(sound) = work.sounds.get(&key) {
            return Ok(watch::channel(Some(Ok(sound))).1);
        }
        if let Some(synthesis) = work.under_way.get(&key) {
            return Ok(synthesis.clone());
        }
        if work.under_way.len() >= UNDER_WAY_MAX {
            return Err(SpeechError::Busy);
        }
        let (sender, synthesis) = watch::channel(None);
        work.under_way.insert(key.clone(), synthesis.clone());
        drop(work);
        let speech = self.clone();
        tokio::spawn(async move {
            let turn = tokio::time::timeout(TURN_MAX, speech.0.places.acquire()).await;
            // As when a visitor goes on before a text is heard: it keeps no place from others.
            if speech.give_up_unless_asked(&key, &sender) {
                return;
            }
            let sound = match turn {
                Ok(Ok(place)) => speech.make(&key, place).await,
                _ => Err(SpeechError::Busy),
            };
            let mut work = speech.work();
            if let Ok(sound) = &sound {
                work.sounds.put(key.clone(), sound.clone());
            }
            work.under_way.remove(&key);
            drop(work);
            sender.send_replace(Some(sound));
        });
        Ok(synthesis)
    }

    /// Runs the program at its place.
    async fn make(&self, (voice, text): &Key, place: SemaphorePermit<'_>) -> Sound {
        let Some(program) = &self.0.program else { return Err(SpeechError::Unavailable) };
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
            self.0.voices.failed();
            SpeechError::Unavailable
        })
    }

    /// Forgets a text that is in synthesis if only the list of what is under way still refers to it.
    fn give_up_unless_asked(&self, key: &Key, asked: &watch::Sender<Option<Sound>>) -> bool {
        let mut work = self.work();
        let unasked = asked.receiver_count() <= 1;
        if unasked {
            work.under_way.remove(key);
        }
        unasked
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.0.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
