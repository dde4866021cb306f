//! A visitor's own ticket on their phone: wires the turn to its stream, and calls the visitor's attention.

mod later;
mod leave;
mod turn;

use crate::live::Live;
use crate::live_page::{self, Stale};
use crate::outbox::{Outbox, Sending};
use crate::ui::{Icon, LanguageLinks, Notice, ReadyList, WithoutScript};
use crate::words::Locale;
use crate::{address, page, words};
use later::Later;
use leave::{Leave, Leaving};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::{LazyRoute, lazy_route};
use std::time::Duration;
use turn::{Turn, alarm, told};
use wire::{DelayRequest, TicketPage, TicketSnapshot, TicketStatus};

/// How often a screen reader is told how the wait stands.
const TOLD_EVERY: Duration = Duration::from_secs(30);
/// A wish to leave that an earlier load of the page left behind is sent on for an hour.
const LONGEST_KEPT: f64 = 3_600_000.0;

/// `/t/{token}`
pub struct TicketRoute;

#[lazy_route]
impl LazyRoute for TicketRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        live_page::shown(|page: TicketPage| view! { <Ticket page /> }.into_any())
    }
}

#[component]
fn Ticket(page: TicketPage) -> impl IntoView {
    let locale = page::locale();
    let TicketPage { token, snapshot } = page;
    let head = snapshot.head.clone();
    let (documents, forms) = (snapshot.documents.clone(), snapshot.forms.clone());
    let branch = head.branch.clone();
    let live = Live::follow(address::ticket(&token, "stream"), snapshot);
    let status = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.status.clone()));
    let polite = attend(locale, live, status);
    let ready = move || {
        let (documents, forms) = (documents.clone(), forms.clone());
        let at_hand = live.snapshot.with(|snapshot| snapshot.at_hand.clone());
        view! { <ReadyList locale documents forms at_hand branch=branch.clone() /> }
    };
    view! {
        <header class="plain-bar">
            <p class="brand">
                <Icon name="brand" />
                <span>{head.name.get(locale.code()).to_owned()}</span>
            </p>
            <LanguageLinks locale locales=words::of_branch(&head) />
        </header>
        <Stale locale live />
        <main class="ticket">
            {move || view! { <Turn locale snapshot=live.snapshot.get() /> }}
            <p class="unseen" role="status">{polite}</p>
            <p class="unseen" role="alert">{move || alarm(locale, &status.get())}</p>
            <WithoutScript words=td_string!(locale, ticket.no_script) />
            {wishes(locale, token, status)}
            <section class="ticket-ready" aria-labelledby="ready">
                <h2 id="ready">{td_string!(locale, ready.title)}</h2>
                {ready}
            </section>
            <p class="ticket-privacy">{td_string!(locale, ticket.privacy)}</p>
        </main>
    }
}

/// Tells a waiting visitor how things stand, no oftener than they can bear, and calls them when it is their turn.
fn attend(locale: Locale, live: Live<TicketSnapshot>, status: Memo<TicketStatus>) -> RwSignal<String> {
    let polite = RwSignal::new(String::new());
    Effect::new(move || {
        let tell = move || {
            if let Some(words) = status.try_with_untracked(|status| told(locale, status)) {
                polite.try_set(words);
            }
        };
        if let Ok(interval) = set_interval_with_handle(tell, TOLD_EVERY) {
            on_cleanup(move || interval.clear());
        }
    });
    Effect::new(move || {
        let alarm = status.with(|status| alarm(locale, status));
        if status.with(|status| matches!(status, TicketStatus::Called { .. })) {
            document().set_title(&alarm);
            vibrate();
        } else {
            document().set_title(&words::title(locale, address::Screen::Ticket));
        }
    });
    Effect::new(move || {
        if status.with(|status| matches!(status, TicketStatus::Done | TicketStatus::Cancelled | TicketStatus::DayEnded))
        {
            live.close();
        }
    });
    polite
}

/// Not every phone can, and none must.
fn vibrate() {
    let navigator = window().navigator();
    if js_sys::Reflect::has(&navigator, &"vibrate".into()).unwrap_or(false) {
        let pattern: js_sys::Array = [300, 150, 300, 150, 600].into_iter().map(wasm_bindgen::JsValue::from).collect();
        navigator.vibrate_with_pattern(&pattern);
    }
}

/// What the visitor is thinking of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Nothing,
    Leave,
    Later,
}

/// To be called later, and the way out of the queue, while there is one.
fn wishes(locale: Locale, token: String, status: Memo<TicketStatus>) -> impl IntoView {
    let outbox = Outbox::new(["sportello.ticket.", &token].concat());
    let wish = RwSignal::new(Wish::Nothing);
    let refused = RwSignal::new(None::<String>);
    let answered = move |answer: Result<serde::de::IgnoredAny, wire::Problem>| {
        wish.try_set(Wish::Nothing);
        refused.try_set(answer.err().map(|problem| problem.code));
    };
    Effect::new(move || outbox.resume(LONGEST_KEPT, answered));
    let (cancel, delay) = (address::ticket(&token, "cancel"), address::ticket(&token, "delay"));
    let leave = Callback::new(move |()| outbox.send(cancel.clone(), &serde_json::json!({}), answered));
    let later = Callback::new(move |minutes| outbox.send(delay.clone(), &DelayRequest { minutes }, answered));
    let ask_leave = Callback::new(move |yes| wish.set(if yes { Wish::Leave } else { Wish::Nothing }));
    let ask_later = Callback::new(move |yes| {
        wish.set(if yes { Wish::Later } else { Wish::Nothing });
        if yes {
            request_animation_frame(|| page::focus("later"));
        }
    });
    move || {
        let most_minutes = status.with(|status| match status {
            TicketStatus::Waiting { delay_most_minutes, .. } => Some(*delay_most_minutes),
            TicketStatus::Called { .. } | TicketStatus::Parked { .. } => Some(0),
            _ => None,
        })?;
        let (sending, wished) = (outbox.sending(), wish.get());
        let leaving = match (sending, wished) {
            (Sending::UnderWay, _) => Leaving::UnderWay,
            (Sending::NoConnection, _) => Leaving::Kept,
            (Sending::Idle, Wish::Leave) => Leaving::Asked,
            (Sending::Idle, _) => Leaving::Staying,
        };
        let asked = wished == Wish::Later;
        let later = (sending == Sending::Idle && wished != Wish::Leave)
            .then(|| view! { <Later locale most_minutes asked ask=ask_later delay=later /> });
        let leave = (!(asked && sending == Sending::Idle))
            .then(|| view! { <Leave locale leaving ask=ask_leave confirm=leave /> });
        Some(view! {
            <div class="leave">
                {refused.get().map(|code| view! { <Notice words=words::refusal(locale, &code) /> })}
                {later}
                {leave}
            </div>
        })
    }
}
