//! The ticket at the desk: what the visitor came for, and what they have ready.

use crate::ui::{Icon, TicketNumber};
use crate::words::{self, Locale};
use leptos::prelude::*;
use leptos_i18n::td_string;
use wire::{Checked, Language, OpenTicket, Stage, Time};

/// The ticket, or the word that there is none.
#[component]
pub fn AtDesk(locale: Locale, ticket: Option<OpenTicket>, now: Time, utc_offset_minutes: i32) -> impl IntoView {
    let Some(ticket) = ticket else {
        return view! {
            <section class="at-desk at-desk-empty" aria-labelledby="at-desk">
                <h2 id="at-desk">{td_string!(locale, desk.at_desk)}</h2>
                <p>{td_string!(locale, desk.no_ticket)}</p>
            </section>
        }
        .into_any();
    };
    let (stage, since) = match ticket.stage {
        Stage::Called => (td_string!(locale, desk.stage_called), ticket.called_at),
        Stage::Serving => (td_string!(locale, desk.stage_serving), ticket.started_at.unwrap_or(ticket.called_at)),
    };
    let since = words::minutes(locale, now.minutes_since(since));
    let again = (ticket.calls > 1).then(|| td_string!(locale, desk.called_times, times = ticket.calls));
    let facts = [
        (td_string!(locale, desk.service), ticket.service.get(locale.code()).to_owned()),
        (td_string!(locale, desk.spoken), spoken(&ticket.language)),
        (td_string!(locale, desk.arrived), ticket.issued_at.clock(utc_offset_minutes)),
        (td_string!(locale, desk.called_at), ticket.called_at.clock(utc_offset_minutes)),
    ];
    let facts =
        facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! {
        <section class="at-desk" aria-labelledby="at-desk">
            <h2 id="at-desk">{td_string!(locale, desk.at_desk)}</h2>
            <p class="at-desk-number" aria-live="polite">
                <TicketNumber number=ticket.number />
                <span class="at-desk-stage">{stage} " · " {since}</span>
                {again.map(|words| view! { <span class="tag">{words}</span> })}
                {ticket.priority.then(|| view! { <span class="tag tag-accent">{td_string!(locale, desk.priority)}</span> })}
            </p>
            <dl class="facts">{facts}</dl>
            <Ready locale documents=ticket.documents />
        </section>
    }
    .into_any()
}

/// A language by its own name, or by its code where the product does not speak it.
fn spoken(language: &Language) -> String {
    let known = Locale::every().into_iter().find(|locale| locale.code() == language.as_str());
    known.map_or_else(|| language.to_string(), |locale| locale.own_name().to_owned())
}

#[component]
fn Ready(locale: Locale, documents: Vec<Checked>) -> impl IntoView {
    let documents = documents
        .into_iter()
        .map(|document| {
            let (class, icon, words) = if document.at_hand {
                ("checked checked-yes", "check", td_string!(locale, desk.has))
            } else {
                ("checked", "minus", td_string!(locale, desk.not_said))
            };
            let when = document.when.map(|when| [" (", when.get(locale.code()), ")"].concat());
            view! {
                <li class=class>
                    <Icon name=icon />
                    <span>{document.name.get(locale.code()).to_owned()} {when}</span>
                    <span class="checked-words">{words}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>{td_string!(locale, desk.has_ready)}</h3>
        <ul class="checked-list">{documents}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    #[test]
    fn the_desk_sees_what_the_visitor_has_ready() {
        let desk = sample::desk(DeskState::Calling);
        let html = Owner::new().with(|| {
            view! { <AtDesk locale=Locale::en ticket=desk.ticket now=desk.head.at utc_offset_minutes=60 /> }.to_html()
        });
        assert!(html.contains("Has it") && html.contains("Not said"));
        assert!(html.contains("Italiano"), "the language by its own name");
        assert!(html.contains("Priority"));
    }
}
