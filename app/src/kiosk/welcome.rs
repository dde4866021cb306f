//! The first screens: the greeting with the categories, then the services of one of them.

use super::frame::StepLink;
use super::step::Step;
use crate::ui::Icon;
use crate::words::{self, Locale};
use leptos::prelude::*;
use leptos_i18n::td_string;
use wire::{Category, Head, ServiceWait, Time};

/// The greeting and the categories.
#[component]
pub fn Welcome(locale: Locale, categories: Vec<Category>, go: Callback<Step>) -> impl IntoView {
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
        <h1 id="step" tabindex="-1">{td_string!(locale, kiosk.welcome)}</h1>
        <p class="kiosk-lead">{td_string!(locale, kiosk.choose)}</p>
        <ul class="tiles tiles-categories">{tiles}</ul>
    }
}

/// The services of a category, each with what a visitor can expect to wait.
#[component]
pub fn Services(locale: Locale, category: Category, waits: Vec<ServiceWait>, go: Callback<Step>) -> impl IntoView {
    let tiles = category
        .services
        .into_iter()
        .map(|service| {
            let range = waits.iter().find(|wait| wait.service == service.id).and_then(|wait| wait.wait);
            let wait = words::wait(locale, range);
            view! {
                <li>
                    <StepLink locale to=Step::Service(service.id) go class="tile tile-service">
                        <span class="tile-name">{service.name.get(locale.code()).to_owned()}</span>
                        <span class="tile-wait">
                            <Icon name="clock" />
                            <span>
                                <span class="unseen">{td_string!(locale, wait.label)} ": "</span>
                                {wait}
                            </span>
                        </span>
                    </StepLink>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1 id="step" tabindex="-1">{category.name.get(locale.code()).to_owned()}</h1>
        <p class="kiosk-lead">{td_string!(locale, kiosk.choose_service)}</p>
        <ul class="tiles tiles-services">{tiles}</ul>
    }
}

/// In place of the way to a ticket while the branch gives out none.
#[component]
pub fn Closed(locale: Locale, head: Head, opens_at: Option<Time>) -> impl IntoView {
    view! {
        <div class="kiosk-closed">
            <Icon name="clock" />
            <h1 id="step" tabindex="-1">{td_string!(locale, kiosk.closed)}</h1>
            <p>{td_string!(locale, kiosk.closed_detail)}</p>
            {opens_at
                .map(|opens_at| view! { <p class="kiosk-opens">{words::opens(locale, &head, opens_at)}</p> })}
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
            view! { <Welcome locale=Locale::it categories=sample::catalogue().categories go=go() /> }.to_html()
        });
        assert!(html.contains("Contanti e pagamenti"));
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
    fn a_closed_branch_says_when_it_opens() {
        let head = sample::head();
        let opens_at = Some(Time::from_millis(head.at.millis() + 22 * 3_600_000));
        let html = Owner::new().with(|| view! { <Closed locale=Locale::it head opens_at /> }.to_html());
        assert!(html.contains("Riapriamo domani alle 08:30"), "{html}");
    }
}
