//! The branch's page: open now and until when, how to get there, waits, what to bring, the way to an appointment.

use super::usual::Mine;
use crate::address;
use crate::ui::{OpeningHours, Posted, ReadyList};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::{BranchPage, Category, Head, Offer, Opening, Service, ServiceWait};
use words::{Locale, t};

/// `/b/{branch}`
#[component]
pub fn Branch(locale: Locale, page: BranchPage) -> impl IntoView {
    let BranchPage { head, opening, hours, address, step_free, categories, waits, books, joins, facts, notices } = page;
    let branch = head.branch.clone();
    let text = |text: wire::Text| text.get(locale.code()).to_owned();
    let way = |is_there: bool, page: &str, name: &'static str| {
        is_there.then(|| {
            let href = address::page(&branch, page, locale);
            view! {
                <a class="button button-primary" href=href>
                    {name}
                </a>
            }
        })
    };
    let ways = (way(joins, "join", t!(locale, join.link)), way(books, "book", t!(locale, book.title)));
    let ways = (joins || books).then(|| view! { <p class="public-ways">{ways}</p> });
    let where_to = address.map(|address| {
        view! {
            <section aria-labelledby="where">
                <h2 id="where">{t!(locale, public.find_us)}</h2>
                <address>{text(address)}</address>
                {step_free
                    .map(|way| view! { <p><strong>{t!(locale, public.step_free)}</strong> {": "} {text(way)}</p> })}
            </section>
        }
    });
    let known = waits.iter().any(|wait| wait.offer == Offer::Open);
    let heading = if known { t!(locale, public.services) } else { t!(locale, public.services_only) };
    let hint = known.then(|| view! { <p class="hint">{t!(locale, public.estimate)}</p> });
    let branch_of_services = branch.clone();
    let shown = categories
        .into_iter()
        .map(|category| view! { <Services locale category waits=waits.clone() branch=branch_of_services.clone() head=head.clone() /> })
        .collect_view();
    view! {
        <p class="open-now">{open_now(locale, &head, &opening)}</p>
        <Posted locale notices />
        {ways}
        <Mine locale branch=branch.clone() />
        {where_to}
        <section aria-labelledby="services">
            <h2 id="services">{heading}</h2>
            {hint}
            {shown}
        </section>
        <section aria-labelledby="hours" class="public-hours">
            <h2 id="hours">{t!(locale, public.hours)}</h2>
            <OpeningHours locale hours head opening />
        </section>
        <ul class="public-more">
            <li>
                <a href=address::page(&branch, "status", locale)>{t!(locale, status.title)}</a>
            </li>
            <li>
                <a href=address::page(&branch, "complain", locale)>{t!(locale, complain.title)}</a>
            </li>
        </ul>
        <script type="application/ld+json" nonce=use_nonce() inner_html=facts></script>
    }
}

/// "Open now, until 13:30", or when the branch opens again.
fn open_now(locale: Locale, head: &Head, opening: &Opening) -> String {
    match opening {
        Opening::Open { closes_at: Some(closes_at) } => {
            t!(locale, public.open_until, time = closes_at.clock(head.utc_offset_minutes))
        }
        Opening::Open { closes_at: None } => t!(locale, public.open).to_owned(),
        Opening::Closed { opens_at: Some(opens_at) } => {
            [t!(locale, public.closed), ". ", &words::opens(locale, head, *opens_at)].concat()
        }
        Opening::Closed { opens_at: None } => t!(locale, public.closed).to_owned(),
    }
}

/// The services of a category, each with its wait and what to bring.
#[component]
fn Services(locale: Locale, category: Category, waits: Vec<ServiceWait>, branch: String, head: Head) -> impl IntoView {
    let rows = category
        .services
        .into_iter()
        .map(|service| {
            let wait = waits.iter().find(|wait| wait.service == service.id).cloned();
            view! { <ServiceRow locale service wait branch=branch.clone() offset=head.utc_offset_minutes /> }
        })
        .collect_view();
    view! {
        <h3>{category.name.get(locale.code()).to_owned()}</h3>
        <ul class="public-services">{rows}</ul>
    }
}

