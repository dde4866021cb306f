//! The kiosk's page.

use super::visit::look;
use super::{Page, Visit};
use crate::http::devices::AtKiosk;
use crate::http::extract::{Branch, Wanted};
use branch::Screen;
use machine::clock;
use queue::Duration;
use records::grid::Quarter;
use store::{BranchId, appointment};
use wire::{KioskPage, Language};

/// An appointment of this morning is asked for at noon, too: its visitor is late.
const HALF_A_DAY: Duration = Duration::minutes(12 * 60);

/// `/b/{branch}/kiosk`
pub async fn page(AtKiosk(by): AtKiosk, visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup.clone();
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
    // Whoever has none is not asked for one.
    let (since, id) = (clock::now() - HALF_A_DAY, BranchId::new(&setup.id));
    let booked = appointment::between(&visit.state.store, &id, Quarter::containing(since).0, i64::MAX).await?;
    let appointments = booked.iter().any(|one| one.state == "booked");
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
    };
    Ok(visit.of_device(&setup.languages, &page, by).await)
}
