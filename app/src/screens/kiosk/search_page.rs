//! The search: the visitor's own words, the keys to type them (a kiosk's browser has none), and what was found.

use super::frame::StepLink;
use super::search::Found;
use super::step::Step;
use crate::ui::{Icon, changing};
use leptos::prelude::*;
use wire::Catalogue;
use words::{Locale, t};

/// What is shown at most.
pub const MOST: usize = 5;
/// The id of the field for the visitor's words.
pub const FIELD: &str = "q";

/// The search with its keyboard.
#[component]
pub fn SearchPage(
    locale: Locale,
    query: RwSignal<String>,
    found: Signal<Vec<Found>>,
    catalogue: Signal<Catalogue>,
    go: Callback<Step>,
    /// The ways for who does not find it.
    children: Children,
) -> impl IntoView {
    let results = changing(move || {
        let found = found.get();
        if found.is_empty() {
            let words = if query.with(|query| query.trim().is_empty()) {
                t!(locale, kiosk.search_empty)
            } else {
                t!(locale, kiosk.search_nothing)
            };
            return view! { <p class="kiosk-lead">{words}</p> }.into_any();
        }
        let links = found.into_iter().map(|found| view! { <Hit locale found catalogue go /> }).collect_view();
        view! { <ul class="hits">{links}</ul> }.into_any()
    });
    view! {
        <h1 id="step" tabindex="-1">{t!(locale, kiosk.search)}</h1>
        <div class="looking">
            <form class="looking-words" method="get" role="search" on:submit=move |event| event.prevent_default()>
                <input type="hidden" name="lang" value=locale.code() />
                <label class="unseen" for=FIELD>{t!(locale, kiosk.search)}</label>
                <input
                    id=FIELD
                    name="q"
                    type="search"
                    data-typing=""
                    inputmode="none"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="80"
                    placeholder=t!(locale, kiosk.search_example)
                    prop:value=move || query.get()
                    value=query.get_untracked()
                    on:input=move |event| query.set(event_target_value(&event))
                />
            </form>
            <div class="looking-side">
                <section class="looking-found" aria-label=t!(locale, kiosk.search_results) aria-live="polite">
                    {results}
                </section>
                {children()}
            </div>
            <Keyboard locale query />
        </div>
    }
}

/// One thing that was found.
#[component]
fn Hit(locale: Locale, found: Found, catalogue: Signal<Catalogue>, go: Callback<Step>) -> impl IntoView {
    let (icon, name, to) = catalogue.with(|catalogue| match found {
        Found::Service(id) => {
            let name = catalogue.service(&id).map(|(_, service)| service.name.get(locale.code()).to_owned());
            ("ticket", name, Step::Service(id))
        }
        Found::Answer(id) => {
            let name = catalogue.answer(&id).map(|answer| answer.title.get(locale.code()).to_owned());
            ("info", name, Step::Answer(id))
        }
    });
    view! {
        <li>
            <StepLink locale to go class="kiosk-way hit">
                <Icon name=icon />
                <span>{name}</span>
            </StepLink>
        </li>
    }
}

/// The keys for digits and what stands between them in codes, in place of the letters.
const DIGITS: [&str; 3] = ["1 2 3 4 5", "6 7 8 9 0", "- . /"];

/// Keys in the order of the language's own keyboards. A touch leaves the focus in the field, so that a keyboard goes on there.
#[component]
fn Keyboard(locale: Locale, query: RwSignal<String>) -> impl IntoView {
    let digits = RwSignal::new(false);
    let letters = [t!(locale, keyboard.first), t!(locale, keyboard.second), t!(locale, keyboard.third)];
    let rows = changing(move || {
        let rows = if digits.get() { DIGITS } else { letters };
        rows.map(|row| view! { <div class="keys">{keys(row, query)}</div> }).into_iter().collect_view()
    });
    // What is read begins as what is seen.
    let other = move || {
        if digits.get() {
            ["abc ", t!(locale, keyboard.letters)].concat()
        } else {
            ["123 ", t!(locale, keyboard.digits)].concat()
        }
    };
    view! {
        <div
            class="keyboard"
            role="group"
            aria-label=t!(locale, keyboard.label)
            on:mousedown=move |event| event.prevent_default()
        >
            {rows}
            <div class="keys">
                <button
                    type="button"
                    class="key key-wide"
                    aria-label=t!(locale, keyboard.clear)
                    on:click=move |_| query.set(String::new())
                >
                    <Icon name="close" />
                </button>
                <button
                    type="button"
                    class="key key-wide"
                    aria-label=other
                    on:click=move |_| digits.update(|digits| *digits = !*digits)
                >
                    {move || if digits.get() { "abc" } else { "123" }}
                </button>
                <button
                    type="button"
                    class="key key-space"
                    on:click=move |_| query.update(|query| query.push(' '))
                >
                    {t!(locale, keyboard.space)}
                </button>
                <button
                    type="button"
                    class="key key-wide"
                    aria-label=t!(locale, keyboard.delete)
                    on:click=move |_| query.update(|query| {
                        let _ = query.pop();
                    })
                >
                    <Icon name="delete" />
                </button>
            </div>
        </div>
    }
}

fn keys(row: &'static str, query: RwSignal<String>) -> impl IntoView {
    let key = |key| {
        view! {
            <button type="button" class="key" on:click=move |_| query.update(|query| query.push_str(key))>
                {key}
            </button>
        }
    };
    row.split(' ').map(key).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(query: &str, found: Vec<Found>) -> String {
        Owner::new().with(|| {
            let (query, go) = (RwSignal::new(query.to_owned()), Callback::new(|_| ()));
            let catalogue = Signal::stored(sample::catalogue());
            view! { <SearchPage locale=Locale::it query found=Signal::stored(found) catalogue go>""</SearchPage> }
                .to_html()
        })
    }

    #[test]
    fn what_was_found_leads_to_it() {
        let html = shown("soldi", vec![Found::Service("cash".to_owned()), Found::Answer("hours".to_owned())]);
        assert!(html.contains("service=cash") && html.contains("answer=hours") && html.contains("Orari di apertura"));
    }

    #[test]
    fn nothing_found_says_what_to_do() {
        assert!(shown("xyz", Vec::new()).contains("Non abbiamo trovato nulla"));
        assert!(!shown("", Vec::new()).contains("Non abbiamo trovato nulla"));
    }

    #[test]
    fn the_keyboard_has_every_letter_of_the_alphabet() {
        let html = shown("", Vec::new());
        assert!(('a'..='z').all(|letter| html.contains(&format!(">{letter}<"))), "{html}");
    }
}
