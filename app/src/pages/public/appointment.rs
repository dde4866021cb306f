//! A visitor's appointment: when and where, the code for the kiosk, what to bring; moving and cancelling it.

use super::arrival::{Arrival, asks_for_code};
use super::book::Refused;
use super::remind::Remind;
use crate::address;
use crate::ui::{Notice, ReadyList, Times, Tone, spoken};
use leptos::prelude::*;
use wire::{AppointmentAsks, AppointmentPage, AppointmentState, Service, Text, Time};
use words::{Locale, t};

/// The address of a part of an appointment's page in a language.
fn part(token: &str, part: &str, locale: Locale) -> String {
    let slash = if part.is_empty() { "" } else { "/" };
    ["/a/", token, slash, part, "?lang=", locale.code()].concat()
}

pub fn heading(locale: Locale, page: &AppointmentPage) -> String {
    let words = match (page.appointment.state, &page.asks) {
        (_, asks) if asks_for_code(asks) => t!(locale, ticket.arrived),
        (AppointmentState::Cancelled, _) => t!(locale, book.cancelled),
        (AppointmentState::Booked, _) if page.over => t!(locale, book.over),
        (AppointmentState::Booked, AppointmentAsks::Cancel) => t!(locale, book.cancel_sure),
        (AppointmentState::Booked, AppointmentAsks::Move { .. } | AppointmentAsks::MoveTo { .. }) => {
            t!(locale, book.move_it)
        }
        (AppointmentState::Booked, AppointmentAsks::Nothing | AppointmentAsks::Here(_)) => t!(locale, book.booked),
    };
    words.to_owned()
}

/// `/a/{token}`
#[component]
pub fn Appointment(locale: Locale, page: AppointmentPage, branch_name: Text) -> impl IntoView {
    let AppointmentPage {
        appointment,
        service,
        address,
        step_free,
        over,
        code,
        here,
        key,
        asks,
        stale,
        refusal,
        phone,
    } = page;
    let wire::Appointment { token, code: day_code, branch, wall, state, version, .. } = appointment;
    let stale = stale.then(|| view! { <Notice words=t!(locale, book.stale) /> });
    let token_of_refusal = token.clone();
    let refused = refusal.map(|refusal| {
        let address =
            move |start: &Time| [&part(&token_of_refusal, "move", locale), "&start=", &start.to_string()].concat();
        view! { <Refused locale refusal address /> }
    });
    let back = address::branch(&branch, locale);
    let stands = state == AppointmentState::Booked && !over;
    let name = service.as_ref().map(|service| service.name.get(locale.code()).to_owned());
    let facts = view! {
        <dl class="public-facts">
            <dt>{t!(locale, book.when)}</dt>
            <dd>{spoken(locale, &wall)}</dd>
            <dt>{t!(locale, book.what)}</dt>
            <dd>{name}</dd>
            <dt>{t!(locale, book.place)}</dt>
            <dd>
                {branch_name.get(locale.code()).to_owned()}
                {address.map(|address| [", ", address.get(locale.code())].concat())}
            </dd>
            {step_free
                .map(|way| {
                    view! {
                        <dt>{t!(locale, public.step_free)}</dt>
                        <dd>{way.get(locale.code()).to_owned()}</dd>
                    }
                })}
        </dl>
    };
    let to_here = here.then(|| {
        view! {
            <p>
                <a class="button button-primary" href=part(&token, "here", locale)>
                    {t!(locale, ticket.arrived)}
                </a>
            </p>
        }
    });
    let body = if let AppointmentAsks::Here(step) = asks {
        view! { <Arrival locale token branch=branch.clone() key step=*step /> }.into_any()
    } else if stands {
        match asks {
            AppointmentAsks::Nothing | AppointmentAsks::Here(_) => {
                let standing =
                    view! { <Standing locale token=token.clone() branch=branch.clone() day_code code service /> };
                view! {
                    {to_here}
                    {standing}
                    <Remind locale token phone />
                }
                .into_any()
            }
            AppointmentAsks::Cancel => {
                let yes = t!(locale, book.cancel_yes);
                view! { <Change locale token key version action="cancel" start=String::new() yes /> }.into_any()
            }
            AppointmentAsks::MoveTo { start, wall } => {
                let yes = t!(locale, book.move_here);
                view! {
                    <p class="lead">{spoken(locale, &wall)}</p>
                    <Change locale token key version action="move" start yes />
                }
                .into_any()
            }
            AppointmentAsks::Move { times, next } => view! { <MoveTimes locale token times next /> }.into_any(),
        }
    } else {
        let detail = (state == AppointmentState::Cancelled).then(|| t!(locale, book.cancelled_detail));
        view! {
            <p>{detail}</p>
            {to_here}
            <p>
                <a class="button" href=address::page(&branch, "book", locale)>
                    {t!(locale, book.title)}
                </a>
            </p>
        }
        .into_any()
    };
    view! {
        {stale}
        {refused}
        {facts}
        {body}
        <p>
            <a href=back>{t!(locale, public.back)}</a>
        </p>
    }
}

