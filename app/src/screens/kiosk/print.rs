//! What becomes of the printed ticket, on the screen that shows it. The ticket is there already: paper is a help, and
//! where there is none, this says what to do instead.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::PhoneCode;
use words::{Locale, t};

/// How far the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintProgress {
    /// Nothing is printed here.
    Off,
    /// The kiosk's browser prints, when the visitor asks for it.
    ByBrowser,
    UnderWay,
    Printed,
    NotPrinted,
}

/// One line, told when it changes; or the button of a browser that prints.
#[component]
pub fn PrintState(
    locale: Locale,
    phone_code: PhoneCode,
    printing: Signal<PrintProgress>,
    /// Opens the browser's own way of printing.
    by_browser: Callback<()>,
) -> impl IntoView {
    let line = move || {
        let (icon, words) = match printing.get() {
            PrintProgress::Off | PrintProgress::ByBrowser => return None,
            PrintProgress::UnderWay => ("clock", t!(locale, kiosk.printing)),
            PrintProgress::Printed => ("check", t!(locale, kiosk.printed)),
            PrintProgress::NotPrinted if phone_code == PhoneCode::Shown => ("warning", t!(locale, kiosk.not_printed)),
            PrintProgress::NotPrinted => ("warning", t!(locale, kiosk.not_printed_no_code)),
        };
        Some(view! {
            <Icon name=icon />
            <span>{words}</span>
        })
    };
    let button = move || {
        (printing.get() == PrintProgress::ByBrowser).then(|| {
            view! {
                <button type="button" class="button issued-print" on:click=move |_| by_browser.run(())>
                    <Icon name="ticket" />
                    <span>{t!(locale, kiosk.print)}</span>
                </button>
            }
        })
    };
    view! {
        <p class="issued-paper" role="status">
            {line}
        </p>
        {button}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(printing: PrintProgress) -> String {
        with_code(printing, PhoneCode::Shown)
    }

    fn with_code(printing: PrintProgress, phone_code: PhoneCode) -> String {
        Owner::new().with(|| {
            let by_browser = Callback::new(|()| ());
            view! { <PrintState locale=Locale::en phone_code printing=Signal::stored(printing) by_browser /> }.to_html()
        })
    }

    #[test]
    fn a_visitor_reads_whether_to_wait_for_paper_or_what_to_do_without() {
        assert!(shown(PrintProgress::UnderWay).contains("Your ticket is being printed."));
        assert!(shown(PrintProgress::Printed).contains("Please take your ticket."));
        let not = shown(PrintProgress::NotPrinted);
        assert!(not.contains("photograph this screen") && not.contains("scan the code"), "{not}");
        for phone_code in [PhoneCode::Link, PhoneCode::LeftOut] {
            let not = with_code(PrintProgress::NotPrinted, phone_code);
            assert!(not.contains("photograph this screen") && !not.contains("code"), "{not}");
        }
    }

    #[test]
    fn only_a_browser_that_prints_has_the_button() {
        assert!(shown(PrintProgress::ByBrowser).contains("<button"));
        for printing in [PrintProgress::Off, PrintProgress::UnderWay, PrintProgress::Printed, PrintProgress::NotPrinted]
        {
            assert!(!shown(printing).contains("<button"), "{printing:?}");
        }
    }
}
