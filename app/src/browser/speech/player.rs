//! One sound at a time: fetched by its address, played to its end, or given up when it does not come.

use crate::browser::local::Local;
use futures::channel::oneshot;
use js_sys::futures::JsFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlAudioElement;

/// A sound that has not begun, or stands still, for so long is given up.
const PATIENCE: Duration = Duration::from_secs(3);

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
pub struct Player(Local<Option<Playing>>);

/// The one who waits for the end, told once.
type Done = Rc<Cell<Option<oneshot::Sender<Ended>>>>;

struct Playing {
    audio: HtmlAudioElement,
    done: Done,
    watch: Option<IntervalHandle>,
    _listeners: [Closure<dyn FnMut()>; 2],
}

impl Player {
    pub fn new() -> Self {
        Self(Local::new(|| None))
    }

    /// Plays the sound at an address, after stopping the one before it; `volume` is from 0 to 1.
    pub async fn play(self, address: &str, volume: f64) -> Ended {
        self.stop();
        let Ok(audio) = HtmlAudioElement::new_with_src(address) else { return Ended::Missed };
        let (sender, end) = oneshot::channel();
        let done: Done = Rc::new(Cell::new(Some(sender)));
        let playing = Playing::start(audio, volume, &done);
        self.0.update(|slot| *slot = Some(playing));
        let ended = end.await.unwrap_or(Ended::Stopped);
        self.0.update(|playing| {
            if playing.as_ref().is_some_and(|playing| Rc::ptr_eq(&playing.done, &done)) {
                *playing = None;
            }
        });
        ended
    }

    /// Whether something is being said.
    pub fn is_busy(self) -> bool {
        self.0.with(Option::is_some) == Some(true)
    }

    /// Silence, at once.
    pub fn stop(self) {
        self.0.update(|playing| {
            if let Some(playing) = playing.take() {
                tell(&playing.done, Ended::Stopped);
            }
        });
    }

    /// Changes the volume of what is being played.
    pub fn set_volume(self, volume: f64) {
        self.0.with(|playing| {
            if let Some(playing) = playing {
                playing.audio.set_volume(volume);
            }
        });
    }
}

impl Playing {
    fn start(audio: HtmlAudioElement, volume: f64, done: &Done) -> Self {
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
        let watch = watch(audio.clone(), done.clone());
        Self { audio, done: done.clone(), watch, _listeners: [heard, missed] }
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
    }
}

/// Gives a sound up that does not get on.
fn watch(audio: HtmlAudioElement, done: Done) -> Option<IntervalHandle> {
    let reached = Cell::new(0.0);
    let look = move || {
        let now = audio.current_time();
        if now <= reached.replace(now) {
            tell(&done, Ended::Missed);
        }
    };
    set_interval_with_handle(look, PATIENCE).ok()
}

fn tell(done: &Done, how: Ended) {
    if let Some(sender) = done.take() {
        let _ = sender.send(how);
    }
}

/// Why the browser did not play: it wants a person's leave, or it has not got the sound.
fn refusal(why: &JsValue) -> Ended {
    let name = js_sys::Reflect::get(why, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
    if name.as_deref() == Some("NotAllowedError") { Ended::Blocked } else { Ended::Missed }
}
