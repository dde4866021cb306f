//! The open alerts on the staff's screens: one calm line each, and a button to see to it.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Alert, AlertKind, PrinterFault};
use words::{Locale, t};

/// The place of an alert about a display that makes no sound.
const LOBBY: &str = "lobby";

/// The open alerts; nothing where there is none.
#[component]
pub fn Alerts(
    locale: Locale,
    alerts: Vec<Alert>,
    /// The desk that shows them: what it called for itself reads otherwise there.
    #[prop(optional_no_strip)]
    own_desk: Option<String>,
    utc_offset_minutes: i32,
    /// A command can be given now.
    free: bool,
    /// The person sees to the alert of this id.
    see_to: Callback<u32>,
) -> impl IntoView {
    let some = !alerts.is_empty();
    let lines = alerts
        .into_iter()
        .map(|alert| {
            let own = alert.kind == AlertKind::DeskHelp && own_desk.as_ref() == Some(&alert.place);
            let words = if own { t!(locale, alert.own).to_owned() } else { words(locale, &alert) };
            let answer = if own { t!(locale, alert.own_over) } else { t!(locale, alert.go) };
            let danger = alert.kind == AlertKind::Danger;
            let since = t!(locale, alert.since, time = alert.since.clock(utc_offset_minutes));
            view! {
                <li class="alert" class:alert-danger=danger>
                    <Icon name=if danger { "warning" } else { "bell" } />
                    <span class="alert-words" role=danger.then_some("alert")>{words} " " <span class="alert-since">{since}</span></span>
                    <button type="button" class="button" disabled=!free on:click=move |_| see_to.run(alert.id)>
                        {answer}
                    </button>
                </li>
            }
        })
        .collect_view();
    // Always there, so that what comes into it is told.
    view! { <div class="alerts-news" role="status">{some.then(|| view! { <ul class="alerts">{lines}</ul> })}</div> }
}

/// The sentence that says what an alert is about.
fn words(locale: Locale, alert: &Alert) -> String {
    let label = alert.label.as_str();
    match (alert.kind, alert.fault) {
        (AlertKind::Help, _) => t!(locale, alert.help).to_owned(),
        (AlertKind::DeskHelp, _) => t!(locale, alert.desk_help, label = label),
        (AlertKind::Danger, _) => t!(locale, alert.danger, label = label),
        (AlertKind::Clock, _) => t!(locale, alert.clock, label = label),
        (AlertKind::Speech, _) if alert.place == LOBBY => t!(locale, alert.no_sound).to_owned(),
        (AlertKind::Speech, _) => t!(locale, alert.speech).to_owned(),
        (AlertKind::Phones, _) => t!(locale, alert.phones).to_owned(),
        (AlertKind::Device, _) => t!(locale, alert.device, label = label),
        (AlertKind::LowFeedback, _) => t!(locale, alert.low_feedback).to_owned(),
        (AlertKind::Printer, Some(PrinterFault::OutOfPaper)) => t!(locale, alert.out_of_paper, label = label),
        (AlertKind::Printer, Some(PrinterFault::CoverOpen)) => t!(locale, alert.cover_open, label = label),
        (AlertKind::Printer, Some(PrinterFault::Silent)) => t!(locale, alert.silent, label = label),
        (AlertKind::Printer, Some(PrinterFault::RollLow)) => t!(locale, alert.roll_low, label = label),
        (AlertKind::Printer, _) => t!(locale, alert.unreachable, label = label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(kind: AlertKind, fault: Option<PrinterFault>, place: &str) -> String {
        let (place, label) = (place.to_owned(), place.to_owned());
        let alerts = vec![Alert { id: 4, kind, fault, place, label, since: sample::head().at }];
        Owner::new().with(|| {
            let see_to = Callback::new(|_| ());
            let own_desk = Some("3".to_owned());
            view! { <Alerts locale=Locale::en alerts own_desk utc_offset_minutes=60 free=true see_to /> }.to_html()
        })
    }

    #[test]
    fn an_alert_says_what_where_and_since_when() {
        let html = shown(AlertKind::DeskHelp, None, "2");
        assert!(html.contains("Desk 2 asks for a colleague.") && html.contains("10:30") && html.contains("I am going"));
        let html = shown(AlertKind::Printer, Some(PrinterFault::OutOfPaper), "lobby");
        assert!(html.contains("lobby") && html.contains("out of paper"), "{html}");
        let html = shown(AlertKind::Printer, Some(PrinterFault::RollLow), "lobby");
        assert!(html.contains("lobby") && html.contains("nearly over"), "{html}");
        let html = shown(AlertKind::Phones, None, "kiosk");
        assert!(html.contains("no code"), "{html}");
    }

    #[test]
    fn danger_says_where_and_is_told_at_once() {
        let html = shown(AlertKind::Danger, None, "2");
        assert!(html.contains("role=\"alert\"") && html.contains("desk 2"), "{html}");
    }

    #[test]
    fn a_day_that_has_not_come_is_named_with_what_ends_it() {
        let html = shown(AlertKind::Clock, None, "2045-01-01");
        assert!(html.contains("on 2045-01-01") && html.contains("close the day: today goes on"), "{html}");
    }

    #[test]
    fn who_called_is_not_told_to_go() {
        let html = shown(AlertKind::DeskHelp, None, "3");
        assert!(html.contains("You have called a colleague.") && !html.contains("I am going"), "{html}");
    }
}
