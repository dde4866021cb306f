//! The buttons of a desk: one big one that calls, and the steps of a ticket, each one touch away.

use crate::ui::Icon;
use crate::words::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;
use wire::{DeskState, NextPick};

/// What a member of staff can ask of a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Open,
    Close,
    Next,
    Recall,
    Start,
    Finish,
    NoShow,
}

impl Step {
    /// The last part of the command's address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Close => "close",
            Self::Next => "next",
            Self::Recall => "recall",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::NoShow => "no-show",
        }
    }

    /// Whether a desk in this state takes the step.
    pub fn is_legal(self, state: DeskState) -> bool {
        match self {
            Self::Open => matches!(state, DeskState::Closed | DeskState::Paused),
            Self::Close | Self::Next => state == DeskState::Free,
            Self::Recall | Self::Start | Self::NoShow => state == DeskState::Calling,
            Self::Finish => state == DeskState::Serving,
        }
    }
}

/// *Call next*, with whom it would call and why, or why it would call nobody.
#[component]
pub fn CallNext(
    locale: Locale,
    state: DeskState,
    next: Option<NextPick>,
    /// The person may act here, and no other command is under way.
    free: bool,
    press: Callback<Step>,
) -> impl IntoView {
    let enabled = free && Step::Next.is_legal(state) && next.is_some();
    let why = match (state, next) {
        (DeskState::Paused, _) => view! { <span>{td_string!(locale, desk.paused_detail)}</span> }.into_any(),
        (DeskState::Closed, _) => view! { <span>{td_string!(locale, desk.closed_detail)}</span> }.into_any(),
        (DeskState::Calling | DeskState::Serving, _) => {
            view! { <span>{td_string!(locale, desk.serving_detail)}</span> }.into_any()
        }
        (DeskState::Free, None) => view! { <span>{td_string!(locale, desk.nobody_detail)}</span> }.into_any(),
        (DeskState::Free, Some(pick)) => view! { <Pick locale pick /> }.into_any(),
    };
    view! {
        <button type="button" class="call-next" disabled=!enabled on:click=move |_| press.run(Step::Next)>
            <span class="call-title">
                <Icon name="bell" />
                <span>{td_string!(locale, desk.call_next)}</span>
                <kbd>{td_string!(locale, desk.space)}</kbd>
            </span>
            <span class="call-why">{why}</span>
        </button>
    }
}

#[component]
fn Pick(locale: Locale, pick: NextPick) -> impl IntoView {
    let (waited, target) = (pick.reason.waited_minutes, pick.reason.target_minutes);
    view! {
        <strong class="call-number">{pick.number}</strong>
        <span>{td_string!(locale, desk.reason, waited = waited, target = target)}</span>
        {pick.reason.priority.then(|| view! { <span class="tag">{td_string!(locale, desk.priority)}</span> })}
        <span class="call-service">{pick.service.get(locale.code()).to_owned()}</span>
    }
}

/// The steps of the ticket at the desk.
#[component]
pub fn Steps(locale: Locale, state: DeskState, free: bool, press: Callback<Step>) -> impl IntoView {
    let steps = [
        (Step::Recall, "repeat", td_string!(locale, desk.recall)),
        (Step::Start, "play", td_string!(locale, desk.start)),
        (Step::Finish, "check", td_string!(locale, desk.finish)),
        (Step::NoShow, "no-show", td_string!(locale, desk.no_show)),
    ];
    let buttons = steps
        .into_iter()
        .map(|(step, icon, words)| {
            view! {
                <button
                    type="button"
                    class="step"
                    disabled=!(free && step.is_legal(state))
                    on:click=move |_| press.run(step)
                >
                    <Icon name=icon />
                    <span>{words}</span>
                </button>
            }
        })
        .collect_view();
    view! { <div class="steps">{buttons}</div> }
}

/// Open or close the desk.
#[component]
pub fn Shutter(locale: Locale, state: DeskState, free: bool, press: Callback<Step>) -> impl IntoView {
    let (step, class, words) = if state == DeskState::Closed {
        (Step::Open, "button button-primary", td_string!(locale, desk.open))
    } else {
        (Step::Close, "button", td_string!(locale, desk.close))
    };
    view! {
        <button type="button" class=class disabled=!(free && step.is_legal(state)) on:click=move |_| press.run(step)>
            <Icon name="door" />
            <span>{words}</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn press() -> Callback<Step> {
        Callback::new(|_| ())
    }

    #[test]
    fn call_next_says_whom_and_why() {
        let html = Owner::new().with(|| {
            let next = sample::desk(DeskState::Free).next;
            view! { <CallNext locale=Locale::en state=DeskState::Free next free=true press=press() /> }.to_html()
        });
        assert!(html.contains("C014") && html.contains("waiting 12 min, target 10"), "{html}");
        assert!(!html.contains("disabled"));
    }

    #[test]
    fn nobody_is_called_while_a_command_is_under_way() {
        let html = Owner::new().with(|| {
            let next = sample::desk(DeskState::Free).next;
            view! { <CallNext locale=Locale::en state=DeskState::Free next free=false press=press() /> }.to_html()
        });
        assert!(html.contains("disabled"));
    }

    #[test]
    fn only_the_steps_of_the_present_stage_can_be_pressed() {
        for (state, enabled) in
            [(DeskState::Closed, 0), (DeskState::Free, 0), (DeskState::Calling, 3), (DeskState::Serving, 1)]
        {
            let html =
                Owner::new().with(|| view! { <Steps locale=Locale::it state free=true press=press() /> }.to_html());
            assert_eq!(4 - html.matches("disabled").count(), enabled, "{state:?}");
        }
    }
}
