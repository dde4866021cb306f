//! Which languages are spoken. The page says it first; then the server is asked until it speaks all of them. A page that was
//! loaded while the server started, or before a voice was installed, speaks later without a reload.

use crate::address;
use crate::browser::api::{self, Reply};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::SpokenLanguages;
use words::Locale;

/// The pauses before the server is asked again, in milliseconds; the last one is repeated.
const PAUSES: [u32; 3] = [5_000, 15_000, 60_000];

/// The voices that one screen may use.
#[derive(Clone, Copy)]
pub struct Voices {
    /// Whether the page said that some language is spoken. It holds until the server has answered.
    some: bool,
    spoken: RwSignal<Option<Vec<Locale>>>,
}

impl Voices {
    /// Starts to ask the server. `some` means that the page said that some language is spoken.
    pub fn follow(branch: String, wanted: Vec<Locale>, some: bool) -> Self {
        let spoken = RwSignal::new(None);
        Effect::new(move || spawn_local(ask(address::spoken(&branch), wanted.clone(), spoken)));
        Self { some, spoken }
    }

    /// Whether this language is spoken, tracked.
    pub fn speak(self, locale: Locale) -> bool {
        self.spoken.with(|spoken| spoken.as_ref().map_or(self.some, |spoken| spoken.contains(&locale)))
    }

    /// Whether this language is spoken, untracked; false once the page is gone.
    pub fn speak_now(self, locale: Locale) -> bool {
        let known = |spoken: &Option<Vec<Locale>>| spoken.as_ref().map_or(self.some, |spoken| spoken.contains(&locale));
        self.spoken.try_with_untracked(known).unwrap_or_default()
    }
}

/// Asks until every wanted language is spoken, or the page is gone.
async fn ask(address: String, wanted: Vec<Locale>, spoken: RwSignal<Option<Vec<Locale>>>) {
    let mut pauses = PAUSES.into_iter();
    let mut pause = PAUSES[0];
    loop {
        if let Reply::Done(SpokenLanguages { languages }) = api::get(&address).await {
            let is_spoken = |locale: &Locale| languages.iter().any(|language| language.as_str() == locale.code());
            let now: Vec<Locale> = wanted.iter().copied().filter(is_spoken).collect();
            let all = now.len() == wanted.len();
            let here = spoken.try_maybe_update(|known| {
                let is_news = known.as_ref() != Some(&now);
                *known = Some(now);
                (is_news, ())
            });
            if all || here.is_none() {
                return;
            }
        }
        pause = pauses.next().unwrap_or(pause);
        TimeoutFuture::new(pause).await;
    }
}
