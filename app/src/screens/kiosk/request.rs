//! A visitor who asks how a request is doing: its code and PIN by keys, then where it stands. Nobody's name, no amount, no outcome.

use crate::ui::changing;
use leptos::prelude::*;
use wire::{CaseStatus, Time};
use words::{Locale, t};

/// The id of the field that takes what is typed now.
pub const FIELD: &str = "request";
/// How many signs a code has, and how many digits a PIN.
const SIGNS: usize = 8;
const DIGITS: usize = 6;
/// The signs of codes and the digits of PINs, as keys.
const CODE_KEYS: [&str; 3] = ["B C D F G H J K", "L M N P Q R S T", "V W X Z 2 3 4 5"];
const PIN_KEYS: [&str; 2] = ["1 2 3 4 5", "6 7 8 9 0"];

/// What the visitor is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    UnderWay,
    Found(Box<CaseStatus>),
    /// No such code, or not this PIN: they read alike.
    Wrong,
    /// Too many wrong tries.
    Locked,
    /// Too many wrong tries at this kiosk, whatever the code.
    Stopped,
    NoConnection,
}

/// What the visitor typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    pub code: RwSignal<String>,
    pub pin: RwSignal<String>,
    /// The code is complete, and the PIN is typed.
    pub at_pin: RwSignal<bool>,
}

impl Typed {
    pub fn new() -> Self {
        Self { code: RwSignal::new(String::new()), pin: RwSignal::new(String::new()), at_pin: RwSignal::new(false) }
    }

    /// Nothing of it is left.
    pub fn forget(self) {
        self.code.set(String::new());
        self.pin.set(String::new());
        self.at_pin.set(false);
    }
}

/// The page of the look-up.
#[component]
pub fn MyRequest(locale: Locale, typed: Typed, looked: Signal<Option<Looked>>, look: Callback<()>) -> impl IntoView {
    let shown = changing(move || match looked.get() {
        Some(Looked::Found(found)) => view! { <Found locale found=*found /> }.into_any(),
        told => view! { <Ask locale typed told look /> }.into_any(),
    });
    view! {
        <h1 id="step" tabindex="-1">{t!(locale, status.title)}</h1>
        <div aria-live="polite">{shown}</div>
    }
}

/// The code, then the PIN.
#[component]
fn Ask(locale: Locale, typed: Typed, told: Option<Looked>, look: Callback<()>) -> impl IntoView {
    let told = told.map(|told| match told {
        Looked::UnderWay => t!(locale, ticket.sending),
        Looked::Wrong => t!(locale, status.wrong),
        Looked::Locked => t!(locale, status.locked),
        Looked::Stopped => t!(locale, status.stopped),
        Looked::NoConnection => t!(locale, ticket.sending_kept),
        Looked::Found(_) => "",
    });
    let field = changing(move || {
        if typed.at_pin.get() {
            view! { <Field locale label=t!(locale, status.pin) kind="password" text=typed.pin most=DIGITS rows=PIN_KEYS.to_vec() /> }
                .into_any()
        } else {
            view! { <Field locale label=t!(locale, status.code) kind="text" text=typed.code most=SIGNS rows=CODE_KEYS.to_vec() /> }
                .into_any()
        }
    });
    let go_on = move || {
        if typed.at_pin.get_untracked() {
            look.run(());
        } else if typed.code.with_untracked(|code| !code.trim().is_empty()) {
            typed.at_pin.set(true);
        }
    };
    let words = move || if typed.at_pin.get() { t!(locale, status.look) } else { t!(locale, status.next) };
    view! {
        <p class="kiosk-lead">{t!(locale, status.lead)}</p>
        <form
            class="check-in"
            on:submit=move |event| {
                event.prevent_default();
                go_on();
            }
        >
            {field}
            <div class="check-in-ways">
                <button type="submit" class="button button-primary">
                    {words}
                </button>
            </div>
        </form>
        <p class="check-in-answer">{told}</p>
    }
}

