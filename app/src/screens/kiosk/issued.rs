//! The ticket on the kiosk: number, people ahead, expected wait, the code for the phone, what to have ready.

use super::needs;
use super::phone::ToPhone;
use super::print::{PrintProgress, PrintState};
use crate::address;
use crate::ui::{Icon, ReadyList, TicketNumber, changing};
use leptos::prelude::*;
use wire::{Issued, PhoneCode, Service, TicketStatus};
use words::{Locale, t};

/// The ticket, with how it stands now where that is known already.
#[component]
pub fn IssuedTicket(
    locale: Locale,
    issued: Issued,
    /// Changes in place: the number stays where it is, and so does the focus.
    status: Signal<Option<TicketStatus>>,
    /// What the ticket is for.
    services: Vec<Service>,
    at_hand: Vec<String>,
    phone_code: PhoneCode,
    /// How far the printed ticket is.
    printing: Signal<PrintProgress>,
    by_browser: Callback<()>,
    done: Callback<()>,
) -> impl IntoView {
    let at_issue =
        TicketStatus::Waiting { ahead: issued.ahead, wait: None, later: None, delay_most_minutes: 0, remote: None };
    let standing = changing(move || {
        let status = status.get().unwrap_or_else(|| at_issue.clone());
        view! { <Standing locale status /> }
    });
    let ready = (!services.is_empty()).then(|| {
        let (documents, forms) = (needs::documents(&services), needs::forms(&services));
        view! {
            <section class="issued-ready" aria-labelledby="issued-ready" tabindex="0">
                <h2 id="issued-ready">{t!(locale, ready.title)}</h2>
                <ReadyList locale documents forms at_hand />
            </section>
        }
    });
    view! {
        <div class="issued">
            <section class="issued-number" aria-live="polite">
                <h1 id="step" tabindex="-1">
                    <span class="issued-label">{t!(locale, kiosk.your_number)}</span>
                    <TicketNumber number=issued.number />
                </h1>
                {standing}
            </section>
            <section class="issued-phone" aria-label=t!(locale, title.ticket)>
                <ToPhone
                    locale
                    phone_code
                    code=address::ticket(&issued.token, "qr.svg")
                    name=t!(locale, kiosk.qr)
                    page=address::ticket_page(&issued.token)
                    scan=t!(locale, kiosk.scan)
                    without=t!(locale, kiosk.no_code)
                />
                <PrintState locale phone_code printing by_browser />
            </section>
            {ready}
            <button type="button" class="take issued-done" on:click=move |_| done.run(())>
                <Icon name="check" />
                <span>{t!(locale, kiosk.done)}</span>
            </button>
        </div>
    }
}

/// How the ticket stands: whom to wait for and how long, or where to go.
#[component]
fn Standing(locale: Locale, status: TicketStatus) -> impl IntoView {
    match status {
        TicketStatus::Called { desk, .. } | TicketStatus::Serving { desk } => view! {
            <p class="issued-called">
                {t!(locale, ticket.go_to)} " " <strong>{desk}</strong>
            </p>
        }
        .into_any(),
        TicketStatus::Waiting { ahead, wait, .. } => view! {
            <p class="issued-ahead">
                <Icon name="people" />
                <span>{words::ahead(locale, ahead)}</span>
            </p>
            <p class="issued-wait">
                <Icon name="clock" />
                <span>{t!(locale, wait.label)} ": " <strong>{words::wait(locale, wait)}</strong></span>
            </p>
        }
        .into_any(),
        TicketStatus::OnTelephone { .. }
        | TicketStatus::Parked { .. }
        | TicketStatus::Done
        | TicketStatus::NoShow
        | TicketStatus::Missed
        | TicketStatus::Cancelled
        | TicketStatus::DayEnded => ().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::WaitRange;

    fn shown(status: TicketStatus) -> String {
        with_code(status, PhoneCode::Shown)
    }

    fn with_code(status: TicketStatus, phone_code: PhoneCode) -> String {
        Owner::new().with(|| {
            let catalogue = sample::catalogue();
            let services = needs::services(&catalogue, &["cash".to_owned()]);
            let (done, by_browser) = (Callback::new(|()| ()), Callback::new(|()| ()));
            let printing = Signal::stored(PrintProgress::Off);
            view! {
                <IssuedTicket locale=Locale::en issued=sample::issued() status=Signal::stored(Some(status)) services at_hand=Vec::new() phone_code printing by_browser done />
            }
            .to_html()
        })
    }

    #[test]
    fn the_ticket_says_who_is_ahead_how_long_and_where_to_follow_it() {
        let wait = Some(WaitRange { low_minutes: 5, high_minutes: 10 });
        let html = shown(TicketStatus::Waiting { ahead: 3, wait, later: None, delay_most_minutes: 0, remote: None });
        assert!(html.contains("3 people ahead of you") && html.contains("5–10 minutes"));
        assert!(html.contains("/api/v1/tickets/0123456789abcdef0123456789abcdef/qr.svg"));
    }

    #[test]
    fn where_phones_do_not_reach_the_server_no_code_leads_them_to_themselves() {
        let status =
            || TicketStatus::Waiting { ahead: 3, wait: None, later: None, delay_most_minutes: 0, remote: None };
        let left_out = with_code(status(), PhoneCode::LeftOut);
        assert!(!left_out.contains("qr.svg") && !left_out.contains("<a ") && !left_out.contains("Scan"), "{left_out}");
        assert!(left_out.contains("Our staff are glad to help"), "{left_out}");
        let link = with_code(status(), PhoneCode::Link);
        assert!(!link.contains("qr.svg") && link.contains("/t/0123456789abcdef0123456789abcdef"), "{link}");
    }

    #[test]
    fn a_ticket_that_is_called_at_once_says_where_to_go() {
        let at = sample::head().at;
        let html = shown(TicketStatus::Called { desk: "2".to_owned(), at, calls: 1 });
        assert!(html.contains("Please go to desk"));
    }
}
