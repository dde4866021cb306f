//! For a visitor whose phone keeps their usual service: its tile, before all others, or why there is none.

use super::step::Step;
use super::welcome::{ServiceTile, Unavailable};
use leptos::prelude::*;
use wire::{Category, ServiceWait, Usual};
use words::{Locale, t};

/// What the scanned code brings. A language that the branch does not speak was taken from it, and one of another bank has no service.
#[component]
pub fn UsualService(
    locale: Locale,
    usual: Usual,
    categories: Vec<Category>,
    waits: Vec<ServiceWait>,
    go: Callback<Step>,
) -> impl IntoView {
    let service = categories.into_iter().flat_map(|category| category.services).find(|known| known.id == usual.service);
    let sentence = match service {
        None => Some(t!(locale, kiosk.usual_unknown)),
        Some(_) if usual.language.is_empty() => Some(t!(locale, kiosk.usual_language)),
        Some(_) => None,
    };
    let tile = service.map(|service| {
        view! {
            <h2>{t!(locale, kiosk.usual)}</h2>
            <ul class="tiles tiles-services">
                <ServiceTile locale service waits go />
            </ul>
        }
    });
    view! {
        <section class="kiosk-usual" aria-live="polite">
            {sentence.map(|words| view! { <Unavailable words /> })}
            {tile}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(language: &str, service: &str) -> String {
        let usual = Usual { language: language.to_owned(), service: service.to_owned() };
        let (categories, waits) = (sample::catalogue().categories, sample::kiosk().services);
        Owner::new().with(|| {
            let go = Callback::new(|_| ());
            view! { <UsualService locale=Locale::en usual categories waits go /> }.to_html()
        })
    }

    #[test]
    fn the_service_that_the_phone_keeps_is_a_tile_with_its_wait() {
        let html = shown("en", "cash");
        assert!(html.contains("Pay in or withdraw cash") && html.contains("5–10 minutes"), "{html}");
        assert!(html.contains("?lang=en&amp;service=cash") && !html.contains("kiosk-unavailable"), "{html}");
    }

    #[test]
    fn a_language_that_is_not_spoken_and_a_service_that_is_not_there_are_said() {
        let html = shown("", "cash");
        assert!(html.contains(t!(Locale::en, kiosk.usual_language)) && html.contains("service=cash"), "{html}");
        for unknown in ["", "elsewhere"] {
            let html = shown("en", unknown);
            assert!(html.contains(t!(Locale::en, kiosk.usual_unknown)) && !html.contains("<a"), "{html}");
        }
    }
}
