//! "Tell me when it is my turn": one button, then what came of it.

use crate::ui::{Icon, Notice, Tone};
use leptos::prelude::*;
use words::{Locale, t};

/// How far the phone is with notification the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationState {
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
    /// The phone was to be told, and its push service takes no messages any more.
    Lost,
}

/// The button, or what it did.
#[component]
pub fn TellMe(
    locale: Locale,
    notification: NotificationState,
    ask: Callback<()>,
    take_back: Callback<()>,
) -> impl IntoView {
    let button = move || {
        view! {
            <button
                type="button"
                class="button button-primary"
                disabled=matches!(notification, NotificationState::NotYet)
                on:click=move |_| ask.run(())
            >
                <Icon name="bell" />
                <span>{t!(locale, tell.ask)}</span>
            </button>
        }
    };
    let open = || t!(locale, tell.while_open);
    match notification {
        NotificationState::NotYet | NotificationState::Offered => button().into_any(),
        NotificationState::Asking => view! { <Notice words=t!(locale, tell.asking) tone=Tone::Calm /> }.into_any(),
        NotificationState::Told => view! {
            <Notice words=t!(locale, tell.told) tone=Tone::Calm />
            <button type="button" class="button button-quiet" on:click=move |_| take_back.run(())>
                {t!(locale, tell.take_back)}
            </button>
        }
        .into_any(),
        NotificationState::WhileOpen => {
            view! { <Notice words=[t!(locale, tell.unable), " ", open()].concat() tone=Tone::Calm /> }.into_any()
        }
        NotificationState::Forbidden => {
            view! { <Notice words=[t!(locale, tell.forbidden), " ", open()].concat() /> }.into_any()
        }
        NotificationState::Lost => view! {
            <Notice words=[t!(locale, tell.lost), " ", open()].concat() />
            {button()}
        }
        .into_any(),
        NotificationState::Failed => view! {
            <Notice words=t!(locale, tell.failed) />
            {button()}
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(notification: NotificationState) -> String {
        Owner::new().with(|| {
            let (ask, take_back) = (Callback::new(|()| ()), Callback::new(|()| ()));
            view! { <TellMe locale=Locale::en notification ask take_back /> }.to_html()
        })
    }

    #[test]
    fn the_button_is_dead_until_the_page_runs() {
        assert!(shown(NotificationState::NotYet).contains("disabled"));
        assert!(!shown(NotificationState::Offered).contains("disabled"));
    }

    #[test]
    fn what_the_phone_cannot_do_is_said_with_what_it_does_instead() {
        for notification in [NotificationState::WhileOpen, NotificationState::Forbidden] {
            assert!(shown(notification).contains("while this page is open"), "{notification:?}");
        }
        assert!(shown(NotificationState::Told).contains("Do not tell me"));
    }

    #[test]
    fn a_phone_that_messages_no_longer_reach_is_told_so_and_how_to_switch_them_on_again() {
        let lost = shown(NotificationState::Lost);
        assert!(lost.contains("notifications are off") && lost.contains("Tell me when it is my turn"), "{lost}");
        assert!(lost.contains("while this page is open") && !lost.contains("We will send you a message"), "{lost}");
    }
}
