//! The staff's book: booking for a caller by keys alone, and a day or a week of each officer with the gaps.

use crate::address;
use crate::ui::{Faults, FormKey, Notice, SelectField, TextField, Tone, spoken, spoken_day};
use leptos::prelude::*;
use wire::{
    Appointment, Arrival, BookDay, BookEntry, BookOfficer, BookRefusal, FilledForm, FreeTime, OfficeBookPage,
    OfficeHead,
};
use words::{Locale, t};

/// `/b/{branch}/office/book`
#[component]
pub fn Book(locale: Locale, head: OfficeHead, page: OfficeBookPage) -> impl IntoView {
    let OfficeBookPage { day, before, after, week, days, search, services, found, form, refusal, booked } = page;
    let branch = head.branch.clone();
    let shown = |day: &str, week: bool| {
        let view = if week { "&view=week" } else { "" };
        [&address::office(&branch, "book", locale), "&day=", day, view].concat()
    };
    let days = days.into_iter().map(|day| view! { <Day locale day named=week /> }).collect_view();
    let other = if week { t!(locale, officer_book.day) } else { t!(locale, officer_book.week) };
    let (earlier, later, switch) = (shown(&before, week), shown(&after, week), shown(&day, !week));
    view! {
        {booked.map(|booked| view! { <Booked locale booked /> })}
        {refusal.map(|refusal| view! { <Refused locale refusal /> })}
        <section aria-labelledby="caller">
            <h2 id="caller">{t!(locale, officer_book.caller)}</h2>
            <Search locale head=head.clone() page="book" search=search.clone() services day=day.clone() />
            {found
                .map(|times| {
                    let action = ["/b/", &head.branch, "/office/book"].concat();
                    view! { <Found locale action times form search day=day.clone() /> }
                })}
        </section>
        <section aria-labelledby="days">
            <h2 id="days">{spoken_day(locale, &day)}</h2>
            <p class="book-ways">
                <a class="button" href=earlier>{t!(locale, officer_book.before)}</a>
                " "
                <a class="button" href=later>{t!(locale, officer_book.after)}</a>
                " "
                <a class="button" href=switch>{other}</a>
            </p>
            {days}
        </section>
    }
}

/// What the CSR reads out after booking.
#[component]
pub fn Booked(locale: Locale, booked: Appointment) -> impl IntoView {
    let Appointment { wall, code, token, .. } = booked;
    let words = t!(locale, officer_book.booked, when = spoken(locale, &wall), code = code);
    view! {
        <Notice tone=Tone::Calm words />
        <p>
            <a href=["/a/", &token].concat()>{t!(locale, officer_book.open)}</a>
        </p>
    }
}

#[component]
pub fn Refused(locale: Locale, refusal: BookRefusal) -> impl IntoView {
    let words = match refusal {
        BookRefusal::Taken(_) => t!(locale, officer_book.taken).to_owned(),
        BookRefusal::NotOffered(_) => t!(locale, officer_book.not_offered).to_owned(),
        BookRefusal::ContactFull { most } => t!(locale, book.full, most = most),
    };
    view! { <Notice words /> }
}

