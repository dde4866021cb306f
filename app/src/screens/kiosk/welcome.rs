//! The first screens: the greeting with the categories, then the services of one of them; and the ways for who finds
//! nothing there.

use super::frame::StepLink;
use super::step::Step;
use super::usual::UsualService;
use crate::ui::{Icon, Posted};
use leptos::prelude::*;
use wire::{Category, Head, Notice, Offer, Service, ServiceWait, Time, Usual};
use words::{Locale, t};

/// Why no ticket is given out for a service; `None` where one is.
pub fn unavailable(locale: Locale, offer: Offer) -> Option<&'static str> {
    match offer {
        Offer::Open => None,
        Offer::Stopped => Some(t!(locale, kiosk.stopped)),
        Offer::TooLate => Some(t!(locale, kiosk.too_late)),
    }
}

/// The same as a whole sentence, for a page that has the room.
pub fn why_unavailable(locale: Locale, offer: Offer) -> Option<&'static str> {
    match offer {
        Offer::TooLate => Some(t!(locale, kiosk.too_late_detail)),
        Offer::Open | Offer::Stopped => unavailable(locale, offer),
    }
}

/// Why no ticket is given out at all, where none is.
fn nothing_offered(locale: Locale, waits: &[ServiceWait]) -> Option<&'static str> {
    if waits.is_empty() || waits.iter().any(|wait| wait.offer == Offer::Open) {
        None
    } else if waits.iter().all(|wait| wait.offer == Offer::TooLate) {
        Some(t!(locale, kiosk.none_too_late))
    } else {
        Some(t!(locale, kiosk.none_stopped))
    }
}