#[component]
fn ServiceRow(
    locale: Locale,
    service: Service,
    wait: Option<ServiceWait>,
    branch: String,
    offset: i32,
) -> impl IntoView {
    let now = wait.as_ref().map(|wait| match wait.offer {
        Offer::Open => words::wait(locale, wait.wait),
        Offer::Stopped => t!(locale, kiosk.stopped).to_owned(),
        Offer::TooLate => t!(locale, kiosk.too_late).to_owned(),
    });
    let later = wait.and_then(|wait| wait.later).map(|later| {
        let wait = words::wait(locale, Some(later.wait));
        view! { <p class="hint">{t!(locale, wait.later, time = later.from.clock(offset), wait = wait)}</p> }
    });
    let Service { id, name, documents, forms, .. } = service;
    view! {
        <li data-service=id>
            <details>
                <summary>
                    <span class="public-service">{name.get(locale.code()).to_owned()}</span>
                    <span class="public-wait">{now}</span>
                </summary>
                {later}
                <h4>{t!(locale, public.bring)}</h4>
                <ReadyList locale documents forms at_hand=Vec::new() branch />
            </details>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{BranchHours, Text, WaitRange};

    fn page() -> BranchPage {
        let wait = Some(WaitRange { low_minutes: 5, high_minutes: 10 });
        let waits =
            vec![ServiceWait { service: "cash".to_owned(), waiting: 2, wait, later: None, offer: wire::Offer::Open }];
        BranchPage {
            head: sample::head(),
            opening: Opening::Closed { opens_at: None },
            hours: BranchHours::default(),
            address: Some(Text::from([("it", "Via Roma 12"), ("en", "12 Via Roma")])),
            step_free: None,
            categories: sample::catalogue().categories,
            waits,
            books: true,
            joins: true,
            facts: "{}".to_owned(),
            notices: vec![wire::Notice {
                id: 1,
                words: sample::text("Chiuso lunedì", "Closed on Monday"),
                until: sample::head().at,
            }],
        }
    }

    fn shown(page: BranchPage) -> String {
        Owner::new().with(|| view! { <Branch locale=Locale::en page /> }.to_html())
    }

    #[test]
    fn a_visitor_reads_where_it_is_how_long_it_takes_and_how_to_book() {
        let html = shown(page());
        for part in [
            "12 Via Roma",
            "5–10 minutes",
            "/b/centro/book?lang=en",
            "application/ld+json",
            "Closed now",
            "Closed on Monday",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn nothing_is_said_of_waits_that_are_not_known_and_a_stopped_service_says_so() {
        let html = shown(BranchPage { waits: Vec::new(), ..page() });
        assert!(html.contains(">Services<") && !html.contains("estimates"), "{html}");
        assert!(!html.contains(t!(Locale::en, wait.unknown)), "{html}");
        let mut stopped = page();
        stopped.waits[0].offer = Offer::Stopped;
        let html = shown(stopped);
        assert!(html.contains("Not available now") && !html.contains("5–10"), "{html}");
    }

    #[test]
    fn the_best_time_to_come_is_said_where_the_forecast_has_one() {
        let mut page = page();
        let wait = WaitRange { low_minutes: 0, high_minutes: 1 };
        page.waits[0].later = Some(wire::BetterTime { from: sample::head().at, wait });
        let html = shown(page);
        assert!(html.contains("If you come back from 10:30: right away."), "{html}");
    }

    #[test]
    fn a_branch_that_gives_tickets_from_home_leads_to_one_and_another_does_not() {
        assert!(shown(page()).contains("/b/centro/join?lang=en"));
        assert!(!shown(BranchPage { joins: false, ..page() }).contains("/join"));
    }

    #[test]
    fn a_branch_without_officers_leads_to_no_book() {
        assert!(!shown(BranchPage { books: false, ..page() }).contains("/book"));
    }
}
