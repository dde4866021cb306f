//! The printers of the branch: how each is, and what a ticket of it looks like.

use crate::address;
use crate::ui::{Icon, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{Alert, AlertKind, PrinterFault, PrinterRow};
use words::{Locale, t};

/// Each printer with its state; nothing where the branch has none.
#[component]
pub fn Printers(
    locale: Locale,
    printers: Vec<PrinterRow>,
    /// What the staff are called for: a printer's fault is among it.
    alerts: Vec<Alert>,
    /// The person asks to see the printed ticket of the printer of this id.
    preview: Callback<String>,
) -> impl IntoView {
    let rows: Vec<_> = printers
        .into_iter()
        .map(|printer| {
            let fault = alerts.iter().find(|alert| alert.kind == AlertKind::Printer && alert.place == printer.id);
            let class = match fault.map(|alert| alert.fault) {
                None => "state state-free",
                Some(Some(PrinterFault::RollLow)) => "state state-paused",
                Some(_) => "state state-closed",
            };
            let of_kiosk = printer.of_kiosk.then(|| view! { <span>" · " {t!(locale, printers.of_kiosk)}</span> });
            let id = printer.id.clone();
            view! {
                <li>
                    <span class="aside-what">
                        <span>{printer.id}</span>
                        <span class="aside-detail">
                            {t!(locale, printers.paper, width = printer.paper_mm)} {of_kiosk}
                        </span>
                        <span class=class>{state(locale, fault)}</span>
                    </span>
                    <button type="button" class="button" on:click=move |_| preview.run(id.clone())>
                        <Icon name="ticket" />
                        <span>{t!(locale, printers.preview)}</span>
                    </button>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="aside printers" aria-labelledby="printers">
                <h2 id="printers">{t!(locale, printers.title)}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}

fn state(locale: Locale, fault: Option<&Alert>) -> &'static str {
    match fault.map(|alert| alert.fault) {
        None => t!(locale, printers.well),
        Some(Some(PrinterFault::OutOfPaper)) => t!(locale, printers.out_of_paper),
        Some(Some(PrinterFault::CoverOpen)) => t!(locale, printers.cover_open),
        Some(Some(PrinterFault::Silent)) => t!(locale, printers.silent),
        Some(Some(PrinterFault::RollLow)) => t!(locale, printers.roll_low),
        Some(_) => t!(locale, printers.unreachable),
    }
}

/// The picture of a sample ticket, made by the server from what it would send to the printer.
#[component]
pub fn Preview(locale: Locale, branch: String, printer: String, close: Callback<()>) -> impl IntoView {
    let address = address::preview(&branch, &printer, locale);
    view! {
        <Sheet title=t!(locale, printers.preview_title) close>
            <p>{t!(locale, printers.preview_detail)}</p>
            <img class="printed-ticket" src=address alt=t!(locale, printers.preview_title) />
            <SheetButtons locale close tells=true />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(alerts: Vec<Alert>) -> String {
        Owner::new().with(|| {
            let printers = vec![PrinterRow { id: "lobby".to_owned(), paper_mm: 80, of_kiosk: true }];
            let preview = Callback::new(|_| ());
            view! { <Printers locale=Locale::en printers alerts preview /> }.to_html()
        })
    }

    #[test]
    fn a_printer_says_what_is_wrong_with_it() {
        let (kind, fault) = (AlertKind::Printer, Some(PrinterFault::OutOfPaper));
        let alert = |place: &str| {
            let (place, label) = (place.to_owned(), place.to_owned());
            Alert { id: 1, kind, fault, place, label, since: sample::head().at }
        };
        assert!(shown(vec![]).contains("No fault known") && shown(vec![]).contains("80 mm"));
        assert!(shown(vec![alert("lobby")]).contains("Out of paper"));
        assert!(shown(vec![alert("other")]).contains("No fault known"));
    }

    #[test]
    fn the_preview_is_of_that_printer_in_the_language_of_the_page() {
        let html = Owner::new().with(|| {
            let (branch, printer) = ("centro".to_owned(), "lobby".to_owned());
            view! { <Preview locale=Locale::en branch printer close=Callback::new(|()| ()) /> }.to_html()
        });
        assert!(html.contains("/api/v1/branches/centro/printers/lobby/preview.png?lang=en"), "{html}");
    }
}
