//! The buttons of a desk: one big one that calls, the steps of a ticket, each one touch away, and the rarer ones, two.

use super::order::Order;
use super::question::Question;
use super::reason::why;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{DeskState, NextPick, NoShowRule, Time};
use words::{Locale, t};

/// *Call next*, with whom it would call and why, or why it would call nobody.
#[component]
pub fn CallNext(
    locale: Locale,
    state: DeskState,
    next: Option<NextPick>,
    /// The person may act here, and no other command is under way.
    free: bool,
    press: Callback<Order>,
) -> impl IntoView {
    let enabled = free && Order::Next.is_legal(state) && next.is_some();
    let why = match (state, next) {
        (DeskState::Paused, _) => view! { <span>{t!(locale, desk.paused_detail)}</span> }.into_any(),
        (DeskState::Closed, _) => view! { <span>{t!(locale, desk.closed_detail)}</span> }.into_any(),
        (DeskState::Calling | DeskState::Serving, _) => {
            view! { <span>{t!(locale, desk.serving_detail)}</span> }.into_any()
        }
        (DeskState::Free, None) => view! { <span>{t!(locale, desk.nobody_detail)}</span> }.into_any(),
        (DeskState::Free, Some(pick)) => view! { <Pick locale pick /> }.into_any(),
    };
    view! {
        <button type="button" class="call-next" disabled=!enabled on:click=move |_| press.run(Order::Next)>
            <span class="call-title">
                <Icon name="bell" />
                <span>{t!(locale, desk.call_next)}</span>
                <kbd>{t!(locale, desk.space)}</kbd>
            </span>
            <span class="call-why">{why}</span>
        </button>
    }
}

#[component]
fn Pick(locale: Locale, pick: NextPick) -> impl IntoView {
    view! {
        <strong class="call-number">{pick.number}</strong>
        <span>{why(locale, pick.reason)}</span>
        {pick.reason.priority.then(|| view! { <span class="tag">{t!(locale, desk.priority)}</span> })}
        <span class="call-service">{pick.service.get(locale.code()).to_owned()}</span>
    }
}

/// What a no-show still lacks: so many calls, and so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    calls: u32,
    seconds: u32,
}

impl Missing {
    /// By the rule as it stands at `now`; `None` where a visitor may be taken for absent.
    pub fn of(rule: NoShowRule, now: Time) -> Option<Self> {
        let millis = (rule.from.millis() - now.millis()).max(0);
        let seconds = u32::try_from((millis + 999) / 1_000).unwrap_or(u32::MAX);
        (rule.calls > 0 || seconds > 0).then_some(Self { calls: rule.calls, seconds })
    }

