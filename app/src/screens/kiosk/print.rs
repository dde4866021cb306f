//! What becomes of the printed ticket, on the screen that shows it. The ticket is there already: paper is a help, and
//! where there is none, this says what to do instead.

use crate::browser::printing::Printing;
use crate::ui::Icon;
use leptos::prelude::*;
use words::Locale;
use words::td_string;

/// One line, told when it changes; or the button of a browser that prints.
#[component]
pub fn PrintState(
    locale: Locale,
    printing: Signal<Printing>,
    /// Opens the browser's own way of printing.
    by_browser: Callback<()>,
) -> impl IntoView {
    let line = move || {
        let (icon, words) = match printing.get() {
            Printing::Off | Printing::ByBrowser => return None,
            Printing::UnderWay => ("clock", td_string!(locale, kiosk.printing)),
            Printing::Printed => ("check", td_string!(locale, kiosk.printed)),
            Printing::NotPrinted => ("warning", td_string!(locale, kiosk.not_printed)),
        };
        Some(view! {
            <Icon name=icon />
            <span>{words}</span>
        })
    };
    let button = move || {
        (printing.get() == Printing::ByBrowser).then(|| {
            view! {
                <button type="button" class="button issued-print" on:click=move |_| by_browser.run(())>
                    <Icon name="ticket" />
                    <span>{td_string!(locale, kiosk.print)}</span>
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

    fn shown(printing: Printing) -> String {
        Owner::new().with(|| {
            let by_browser = Callback::new(|()| ());
            view! { <PrintState locale=Locale::en printing=Signal::stored(printing) by_browser /> }.to_html()
        })
    }

    #[test]
    fn a_visitor_reads_whether_to_wait_for_paper_or_what_to_do_without() {
        assert!(shown(Printing::UnderWay).contains("Your ticket is being printed."));
        assert!(shown(Printing::Printed).contains("Please take your ticket."));
        let not = shown(Printing::NotPrinted);
        assert!(not.contains("photograph this screen") && not.contains("scan the code"), "{not}");
    }

    #[test]
    fn only_a_browser_that_prints_has_the_button() {
        assert!(shown(Printing::ByBrowser).contains("<button"));
        for printing in [Printing::Off, Printing::UnderWay, Printing::Printed, Printing::NotPrinted] {
            assert!(!shown(printing).contains("<button"), "{printing:?}");
        }
    }
}
