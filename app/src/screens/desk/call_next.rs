//! The desk without a visitor: *Call next* is the screen, or the word why nobody can be called and what to do about it.

use super::order::Order;
use super::press_once;
use super::reason::why;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{DeskState, NextPick, PauseReason};
use words::{Locale, t};

/// What a desk shows that has no visitor.
#[component]
pub fn WithoutVisitor(
    locale: Locale,
    state: DeskState,
    next: Option<NextPick>,
    /// The seconds until the desk calls by itself; nothing while it does not.
    counting: Signal<Option<u32>>,
    /// No other command is under way.
    free: bool,
    press: Callback<Order>,
) -> impl IntoView {
    let moment = match (state, next) {
        (DeskState::Closed, _) => {
            let (why, open) = (t!(locale, desk.closed_detail), t!(locale, desk.open));
            view! { <Shut why icon="door" open free press /> }.into_any()
        }
        (DeskState::Paused, _) => {
            let (why, open) = (t!(locale, desk.paused_detail), t!(locale, desk.come_back));
            view! { <Shut why icon="play" open free press /> }.into_any()
        }
        (_, Some(pick)) => {
            // The seconds change: the buttons stay.
            let counts = Memo::new(move |_| counting.get().is_some());
            let countdown = move || counts.get().then(|| view! { <Counting locale counting free press /> });
            view! {
                <CallNext locale pick free press />
                {countdown}
            }
            .into_any()
        }
        (_, None) => view! { <p class="moment-empty">{t!(locale, desk.nobody_detail)}</p> }.into_any(),
    };
    view! {
        <section class="moment" aria-labelledby="moment">
            <h2 id="moment">{t!(locale, desk.no_ticket)}</h2>
            {moment}
        </section>
    }
}

/// A desk at which nobody works for the moment, and the way back to work.
#[component]
fn Shut(
    why: &'static str,
    icon: &'static str,
    open: &'static str,
    free: bool,
    press: Callback<Order>,
) -> impl IntoView {
    view! {
        <p class="moment-shut">{why}</p>
        <button
            type="button"
            class="call-next call-open"
            disabled=!free
            on:click=move |event| {
                if press_once::is_first(&event) {
                    press.run(Order::Open);
                }
            }
        >
            <span class="call-title">
                <Icon name=icon />
                <span>{open}</span>
            </span>
        </button>
    }
}

/// The countdown to the call that nobody presses for, and the way to hold it back: on every tablet of the desk.
#[component]
fn Counting(locale: Locale, counting: Signal<Option<u32>>, free: bool, press: Callback<Order>) -> impl IntoView {
    let words = move || counting.get().map(|seconds| t!(locale, desk.calls_by_itself, seconds = seconds));
    view! {
        <div class="call-counting">
            <p role="timer">{words}</p>
            <button
                type="button"
                class="button"
                disabled=!free
                on:click=move |_| press.run(Order::Pause(PauseReason::Other))
            >
                <Icon name="clock" />
                <span>{t!(locale, desk.hold)}</span>
            </button>
        </div>
    }
}

/// *Call next*, with whom it would call and why.
#[component]
pub fn CallNext(
    locale: Locale,
    pick: NextPick,
    /// No other command is under way.
    free: bool,
    press: Callback<Order>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="call-next"
            disabled=!free
            on:click=move |event| {
                if press_once::is_first(&event) {
                    press.run(Order::Next);
                }
            }
        >
            <span class="call-title">
                <Icon name="bell" />
                <span>{t!(locale, desk.call_next)}</span>
                <kbd>{t!(locale, desk.space)}</kbd>
            </span>
            <span class="call-why">
                <strong class="call-number">{pick.number}</strong>
                <span>{why(locale, pick.reason)}</span>
                {pick.reason.priority.then(|| view! { <span class="tag">{t!(locale, desk.priority)}</span> })}
                <span class="call-service">{pick.service.get(locale.code()).to_owned()}</span>
            </span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(state: DeskState, next: bool, free: bool) -> String {
        Owner::new().with(|| {
            let next = next.then(|| sample::desk(DeskState::Free).next).flatten();
            let press = Callback::new(|_| ());
            view! { <WithoutVisitor locale=Locale::en state next counting=Signal::stored(None) free press /> }.to_html()
        })
    }

    #[test]
    fn a_desk_that_calls_by_itself_says_when_and_can_be_held_back() {
        let shown = |state, next: bool| {
            Owner::new().with(|| {
                let next = next.then(|| sample::desk(DeskState::Free).next).flatten();
                let press = Callback::new(|_| ());
                view! { <WithoutVisitor locale=Locale::en state next counting=Signal::stored(Some(7)) free=true press /> }.to_html()
            })
        };
        let html = shown(DeskState::Free, true);
        assert!(html.contains("Calls by itself in 7 s") && html.contains("Hold back"), "{html}");
        for (state, next) in [(DeskState::Free, false), (DeskState::Paused, true), (DeskState::Closed, true)] {
            assert!(!shown(state, next).contains("by itself"));
        }
    }

    #[test]
    fn call_next_says_whom_and_why() {
        let html = shown(DeskState::Free, true, true);
        assert!(html.contains("C014") && html.contains("waiting 12 min, target 10"), "{html}");
        assert!(!html.contains("disabled"));
    }

    #[test]
    fn nobody_is_called_while_a_command_is_under_way() {
        assert!(shown(DeskState::Free, true, false).contains("disabled"));
    }

    #[test]
    fn where_nobody_can_be_called_there_is_no_button_that_calls() {
        let nobody = shown(DeskState::Free, false, true);
        assert!(nobody.contains("Whoever arrives appears here") && !nobody.contains("<button"), "{nobody}");
        for (state, way) in [(DeskState::Closed, "Open the desk"), (DeskState::Paused, "Come back")] {
            let html = shown(state, true, true);
            assert!(html.contains(way) && !html.contains("Call next"), "{html}");
        }
    }
}
