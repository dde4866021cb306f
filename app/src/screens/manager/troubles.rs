//! What else the set-up's rules find wrong, with the way to the page that says who was told and who has seen it.

use crate::address;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{ManagerSnapshot, OpenTrouble};
use words::{Locale, t};

/// The open troubles, each with the name of its service in place of the id.
pub fn named(locale: Locale, snapshot: &ManagerSnapshot) -> Vec<OpenTrouble> {
    let name = |id: &str| {
        let service = snapshot.services.iter().find(|service| service.id == id);
        service.map_or_else(|| id.to_owned(), |service| service.name.get(locale.code()).to_owned())
    };
    let trouble = |trouble: &OpenTrouble| OpenTrouble { place: name(&trouble.place), ..trouble.clone() };
    snapshot.troubles.iter().map(trouble).collect()
}

/// The open troubles; nothing where there is none.
#[component]
pub fn Troubles(locale: Locale, branch: String, utc_offset_minutes: i32, troubles: Vec<OpenTrouble>) -> impl IntoView {
    let some = !troubles.is_empty();
    let lines = troubles
        .into_iter()
        .map(|trouble| {
            let words = words::trouble(locale, Some(trouble.what), &trouble.place, trouble.value);
            let since = t!(locale, alert.since, time = trouble.since.clock(utc_offset_minutes));
            let seen = trouble.seen.then(|| [" · ", t!(locale, troubles.seen_short)].concat());
            view! {
                <li class="alert">
                    <Icon name="warning" />
                    <span class="alert-words">{words} " " <span class="alert-since">{since} {seen}</span></span>
                </li>
            }
        })
        .collect_view();
    let page = address::office(&branch, "alerts", locale);
    // Always there, so that what comes into it is told.
    view! {
        <div class="alerts-news" role="status">
            {some
                .then(|| {
                    view! {
                        <h2>{t!(locale, troubles.open_now)}</h2>
                        <ul class="alerts">{lines}</ul>
                        <p>
                            <a class="button button-quiet" href=page>{t!(locale, troubles.to_page)}</a>
                        </p>
                    }
                })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::TroubleWhat;

    fn shown(troubles: Vec<OpenTrouble>) -> String {
        let snapshot = ManagerSnapshot { troubles, ..sample::manager() };
        let (branch, utc_offset_minutes) = (snapshot.head.branch.clone(), snapshot.head.utc_offset_minutes);
        let troubles = named(Locale::en, &snapshot);
        Owner::new().with(|| view! { <Troubles locale=Locale::en branch utc_offset_minutes troubles /> }.to_html())
    }

    #[test]
    fn a_trouble_says_what_for_which_service_since_when_and_leads_to_its_page() {
        let (what, since) = (TroubleWhat::Forecast, sample::head().at);
        let html = shown(vec![OpenTrouble { what, place: "a".to_owned(), value: 12, since, seen: true }]);
        for words in ["The expected wait for Cash is 12 minutes over its target.", "seen", "/office/alerts?lang=en"] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!shown(vec![]).contains("<h2"), "nothing is wrong");
    }
}
