//! A ticket looked up by its number, wherever in the branch it is, and what can be done about it from here.

use super::order::Order;
use super::question::Question;
use super::story::Fetched;
use crate::ui::{Sheet, SheetButtons, TicketNumber};
use leptos::prelude::*;
use wire::{DeskSnapshot, FoundTicket, Place, RemoteStage, TicketStatus};
use words::{Locale, t};

/// The dialog: a field, and the ticket that was found.
#[component]
pub fn LookUp(
    locale: Locale,
    desk: DeskSnapshot,
    /// What was looked for last; nothing before the first time.
    found: Signal<Option<Fetched<FoundTicket>>>,
    /// Looks for a number.
    look: Callback<String>,
    press: Callback<Order>,
    ask: Callback<Question>,
    close: Callback<()>,
) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let offset = desk.head.utc_offset_minutes;
    let desk = StoredValue::new(desk);
    let told = move || match found.get() {
        None => ().into_any(),
        Some(Fetched::UnderWay) => view! { <p role="status">{t!(locale, desk.sending)}</p> }.into_any(),
        Some(Fetched::Failed) => view! { <p role="status">{t!(locale, desk.found_none)}</p> }.into_any(),
        Some(Fetched::Done(ticket)) => {
            let callable = desk.with_value(|desk| Question::Call(ticket.id).holds(desk));
            view! { <Found locale ticket offset callable press ask /> }.into_any()
        }
    };
    view! {
        <Sheet title=t!(locale, desk.look_up_title) close>
            <form
                class="look-up"
                on:submit=move |event| {
                    event.prevent_default();
                    if number.with_untracked(|number| !number.trim().is_empty()) {
                        look.run(number.get_untracked());
                    }
                }
            >
                <label class="field">
                    <span>{t!(locale, desk.number)}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        autocapitalize="characters"
                        maxlength="8"
                        autofocus
                        on:input=move |event| number.set(event_target_value(&event))
                    />
                </label>
                <button type="submit" class="button button-primary">
                    {t!(locale, desk.look_up_yes)}
                </button>
            </form>
            <div aria-live="polite">{told}</div>
            <SheetButtons locale close tells=true />
        </Sheet>
    }
}

