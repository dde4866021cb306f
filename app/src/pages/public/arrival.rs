//! A visitor with an appointment says on their phone that they are there, by the code on the wall of the lobby.

use crate::ui::{Notice, checked_in};
use leptos::prelude::*;
use wire::{AppointmentAsks, CheckInAnswer, HereStep};
use words::{Locale, t};

/// Whether the page still asks for the code: not once it is said what became of the visitor.
pub fn asks_for_code(asks: &AppointmentAsks) -> bool {
    matches!(asks, AppointmentAsks::Here(step) if step.told.is_none())
}

/// The code that is asked for, or what became of the visitor.
#[component]
pub fn Arrival(locale: Locale, token: String, branch: String, key: String, step: HereStep) -> impl IntoView {
    let HereStep { code, refused, told, ticket, utc_offset_minutes } = step;
    let back = ["/a/", &token, "?lang=", locale.code()].concat();
    if let Some(told) = told {
        let to_ticket = ticket.map(|token| {
            view! {
                <a class="button button-primary" href=["/t/", &token, "?lang=", locale.code()].concat()>
                    {t!(locale, book.ticket_page)}
                </a>
                " "
            }
        });
        let walks_in = matches!(told, CheckInAnswer::WrongDay { over: true, .. } | CheckInAnswer::Cancelled);
        let book = walks_in.then(|| {
            view! {
                <a class="button" href=crate::address::page(&branch, "book", locale)>
                    {t!(locale, book.title)}
                </a>
                " "
            }
        });
        return view! {
            <p class="lead" role="status">
                {checked_in(locale, &told, utc_offset_minutes)}
            </p>
            <p class="public-ways">{to_ticket} {book} <a class="button" href=back>{t!(locale, kiosk.back)}</a></p>
        }
        .into_any();
    }
    let refused = refused.map(|code| view! { <Notice words=words::refusal(locale, code) /> });
    view! {
        {refused}
        <form method="post" action=["/a/", &token, "/here?lang=", locale.code()].concat() class="public-form">
            <input type="hidden" name="key" value=key />
            <div class="form-field">
                <label for="here-code">{t!(locale, ticket.code)}</label>
                <input
                    id="here-code"
                    name="code"
                    value=code
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="9"
                    dir="ltr"
                    aria-describedby="here-code-detail"
                />
                <p id="here-code-detail" class="hint">
                    {t!(locale, ticket.code_detail)}
                </p>
            </div>
            <button type="submit" class="button button-primary">
                {t!(locale, ticket.arrived)}
            </button>
            " "
            <a class="button" href=back>{t!(locale, kiosk.back)}</a>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Code, Time};

    fn shown(step: HereStep) -> String {
        let (token, branch, key) = ("0f".to_owned(), "centro".to_owned(), "k1234567".to_owned());
        Owner::new().with(|| view! { <Arrival locale=Locale::en token branch key step /> }.to_html())
    }

    #[test]
    fn the_code_on_the_wall_is_asked_for_and_a_wrong_one_is_said() {
        let html = shown(HereStep { code: "4821".to_owned(), ..HereStep::default() });
        for part in
            ["action=\"/a/0f/here?lang=en\"", "value=\"4821\"", t!(Locale::en, ticket.code), t!(Locale::en, kiosk.back)]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        let refused = Some(Code::ArrivalCodeWrong);
        let html = shown(HereStep { refused, ..HereStep::default() });
        assert!(html.contains(words::refusal(Locale::en, Code::ArrivalCodeWrong)) && html.contains("<form"), "{html}");
    }

    #[test]
    fn each_outcome_has_its_sentence_and_its_way_out() {
        let time = |text: &str| Time::parse(text).expect("a time");
        let booked = time("2026-12-03T09:15:00Z");
        let told = |told, ticket: Option<&str>| {
            let ticket = ticket.map(str::to_owned);
            shown(HereStep { told: Some(told), ticket, utc_offset_minutes: 60, ..HereStep::default() })
        };
        let early = told(CheckInAnswer::Early { from: time("2026-12-03T08:15:00Z"), booked }, None);
        assert!(early.contains("href=\"/a/0f?lang=en\"") && early.contains(t!(Locale::en, kiosk.back)), "{early}");
        assert!(early.contains("from 09:15") && early.contains("at 10:15") && !early.contains("<form"), "{early}");
        let to_come = told(CheckInAnswer::WrongDay { booked, over: false }, None);
        assert!(to_come.contains("another day") && !to_come.contains("/book"), "{to_come}");
        let gone = told(CheckInAnswer::WrongDay { booked, over: true }, None);
        assert!(gone.contains("3 December") && gone.contains("/b/centro/book"), "{gone}");
        let there = told(CheckInAnswer::AlreadyThere { number: "M007".to_owned() }, Some("1a"));
        assert!(there.contains("M007") && there.contains("/t/1a?lang=en"), "{there}");
        assert!(told(CheckInAnswer::Cancelled, None).contains("was cancelled"));
    }
}
