//! What happened to one ticket, in words: when, what, by whom, whom it overtook and who overtook it.

use super::finish;
use super::reason::why;
use crate::ui::{Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{Happening, TicketHistory, Time, What};
use words::case::lower;
use words::{Locale, t};

/// Something that is fetched when it is asked for, and how far that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched<T> {
    UnderWay,
    Done(T),
    Failed,
}

/// The dialog with a ticket's story.
#[component]
pub fn Story(
    locale: Locale,
    number: String,
    /// Minutes that the branch's wall clock is ahead of UTC.
    offset: i32,
    story: Signal<Fetched<TicketHistory>>,
    close: Callback<()>,
) -> impl IntoView {
    let told = move || match story.get() {
        Fetched::UnderWay => view! { <p role="status">{t!(locale, desk.sending)}</p> }.into_any(),
        Fetched::Failed => view! { <p role="status">{t!(locale, story.failed)}</p> }.into_any(),
        Fetched::Done(history) => {
            let lines = history.happenings.into_iter().map(|happening| line(locale, happening, offset)).collect_view();
            view! { <ol class="story" tabindex="0" aria-labelledby="sheet">{lines}</ol> }.into_any()
        }
    };
    view! {
        <Sheet title=t!(locale, story.title, number = number) close>
            {told}
            <SheetButtons locale close tells=true />
        </Sheet>
    }
}

fn line(locale: Locale, happening: Happening, offset: i32) -> impl IntoView {
    let Happening { at, by, what } = happening;
    let detail = detail(locale, &what);
    view! {
        <li>
            <span class="story-at">{at.clock(offset)}</span>
            <span class="story-what">{what_happened(locale, what, offset)}</span>
            {detail.map(|words| view! { <span class="story-detail">{words}</span> })}
            {by.map(|by| view! { <span class="story-by">{by.name}</span> })}
        </li>
    }
}

/// What happened, in a sentence.
fn what_happened(locale: Locale, what: What, offset: i32) -> String {
    let clock = |time: Time| time.clock(offset);
    let code = locale.code();
    match what {
        What::Issued { service, appointment, .. } => {
            let service = service.get(code).to_owned();
            match appointment {
                None => t!(locale, story.issued, service = service),
                Some(at) => t!(locale, story.checked_in, service = service, time = clock(at)),
            }
        }
        What::Called { desk, .. } => t!(locale, story.called, desk = desk),
        What::Overtaken { number, desk, .. } => t!(locale, story.overtaken, number = number, desk = desk),
        What::Recalled { desk } => t!(locale, story.recalled, desk = desk),
        What::Started { desk } => t!(locale, story.started, desk = desk),
        What::Finished { desk, outcome, .. } => {
            t!(locale, story.finished, desk = desk, outcome = lower(finish::outcome(locale, outcome)))
        }
        What::NoShow { desk } => t!(locale, story.no_show, desk = desk),
        What::Reinstated => t!(locale, story.reinstated).to_owned(),
        What::Parked { desk, reason, .. } => {
            t!(locale, story.parked, desk = desk, reason = lower(words::park_reason(locale, reason)))
        }
        What::Resumed => t!(locale, story.resumed).to_owned(),
        What::Transferred { service, to_desk, to_person, .. } => match (to_person, to_desk) {
            (Some(person), _) => t!(locale, story.sent_to_person, name = person.name),
            (None, Some(desk)) => t!(locale, story.sent_to_desk, desk = desk),
            (None, None) => t!(locale, story.sent_to_service, service = service.get(code).to_owned()),
        },
        What::CalledIn => t!(locale, story.called_in).to_owned(),
        What::SetOff => t!(locale, story.set_off).to_owned(),
        What::Arrived => t!(locale, story.arrived).to_owned(),
        What::Missed => t!(locale, story.missed).to_owned(),
        What::Released => t!(locale, story.released).to_owned(),
        What::Delayed { minutes, until } => {
            t!(locale, story.delayed, minutes = minutes, time = clock(until))
        }
        What::Priority { priority: true } => t!(locale, story.priority_given).to_owned(),
        What::Priority { priority: false } => t!(locale, story.priority_taken).to_owned(),
        What::Service { service } => t!(locale, story.service, service = service.get(code).to_owned()),
        What::Cancelled => t!(locale, story.cancelled).to_owned(),
        What::DayEnded => t!(locale, story.day_ended).to_owned(),
    }
}

/// What is told besides.
fn detail(locale: Locale, what: &What) -> Option<String> {
    let code = locale.code();
    let parts: Vec<String> = match what {
        What::Issued { then, priority, ahead, alone, .. } => {
            let then = names(then, code).map(|names| t!(locale, story.then, services = names));
            let priority = priority.then(|| t!(locale, desk.priority).to_owned());
            let alone = alone.then(|| t!(locale, desk.alone).to_owned());
            [Some(words::ahead_of_them(locale, *ahead)), priority, alone, then].into_iter().flatten().collect()
        }
        What::Called { reason, overtook, .. } => {
            let overtook = (!overtook.is_empty()).then(|| t!(locale, story.overtook, numbers = overtook.join(", ")));
            [Some(why(locale, *reason)), overtook].into_iter().flatten().collect()
        }
        What::Overtaken { reason, .. } => vec![why(locale, *reason)],
        What::Finished { delivered, follow_up, next, .. } => {
            let delivered = names(delivered, code).map(|names| t!(locale, story.delivered, services = names));
            let follow_up = follow_up.then(|| t!(locale, desk.follow_up).to_owned());
            let next = next.as_ref().map(|next| t!(locale, story.next, service = next.get(code).to_owned()));
            [delivered, follow_up, next].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    };
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn names(services: &[wire::Text], code: &str) -> Option<String> {
    let names: Vec<&str> = services.iter().map(|service| service.get(code)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn told(locale: Locale, what: What) -> String {
        let history = TicketHistory {
            number: "C014".to_owned(),
            happenings: vec![Happening { at: sample::head().at, by: None, what }],
        };
        Owner::new().with(|| {
            let story = Signal::stored(Fetched::Done(history));
            view! { <Story locale number="C014".to_owned() offset=60 story close=Callback::new(|()| ()) /> }.to_html()
        })
    }

    #[test]
    fn a_call_tells_why_and_whom_it_overtook() {
        let reason = sample::desk(wire::DeskState::Free).next.expect("a pick").reason;
        let called =
            What::Called { desk: "3".to_owned(), reason, overtook: vec!["C012".to_owned(), "C013".to_owned()] };
        let html = told(Locale::en, called);
        assert!(html.contains("10:30") && html.contains("Called to desk 3"), "{html}");
        assert!(html.contains("waiting 12 min, target 10: due first"), "{html}");
        assert!(html.contains("Called before C012, C013"), "{html}");
    }

    #[test]
    fn a_ticket_that_was_overtaken_says_by_whom() {
        let mut reason = sample::desk(wire::DeskState::Free).next.expect("a pick").reason;
        reason.rule = wire::CallRule::Manual;
        let html = told(Locale::it, What::Overtaken { number: "C015".to_owned(), desk: "3".to_owned(), reason });
        assert!(html.contains("C015") && html.contains("scelto da una persona"), "{html}");
    }
}
