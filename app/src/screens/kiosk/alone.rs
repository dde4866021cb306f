//! The ticket that the kiosk gives out while it cannot reach the server: the number and what to have ready, and what nobody knows.

use super::needs;
use super::print::{PrintProgress, PrintState};
use crate::ui::{Icon, ReadyList, TicketNumber};
use leptos::prelude::*;
use wire::{PhoneCode, Service};
use words::{Locale, t};

/// A ticket of which the server does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AloneTicket {
    pub number: String,
    /// The service's id.
    pub service: String,
}

/// The ticket. It says that the number holds, and that wait and people ahead are not known.
#[component]
pub fn TicketAlone(
    locale: Locale,
    number: String,
    /// What the ticket is for.
    services: Vec<Service>,
    at_hand: Vec<String>,
    /// How the ticket is printed without the server.
    printing: PrintProgress,
    by_browser: Callback<()>,
    done: Callback<()>,
) -> impl IntoView {
    let ready = (!services.is_empty()).then(|| {
        let (documents, forms) = (needs::documents(&services), needs::forms(&services));
        view! {
            <section class="issued-ready" aria-labelledby="issued-ready" tabindex="0">
                <h2 id="issued-ready">{t!(locale, ready.title)}</h2>
                <ReadyList locale documents forms at_hand />
            </section>
        }
    });
    let printing = Signal::stored(printing);
    view! {
        <div class="issued">
            <section class="issued-number" aria-live="polite">
                <h1 id="step" tabindex="-1">
                    <span class="issued-label">{t!(locale, kiosk.your_number)}</span>
                    <TicketNumber number />
                </h1>
                <p class="issued-ahead">
                    <Icon name="info" />
                    <span>{t!(locale, kiosk.alone_holds)}</span>
                </p>
                <p class="issued-wait">
                    <Icon name="clock" />
                    <span>{t!(locale, kiosk.alone_unknown)}</span>
                </p>
            </section>
            <section class="issued-phone" aria-label=t!(locale, title.ticket)>
                <p>{t!(locale, kiosk.alone_note)}</p>
                <PrintState locale phone_code=PhoneCode::LeftOut printing by_browser />
            </section>
            {ready}
            <button type="button" class="take issued-done" on:click=move |_| done.run(())>
                <Icon name="check" />
                <span>{t!(locale, kiosk.done)}</span>
            </button>
        </div>
    }
}

/// How a ticket is printed without the server, which alone reaches the branch's printers.
pub fn printing_alone(by_itself: bool, prints: bool) -> PrintProgress {
    match (by_itself, prints) {
        (true, _) => PrintProgress::ByBrowser,
        (false, true) => PrintProgress::NotPrinted,
        (false, false) => PrintProgress::Off,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(printing: PrintProgress) -> String {
        Owner::new().with(|| {
            let services = needs::services(&sample::catalogue(), &["cash".to_owned()]);
            let (done, by_browser) = (Callback::new(|()| ()), Callback::new(|()| ()));
            let (number, at_hand) = ("A501".to_owned(), Vec::new());
            view! { <TicketAlone locale=Locale::en number services at_hand printing by_browser done /> }.to_html()
        })
    }

    #[test]
    fn it_shows_the_number_and_the_list_and_says_what_it_does_not_know() {
        let html = shown(PrintProgress::Off);
        assert!(html.contains("501") && html.contains("issued-ready"), "{html}");
        assert!(html.contains(t!(Locale::en, kiosk.alone_holds)) && html.contains(t!(Locale::en, kiosk.alone_unknown)));
        assert!(!html.contains("ahead of you") && !html.contains("qr.svg") && !html.contains("minutes"), "{html}");
    }

    #[test]
    fn without_the_server_only_a_by_itself() {
        assert!(shown(printing_alone(true, true)).contains("<button type=\"button\" class=\"button issued-print\""));
        assert!(shown(printing_alone(false, true)).contains("photograph this screen"));
        assert_eq!(printing_alone(false, false), PrintProgress::Off);
    }
}
