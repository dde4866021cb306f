//! The documents that a visit needs, ticked off as the CSR sees them, and what is missing.

use super::order::Order;
use super::question::Question;
use crate::ui::Icon;
use leptos::html::Input;
use leptos::prelude::*;
use wire::Checked;
use words::{Locale, t};

/// The documents, in the order in which the desk needs them.
#[component]
pub fn Prepare(
    locale: Locale,
    /// The ticket.
    id: u32,
    documents: Vec<Checked>,
    /// The visitor is served here, by the person: they show their documents.
    here: bool,
    /// No other command is under way.
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let name = |document: &Checked| document.name.get(locale.code()).to_owned();
    let missing: Vec<String> = documents.iter().filter(|document| document.missing).map(name).collect();
    let come_back = (here && !missing.is_empty()).then(|| {
        view! {
            <div class="prepare-missing">
                <p>{t!(locale, desk.missing, documents = missing.join(", "))}</p>
                <button type="button" class="button" disabled=!free on:click=move |_| ask.run(Question::Park(id))>
                    <Icon name="clock" />
                    <span>{t!(locale, desk.come_back_with)}</span>
                </button>
            </div>
        }
    });
    let nothing = documents.is_empty().then(|| view! { <p>{t!(locale, ready.nothing)}</p> });
    let documents =
        documents.into_iter().map(|document| view! { <Paper locale id document here free press /> }).collect_view();
    view! {
        <h3>{t!(locale, desk.has_ready)}</h3>
        {nothing}
        <ul class="checked-list">
            {documents}
        </ul>
        {come_back}
    }
}

/// A document with what is known of it; at the person's own desk with a box to tick.
#[component]
fn Paper(locale: Locale, id: u32, document: Checked, here: bool, free: bool, press: Callback<Order>) -> impl IntoView {
    let Checked { id: paper, name, when, at_hand, missing, .. } = document;
    let (class, icon, words) = if at_hand {
        ("checked checked-yes", "check", t!(locale, desk.has))
    } else if missing {
        ("checked checked-no", "close", t!(locale, desk.has_not))
    } else {
        ("checked", "minus", t!(locale, desk.not_said))
    };
    let when = when.map(|when| [" (", when.get(locale.code()), ")"].concat());
    let name = name.get(locale.code()).to_owned();
    let label = view! { <span>{name.clone()} {when}</span> };
    if !here {
        return view! {
            <li class=class>
                <Icon name=icon />
                {label}
                <span class="checked-words">{words}</span>
            </li>
        }
        .into_any();
    }
    let tick = NodeRef::<Input>::new();
    let not_here = (!at_hand && !missing).then(|| {
        let paper = paper.clone();
        view! {
            <button
                type="button"
                class="button button-quiet"
                disabled=!free
                on:click=move |_| press.run(Order::Document(id, paper.clone(), false))
            >
                {t!(locale, desk.has_not)}
                <span class="unseen">": " {name}</span>
            </button>
        }
    });
    view! {
        <li class=class>
            <label>
                <input
                    node_ref=tick
                    type="checkbox"
                    checked=at_hand
                    prop:checked=at_hand
                    disabled=!free
                    on:change=move |event| {
                        let wanted = event_target_checked(&event);
                        // It is ticked when the branch knows it, and not before.
                        if let Some(tick) = tick.get_untracked() {
                            tick.set_checked(at_hand);
                        }
                        press.run(Order::Document(id, paper.clone(), wanted));
                    }
                />
                {label}
            </label>
            <span class="checked-words">{words}</span>
            {not_here}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    fn shown(documents: Vec<Checked>, here: bool) -> String {
        Owner::new().with(|| {
            let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
            view! { <Prepare locale=Locale::en id=7 documents here free=true press ask /> }.to_html()
        })
    }

    fn documents() -> Vec<Checked> {
        sample::desk(DeskState::Serving).ticket.expect("a ticket").documents
    }

    #[test]
    fn the_csr_ticks_off_what_the_visitor_has_and_says_what_is_missing() {
        let html = shown(documents(), true);
        assert_eq!(html.matches("type=\"checkbox\"").count(), 2, "{html}");
        assert!(html.contains("Has it") && html.contains("Not said"), "{html}");
        assert!(!html.contains("Come back with"), "nothing is missing yet: {html}");
    }

    #[test]
    fn who_lacks_something_can_come_back_with_it_and_keeps_the_place() {
        let mut documents = documents();
        documents[1].missing = true;
        let html = shown(documents, true);
        assert!(html.contains("Missing: Card") && html.contains("Come back with it"), "{html}");
    }

    #[test]
    fn a_colleague_s_visitor_is_only_looked_at() {
        let html = shown(documents(), false);
        assert!(!html.contains("<input") && !html.contains("<button"), "{html}");
        assert!(html.contains("Has it"));
    }
}