    /// "call once more", "in 40 s".
    fn words(self, locale: Locale) -> String {
        let calls = (self.calls > 0).then(|| t!(locale, desk.no_show_calls, count = self.calls));
        let seconds = (self.seconds > 0).then(|| t!(locale, desk.no_show_in, seconds = self.seconds));
        [calls, seconds].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The steps of the ticket at the desk.
#[component]
pub fn Steps(
    locale: Locale,
    state: DeskState,
    free: bool,
    /// What a no-show still lacks, counted down.
    missing: Signal<Option<Missing>>,
    press: Callback<Order>,
) -> impl IntoView {
    let step = move |order: Order, icon, words| {
        let disabled = !(free && order.is_legal(state));
        view! {
            <button type="button" class="step" disabled=disabled on:click=move |_| press.run(order.clone())>
                <Icon name=icon />
                <span>{words}</span>
            </button>
        }
    };
    let lacks =
        move || missing.get().map(|missing| view! { " " <span class="step-missing">{missing.words(locale)}</span> });
    view! {
        <div class="steps">
            {step(Order::Recall, "repeat", t!(locale, desk.recall))}
            {step(Order::Start, "play", t!(locale, desk.start))}
            {step(Order::finish(), "check", t!(locale, desk.finish))}
            <button
                type="button"
                class="step"
                disabled=move || !(free && Order::NoShow.is_legal(state)) || missing.get().is_some()
                on:click=move |_| press.run(Order::NoShow)
            >
                <Icon name="no-show" />
                <span>{t!(locale, desk.no_show)}</span>
                {lacks}
            </button>
        </div>
    }
}

/// What is rarer done with the ticket at the desk: each asks first how.
#[component]
pub fn MoreSteps(
    locale: Locale,
    state: DeskState,
    /// The ticket at the desk.
    ticket: Option<u32>,
    free: bool,
    ask: Callback<Question>,
) -> impl IntoView {
    let occupied = matches!(state, DeskState::Calling | DeskState::Serving);
    let id = ticket.unwrap_or_default();
    let rows = [
        (Question::Finish(id), "check", t!(locale, desk.finish_with), state == DeskState::Serving),
        (Question::Park(id), "clock", t!(locale, desk.park), occupied),
        (Question::Transfer(id), "people", t!(locale, desk.transfer), occupied),
    ];
    let buttons = rows
        .into_iter()
        .map(|(question, icon, words, legal)| {
            view! {
                <button
                    type="button"
                    class="button"
                    disabled=!(free && legal && ticket.is_some())
                    on:click=move |_| ask.run(question.clone())
                >
                    <Icon name=icon />
                    <span>{words}</span>
                </button>
            }
        })
        .collect_view();
    view! { <div class="steps-more">{buttons}</div> }
}

/// Open or close the desk, leave it for a while, come back.
#[component]
pub fn Shutter(
    locale: Locale,
    state: DeskState,
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let open = matches!(state, DeskState::Closed | DeskState::Paused).then(|| {
        let paused = state == DeskState::Paused;
        let words = if paused { t!(locale, desk.come_back) } else { t!(locale, desk.open) };
        view! {
            <button type="button" class="button button-primary" disabled=!free on:click=move |_| press.run(Order::Open)>
                <Icon name=if paused { "play" } else { "door" } />
                <span>{words}</span>
            </button>
        }
    });
    let pause = matches!(state, DeskState::Free | DeskState::Calling | DeskState::Serving).then(|| {
        let enabled = free && state == DeskState::Free;
        view! {
            <button type="button" class="button" disabled=!enabled on:click=move |_| ask.run(Question::Pause)>
                <Icon name="clock" />
                <span>{t!(locale, desk.pause)}</span>
            </button>
        }
    });
    let close = (state != DeskState::Closed).then(|| {
        let enabled = free && Order::Close.is_legal(state);
        view! {
            <button type="button" class="button" disabled=!enabled on:click=move |_| press.run(Order::Close)>
                <Icon name="door" />
                <span>{t!(locale, desk.close)}</span>
            </button>
        }
    });
    let help = (state != DeskState::Closed).then(|| {
        view! {
            <button type="button" class="button" disabled=!free on:click=move |_| press.run(Order::Help)>
                <Icon name="bell" />
                <span>{t!(locale, desk.call_colleague)}</span>
            </button>
        }
    });
    (open, pause, close, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn press() -> Callback<Order> {
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
            let html = steps(state, None);
            assert_eq!(4 - html.matches("disabled").count(), enabled, "{state:?}");
        }
    }

    fn steps(state: DeskState, missing: Option<Missing>) -> String {
        Owner::new().with(|| {
            let missing = Signal::stored(missing);
            view! { <Steps locale=Locale::en state free=true missing press=press() /> }.to_html()
        })
    }

    #[test]
    fn a_no_show_waits_for_what_the_rule_still_lacks_and_says_what() {
        let now = sample::head().at;
        let rule = |calls, seconds: i64| NoShowRule { calls, from: Time::from_millis(now.millis() + seconds * 1_000) };
        let html = steps(DeskState::Calling, Missing::of(rule(1, 40), now));
        assert!(html.contains("call once more, in 40 s"), "{html}");
        assert_eq!(html.matches("disabled").count(), 2, "finish and no-show: {html}");
        assert_eq!(Missing::of(rule(0, 0), now), None);
        assert_eq!(Missing::of(rule(0, -5), now), None);
        assert_eq!(Missing::of(rule(0, 40), now).map(|missing| missing.words(Locale::en)), Some("in 40 s".to_owned()));
    }

    #[test]
    fn the_rarer_steps_need_a_ticket() {
        let more = |state, ticket| {
            Owner::new().with(|| {
                let ask = Callback::new(|_| ());
                view! { <MoreSteps locale=Locale::en state ticket free=true ask /> }.to_html()
            })
        };
        assert_eq!(more(DeskState::Free, None).matches("disabled").count(), 3);
        assert_eq!(more(DeskState::Calling, Some(7)).matches("disabled").count(), 1, "no end before the start");
        assert_eq!(more(DeskState::Serving, Some(7)).matches("disabled").count(), 0);
    }
}
