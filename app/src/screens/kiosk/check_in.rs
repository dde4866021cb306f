//! A visitor with an appointment: the code by keys or by a scanner that types, and what becomes of them.

use super::frame::StepLink;
use super::step::Step;
use crate::ui::{Icon, changing, checked_in};
use leptos::prelude::*;
use wire::{CheckInAnswer, CheckInRequest};
use words::{Locale, t};

/// The id of the field for the code.
pub const FIELD: &str = "code";
/// How many signs a code has.
const SIGNS: usize = 6;
/// What a scanner may type: the address of an appointment's page.
const LONGEST: usize = 300;
/// The signs of codes, as keys.
const KEYS: [&str; 3] = ["B C D F G H J K", "L M N P Q R S T", "V W X Z 2 3 4 5"];

/// What the visitor is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckedIn {
    UnderWay,
    Answered(CheckInAnswer),
    /// No appointment has this code.
    Unknown,
    /// The branch refuses it, as while it is closed.
    Refused(wire::Code),
    NoConnection,
}

/// What a typed or scanned text asks for: a scanner types the address of the appointment's page.
pub fn request(typed: &str) -> CheckInRequest {
    match typed.split_once("/a/") {
        Some((_, rest)) => CheckInRequest::Token(rest.chars().take_while(char::is_ascii_alphanumeric).collect()),
        None => CheckInRequest::Code(typed.trim().to_owned()),
    }
}

/// The page of the check-in.
#[component]
pub fn CheckIn(
    locale: Locale,
    code: RwSignal<String>,
    told: Signal<Option<CheckedIn>>,
    utc_offset_minutes: i32,
    send: Callback<()>,
    go: Callback<Step>,
) -> impl IntoView {
    let answer = changing(move || told.get().map(|told| view! { <Answer locale told utc_offset_minutes go /> }));
    view! {
        <h1 id="step" tabindex="-1">{t!(locale, check_in.heading)}</h1>
        <p class="kiosk-lead">{t!(locale, check_in.detail)}</p>
        <form
            class="check-in"
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <label class="unseen" for=FIELD>{t!(locale, check_in.field)}</label>
            <input
                id=FIELD
                name="code"
                type="text"
                dir="ltr"
                data-typing=""
                inputmode="none"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength=LONGEST.to_string()
                prop:value=move || code.get()
                value=code.get_untracked()
                on:input=move |event| code.set(event_target_value(&event))
            />
            <div class="check-in-keys" dir="ltr">{KEYS.map(|row| keys(row, code)).into_iter().collect_view()}</div>
            <div class="check-in-ways">
                <button type="button" class="button" on:click=move |_| code.update(|code| { let _ = code.pop(); })>
                    {t!(locale, check_in.erase)}
                </button>
                <button type="submit" class="button button-primary">
                    {t!(locale, check_in.send)}
                </button>
            </div>
        </form>
        <section aria-live="polite">{answer}</section>
    }
}

/// A row of keys.
fn keys(row: &'static str, code: RwSignal<String>) -> impl IntoView {
    let keys = row
        .split(' ')
        .map(|key| {
            let press = move |_| {
                code.update(|code| {
                    if code.chars().count() < SIGNS {
                        code.push_str(key);
                    }
                });
            };
            view! {
                <button type="button" class="key" on:click=press>
                    {key}
                </button>
            }
        })
        .collect_view();
    view! { <div class="keys">{keys}</div> }
}

/// What becomes of the visitor, and the way out.
#[component]
fn Answer(locale: Locale, told: CheckedIn, utc_offset_minutes: i32, go: Callback<Step>) -> impl IntoView {
    let (sentence, to) = match told {
        CheckedIn::UnderWay => (t!(locale, ticket.sending).to_owned(), None),
        CheckedIn::NoConnection => (t!(locale, ticket.sending_kept).to_owned(), None),
        CheckedIn::Unknown => (t!(locale, check_in.unknown).to_owned(), Some(Step::Welcome)),
        CheckedIn::Refused(code) => (words::refusal(locale, code).to_owned(), Some(Step::Welcome)),
        CheckedIn::Answered(answer) => {
            let sentence = checked_in(locale, &answer, utc_offset_minutes);
            let to = match answer {
                CheckInAnswer::OnTime { ticket, .. } | CheckInAnswer::Late { ticket, .. } => Some(Step::Ticket(ticket)),
                CheckInAnswer::WrongDay { over: true, .. }
                | CheckInAnswer::WrongBranch { .. }
                | CheckInAnswer::Cancelled => Some(Step::Welcome),
                CheckInAnswer::Early { .. }
                | CheckInAnswer::WrongDay { over: false, .. }
                | CheckInAnswer::AlreadyThere { .. } => None,
            };
            (sentence, to)
        }
    };
    let way = to.map(|to| {
        view! {
            <StepLink locale to go class="kiosk-way">
                <Icon name="ticket" />
                <span>{t!(locale, check_in.ticket)}</span>
            </StepLink>
        }
    });
    view! {
        <p class="check-in-answer">{sentence}</p>
        {way}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Time;

    fn said(answer: CheckInAnswer) -> String {
        let told = CheckedIn::Answered(answer);
        Owner::new().with(|| {
            let go = Callback::new(|_| ());
            view! { <Answer locale=Locale::en told utc_offset_minutes=60 go /> }.to_html()
        })
    }

    fn at(text: &str) -> Time {
        Time::parse(text).expect("a time")
    }

    #[test]
    fn a_scanner_types_the_address_of_the_appointment_s_page_and_a_visitor_a_code() {
        let token = "0123456789abcdef0123456789abcdef";
        let scanned = ["https://bank.example/a/", token, "?lang=it"].concat();
        assert_eq!(request(&scanned), CheckInRequest::Token(token.to_owned()));
        assert_eq!(request(" bcd 234 "), CheckInRequest::Code("bcd 234".to_owned()));
    }

    #[test]
    fn each_outcome_has_its_sentence_and_its_way_out() {
        let (from, booked) = (at("2026-12-03T08:15:00Z"), at("2026-12-03T09:15:00Z"));
        let early = said(CheckInAnswer::Early { from, booked });
        assert!(early.contains("09:15") && early.contains("10:15") && !early.contains("<a"), "{early}");
        let gone = said(CheckInAnswer::WrongDay { booked, over: true });
        assert!(gone.contains("Thursday 3 December, 10:15") && gone.contains("<a"), "{gone}");
        let to_come = said(CheckInAnswer::WrongDay { booked, over: false });
        assert!(to_come.contains("another day") && !to_come.contains("<a"), "{to_come}");
        assert!(said(CheckInAnswer::AlreadyThere { number: "M007".to_owned() }).contains("M007"));
        assert!(said(CheckInAnswer::Cancelled).contains("<a"));
    }
}
