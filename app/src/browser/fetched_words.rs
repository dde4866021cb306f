//! The words of the screens in the browser. A page carries its own language's; another language is fetched when a visitor
//! chooses it.

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

/// Reads the words that the page carries.
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

/// Fetches the words of a locale, unless they are there. Returns false where they could not be fetched.
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

/// Sets `shown` to the locale that is `asked` for as soon as its words are there. Where they cannot be fetched, `shown`
/// stays as it is.
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
