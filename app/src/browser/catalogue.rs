//! Fetches the branch's catalogue again: in another language, with the words for the search, or when it has changed.

use super::api::{self, Reply};
use crate::address;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::Catalogue;

/// The words for the search are fetched this long after the first load, in milliseconds, or when the search is opened.
const SEARCH_WORDS_AFTER: u32 = 3_000;
/// The pause between two attempts to fetch them, in milliseconds.
const PAUSE: u32 = 3_000;

/// Fetches the whole catalogue, and calls `then` where it came.
pub fn fetch(branch: StoredValue<String>, catalogue: RwSignal<Catalogue>, then: impl FnOnce() + 'static) {
    let address = branch.with_value(|branch| address::catalogue(branch));
    spawn_local(async move {
        if let Reply::Done(whole) = api::get::<Catalogue>(&address).await {
            catalogue.try_set(whole);
            then();
        }
    });
}

/// Fetches the catalogue again whenever the branch says that it has another `version`.
pub fn follow(branch: StoredValue<String>, catalogue: RwSignal<Catalogue>, version: Memo<String>) {
    Effect::new(move || {
        if catalogue.with_untracked(|catalogue| catalogue.version != *version.read()) {
            fetch(branch, catalogue, || ());
        }
    });
}

/// Fetches the visitors' own words for the services, and tries again until they are there. The search needs them. They are
/// as long as the rest of the page and few visitors search, so the page comes without them.
pub fn fetch_search_words(branch: StoredValue<String>, catalogue: RwSignal<Catalogue>, searches: Memo<bool>) {
    let address = branch.with_value(|branch| address::catalogue(branch));
    let at_hand = move || catalogue.try_with_untracked(Catalogue::is_searchable) != Some(false);
    Effect::new(move || {
        let first = if searches.get() { 0 } else { SEARCH_WORDS_AFTER };
        let address = address.clone();
        spawn_local(async move {
            TimeoutFuture::new(first).await;
            while !at_hand() {
                if let Reply::Done(whole) = api::get::<Catalogue>(&address).await {
                    catalogue.try_set(whole);
                    break;
                }
                TimeoutFuture::new(PAUSE).await;
            }
        });
    });
}
