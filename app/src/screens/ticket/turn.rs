//! The visitor's turn on a phone: the number, and what it means now.

use crate::ui::{Icon, TicketNumber};
use leptos::prelude::*;
use wire::{ParkReason, RemoteStage, RemoteTurn, TicketSnapshot, TicketStatus, Time};
use words::{Locale, t};

/// The number, very large, with the state of the turn.
#[component]
pub fn Turn(locale: Locale, snapshot: TicketSnapshot) -> impl IntoView {
    let TicketSnapshot { head, number, service, then, appointment, issued_at, status, call_back, word, .. } = snapshot;
    let (offset, told) = (head.utc_offset_minutes, number.clone());
    let issued = t!(locale, ticket.issued_at, time = issued_at.clock(offset));
    let then: Vec<&str> = then.iter().map(|service| service.get(locale.code())).collect();
    let then = (!then.is_empty()).then(|| {
        view! { <p class="turn-service">{t!(locale, ticket.then, services = then.join(", "))}</p> }
    });
    let appointment = appointment.map(|at| {
        let words = t!(locale, ticket.appointment, time = at.clock(offset));
        view! { <p class="turn-service"><strong>{words}</strong></p> }
    });
    view! {
        <section class="turn">
            <h1>
                <span class="turn-label">{t!(locale, ticket.heading)}</span>
                <TicketNumber number />
            </h1>
            <p class="turn-service">{service.get(locale.code()).to_owned()} " · " {issued}</p>
            {then}
            {appointment}
            <Status locale status=status.clone() utc_offset_minutes=offset />
            {word.filter(|_| call_back && is_to_come(&status)).map(|word| view! { <CalledBack locale number=told word /> })}
        </section>
    }
}

/// Whether the visitor is still to be called.
fn is_to_come(status: &TicketStatus) -> bool {
    matches!(status, TicketStatus::Waiting { .. } | TicketStatus::OnTelephone { .. } | TicketStatus::Parked { .. })
}

/// By what a visitor who is called back knows that it is the bank.
#[component]
fn CalledBack(locale: Locale, number: String, word: String) -> impl IntoView {
    view! {
        <div class="turn-state turn-waiting">
            <p class="turn-now">{t!(locale, call_back.title)}</p>
            <p>{t!(locale, call_back.first, number = number, word = word)}</p>
            <p>{t!(locale, call_back.never)}</p>
        </div>
    }
}

#[component]
fn Status(locale: Locale, status: TicketStatus, utc_offset_minutes: i32) -> impl IntoView {
    match status {
        TicketStatus::Waiting { later: Some(later), .. } => {
            let words = t!(locale, ticket.later, time = later.clock(utc_offset_minutes));
            let detail = t!(locale, ticket.later_detail);
            view! { <Ended class="turn-waiting" title=words detail=detail.to_owned() /> }.into_any()
        }
        TicketStatus::Waiting { ahead, wait, remote, .. } => view! {
            {remote.and_then(|remote| coming(locale, remote, utc_offset_minutes))}
            <div class="turn-state turn-waiting">
                <p class="turn-ahead">
                    <Icon name="people" />
                    <span>{words::ahead(locale, ahead)}</span>
                </p>
                <p class="turn-wait">
                    <Icon name="clock" />
                    <span>
                        {t!(locale, wait.label)} ": " <strong>{words::wait(locale, wait)}</strong>
                    </span>
                </p>
                {wait.is_none().then(|| view! { <p>{t!(locale, wait.no_desk)}</p> })}
                <p class="turn-keep">{t!(locale, ticket.keep_open)}</p>
            </div>
        }
        .into_any(),
        TicketStatus::Called { desk, at, .. } => {
            let at = t!(locale, ticket.called_at, time = at.clock(utc_offset_minutes));
            view! {
                <div class="turn-state turn-called">
                    <p class="turn-now">{t!(locale, ticket.called)}</p>
                    <p class="turn-go">{t!(locale, ticket.go_to)} " " <strong>{desk}</strong></p>
                    <p>{at}</p>
                </div>
            }
            .into_any()
        }
        TicketStatus::Serving { desk } => {
            let words = t!(locale, ticket.serving, desk = desk);
            view! { <Ended class="turn-serving" title=words detail=String::new() /> }.into_any()
        }
        TicketStatus::OnTelephone { .. } => {
            let title = t!(locale, call_back.calling).to_owned();
            view! { <Ended class="turn-called" title detail=String::new() /> }.into_any()
        }
        TicketStatus::Done => {
            let (title, detail) = (t!(locale, ticket.done), t!(locale, ticket.done_detail));
            view! { <Ended class="turn-done" title=title.to_owned() detail=detail.to_owned() /> }.into_any()
        }
        TicketStatus::NoShow => {
            let (title, detail) = (t!(locale, ticket.no_show), t!(locale, ticket.no_show_detail));
            view! { <Ended class="turn-missed" title=title.to_owned() detail=detail.to_owned() /> }.into_any()
        }
        TicketStatus::Missed => {
            let (title, detail) = (t!(locale, ticket.missed), t!(locale, ticket.missed_detail));
            view! { <Ended class="turn-missed" title=title.to_owned() detail=detail.to_owned() /> }.into_any()
        }
        TicketStatus::Parked { reason, until } => {
            let detail = parked(locale, reason, until, utc_offset_minutes);
            view! { <Ended class="turn-serving" title=t!(locale, ticket.parked).to_owned() detail /> }.into_any()
        }
        TicketStatus::DayEnded => {
            let (title, detail) = (t!(locale, ticket.day_ended), t!(locale, ticket.day_ended_detail));
            view! { <Ended class="turn-done" title=title.to_owned() detail=detail.to_owned() /> }.into_any()
        }
        TicketStatus::Cancelled => {
            let (title, detail) = (t!(locale, ticket.cancelled), t!(locale, ticket.cancelled_detail));
            view! { <Ended class="turn-done" title=title.to_owned() detail=detail.to_owned() /> }.into_any()
        }
    }
}