/// A field with its keys; a keyboard types into it, too.
#[component]
fn Field(
    locale: Locale,
    label: &'static str,
    kind: &'static str,
    text: RwSignal<String>,
    most: usize,
    rows: Vec<&'static str>,
) -> impl IntoView {
    let press = move |key: &'static str| {
        text.update(|text| {
            if text.chars().count() < most {
                text.push_str(key);
            }
        });
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let keys = row
                .split(' ')
                .map(|key| {
                    view! {
                        <button type="button" class="key" on:click=move |_| press(key)>
                            {key}
                        </button>
                    }
                })
                .collect_view();
            view! { <div class="keys">{keys}</div> }
        })
        .collect_view();
    view! {
        <label for=FIELD>{label}</label>
        <input
            id=FIELD
            name=FIELD
            type=kind
            dir="ltr"
            data-typing=""
            inputmode="none"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            maxlength="20"
            prop:value=move || text.get()
            value=text.get_untracked()
            on:input=move |event| text.set(event_target_value(&event))
        />
        <div class="check-in-keys" dir="ltr">{rows}</div>
        <div class="check-in-ways">
            <button type="button" class="button" on:click=move |_| text.update(|text| { let _ = text.pop(); })>
                {t!(locale, check_in.erase)}
            </button>
        </div>
    }
}

/// Step, since when, who must act, what is missing, how long it takes as a rule, when somebody last looked after it.
#[component]
fn Found(locale: Locale, found: CaseStatus) -> impl IntoView {
    let code = locale.code();
    let state = match (found.state.as_str(), found.who.as_str()) {
        ("ready", _) => t!(locale, status.ready),
        ("closed", _) => t!(locale, status.closed),
        ("waiting_for_client", _) | (_, "client") => t!(locale, status.client),
        (_, "third") => t!(locale, status.third),
        _ => t!(locale, status.bank),
    };
    let at = usize::try_from(found.step).unwrap_or_default();
    let name = found.steps.get(at.saturating_sub(1)).map(|name| name.get(code).to_owned());
    let missing = (!found.missing.is_empty()).then(|| {
        let missing = found.missing.iter().map(|name| view! { <li>{name.get(code).to_owned()}</li> }).collect_view();
        view! {
            <h2>{t!(locale, status.missing)}</h2>
            <ul>{missing}</ul>
        }
    });
    // Dates are told from their midnight in UTC.
    let date = |day: &str| Time::parse(&[day, "T00:00:00Z"].concat()).map(|day| words::date(locale, day));
    let (since, checked) = (date(&found.since), date(&found.checked_on));
    view! {
        <p class="kiosk-lead">{found.kind.get(code).to_owned()}</p>
        <p>
            <strong>{t!(locale, status.step, step = found.step, steps = found.steps.len())}</strong>
            ": "
            {name}
        </p>
        <p>{state}</p>
        {missing}
        <p>{t!(locale, status.since)} ": " {since}</p>
        <p>{t!(locale, status.takes)} ": " {t!(locale, status.usual, low = found.from_days, high = found.to_days)}</p>
        <p>{t!(locale, status.checked)} ": " {checked}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(looked: Option<Looked>, at_pin: bool) -> String {
        Owner::new().with(|| {
            let (typed, look) = (Typed::new(), Callback::new(|()| ()));
            typed.at_pin.set(at_pin);
            let looked = Signal::stored(looked);
            view! { <MyRequest locale=Locale::en typed looked look /> }.to_html()
        })
    }

    #[test]
    fn the_code_is_asked_first_and_the_pin_is_not_to_be_read_over_a_shoulder() {
        let code = shown(None, false);
        assert!(code.contains("type=\"text\"") && code.contains(">B<") && !code.contains(">A<"), "{code}");
        let pin = shown(None, true);
        assert!(pin.contains("type=\"password\"") && pin.contains(">0<") && !pin.contains(">B<"), "{pin}");
    }

    #[test]
    fn what_was_found_says_who_acts_what_is_missing_and_when_it_was_looked_after() {
        let found = CaseStatus {
            kind: sample::text("Mutuo", "Mortgage"),
            steps: vec![sample::text("Ricevuta", "Received"), sample::text("Perizia", "Survey")],
            step: 2,
            since: "2026-12-03".to_owned(),
            state: "waiting_for_client".to_owned(),
            who: "third".to_owned(),
            missing: vec![sample::text("Buste paga", "Payslips")],
            from_days: 30,
            to_days: 60,
            checked: Time::parse("2026-12-03T23:30:00Z").expect("a time"),
            checked_on: "2026-12-04".to_owned(),
        };
        let html = shown(Some(Looked::Found(Box::new(found))), true);
        for words in ["Mortgage", "Survey", "Payslips", "3 December", "4 December", t!(Locale::en, status.client)] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("<input"), "{html}");
    }

    #[test]
    fn a_wrong_pin_and_too_many_tries_are_said() {
        assert!(shown(Some(Looked::Wrong), true).contains(t!(Locale::en, status.wrong)));
        assert!(shown(Some(Looked::Locked), true).contains(t!(Locale::en, status.locked)));
        assert!(shown(Some(Looked::Stopped), true).contains(t!(Locale::en, status.stopped)));
    }
}
