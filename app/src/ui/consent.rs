//! A consent as the client reads and ticks it.

use leptos::prelude::*;
use wire::Language;
use words::Locale;

/// The consent in the client's language, for the client to read and tick.
#[component]
pub fn ConsentTick(language: Language, words: String) -> impl IntoView {
    let reader = Locale::of(language.as_str());
    view! {
        <p class="form-choice consent" lang=language.as_str().to_owned() dir=reader.dir()>
            <input id="consent" name="consent" type="checkbox" value="on" required />
            <label for="consent">{words}</label>
        </p>
    }
}
