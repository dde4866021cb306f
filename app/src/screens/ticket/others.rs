//! The other tickets of a family on the same phone: a card each, which leads to the ticket's own page.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::{RemoteStage, RemoteTurn, TicketSnapshot, TicketStatus};
use words::{Locale, t};

/// The cards; nothing where there is no other ticket. Each is the address of its page, and its snapshot.
#[component]
pub fn Others(locale: Locale, others: Vec<(String, TicketSnapshot)>) -> impl IntoView {
    if others.is_empty() {
        return ().into_any();
    }
    let cards = others
        .into_iter()
        .map(|(page, snapshot)| {
            let called = matches!(snapshot.status, TicketStatus::Called { .. });
            view! {
                <li>
                    <a class="other-ticket" class:other-called=called rel="external" href=page>
                        <strong class="other-number">{snapshot.number.clone()}</strong>
                        <span>{standing(locale, &snapshot.status)}</span>
                        <Icon name="arrow" />
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="others" aria-labelledby="others">
            <h2 id="others">{t!(locale, ticket.others)}</h2>
            <ul>{cards}</ul>
        </nav>
    }
    .into_any()
}

/// What a screen reader is told at once: the calls among them.
pub fn alarm(locale: Locale, others: &[(String, TicketSnapshot)]) -> String {
    let called = others.iter().filter_map(|(_, snapshot)| match &snapshot.status {
        TicketStatus::Called { desk, .. } => {
            Some(t!(locale, ticket.other_called, number = snapshot.number.clone(), desk = desk.clone()))
        }
        _ => None,
    });
    called.collect::<Vec<_>>().join(" ")
}

/// How a ticket stands, in a few words.
fn standing(locale: Locale, status: &TicketStatus) -> String {
    match status {
        TicketStatus::Waiting { later: Some(_), .. } => t!(locale, ticket.later_detail).to_owned(),
        TicketStatus::Waiting { remote: Some(RemoteTurn { stage: RemoteStage::Leave, .. }), .. } => {
            t!(locale, ticket.remote_leave).to_owned()
        }
        TicketStatus::Waiting { ahead, .. } => words::ahead(locale, *ahead),
        TicketStatus::Called { desk, .. } => t!(locale, ticket.called_title, desk = desk.clone()),
        TicketStatus::Serving { desk } => t!(locale, ticket.at_desk, desk = desk.clone()),
        TicketStatus::OnTelephone { .. } => t!(locale, call_back.calling).to_owned(),
        TicketStatus::Parked { .. } => t!(locale, ticket.parked).to_owned(),
        TicketStatus::NoShow => t!(locale, ticket.no_show).to_owned(),
        TicketStatus::Missed => t!(locale, ticket.missed).to_owned(),
        TicketStatus::Done => t!(locale, ticket.done).to_owned(),
        TicketStatus::Cancelled => t!(locale, ticket.cancelled).to_owned(),
        TicketStatus::DayEnded => t!(locale, ticket.day_ended).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn other(status: TicketStatus) -> Vec<(String, TicketSnapshot)> {
        vec![("/t/0123".to_owned(), TicketSnapshot { number: "B004".to_owned(), ..sample::ticket(status) })]
    }

    #[test]
    fn another_ticket_of_the_family_is_a_card_that_leads_to_it() {
        let status = TicketStatus::Waiting { ahead: 2, wait: None, later: None, delay_most_minutes: 0, remote: None };
        let html = Owner::new().with(|| view! { <Others locale=Locale::en others=other(status) /> }.to_html());
        assert!(html.contains("/t/0123") && html.contains("B004") && html.contains("2 people ahead of you"), "{html}");
        let alone = Owner::new().with(|| view! { <Others locale=Locale::en others=Vec::new() /> }.to_html());
        assert!(!alone.contains("<nav"), "{alone}");
    }

    #[test]
    fn a_call_of_another_ticket_is_told_with_its_number() {
        let status = TicketStatus::Called { desk: "2".to_owned(), at: sample::head().at, calls: 1 };
        assert_eq!(alarm(Locale::en, &other(status)), "Number B004: go to desk 2.");
        assert_eq!(alarm(Locale::en, &other(TicketStatus::NoShow)), "");
    }
}