#[component]
fn Ended(class: &'static str, title: String, detail: String) -> impl IntoView {
    view! {
        <div class=["turn-state ", class].concat()>
            <p class="turn-now">{title}</p>
            {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
        </div>
    }
}

/// What a visitor who is away should do now; nothing for one who is there.
fn coming(locale: Locale, remote: RemoteTurn, utc_offset_minutes: i32) -> Option<impl IntoView> {
    let until = remote.until.map(|until| until.clock(utc_offset_minutes)).unwrap_or_default();
    let (class, title, detail) = match remote.stage {
        RemoteStage::Stay => {
            ("turn-waiting", t!(locale, ticket.remote_stay), t!(locale, ticket.remote_stay_detail).to_owned())
        }
        RemoteStage::Leave => {
            ("turn-called", t!(locale, ticket.remote_leave), t!(locale, ticket.remote_leave_detail, time = until))
        }
        RemoteStage::OnTheWay => (
            "turn-serving",
            t!(locale, ticket.remote_expected),
            t!(locale, ticket.remote_expected_detail, time = until),
        ),
        RemoteStage::Here => return None,
    };
    Some(view! { <Ended class title=title.to_owned() detail /> })
}

/// What a visitor who was put aside should do, and by when.
fn parked(locale: Locale, reason: ParkReason, until: Option<Time>, utc_offset_minutes: i32) -> String {
    let why = match reason {
        ParkReason::FetchDocument => t!(locale, ticket.parked_fetch),
        ParkReason::WaitForBank => t!(locale, ticket.parked_wait),
        ParkReason::NoAnswer => t!(locale, call_back.no_answer),
        ParkReason::Other => t!(locale, ticket.parked_detail),
    };
    match until {
        Some(until) if reason == ParkReason::NoAnswer => {
            [why, " ", &t!(locale, call_back.again, time = until.clock(utc_offset_minutes))].concat()
        }
        None => why.to_owned(),
        Some(until) => [why, " ", &t!(locale, ticket.back_at, time = until.clock(utc_offset_minutes))].concat(),
    }
}

/// What a screen reader is told, politely, while the visitor waits.
pub fn told(locale: Locale, status: &TicketStatus) -> String {
    match status {
        TicketStatus::Waiting { later: Some(_), .. } => t!(locale, ticket.later_detail).to_owned(),
        TicketStatus::Waiting { remote: Some(RemoteTurn { stage: RemoteStage::Stay, .. }), .. } => {
            [t!(locale, ticket.remote_stay), ". ", t!(locale, ticket.remote_stay_detail)].concat()
        }
        TicketStatus::Waiting { ahead, wait, .. } => {
            [words::ahead(locale, *ahead).as_str(), ". ", t!(locale, wait.label), ": ", &words::wait(locale, *wait)]
                .concat()
        }
        _ => String::new(),
    }
}

/// What a screen reader is told at once: the call, and that a turn has ended otherwise.
pub fn alarm(locale: Locale, status: &TicketStatus) -> String {
    match status {
        TicketStatus::Called { desk, .. } => t!(locale, ticket.called_title, desk = desk.clone()),
        TicketStatus::Waiting { remote: Some(RemoteTurn { stage: RemoteStage::Leave, .. }), .. } => {
            t!(locale, ticket.remote_leave).to_owned()
        }
        TicketStatus::OnTelephone { .. } => t!(locale, call_back.calling).to_owned(),
        TicketStatus::NoShow => t!(locale, ticket.no_show).to_owned(),
        TicketStatus::Missed => t!(locale, ticket.missed).to_owned(),
        TicketStatus::Parked { .. } => t!(locale, ticket.parked).to_owned(),
        TicketStatus::DayEnded => t!(locale, ticket.day_ended).to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::WaitRange;

    fn shown(status: TicketStatus) -> String {
        Owner::new().with(|| view! { <Turn locale=Locale::it snapshot=sample::ticket(status) /> }.to_html())
    }

    #[test]
    fn a_waiting_visitor_reads_position_and_range() {
        let wait = Some(WaitRange { low_minutes: 5, high_minutes: 10 });
        let html = shown(TicketStatus::Waiting { ahead: 3, wait, later: None, delay_most_minutes: 0, remote: None });
        assert!(html.contains("3 persone prima di Lei") && html.contains("5–10 minuti"));
    }

    #[test]
    fn a_wait_that_nobody_can_know_says_why() {
        let html =
            shown(TicketStatus::Waiting { ahead: 0, wait: None, later: None, delay_most_minutes: 0, remote: None });
        assert!(html.contains("Nessuno sportello è aperto per questo servizio"));
    }

    #[test]
    fn a_called_visitor_reads_the_desk_first() {
        let status = TicketStatus::Called { desk: "4".to_owned(), at: sample::head().at, calls: 1 };
        let html = shown(status.clone());
        assert!(html.contains("Tocca a Lei") && html.contains("<strong>4<"));
        assert_eq!(alarm(Locale::en, &status), "Your turn: desk 4");
        assert_eq!(told(Locale::en, &status), "");
    }

    #[test]
    fn who_is_called_back_reads_by_what_they_know_the_bank_and_no_desk() {
        let shown = |status| {
            let snapshot =
                TicketSnapshot { call_back: true, word: Some("Torino".to_owned()), ..sample::ticket(status) };
            Owner::new().with(|| view! { <Turn locale=Locale::en snapshot /> }.to_html())
        };
        let waiting = TicketStatus::Waiting { ahead: 3, wait: None, later: None, delay_most_minutes: 0, remote: None };
        assert!(
            shown(waiting).contains("A042")
                && shown(TicketStatus::OnTelephone { desk: "7".to_owned() }).contains("Torino")
        );
        let html = shown(TicketStatus::OnTelephone { desk: "7".to_owned() });
        assert!(html.contains("We are calling you now") && !html.contains(t!(Locale::en, ticket.go_to)), "{html}");
        assert!(!shown(TicketStatus::Done).contains("Torino"));
        let until = Some(sample::head().at);
        let html = shown(TicketStatus::Parked { reason: ParkReason::NoAnswer, until });
        assert!(html.contains("We call again at 10:30"), "{html}");
    }

    #[test]
    fn a_visitor_who_asked_to_be_called_later_reads_from_when() {
        let later = Some(sample::head().at);
        let html = shown(TicketStatus::Waiting { ahead: 0, wait: None, later, delay_most_minutes: 10, remote: None });
        assert!(html.contains("Più tardi, dalle 10:30") && !html.contains("Il prossimo è Lei"), "{html}");
    }

    fn away(stage: RemoteStage, until: Option<Time>) -> TicketStatus {
        let remote = Some(RemoteTurn { stage, travel_minutes: 20, until, code: false });
        TicketStatus::Waiting { ahead: 3, wait: None, later: None, delay_most_minutes: 0, remote }
    }

    #[test]
    fn a_visitor_who_is_away_reads_whether_to_stay_or_to_leave_and_until_when_they_are_waited_for() {
        let until = Some(sample::head().at);
        for (stage, until, words) in [
            (RemoteStage::Stay, None, "Resti pure dov"),
            (RemoteStage::Leave, until, "Teniamo il Suo posto fino alle 10:30"),
            (RemoteStage::OnTheWay, until, "La aspettiamo"),
        ] {
            let html = shown(away(stage, until));
            assert!(html.contains(words) && html.contains("3 persone prima di Lei"), "{html}");
        }
        let there = shown(away(RemoteStage::Here, None));
        assert!(!there.contains("La aspettiamo") && there.contains("3 persone prima di Lei"), "{there}");
        assert_eq!(alarm(Locale::en, &away(RemoteStage::Leave, until)), "Leave now");
        assert_eq!(alarm(Locale::en, &away(RemoteStage::Stay, None)), "");
        assert!(shown(TicketStatus::Missed).contains("aspettata"));
    }

    #[test]
    fn a_visitor_who_was_put_aside_reads_why_and_when_they_are_expected() {
        let html = shown(TicketStatus::Parked { reason: ParkReason::FetchDocument, until: Some(sample::head().at) });
        assert!(
            html.contains("vada pure a prendere il documento") && html.contains("La aspettiamo alle 10:30"),
            "{html}"
        );
    }

    #[test]
    fn a_visit_of_several_services_and_an_appointment_is_said_to_be_one() {
        let snapshot = wire::TicketSnapshot {
            then: vec![sample::text("Prestito", "Loan")],
            appointment: Some(sample::head().at),
            ..sample::ticket(TicketStatus::Done)
        };
        let html = Owner::new().with(|| view! { <Turn locale=Locale::en snapshot /> }.to_html());
        assert!(html.contains("After this: Loan") && html.contains("Appointment at 10:30"), "{html}");
    }
}
