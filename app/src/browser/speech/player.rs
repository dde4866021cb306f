//! One sound at a time: fetched into memory, then played to its end, or given up when it does not come.

use super::patience::Patience;
use super::sounds::Sounds;
use crate::browser::local::Local;
use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::futures::JsFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAudioElement, Url};

/// A sound that was stopped as it began is still loaded by the browser, which complains if it has gone from memory by then.
const AFTERWARDS: Duration = Duration::from_secs(10);

/// What became of a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Heard,
    /// It did not come, or not whole.
    Missed,
    /// Somebody stopped it.
    Stopped,
    /// The browser plays nothing until a person allows it.
    Blocked,
}

/// Plays one sound at a time.
#[derive(Clone, Copy)]
pub struct Player {
    sounds: Sounds,
    patience: Patience,
    turns: Local<Turns>,
}

#[derive(Default)]
struct Turns {
    count: u64,
    turn: Option<Turn>,
}

/// One sound from its request to its end. Dropping it silences it.
struct Turn {
    number: u64,
    /// Dropped with the turn, which tells the one who waits.
    _going: oneshot::Sender<()>,
    /// What is heard, once the sound has come.
    playing: Option<Playing>,
}

/// The one who waits for the end, told once.
type Done = Rc<Cell<Option<oneshot::Sender<Ended>>>>;

struct Playing {
    audio: HtmlAudioElement,
    address: String,
    watch: Option<IntervalHandle>,
    _listeners: [Closure<dyn FnMut()>; 2],
}

impl Player {
    pub fn new(patience: Patience) -> Self {
        Self { sounds: Sounds::new(patience), patience, turns: Local::new(Turns::default) }
    }

    /// Begins to fetch a sound that is played soon.
    pub fn prepare(self, address: &str) {
        self.sounds.prepare(address);
    }

    /// Fetches a sound that may have to be played when nothing can be fetched any more.
    pub fn keep(self, address: &str) {
        self.sounds.keep(address);
    }

    /// Plays the sound at an address, after stopping the one before it; `volume`, from 0 to 1, is asked when it begins.
    pub async fn play(self, address: &str, volume: impl Fn() -> f64) -> Ended {
        let (going, stopped) = oneshot::channel();
        let begun = self.turns.update(|turns| {
            turns.count += 1;
            turns.turn = Some(Turn { number: turns.count, _going: going, playing: None });
            turns.count
        });
        let Some(number) = begun else { return Ended::Stopped };
        let ended = match select(stopped, pin!(self.heard(number, address, volume))).await {
            Either::Left(_) => Ended::Stopped,
            Either::Right((ended, _)) => ended,
        };
        self.turns.update(|turns| turns.turn.take_if(|turn| turn.number == number));
        self.sounds.used(address);
        ended
    }

    /// Whether something is being said, or fetched to be said.
    pub fn is_busy(self) -> bool {
        self.turns.with(|turns| turns.turn.is_some()) == Some(true)
    }

    /// Silence, at once; what was prepared is not needed any more.
    pub fn stop(self) {
        self.turns.update(|turns| turns.turn = None);
        self.sounds.clear();
    }

    /// Changes the volume of what is being played.
    pub fn set_volume(self, volume: f64) {
        self.turns.with(|turns| {
            if let Some(playing) = turns.turn.as_ref().and_then(|turn| turn.playing.as_ref()) {
                playing.audio.set_volume(volume);
            }
        });
    }

    /// Fetches a sound and plays it, from its beginning again where the browser got stuck.
    async fn heard(self, turn: u64, address: &str, volume: impl Fn() -> f64) -> Ended {
        let Some(sound) = self.sounds.get(address).await else { return Ended::Missed };
        for _ in 0..self.patience.plays {
            let ended = self.played(turn, &sound, volume()).await;
            if ended != Ended::Missed {
                return ended;
            }
        }
        Ended::Missed
    }

    async fn played(self, number: u64, sound: &Blob, volume: f64) -> Ended {
        let (sender, end) = oneshot::channel();
        let done: Done = Rc::new(Cell::new(Some(sender)));
        let Some(playing) = Playing::start(sound, volume, self.patience.still, &done) else { return Ended::Missed };
        self.turns.update(|turns| {
            if let Some(turn) = turns.turn.as_mut().filter(|turn| turn.number == number) {
                turn.playing = Some(playing);
            }
        });
        end.await.unwrap_or(Ended::Stopped)
    }
}

impl Playing {
    fn start(sound: &Blob, volume: f64, still: u32, done: &Done) -> Option<Self> {
        let address = Url::create_object_url_with_blob(sound).ok()?;
        let audio = HtmlAudioElement::new_with_src(&address).ok()?;
        let ends = |how| {
            let done = done.clone();
            Closure::<dyn FnMut()>::new(move || tell(&done, how))
        };
        let (heard, missed) = (ends(Ended::Heard), ends(Ended::Missed));
        audio.set_onended(Some(heard.as_ref().unchecked_ref()));
        audio.set_onerror(Some(missed.as_ref().unchecked_ref()));
        audio.set_volume(volume);
        if let Ok(playing) = audio.play() {
            let done = done.clone();
            // The browser answers when the sound was stopped long ago, too: the answer must not belong to what is dropped then.
            spawn_local(async move {
                if let Err(why) = JsFuture::from(playing).await {
                    tell(&done, refusal(&why));
                }
            });
        }
        let watch = watch(audio.clone(), still, done.clone());
        Some(Self { audio, address, watch, _listeners: [heard, missed] })
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.clear();
        }
        self.audio.set_onended(None);
        self.audio.set_onerror(None);
        let _ = self.audio.pause();
        let address = std::mem::take(&mut self.address);
        set_timeout(move || drop(Url::revoke_object_url(&address)), AFTERWARDS);
    }
}

/// Gives a sound up that does not get on in so many milliseconds.
fn watch(audio: HtmlAudioElement, still: u32, done: Done) -> Option<IntervalHandle> {
    let reached = Cell::new(0.0);
    let look = move || {
        let now = audio.current_time();
        if now <= reached.replace(now) {
            tell(&done, Ended::Missed);
        }
    };
    set_interval_with_handle(look, Duration::from_millis(still.into())).ok()
}

fn tell(done: &Done, how: Ended) {
    if let Some(sender) = done.take() {
        let _ = sender.send(how);
    }
}

/// Why the browser did not play: it wants a person's leave, or it cannot.
fn refusal(why: &JsValue) -> Ended {
    let name = js_sys::Reflect::get(why, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
    if name.as_deref() == Some("NotAllowedError") { Ended::Blocked } else { Ended::Missed }
}
