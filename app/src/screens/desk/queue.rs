//! The queue of this desk, in the order in which it would be called.

use super::question::Question;
use super::ticket_button::TicketButton;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{QueueEntry, RemoteStage, Time};
use words::{Locale, t};

/// The tickets that this desk may serve; `waiting` counts those that the list leaves out too.
#[component]
pub fn Queue(
    locale: Locale,
    entries: Vec<QueueEntry>,
    waiting: u32,
    now: Time,
    utc_offset_minutes: i32,
    /// The desk is free to call somebody.
    calls: bool,
    /// No other command is under way.
    free: bool,
    ask: Callback<Question>,
) -> impl IntoView {
    let more = waiting.saturating_sub(u32::try_from(entries.len()).unwrap_or(u32::MAX));
    let empty = entries.is_empty();
    let rows = entries
        .into_iter()
        .map(|entry| view! { <Row locale entry now utc_offset_minutes calls free ask /> })
        .collect_view();
    view! {
        <section class="queue" aria-labelledby="queue">
            <h2 id="queue">{t!(locale, desk.queue)} <span class="count">{waiting}</span></h2>
            {if empty {
                view! {
                    <p class="queue-empty">
                        <strong>{t!(locale, desk.nobody)}</strong>
                    </p>
                }
                    .into_any()
            } else {
                view! {
                    <div class="queue-scroll" tabindex="0" role="group" aria-labelledby="queue">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{t!(locale, desk.number)}</th>
                                    <th scope="col">{t!(locale, desk.service)}</th>
                                    <th scope="col" class="figure">{t!(locale, desk.waits)}</th>
                                    <th scope="col" class="figure">{t!(locale, desk.due)}</th>
                                    {calls
                                        .then(|| {
                                            view! {
                                                <th scope="col">
                                                    <span class="unseen">{t!(locale, desk.call_this)}</span>
                                                </th>
                                            }
                                        })}
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                    .into_any()
            }}
            {(more > 0).then(|| view! { <p class="queue-more">{t!(locale, desk.more, count = more)}</p> })}
        </section>
    }
}

/// Where the visitor of a ticket is that was taken from elsewhere.
pub fn whereabouts(locale: Locale, stage: RemoteStage) -> &'static str {
    match stage {
        RemoteStage::Stay => t!(locale, desk.away),
        RemoteStage::Leave => t!(locale, desk.told),
        RemoteStage::OnTheWay => t!(locale, desk.on_the_way),
        RemoteStage::Here => t!(locale, desk.from_home),
    }
}

#[component]
fn Row(
    locale: Locale,
    entry: QueueEntry,
    now: Time,
    utc_offset_minutes: i32,
    calls: bool,
    free: bool,
    ask: Callback<Question>,
) -> impl IntoView {
    let waited = now.minutes_since(entry.issued_at);
    let late = waited > entry.target_minutes;
    let clock = |time: Time| time.clock(utc_offset_minutes);
    let tags = [
        entry.priority.then(|| t!(locale, desk.priority).to_owned()),
        entry.appointment.map(|at| t!(locale, desk.appointment, time = clock(at))),
        entry.sent.then(|| t!(locale, desk.sent).to_owned()),
        entry.later.map(|at| t!(locale, desk.later, time = clock(at))),
        entry.remote.map(|stage| whereabouts(locale, stage).to_owned()),
        entry.alone.then(|| t!(locale, desk.alone).to_owned()),
        entry.call_back.then(|| t!(locale, dial.tag).to_owned()),
    ];
    let tags = tags
        .into_iter()
        .flatten()
        .map(|words| view! { <span class="tag tag-accent">{words}</span> " " })
        .collect_view();
    let is_there = entry.remote.is_none_or(|stage| stage == RemoteStage::Here);
    let (id, name) = (entry.id, t!(locale, desk.calls, number = entry.number.clone()));
    view! {
        <tr class:late=late>
            <th scope="row">
                <TicketButton locale id number=entry.number ask />
            </th>
            <td>{entry.service.get(locale.code()).to_owned()} " " {tags}</td>
            <td class="figure">
                {late
                    .then(|| {
                        view! {
                            <Icon name="warning" />
                            <span class="unseen">{t!(locale, desk.late)} ": "</span>
                        }
                    })} {words::minutes(locale, waited)}
            </td>
            <td class="figure">{clock(entry.due)}</td>
            {calls
                .then(|| {
                    view! {
                        <td class="queue-call">
                            <button
                                type="button"
                                class="button"
                                aria-label=name
                                disabled=!(free && is_there)
                                on:click=move |_| ask.run(Question::Call(id))
                            >
                                {t!(locale, desk.call_this)}
                            </button>
                        </td>
                    }
                })}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    fn shown(locale: Locale, entries: Vec<QueueEntry>, waiting: u32) -> String {
        let now = sample::head().at;
        Owner::new().with(|| {
            let ask = Callback::new(|_| ());
            view! { <Queue locale entries waiting now utc_offset_minutes=60 calls=true free=true ask /> }.to_html()
        })
    }

    #[test]
    fn the_queue_shows_waits_and_what_is_over_target_in_words_too() {
        let desk = sample::desk(DeskState::Free);
        let html = shown(Locale::en, desk.queue, desk.waiting);
        assert!(html.contains("12 min") && html.contains("Over target"));
        assert!(html.contains("7 more in the queue"), "{html}");
    }

    #[test]
    fn an_empty_queue_says_so() {
        assert!(shown(Locale::it, Vec::new(), 0).contains("Nessuno in attesa"));
    }

    #[test]
    fn a_line_says_what_sets_its_ticket_apart() {
        let at = sample::head().at;
        let entry = QueueEntry {
            appointment: Some(at),
            sent: true,
            later: Some(at),
            remote: None,
            alone: true,
            ..sample::desk(DeskState::Free).queue.remove(0)
        };
        let html = shown(Locale::en, vec![entry], 1);
        for words in ["Appointment at 10:30", "Sent here", "Later, from 10:30", "Came while the kiosk was alone"] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}