/// "Thursday afternoon, mortgage, Italian": three choices and Enter.
#[component]
pub fn Search(
    locale: Locale,
    head: OfficeHead,
    /// The page of the office that searches.
    page: &'static str,
    search: FilledForm,
    services: Vec<(String, wire::Text)>,
    day: String,
) -> impl IntoView {
    let services = services.into_iter().map(|(id, name)| (id, name.get(locale.code()).to_owned())).collect::<Vec<_>>();
    let parts = vec![
        ("morning".to_owned(), t!(locale, officer_book.morning).to_owned()),
        ("afternoon".to_owned(), t!(locale, officer_book.afternoon).to_owned()),
    ];
    let languages = words::among(&head.languages);
    let languages = languages
        .into_iter()
        .map(|other| (other.code().to_owned(), t!(other, language.name).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <form method="get" action=["/b/", &head.branch, "/office/", page].concat() class="book-search">
            <input type="hidden" name="lang" value=locale.code() />
            <SelectField
                locale
                form=search.clone()
                name="service"
                label=t!(locale, officer_book.service)
                choices=services
                none="—"
            />
            <SelectField
                locale
                form=search.clone()
                name="part"
                label=t!(locale, officer_book.part)
                choices=parts
                none=t!(locale, officer_book.any)
                optional=true
            />
            <SelectField
                locale
                form=search
                name="speaks"
                label=t!(locale, officer_book.speaks)
                choices=languages
                none=t!(locale, officer_book.any)
                optional=true
            />
            <div class="form-field">
                <label for="day">{t!(locale, officer_book.from)}</label>
                <input id="day" name="day" type="date" value=day />
            </div>
            <p>
                <button type="submit" class="button">{t!(locale, officer_book.search)}</button>
            </p>
        </form>
    }
}

/// The free times, and who books one of them.
#[component]
pub fn Found(
    locale: Locale,
    /// Where the form is sent.
    action: String,
    times: Vec<FreeTime>,
    form: FilledForm,
    search: FilledForm,
    day: String,
) -> impl IntoView {
    if times.is_empty() {
        return view! { <p>{t!(locale, officer_book.none)}</p> }.into_any();
    }
    let chosen = form.value("start").to_owned();
    let rows = times
        .into_iter()
        .enumerate()
        .map(|(place, time)| {
            let start = time.start.to_string();
            let id = format!("start-{place}");
            let checked = if chosen.is_empty() { place == 0 } else { chosen == start };
            view! {
                <li>
                    <input type="radio" id=id.clone() name="start" value=start checked=checked autofocus=place == 0 />
                    <label for=id>{spoken(locale, &time.wall)}</label>
                </li>
            }
        })
        .collect_view();
    let hidden = ["service", "part", "speaks"].map(|name| {
        let value = search.value(name).to_owned();
        view! { <input type="hidden" name=name value=value /> }
    });
    let labels = vec![
        ("name", t!(locale, book.name).to_owned()),
        ("phone", t!(locale, book.phone).to_owned()),
        ("email", t!(locale, book.email).to_owned()),
    ];
    view! {
        <Faults locale form=form.clone() labels />
        <form method="post" action=action class="book-found">
            <FormKey form=form.clone() />
            <input type="hidden" name="lang" value=locale.code() />
            <input type="hidden" name="day" value=day />
            {hidden.to_vec()}
            <fieldset>
                <legend>{t!(locale, officer_book.times)}</legend>
                <ul class="book-times">{rows}</ul>
            </fieldset>
            <TextField locale form=form.clone() name="name" label=t!(locale, book.name) optional=true />
            <TextField locale form=form.clone() name="phone" label=t!(locale, book.phone) kind="tel" optional=true />
            <TextField locale form name="email" label=t!(locale, book.email) kind="email" optional=true />
            <p>
                <button type="submit" class="button button-primary">{t!(locale, officer_book.confirm)}</button>
            </p>
        </form>
    }
    .into_any()
}

/// A day: a column an officer. It is `named` where several stand together.
#[component]
fn Day(locale: Locale, day: BookDay, named: bool) -> impl IntoView {
    let BookDay { day, officers } = day;
    let nobody = officers.is_empty().then(|| view! { <p>{t!(locale, officer_book.nobody)}</p> });
    let officers =
        officers.into_iter().map(|officer| view! { <Officer locale officer below_day=named /> }).collect_view();
    let name = named.then(|| view! { <h3>{spoken_day(locale, &day)}</h3> });
    view! {
        <article class="book-day">
            {name}
            {nobody}
            <div class="book-officers">{officers}</div>
        </article>
    }
}

#[component]
fn Officer(
    locale: Locale,
    officer: BookOfficer,
    /// The heading stands below that of a day.
    below_day: bool,
) -> impl IntoView {
    let BookOfficer { name, entries } = officer;
    let away = entries.is_empty().then(|| view! { <p class="hint">{t!(locale, officer_book.away)}</p> });
    let rows = entries.into_iter().map(|entry| view! { <Entry locale entry /> }).collect_view();
    let heading = if below_day { view! { <h4>{name}</h4> }.into_any() } else { view! { <h3>{name}</h3> }.into_any() };
    view! {
        <section class="book-officer">
            {heading}
            {away}
            <ol>{rows}</ol>
        </section>
    }
}

#[component]
fn Entry(locale: Locale, entry: BookEntry) -> impl IntoView {
    let BookEntry { from, to, booked } = entry;
    let time = [from, "–".to_owned(), to].concat();
    match booked {
        None => view! {
            <li class="book-gap">
                <span class="book-time">{time}</span>
                " "
                {t!(locale, officer_book.gap)}
            </li>
        }
        .into_any(),
        Some(booked) => {
            let service = booked.service.get(locale.code()).to_owned();
            let who = [booked.name, booked.phone, booked.email].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let arrival = match booked.arrival {
                Arrival::Expected => t!(locale, officer_book.expected).to_owned(),
                Arrival::Arrived { number } => t!(locale, officer_book.arrived, number = number),
                Arrival::Served { number } => t!(locale, officer_book.served, number = number),
                Arrival::Missed => t!(locale, officer_book.missed).to_owned(),
            };
            view! {
                <li class="book-booked">
                    <a href=["/a/", &booked.token].concat()>
                        <span class="book-time">{time}</span>
                        " "
                        {service}
                    </a>
                    <span class="book-who">{who}</span>
                    <span class="hint">{[booked.code, " · ".to_owned(), arrival].concat()}</span>
                </li>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{BookedEntry, Section, Text, Time};

    fn head() -> OfficeHead {
        sample::office_head("Anna", false, Section::Home)
    }

    fn page() -> OfficeBookPage {
        let booked = BookedEntry {
            token: "0f".to_owned(),
            code: "BCD234".to_owned(),
            service: Text::from([("en", "Mortgage"), ("it", "Mutuo")]),
            name: Some("<Anna>".to_owned()),
            phone: None,
            email: None,
            arrival: Arrival::Expected,
        };
        let entries = vec![
            BookEntry { from: "08:30".to_owned(), to: "10:15".to_owned(), booked: None },
            BookEntry { from: "10:15".to_owned(), to: "11:15".to_owned(), booked: Some(booked) },
        ];
        let officers = vec![BookOfficer { name: "Elena".to_owned(), entries }];
        OfficeBookPage {
            day: "2026-12-03".to_owned(),
            before: "2026-12-02".to_owned(),
            after: "2026-12-04".to_owned(),
            week: false,
            days: vec![BookDay { day: "2026-12-03".to_owned(), officers }],
            search: FilledForm::new("k1234567").with("service", "mortgage"),
            services: vec![("mortgage".to_owned(), Text::from([("en", "Mortgage")]))],
            found: Some(vec![FreeTime {
                start: Time::parse("2026-12-03T07:30:00Z").expect("a time"),
                wall: "2026-12-03T08:30".to_owned(),
                officers: vec![1],
            }]),
            form: FilledForm::new("k1234567"),
            refusal: None,
            booked: None,
        }
    }

    fn shown(page: OfficeBookPage) -> String {
        Owner::new().with(|| view! { <Book locale=Locale::en head=head() page /> }.to_html())
    }

    #[test]
    fn a_day_shows_each_officer_with_bookings_and_gaps() {
        let html = shown(page());
        for part in
            ["Elena", "10:15–11:15", "Mortgage", "/a/0f", "BCD234", "08:30–10:15", t!(Locale::en, officer_book.gap)]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains("&lt;Anna>") || html.contains("&lt;Anna&gt;"), "a name is no markup: {html}");
    }

    #[test]
    fn a_caller_s_time_is_chosen_and_booked_in_one_form() {
        let html = shown(page());
        for part in ["value=\"2026-12-03T07:30:00Z\"", "Thursday 3 December, 08:30", "autofocus", "method=\"post\""] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
