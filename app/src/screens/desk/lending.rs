//! What the manager asks this desk to serve besides: to accept or decline, and to give back.

use super::order::Order;
use leptos::prelude::*;
use wire::{DeskLending, Time};
use words::{Locale, t};

#[component]
pub fn Lending(
    locale: Locale,
    lending: DeskLending,
    now: Time,
    /// Minutes that the branch's wall clock is ahead of UTC.
    offset: i32,
    /// No other command is under way, and the desk is the person's own.
    free: bool,
    press: Callback<Order>,
) -> impl IntoView {
    let DeskLending { services, until, lent, served } = lending;
    let names: Vec<&str> = services.iter().map(|service| service.get(locale.code())).collect();
    let (names, time) = (names.join(", "), until.clock(offset));
    let words = if lent {
        t!(locale, lend.helping, services = names, time = time, count = served)
    } else {
        t!(locale, lend.asked, services = names, time = time)
    };
    let over = (lent && until < now).then(|| view! { <strong class="late">{t!(locale, lend.over)}</strong> });
    let button = move |class: &'static str, order: Order, words: &'static str| {
        view! {
            <button type="button" class=class disabled=!free on:click=move |_| press.run(order.clone())>
                {words}
            </button>
        }
    };
    let ways = if lent {
        button("button", Order::ReturnDesk, t!(locale, lend.give_back)).into_any()
    } else {
        view! {
            {button("button button-primary", Order::AcceptLending, t!(locale, lend.accept))}
            {button("button", Order::ReturnDesk, t!(locale, lend.decline))}
        }
        .into_any()
    };
    view! {
        <div class="lending" role="status">
            <p>{words} " " {over}</p>
            <div class="lending-ways">{ways}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(lent: bool, minutes: i64) -> String {
        let until = Time::from_millis(sample::head().at.millis() + minutes * 60_000);
        let services = vec![sample::text("Mutuo", "Mortgage")];
        let lending = DeskLending { services, until, lent, served: 3 };
        let now = sample::head().at;
        Owner::new().with(|| {
            let press = Callback::new(|_| ());
            view! { <Lending locale=Locale::en lending now offset=60 free=true press /> }.to_html()
        })
    }

    #[test]
    fn a_desk_that_is_asked_accepts_or_declines() {
        let html = shown(false, 30);
        assert!(html.contains("Mortgage") && html.contains("11:00"), "{html}");
        assert!(html.contains("Accept") && html.contains("Decline") && !html.contains("Give back"), "{html}");
    }

    #[test]
    fn a_desk_that_helps_says_what_was_gained_and_when_it_is_time_to_give_back() {
        let html = shown(true, 30);
        assert!(html.contains("3 served") && html.contains("Give back") && !html.contains("late"), "{html}");
        assert!(shown(true, -1).contains("late"));
    }
}