/// The greeting and the categories.
#[component]
pub fn Welcome(
    locale: Locale,
    categories: Vec<Category>,
    waits: Vec<ServiceWait>,
    /// The branch takes appointments: their visitors check in.
    appointments: bool,
    /// What the branch tells its visitors.
    notice: Option<Notice>,
    /// What the visitor's phone keeps, where its code was scanned.
    #[prop(optional_no_strip)]
    usual: Option<Usual>,
    go: Callback<Step>,
) -> impl IntoView {
    let check_in = appointments.then(|| {
        view! {
            <StepLink locale to=Step::CheckIn go class="kiosk-appointment-link">
                <Icon name="check" />
                <span>{t!(locale, check_in.tile)}</span>
            </StepLink>
        }
    });
    let lead = match nothing_offered(locale, &waits) {
        Some(words) => view! { <Unavailable words /> }.into_any(),
        None => view! { <p class="kiosk-lead">{t!(locale, kiosk.choose)}</p> }.into_any(),
    };
    let usual =
        usual.map(|usual| view! { <UsualService locale usual categories=categories.clone() waits=waits.clone() go /> });
    let tiles = categories
        .into_iter()
        .map(|category| {
            view! {
                <li>
                    <StepLink locale to=Step::Category(category.id) go class="tile tile-category">
                        <Icon name=category.icon />
                        <span class="tile-name">{category.name.get(locale.code()).to_owned()}</span>
                    </StepLink>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1 id="step" tabindex="-1">{t!(locale, kiosk.welcome)}</h1>
        <Posted locale notices=notice.into_iter().collect() />
        {lead}
        {usual}
        <div class="kiosk-starts">
            <StepLink locale to=Step::Search go class="kiosk-search-link">
                <Icon name="search" />
                <span>{t!(locale, kiosk.search_link)}</span>
            </StepLink>
            {check_in}
        </div>
        <ul class="tiles tiles-categories">{tiles}</ul>
    }
}

/// The ways for who does not find it: on every level, in the same place.
#[component]
pub fn Elsewhere(
    locale: Locale,
    /// The first question, where the set-up has any.
    question: Option<String>,
    /// The quick answers are not on the screen already.
    answers: bool,
    /// They are, and the branch has requests in progress: that is a question, too.
    requests: bool,
    /// The service for who is not sure, where it can be had.
    unsure: Option<String>,
    go: Callback<Step>,
) -> impl IntoView {
    let ways = [
        question.map(|id| (Step::Question(id), "help", t!(locale, kiosk.find))),
        answers.then(|| (Step::Answers(0), "info", t!(locale, kiosk.answers))),
        requests.then(|| (Step::Request, "form", t!(locale, status.tile))),
        unsure.map(|id| (Step::Service(id), "people", t!(locale, kiosk.unsure))),
    ];
    let links = ways
        .into_iter()
        .flatten()
        .map(|(to, icon, words)| {
            view! {
                <StepLink locale to go class="kiosk-way">
                    <Icon name=icon />
                    <span>{words}</span>
                </StepLink>
            }
        })
        .collect_view();
    view! { <nav class="kiosk-elsewhere" aria-label=t!(locale, kiosk.elsewhere)>{links}</nav> }
}

/// That something is not to be had, and why.
#[component]
pub fn Unavailable(words: &'static str) -> impl IntoView {
    view! {
        <p class="kiosk-unavailable">
            <Icon name="warning" />
            <span>{words}</span>
        </p>
    }
}

/// The services of a category, each with what a visitor can expect to wait.
#[component]
pub fn Services(locale: Locale, category: Category, waits: Vec<ServiceWait>, go: Callback<Step>) -> impl IntoView {
    let tiles = category
        .services
        .into_iter()
        .map(|service| view! { <ServiceTile locale service waits=waits.clone() go /> })
        .collect_view();
    view! {
        <h1 id="step" tabindex="-1">{category.name.get(locale.code()).to_owned()}</h1>
        <p class="kiosk-lead">{t!(locale, kiosk.choose_service)}</p>
        <ul class="tiles tiles-services">{tiles}</ul>
    }
}

/// A service, with what a visitor can expect to wait or why no ticket is given out for it.
#[component]
pub fn ServiceTile(locale: Locale, service: Service, waits: Vec<ServiceWait>, go: Callback<Step>) -> impl IntoView {
    let known = waits.iter().find(|wait| wait.service == service.id);
    let name = service.name.get(locale.code()).to_owned();
    let tile = if let Some(why) = known.and_then(|wait| unavailable(locale, wait.offer)) {
        view! {
            <div class="tile tile-service tile-off">
                <span class="tile-name">{name}</span>
                <span class="tile-wait">
                    <Icon name="warning" />
                    <span>{why}</span>
                </span>
            </div>
        }
        .into_any()
    } else {
        let wait = words::wait(locale, known.and_then(|wait| wait.wait));
        view! {
            <StepLink locale to=Step::Service(service.id) go class="tile tile-service">
                <span class="tile-name">{name}</span>
                <span class="tile-wait">
                    <Icon name="clock" />
                    <span>
                        <span class="unseen">{t!(locale, wait.label)} ": "</span>
                        {wait}
                    </span>
                </span>
            </StepLink>
        }
        .into_any()
    };
    view! { <li>{tile}</li> }
}

/// In place of the way to a ticket while the branch gives out none.
#[component]
pub fn Closed(locale: Locale, head: Head, opens_at: Option<Time>, notice: Option<Notice>) -> impl IntoView {
    view! {
        <div class="kiosk-closed">
            <Icon name="clock" />
            <h1 id="step" tabindex="-1">{t!(locale, kiosk.closed)}</h1>
            <p>{t!(locale, kiosk.closed_detail)}</p>
            {opens_at
                .map(|opens_at| view! { <p class="kiosk-opens">{words::opens(locale, &head, opens_at)}</p> })}
            <Posted locale notices=notice.into_iter().collect() />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn go() -> Callback<Step> {
        Callback::new(|_| ())
    }

    #[test]
    fn the_welcome_offers_every_category_by_a_plain_link() {
        let html = Owner::new().with(|| {
            let words = sample::text("Chiuso lunedì", "Closed on Monday");
            let notice = Some(Notice { id: 1, words, until: sample::head().at });
            view! { <Welcome locale=Locale::it categories=sample::catalogue().categories waits=Vec::new() appointments=true notice go=go() /> }.to_html()
        });
        assert!(html.contains("Contanti e pagamenti") && html.contains("Chiuso lunedì"));
        assert!(html.contains("?lang=it&amp;category=counter"));
    }

    #[test]
    fn a_service_shows_the_expected_wait_as_a_range() {
        let category = sample::catalogue().categories.remove(0);
        let html = Owner::new().with(|| {
            let waits = sample::kiosk().services;
            view! { <Services locale=Locale::en category waits go=go() /> }.to_html()
        });
        assert!(html.contains("5–10 minutes"), "{html}");
        assert!(html.contains("wait not known yet"));
    }

    #[test]
    fn a_service_that_is_not_given_out_is_shown_with_the_reason_and_leads_nowhere() {
        let category = sample::catalogue().categories.remove(0);
        let mut waits = sample::kiosk().services;
        waits[0].offer = Offer::TooLate;
        let html = Owner::new().with(|| view! { <Services locale=Locale::en category waits go=go() /> }.to_html());
        assert!(html.contains("Pay in or withdraw cash") && html.contains("Too late for today"), "{html}");
        assert!(!html.contains("service=cash\"") && html.contains("service=cheques"), "{html}");
    }

    #[test]
    fn the_welcome_says_so_when_no_ticket_is_given_out() {
        let shown = |offers: [Offer; 2]| {
            let mut waits = sample::kiosk().services;
            waits.iter_mut().zip(offers).for_each(|(wait, offer)| wait.offer = offer);
            let categories = sample::catalogue().categories;
            Owner::new().with(|| {
                view! { <Welcome locale=Locale::en categories waits appointments=false notice=None go=go() /> }
                    .to_html()
            })
        };
        assert!(shown([Offer::Stopped, Offer::TooLate]).contains("We give out no tickets now"));
        assert!(shown([Offer::TooLate, Offer::TooLate]).contains("It is too late for today"));
        assert!(shown([Offer::Stopped, Offer::Open]).contains("Choose a subject"));
    }

    #[test]
    fn a_closed_branch_says_when_it_opens() {
        let head = sample::head();
        let opens_at = Some(Time::from_millis(head.at.millis() + 22 * 3_600_000));
        let html = Owner::new().with(|| view! { <Closed locale=Locale::it head opens_at notice=None /> }.to_html());
        assert!(html.contains("Riapriamo domani alle 08:30"), "{html}");
    }
}
