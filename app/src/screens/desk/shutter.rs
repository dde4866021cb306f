//! The buttons beside a desk's name: leave it for a while, close it, call a colleague. Only those that can be pressed.

use super::danger::Hold;
use super::order::Order;
use super::question::Question;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::DeskState;
use words::{Locale, t};

/// What can be done with the desk itself; nothing where it is somebody else's.
#[component]
pub fn Shutter(
    locale: Locale,
    state: DeskState,
    /// The desk is the person's own, or nobody's.
    here: bool,
    /// No other command is under way.
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
    /// How long the button for help has been held.
    hold: Hold,
    /// The CSR is in danger: that button was held.
    danger: Callback<()>,
) -> impl IntoView {
    let pause = (here && state == DeskState::Free).then(|| {
        view! {
            <button type="button" class="button" disabled=!free on:click=move |_| ask.run(Question::Pause)>
                <Icon name="clock" />
                <span>{t!(locale, desk.pause)}</span>
            </button>
        }
    });
    let close = (here && Order::Close.is_legal(state)).then(|| {
        view! {
            <button type="button" class="button" disabled=!free on:click=move |_| press.run(Order::Close)>
                <Icon name="door" />
                <span>{t!(locale, desk.close)}</span>
            </button>
        }
    });
    let help = (here && Order::Help.is_legal(state)).then(|| {
        view! {
            <button
                type="button"
                class="button"
                on:pointerdown=move |event| hold.down(&event)
                on:click=move |event| if hold.was_long(&event) { danger.run(()) } else { press.run(Order::Help) }
            >
                <Icon name="bell" />
                <span>{t!(locale, desk.call_colleague)}</span>
            </button>
        }
    });
    (pause, close, help)
}

/// What can be done about the tickets of others.
#[component]
pub fn Tools(locale: Locale, ask: Callback<Question>) -> impl IntoView {
    view! {
        <div class="desk-tools">
            <button type="button" class="button" on:click=move |_| ask.run(Question::LookUp)>
                <Icon name="search" />
                <span>{t!(locale, desk.look_up)}</span>
            </button>
            <button type="button" class="button" on:click=move |_| ask.run(Question::Issue)>
                <Icon name="ticket" />
                <span>{t!(locale, desk.issue)}</span>
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(state: DeskState, here: bool) -> String {
        Owner::new().with(|| {
            let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
            let (hold, danger) = (Hold::new(), Callback::new(|()| ()));
            view! { <Shutter locale=Locale::en state here free=true press ask hold danger /> }.to_html()
        })
    }

    #[test]
    fn a_desk_with_a_visitor_is_not_left_and_a_colleague_can_be_called() {
        let free = shown(DeskState::Free, true);
        assert!(free.contains("Pause") && free.contains("Close the desk") && free.contains("Call a colleague"));
        let serving = shown(DeskState::Serving, true);
        assert!(!serving.contains("Pause") && !serving.contains("Close"), "{serving}");
        assert!(serving.contains("Call a colleague"));
    }

    #[test]
    fn nothing_is_done_at_a_colleague_s_desk() {
        assert!(!shown(DeskState::Free, false).contains("<button"));
    }
}