/// An appointment that stands, and what can be done with it.
#[component]
fn Standing(
    locale: Locale,
    token: String,
    branch: String,
    day_code: String,
    code: bool,
    service: Option<Service>,
) -> impl IntoView {
    let api = ["/api/v1/appointments/", &token].concat();
    let middle = day_code.len() / 2;
    let spaced = [day_code.get(..middle).unwrap_or_default(), " ", day_code.get(middle..).unwrap_or_default()].concat();
    let picture = code.then(|| {
        view! { <img class="public-code" src=[&api, "/qr.svg"].concat() alt=t!(locale, book.qr) width="160" height="160" /> }
    });
    let bring = service.map(|Service { documents, forms, .. }| {
        view! {
            <section aria-labelledby="bring">
                <h2 id="bring">{t!(locale, public.bring)}</h2>
                <ReadyList locale documents forms at_hand=Vec::new() branch />
            </section>
        }
    });
    view! {
        <section aria-labelledby="code">
            <h2 id="code">{t!(locale, book.code)}</h2>
            <p class="public-day-code" dir="ltr">{spaced}</p>
            <p>{t!(locale, book.code_detail)}</p>
            {picture}
        </section>
        <p>
            <a class="button" href=[&api, "/calendar.ics"].concat()>{t!(locale, book.calendar)}</a>
        </p>
        <Notice tone=Tone::Calm words=t!(locale, book.keep) />
        {bring}
        <p class="public-ways">
            <a class="button" href=part(&token, "move", locale)>{t!(locale, book.move_it)}</a>
            " "
            <a class="button" href=part(&token, "cancel", locale)>{t!(locale, book.cancel)}</a>
        </p>
    }
}

/// The form of a change: yes, or back.
#[component]
fn Change(
    locale: Locale,
    token: String,
    key: String,
    version: u32,
    action: &'static str,
    start: String,
    yes: &'static str,
) -> impl IntoView {
    view! {
        <form method="post" action=part(&token, action, locale) class="public-form">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="start" value=start />
            <button type="submit" class="button button-primary">{yes}</button>
            " "
            <a class="button" href=part(&token, "", locale)>{t!(locale, book.cancel_no)}</a>
        </form>
    }
}

#[component]
fn MoveTimes(locale: Locale, token: String, times: Vec<wire::FreeTime>, next: Option<String>) -> impl IntoView {
    let none = times.is_empty().then(|| view! { <p>{t!(locale, book.none)}</p> });
    let own = part(&token, "move", locale);
    let more = next.map(|from| {
        view! {
            <p>
                <a class="button" href=[&own, "&from=", &from].concat()>{t!(locale, book.more_days)}</a>
            </p>
        }
    });
    let back = part(&token, "", locale);
    view! {
        {none}
        <Times locale times address=move |start| [&part(&token, "move", locale), "&start=", &start.to_string()].concat() />
        {more}
        <p>
            <a href=back>{t!(locale, book.cancel_no)}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Language;

    fn page(state: AppointmentState, asks: AppointmentAsks) -> AppointmentPage {
        AppointmentPage {
            appointment: wire::Appointment {
                token: "0f".to_owned(),
                code: "BCD234".to_owned(),
                branch: "centro".to_owned(),
                service: "mortgage".to_owned(),
                start: Time::parse("2026-12-03T09:15:00Z").expect("a time"),
                wall: "2026-12-03T10:15".to_owned(),
                minutes: 60,
                language: Language::new("en"),
                state,
                version: 3,
            },
            service: None,
            address: None,
            step_free: None,
            over: false,
            code: true,
            here: true,
            key: "k1234567".to_owned(),
            asks,
            stale: false,
            refusal: None,
            phone: wire::AppointmentPhone::default(),
        }
    }

    fn shown(page: AppointmentPage) -> String {
        let branch_name = Text::from([("en", "City Centre")]);
        Owner::new().with(|| view! { <Appointment locale=Locale::en page branch_name /> }.to_html())
    }

    #[test]
    fn an_appointment_says_when_and_where_and_has_its_code_and_its_calendar() {
        let html = shown(page(AppointmentState::Booked, AppointmentAsks::Nothing));
        for part in
            ["Thursday 3 December, 10:15", "City Centre", "BCD 234", "/calendar.ics", "/a/0f/move", "/a/0f/here"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains("/a/0f/phone"), "a phone may be told of it");
        assert_eq!(html.matches("<form").count(), 1, "looking changes nothing: {html}");
    }

    #[test]
    fn cancelling_is_asked_and_names_the_version_that_was_seen() {
        let html = shown(page(AppointmentState::Booked, AppointmentAsks::Cancel));
        for part in ["action=\"/a/0f/cancel?lang=en\"", "name=\"version\" value=\"3\"", t!(Locale::en, book.cancel_no)]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn who_comes_after_the_booked_time_still_says_that_they_are_there() {
        let late = AppointmentPage { over: true, ..page(AppointmentState::Booked, AppointmentAsks::Nothing) };
        assert!(shown(late.clone()).contains("/a/0f/here"));
        assert!(!shown(AppointmentPage { here: false, ..late }).contains("/a/0f/here"), "where there is no code");
        let asks = AppointmentAsks::Here(Box::default());
        let html = shown(AppointmentPage { over: true, ..page(AppointmentState::Booked, asks) });
        assert!(html.contains("action=\"/a/0f/here?lang=en\"") && !html.contains("/a/0f/cancel"), "{html}");
    }

    #[test]
    fn a_cancelled_appointment_leads_to_a_new_one_and_to_no_form() {
        let html = shown(page(AppointmentState::Cancelled, AppointmentAsks::Cancel));
        assert!(html.contains("/b/centro/book") && !html.contains("<form"), "{html}");
    }
}
