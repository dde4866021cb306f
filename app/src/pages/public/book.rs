//! The way to an appointment: the service, the time, who books.

use crate::address;
use crate::ui::{Faults, FormKey, Notice, TextField, Times, spoken};
use leptos::prelude::*;
use wire::{BookPage, BookRefusal, Category, ContactStep, FreeTime, Text, Time};
use words::{Locale, t};

/// The address of a step of the way.
fn step(branch: &str, locale: Locale, service: &str, more: &[(&str, &str)]) -> String {
    let mut address = [&address::page(branch, "book", locale), "&service=", service].concat();
    for (key, value) in more {
        address.extend(["&", key, "=", value]);
    }
    address
}

/// The heading of a step: the question that it asks.
pub fn question(locale: Locale, page: &BookPage) -> String {
    match page {
        BookPage::Service { .. } => t!(locale, book.service).to_owned(),
        BookPage::Time { .. } => t!(locale, book.time).to_owned(),
        BookPage::Contact(_) => t!(locale, book.contact).to_owned(),
    }
}

/// `/b/{branch}/book`
#[component]
pub fn Book(locale: Locale, branch: String, page: BookPage) -> impl IntoView {
    match page {
        BookPage::Service { categories } => view! { <Services locale branch categories /> }.into_any(),
        BookPage::Time { service, name, times, next } => {
            view! { <TimeStep locale branch service name times next /> }.into_any()
        }
        BookPage::Contact(step) => view! { <Contact locale branch step=*step /> }.into_any(),
    }
}

#[component]
fn Services(locale: Locale, branch: String, categories: Vec<Category>) -> impl IntoView {
    if categories.is_empty() {
        return view! { <p>{t!(locale, book.no_service)}</p> }.into_any();
    }
    categories
        .into_iter()
        .map(|category| {
            let links = category
                .services
                .into_iter()
                .map(|service| {
                    view! {
                        <li>
                            <a href=step(&branch, locale, &service.id, &[])>
                                {service.name.get(locale.code()).to_owned()}
                            </a>
                            " "
                            <span class="hint">{t!(locale, wait.about, minutes = service.minutes)}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <h2>{category.name.get(locale.code()).to_owned()}</h2>
                <ul class="public-choices">{links}</ul>
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn TimeStep(
    locale: Locale,
    branch: String,
    service: String,
    name: Text,
    times: Vec<FreeTime>,
    next: Option<String>,
) -> impl IntoView {
    let none = times.is_empty().then(|| view! { <p>{t!(locale, book.none)}</p> });
    let more = next.map(|from| {
        view! {
            <p>
                <a class="button" href=step(&branch, locale, &service, &[("from", &from)])>
                    {t!(locale, book.more_days)}
                </a>
            </p>
        }
    });
    let again = address::page(&branch, "book", locale);
    view! {
        <p class="lead">{name.get(locale.code()).to_owned()}</p>
        {none}
        <Times
            locale
            times
            address=move |start| step(&branch, locale, &service, &[("start", &start.to_string())])
        />
        {more}
        <p>
            <a href=again>{t!(locale, book.other_service)}</a>
        </p>
    }
}

#[component]
fn Contact(locale: Locale, branch: String, step: ContactStep) -> impl IntoView {
    let ContactStep { service, name, start, wall, form, refusal } = step;
    let labels = vec![
        ("name", t!(locale, book.name).to_owned()),
        ("email", t!(locale, book.email).to_owned()),
        ("phone", t!(locale, book.phone).to_owned()),
    ];
    let other = self::step(&branch, locale, &service, &[]);
    let (of_refusal, service_of_refusal) = (branch.clone(), service.clone());
    let refused = refusal.map(|refusal| {
        let address =
            move |start: &Time| self::step(&of_refusal, locale, &service_of_refusal, &[("start", &start.to_string())]);
        view! { <Refused locale refusal address /> }
    });
    view! {
        {refused}
        <Faults locale form=form.clone() labels />
        <dl class="public-facts">
            <dt>{t!(locale, book.what)}</dt>
            <dd>{name.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, book.when)}</dt>
            <dd>{spoken(locale, &wall)}</dd>
        </dl>
        <form method="post" action=address::page(&branch, "book", locale) class="public-form">
            <FormKey form=form.clone() />
            <input type="hidden" name="service" value=service />
            <input type="hidden" name="start" value=start />
            <input type="hidden" name="language" value=locale.code() />
            <p>{t!(locale, book.contact_detail)}</p>
            <TextField locale form=form.clone() name="name" label=t!(locale, book.name) autocomplete="name" optional=true />
            <TextField
                locale
                form=form.clone()
                name="email"
                label=t!(locale, book.email)
                kind="email"
                autocomplete="email"
                optional=true
            />
            <TextField locale form name="phone" label=t!(locale, book.phone) kind="tel" autocomplete="tel" optional=true />
            <p>
                <button type="submit" class="button button-primary">{t!(locale, book.confirm)}</button>
            </p>
        </form>
        <p>
            <a href=other>{t!(locale, book.other_time)}</a>
        </p>
    }
}

/// Why a time could not be had, and what can.
#[component]
pub fn Refused(locale: Locale, refusal: BookRefusal, address: impl Fn(&Time) -> String + 'static) -> impl IntoView {
    let (words, next) = match refusal {
        BookRefusal::Taken(next) => (t!(locale, book.taken).to_owned(), next),
        BookRefusal::NotOffered(next) => (t!(locale, book.not_offered).to_owned(), next),
        BookRefusal::ContactFull { most } => (t!(locale, book.full, most = most), Vec::new()),
    };
    let links = next
        .into_iter()
        .map(|(start, wall)| {
            view! {
                <li>
                    <a class="button" rel="nofollow" href=address(&start)>
                        {spoken(locale, &wall)}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div role="alert">
            <Notice words />
            <ul class="public-times">{links}</ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::FilledForm;

    fn shown(page: BookPage) -> String {
        let branch = "centro".to_owned();
        Owner::new().with(|| view! { <Book locale=Locale::en branch page /> }.to_html())
    }

    fn contact(refusal: Option<BookRefusal>) -> BookPage {
        BookPage::Contact(Box::new(ContactStep {
            service: "mortgage".to_owned(),
            name: Text::from([("en", "Mortgage"), ("it", "Mutuo")]),
            start: "2026-12-03T09:15:00Z".to_owned(),
            wall: "2026-12-03T10:15".to_owned(),
            form: FilledForm::new("k1234567").with("name", "Anna"),
            refusal,
        }))
    }

    #[test]
    fn the_form_says_what_is_booked_and_keeps_what_was_typed() {
        let html = shown(contact(None));
        for part in
            ["Thursday 3 December, 10:15", "Mortgage", "value=\"Anna\"", "value=\"k1234567\"", "method=\"post\""]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_time_that_is_taken_leads_to_the_next_ones() {
        let next = vec![(Time::parse("2026-12-03T10:00:00Z").expect("a time"), "2026-12-03T11:00".to_owned())];
        let html = shown(contact(Some(BookRefusal::Taken(next))));
        assert!(html.contains("start=2026-12-03T10:00:00Z") && html.contains("Thursday 3 December, 11:00"), "{html}");
    }

    #[test]
    fn a_branch_that_takes_no_appointments_says_so() {
        let html = shown(BookPage::Service { categories: Vec::new() });
        assert!(html.contains(t!(Locale::en, book.no_service)), "{html}");
    }
}
