//! The words for an evacuation, which stand over everything on the screens of visitors while it lasts. The server puts them
//! into the page in all languages of the branch, so that a screen that has lost its server, or whose program does not run,
//! has them too.

use crate::browser::page;
use leptos::prelude::*;
use words::{Locale, t};

/// The words in every locale, the first one largest; `lasts` says whether they are shown now.
#[component]
pub fn Evacuation(locales: Vec<Locale>, lasts: bool) -> impl IntoView {
    let lines = locales
        .into_iter()
        .map(|locale| {
            view! {
                <div class="evacuation-line" lang=locale.code() dir=locale.dir()>
                    <p class="evacuation-title">{t!(locale, evacuation.title)}</p>
                    <p class="evacuation-detail">{t!(locale, evacuation.detail)}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <div id=page::EVACUATION class="evacuation" role="alert" hidden=!lasts translate="no">
            {lines}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lasts: bool) -> String {
        Owner::new().with(|| view! { <Evacuation locales=Locale::every() lasts /> }.to_html())
    }

    #[test]
    fn every_language_says_to_leave_and_how() {
        let html = shown(true);
        for locale in Locale::every() {
            for words in [t!(locale, evacuation.title), t!(locale, evacuation.detail)] {
                assert!(!words.is_empty() && html.contains(words), "{words}: {html}");
            }
        }
        assert!(!html.contains("hidden"));
    }

    #[test]
    fn the_words_are_hidden_while_nobody_has_to_leave() {
        assert!(shown(false).contains("hidden"));
    }
}
