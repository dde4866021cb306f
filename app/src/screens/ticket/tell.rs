//! "Tell me when it is my turn": one button, then what came of it.

use crate::ui::{Icon, Notice, Tone};
use leptos::prelude::*;
use words::Locale;
use words::td_string;

/// How far the phone is with telling the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Before the page runs.
    NotYet,
    Offered,
    Asking,
    /// By a message too, when the page is closed.
    Told,
    /// By sound and vibration only, while the page is open: this browser sends no messages.
    WhileOpen,
    /// The same: the visitor or the phone's settings said no to messages.
    Forbidden,
    Failed,
}

/// The button, or what it did.
#[component]
pub fn TellMe(locale: Locale, telling: Telling, ask: Callback<()>, take_back: Callback<()>) -> impl IntoView {
    let button = move || {
        view! {
            <button
                type="button"
                class="button button-primary"
                disabled=matches!(telling, Telling::NotYet)
                on:click=move |_| ask.run(())
            >
                <Icon name="bell" />
                <span>{td_string!(locale, tell.ask)}</span>
            </button>
        }
    };
    let open = || td_string!(locale, tell.while_open);
    match telling {
        Telling::NotYet | Telling::Offered => button().into_any(),
        Telling::Asking => view! { <Notice words=td_string!(locale, tell.asking) tone=Tone::Calm /> }.into_any(),
        Telling::Told => view! {
            <Notice words=td_string!(locale, tell.told) tone=Tone::Calm />
            <button type="button" class="button button-quiet" on:click=move |_| take_back.run(())>
                {td_string!(locale, tell.take_back)}
            </button>
        }
        .into_any(),
        Telling::WhileOpen => {
            view! { <Notice words=[td_string!(locale, tell.unable), " ", open()].concat() tone=Tone::Calm /> }
                .into_any()
        }
        Telling::Forbidden => {
            view! { <Notice words=[td_string!(locale, tell.forbidden), " ", open()].concat() /> }.into_any()
        }
        Telling::Failed => view! {
            <Notice words=td_string!(locale, tell.failed) />
            {button()}
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(telling: Telling) -> String {
        Owner::new().with(|| {
            let (ask, take_back) = (Callback::new(|()| ()), Callback::new(|()| ()));
            view! { <TellMe locale=Locale::en telling ask take_back /> }.to_html()
        })
    }

    #[test]
    fn the_button_is_dead_until_the_page_runs() {
        assert!(shown(Telling::NotYet).contains("disabled"));
        assert!(!shown(Telling::Offered).contains("disabled"));
    }

    #[test]
    fn what_the_phone_cannot_do_is_said_with_what_it_does_instead() {
        for telling in [Telling::WhileOpen, Telling::Forbidden] {
            assert!(shown(telling).contains("while this page is open"), "{telling:?}");
        }
        assert!(shown(Telling::Told).contains("Do not tell me"));
    }
}
