//! The queue of this desk, in the order in which it would be called.

use crate::ui::{Icon, TicketNumber};
use crate::words::{self, Locale};
use leptos::prelude::*;
use leptos_i18n::td_string;
use wire::{QueueEntry, Time};

/// The tickets that this desk may serve; `waiting` counts those that the list leaves out too.
#[component]
pub fn Queue(locale: Locale, entries: Vec<QueueEntry>, waiting: u32, now: Time) -> impl IntoView {
    let more = waiting.saturating_sub(u32::try_from(entries.len()).unwrap_or(u32::MAX));
    let empty = entries.is_empty();
    let rows = entries.into_iter().map(|entry| view! { <Row locale entry now /> }).collect_view();
    view! {
        <section class="queue" aria-labelledby="queue">
            <h2 id="queue">{td_string!(locale, desk.queue)} <span class="count">{waiting}</span></h2>
            {if empty {
                view! {
                    <p class="queue-empty">
                        <strong>{td_string!(locale, desk.nobody)}</strong>
                        <span>{td_string!(locale, desk.nobody_detail)}</span>
                    </p>
                }
                    .into_any()
            } else {
                view! {
                    <div class="queue-scroll" tabindex="0" role="group" aria-labelledby="queue">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{td_string!(locale, desk.number)}</th>
                                    <th scope="col">{td_string!(locale, desk.service)}</th>
                                    <th scope="col" class="figure">{td_string!(locale, desk.waits)}</th>
                                    <th scope="col" class="figure">{td_string!(locale, desk.target)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                    .into_any()
            }}
            {(more > 0).then(|| view! { <p class="queue-more">{td_string!(locale, desk.more, count = more)}</p> })}
        </section>
    }
}

#[component]
fn Row(locale: Locale, entry: QueueEntry, now: Time) -> impl IntoView {
    let waited = now.minutes_since(entry.issued_at);
    let late = waited > entry.target_minutes;
    view! {
        <tr class:late=late>
            <th scope="row">
                <TicketNumber number=entry.number />
            </th>
            <td>
                {entry.service.get(locale.code()).to_owned()} " "
                {entry.priority.then(|| view! { <span class="tag tag-accent">{td_string!(locale, desk.priority)}</span> })}
            </td>
            <td class="figure">
                {late
                    .then(|| {
                        view! {
                            <Icon name="warning" />
                            <span class="unseen">{td_string!(locale, desk.late)} ": "</span>
                        }
                    })} {words::minutes(locale, waited)}
            </td>
            <td class="figure">{words::minutes(locale, entry.target_minutes)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    #[test]
    fn the_queue_shows_waits_and_what_is_over_target_in_words_too() {
        let desk = sample::desk(DeskState::Free);
        let html = Owner::new().with(|| {
            view! { <Queue locale=Locale::en entries=desk.queue waiting=desk.waiting now=desk.head.at /> }.to_html()
        });
        assert!(html.contains("12 min") && html.contains("Over target"));
        assert!(html.contains("7 more in the queue"), "{html}");
    }

    #[test]
    fn an_empty_queue_says_so() {
        let now = sample::head().at;
        let html =
            Owner::new().with(|| view! { <Queue locale=Locale::it entries=Vec::new() waiting=0 now /> }.to_html());
        assert!(html.contains("Nessuno in attesa"));
    }
}
