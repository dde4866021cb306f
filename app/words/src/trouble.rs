//! What a set-up's rule finds wrong in a branch, in a sentence: for the office, the dashboard, letters and managers' phones.

use crate::Locale;
use wire::TroubleWhat;

/// What is wrong, in a sentence; `None` stands for a rule that the set-up has no more.
pub fn trouble(locale: Locale, what: Option<TroubleWhat>, place: &str, value: u32) -> String {
    match what {
        Some(TroubleWhat::Wait) => t!(locale, troubles.wait, count = value),
        Some(TroubleWhat::Queue) => t!(locale, troubles.queue, count = value),
        Some(TroubleWhat::NoShows) => t!(locale, troubles.no_shows, count = value),
        Some(TroubleWhat::Forecast) => t!(locale, troubles.forecast, count = value, place = place),
        Some(TroubleWhat::Device) => t!(locale, troubles.device, place = place),
        Some(TroubleWhat::Printer) => t!(locale, troubles.printer, place = place),
        Some(TroubleWhat::Speech) => t!(locale, alert.speech).to_owned(),
        Some(TroubleWhat::Help) => t!(locale, troubles.help, place = place),
        Some(TroubleWhat::LowRating) => t!(locale, alert.low_feedback).to_owned(),
        Some(TroubleWhat::Danger) => t!(locale, alert.danger, label = place),
        Some(TroubleWhat::ComplaintDue) if value >= 100 => t!(locale, troubles.complaint_ends, number = place),
        Some(TroubleWhat::ComplaintDue) => t!(locale, troubles.complaint_due, number = place, percent = value),
        None => t!(locale, troubles.no_rule).to_owned(),
    }
}

/// The title and the text of news of a trouble, in a language of the staff. `over`: it is over.
#[cfg(not(target_arch = "wasm32"))]
pub fn news(locale: Locale, branch: &str, said: &str, over: bool) -> (String, String) {
    if over {
        (t!(locale, troubles.over_title, branch = branch), t!(locale, troubles.over_body, said = said))
    } else {
        (t!(locale, troubles.opened_title, branch = branch), said.to_owned())
    }
}

/// The title and the text of a test.
#[cfg(not(target_arch = "wasm32"))]
pub fn news_test(locale: Locale, branch: &str) -> (String, String) {
    (t!(locale, troubles.test_title, branch = branch), t!(locale, troubles.test_body).to_owned())
}
