//! Words in the browser: those that the page carries, and those of another language, fetched when it is chosen.

use crate::browser::api::{self, Reply};
#[cfg(target_arch = "wasm32")]
use crate::browser::json;
use leptos::prelude::*;
use leptos::task::spawn_local;
#[cfg(target_arch = "wasm32")]
use std::collections::BTreeMap;
use words::Locale;

/// The element that holds a page's words; its `data-address` is where those of other languages are.
pub const ELEMENT: &str = "page-words";

/// Takes up the words that the page carries.
#[cfg(target_arch = "wasm32")]
pub fn take_up() {
    let carried = document().get_element_by_id(ELEMENT).and_then(|element| element.text_content());
    let words: BTreeMap<String, BTreeMap<String, String>> =
        carried.and_then(|text| json::read(&text)).unwrap_or_default();
    for (code, words) in words {
        if let Some(locale) = Locale::known(&code) {
            words::put(locale, words);
        }
    }
}

/// Puts the words of a locale at hand; false where they could not be fetched.
async fn load(locale: Locale) -> bool {
    if words::is_at_hand(locale) {
        return true;
    }
    let element = document().get_element_by_id(ELEMENT);
    let Some(folder) = element.and_then(|element| element.get_attribute("data-address")) else { return false };
    let address = [&folder, locale.code(), ".json"].concat();
    let Reply::Done(words) = api::get(&address).await else { return false };
    words::put(locale, words);
    true
}

/// Has `shown` follow the locale that is `asked` for, once its words are at hand; it stays where they cannot be had.
pub fn follow(asked: RwSignal<Locale>, shown: RwSignal<Locale>) {
    Effect::watch(
        move || asked.get(),
        move |wanted, _, _| {
            let wanted = *wanted;
            spawn_local(async move {
                let is_news = asked.try_get_untracked() == Some(wanted) && shown.try_get_untracked() != Some(wanted);
                if is_news && load(wanted).await && asked.try_get_untracked() == Some(wanted) {
                    shown.try_set(wanted);
                }
            });
        },
        false,
    );
}