/// The ticket, where it is, and what can be done about it.
#[component]
fn Found(
    locale: Locale,
    ticket: FoundTicket,
    offset: i32,
    /// This desk may call it now.
    callable: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let FoundTicket { id, number, service, issued_at, status } = ticket;
    let answers = answers(&status, id, callable)
        .into_iter()
        .map(|answer| {
            let words = match &answer {
                Answer::Ask(_) => t!(locale, desk.call_this),
                Answer::Press(Order::Resume(_)) => t!(locale, desk.resume),
                Answer::Press(Order::HasArrived(_)) => t!(locale, desk.has_arrived),
                Answer::Press(Order::Reinstate(..)) => t!(locale, desk.reinstate),
                Answer::Press(_) => t!(locale, desk.has_left),
            };
            let run = move |_| match answer.clone() {
                Answer::Ask(question) => ask.run(question),
                Answer::Press(order) => press.run(order),
            };
            view! {
                <button type="button" class="button" on:click=run>
                    {words}
                </button>
            }
        })
        .collect_view();
    let story = number.clone();
    view! {
        <div class="found">
            <p class="at-desk-number">
                <TicketNumber number />
                <span>{standing(locale, &status)}</span>
            </p>
            <p>{service.get(locale.code()).to_owned()} " · " {t!(locale, desk.arrived)} " " {issued_at.clock(offset)}</p>
            <div class="corrections">
                {answers}
                <button
                    type="button"
                    class="button button-quiet"
                    on:click=move |_| ask.run(Question::Story(id, story.clone()))
                >
                    {t!(locale, story.open)}
                </button>
            </div>
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Press(Order),
    Ask(Question),
}

/// What can be done about a ticket, by what it does.
fn answers(status: &TicketStatus, id: u32, callable: bool) -> Vec<Answer> {
    let call = callable.then_some(Answer::Ask(Question::Call(id)));
    let left = Answer::Press(Order::HasLeft(id));
    match status {
        // Nobody calls who is not there yet.
        TicketStatus::Waiting { remote: Some(remote), .. } if remote.stage != RemoteStage::Here => {
            vec![Answer::Press(Order::HasArrived(id)), left]
        }
        TicketStatus::Waiting { .. } => call.into_iter().chain([left]).collect(),
        TicketStatus::Called { .. } => vec![left],
        TicketStatus::Parked { .. } => vec![Answer::Press(Order::Resume(id)), left],
        TicketStatus::NoShow | TicketStatus::Missed => vec![Answer::Press(Order::Reinstate(id, Place::ByDue))],
        TicketStatus::Serving { .. }
        | TicketStatus::OnTelephone { .. }
        | TicketStatus::Done
        | TicketStatus::Cancelled
        | TicketStatus::DayEnded => Vec::new(),
    }
}

/// Where a ticket is, in words.
fn standing(locale: Locale, status: &TicketStatus) -> String {
    match status {
        TicketStatus::Waiting { remote: Some(remote), .. } if remote.stage != RemoteStage::Here => {
            super::queue::whereabouts(locale, remote.stage).to_owned()
        }
        TicketStatus::Waiting { ahead, .. } => {
            [t!(locale, desk.found_waiting), &words::ahead_of_them(locale, *ahead)].join(" · ")
        }
        TicketStatus::Called { desk, .. } => t!(locale, desk.found_called, desk = desk),
        TicketStatus::Serving { desk } => t!(locale, desk.found_serving, desk = desk),
        TicketStatus::OnTelephone { desk } => t!(locale, desk.found_serving, desk = desk),
        TicketStatus::Parked { reason, .. } => {
            [t!(locale, desk.parked), words::park_reason(locale, *reason)].join(" · ")
        }
        TicketStatus::Done => t!(locale, desk.found_done).to_owned(),
        TicketStatus::NoShow => t!(locale, desk.absent).to_owned(),
        TicketStatus::Missed => t!(locale, desk.found_missed).to_owned(),
        TicketStatus::Cancelled => t!(locale, desk.found_left).to_owned(),
        TicketStatus::DayEnded => t!(locale, story.day_ended).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    fn shown(status: TicketStatus) -> String {
        Owner::new().with(|| {
            let desk = sample::desk(DeskState::Free);
            let (service, issued_at) = (sample::text("Contanti", "Cash"), sample::head().at);
            let ticket = FoundTicket { id: 8, number: "C014".to_owned(), service, issued_at, status };
            let found = Signal::stored(Some(Fetched::Done(ticket)));
            let (look, press, ask, close) =
                (Callback::new(|_| ()), Callback::new(|_| ()), Callback::new(|_| ()), Callback::new(|()| ()));
            view! { <LookUp locale=Locale::en desk found look press ask close /> }.to_html()
        })
    }

    #[test]
    fn who_waits_can_be_called_or_be_said_to_have_left() {
        let waiting = TicketStatus::Waiting { ahead: 3, wait: None, later: None, delay_most_minutes: 0, remote: None };
        let html = shown(waiting);
        assert!(html.contains("014<") && html.contains("3 people ahead"), "{html}");
        assert!(html.contains(">Call<") && html.contains("Has left"), "{html}");
    }

    #[test]
    fn who_is_away_can_be_said_to_have_arrived_and_is_not_called() {
        let remote = wire::RemoteTurn { stage: RemoteStage::OnTheWay, travel_minutes: 20, until: None, code: false };
        let (ahead, remote) = (3, Some(remote));
        let html = shown(TicketStatus::Waiting { ahead, wait: None, later: None, delay_most_minutes: 0, remote });
        assert!(html.contains("On the way") && html.contains("Has arrived") && !html.contains(">Call<"), "{html}");
    }

    #[test]
    fn a_ticket_at_another_desk_says_which_and_a_visit_that_is_over_offers_nothing() {
        let html = shown(TicketStatus::Serving { desk: "4".to_owned() });
        assert!(html.contains("desk 4") && !html.contains("Has left"), "{html}");
        assert!(!shown(TicketStatus::Done).contains("Has left"));
        assert!(shown(TicketStatus::NoShow).contains("Back to the queue"));
    }
}
