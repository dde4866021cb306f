//! The kiosk's page.

use super::visit::look;
use super::{Page, Visit};
use crate::http::devices::AtKiosk;
use crate::http::extract::{Branch, Wanted};
use branch::Screen;
use machine::clock;
use store::BranchId;
use wire::{KioskPage, Language};

/// `/b/{branch}/kiosk`
pub async fn page(AtKiosk(by): AtKiosk, visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    // Its own language, and the first one, in which the next visitor is greeted; another is fetched when it is chosen.
    let spoken = [
        Wanted::asked(visit.parts.uri.query(), &setup.languages),
        setup.languages.first().map_or("", Language::as_str),
    ];
    let mut catalogue = setup.catalogue.as_ref().clone().in_languages(&spoken);
    // A page that shows no search is sent without its words; the kiosk fetches them once it runs.
    let searches = visit.parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("q=")));
    if !searches {
        catalogue = catalogue.without_search_words();
    }
    let catalogue = catalogue.without_terms();
    // Who works by appointment is a matter of the set-up of the people: a kiosk that is left open shows it all day.
    let appointments = visit.state.bookable.is_in(&visit.state.store, &BranchId::new(&setup.id)).await?;
    let page = KioskPage {
        catalogue,
        snapshot: look(&branch, &Screen::Kiosk, view::kiosk).await,
        panel_inches: setup.kiosk_panel_inches,
        hours: setup.calendar.told(clock::now()),
        speech: visit.state.speech.available().await,
        prints: setup.kiosk_printer().is_some(),
        browser_prints: setup.browser_printing,
        phone_code: visit.phone_code(),
        appointments,
        requests: !setup.case_types.is_empty(),
    };
    Ok(visit.of_device(&setup.languages, &page, by).await)
}
