//! The buttons of a visitor who was called and of one who is served: those of the moment, and no other.

use super::order::Order;
use super::press_once;
use super::question::Question;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{NoShowRule, Stage, Time};
use words::{Locale, t};

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

/// The steps of the ticket at the desk, by its stage.
#[component]
pub fn Steps(
    locale: Locale,
    stage: Stage,
    /// The ticket.
    id: u32,
    /// The visitor is served by telephone.
    by_telephone: bool,
    /// No other command is under way.
    free: bool,
    /// What a no-show still lacks, counted down.
    missing: Signal<Option<Missing>>,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    match stage {
        Stage::Called => view! { <Called locale id by_telephone free missing press ask /> }.into_any(),
        Stage::Serving => view! { <Serving locale id free press ask /> }.into_any(),
    }
}

#[component]
fn Called(
    locale: Locale,
    id: u32,
    by_telephone: bool,
    free: bool,
    missing: Signal<Option<Missing>>,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let lacks =
        move || missing.get().map(|missing| view! { " " <span class="step-missing">{missing.words(locale)}</span> });
    let (start, absent) = if by_telephone {
        (t!(locale, dial.answered), t!(locale, dial.no_answer))
    } else {
        (t!(locale, desk.start), t!(locale, desk.no_show))
    };
    let recall = (!by_telephone).then(|| {
        view! { <Step order=Order::Recall icon="repeat" words=t!(locale, desk.recall) free press /> }
    });
    view! {
        <div class="steps steps-called">
            <Step main=true order=Order::Start icon="play" words=start free press />
            {recall}
            <button
                type="button"
                class="step"
                disabled=move || !free || missing.get().is_some()
                on:click=move |_| press.run(Order::NoShow)
            >
                <Icon name="no-show" />
                <span>{absent}</span>
                {lacks}
            </button>
        </div>
        <div class="steps-more">
            <Ask question=Question::Park(id) icon="clock" words=t!(locale, desk.park) free ask />
            <Ask question=Question::Transfer(id) icon="people" words=t!(locale, desk.transfer) free ask />
        </div>
    }
}

#[component]
fn Serving(locale: Locale, id: u32, free: bool, press: Callback<Order>, ask: Callback<Question>) -> impl IntoView {
    view! {
        <div class="steps steps-serving">
            <Step main=true order=Order::finish() icon="check" words=t!(locale, desk.finish) free press />
            <div class="steps-more">
                <Ask question=Question::Finish(id) icon="check" words=t!(locale, desk.finish_with) free ask />
                <Ask question=Question::Park(id) icon="clock" words=t!(locale, desk.park) free ask />
                <Ask question=Question::Transfer(id) icon="people" words=t!(locale, desk.transfer) free ask />
            </div>
        </div>
    }
}

/// A step that is done in one touch.
#[component]
fn Step(
    order: Order,
    icon: &'static str,
    words: &'static str,
    free: bool,
    press: Callback<Order>,
    /// The usual one.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="step"
            class:step-main=main
            disabled=!free
            on:click=move |event| {
                if press_once::is_first(&event) {
                    press.run(order.clone());
                }
            }
        >
            <Icon name=icon />
            <span>{words}</span>
        </button>
    }
}

/// A rarer step, which asks first how.
#[component]
fn Ask(
    question: Question,
    icon: &'static str,
    words: &'static str,
    free: bool,
    ask: Callback<Question>,
) -> impl IntoView {
    view! {
        <button type="button" class="button" disabled=!free on:click=move |_| ask.run(question.clone())>
            <Icon name=icon />
            <span>{words}</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn steps(stage: Stage, missing: Option<Missing>, free: bool) -> String {
        steps_of(stage, missing, free, false)
    }

    fn steps_of(stage: Stage, missing: Option<Missing>, free: bool, by_telephone: bool) -> String {
        Owner::new().with(|| {
            let missing = Signal::stored(missing);
            let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
            view! { <Steps locale=Locale::en stage id=7 by_telephone free missing press ask /> }.to_html()
        })
    }

    #[test]
    fn nobody_is_called_again_over_the_telephone_who_does_not_answer() {
        let html = steps_of(Stage::Called, None, true, true);
        assert!(html.contains("No answer") && !html.contains("Recall") && !html.contains("No-show"), "{html}");
    }

    #[test]
    fn the_steps_of_another_moment_are_not_there() {
        let called = steps(Stage::Called, None, true);
        assert!(called.contains("Start") && called.contains("Recall") && called.contains("No-show"), "{called}");
        assert!(!called.contains("Finish"), "no end before the start: {called}");
        let serving = steps(Stage::Serving, None, true);
        assert!(serving.contains("Finish") && serving.contains("Pass on"), "{serving}");
        assert!(!serving.contains("Recall") && !serving.contains("No-show"), "{serving}");
        assert!(!called.contains("disabled") && !serving.contains("disabled"));
    }

    #[test]
    fn no_step_is_taken_while_a_command_is_under_way() {
        assert_eq!(steps(Stage::Called, None, false).matches("disabled").count(), 5);
        assert_eq!(steps(Stage::Serving, None, false).matches("disabled").count(), 4);
    }

    #[test]
    fn a_no_show_waits_for_what_the_rule_still_lacks_and_says_what() {
        let now = sample::head().at;
        let rule = |calls, seconds: i64| NoShowRule { calls, from: Time::from_millis(now.millis() + seconds * 1_000) };
        let html = steps(Stage::Called, Missing::of(rule(1, 40), now), true);
        assert!(html.contains("call once more, in 40 s"), "{html}");
        assert_eq!(html.matches("disabled").count(), 1, "the no-show alone: {html}");
        assert_eq!(Missing::of(rule(0, 0), now), None);
        assert_eq!(Missing::of(rule(0, -5), now), None);
        assert_eq!(Missing::of(rule(0, 40), now).map(|missing| missing.words(Locale::en)), Some("in 40 s".to_owned()));
    }
}
