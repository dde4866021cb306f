//! What a CSR is asked before something rare is done, and the dialog that asks it.

use super::finish::FinishWith;
use super::guide::Guide;
use super::issue::Issue;
use super::keys::Keys;
use super::look_up::LookUp;
use super::order::Order;
use super::park::Park;
use super::story::{Fetched, Story};
use super::transfer::{ChangeService, Transfer};
use crate::ui::{Answer, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{Articles, DeskSnapshot, DeskState, FoundTicket, IssueRequest, Issued, PauseReason, TicketHistory};
use words::{Locale, t};

/// The question that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    Pause,
    TakeOver,
    /// How the visit of this ticket ended.
    Finish(u32),
    Park(u32),
    Transfer(u32),
    Service(u32),
    /// Whether to call this ticket, though it is not the next one.
    Call(u32),
    /// Nothing is asked: what happened to this ticket is told.
    Story(u32, String),
    /// Nothing is asked: the keys are listed.
    Keys,
    /// A ticket is looked up by its number.
    LookUp,
    /// A ticket is given out.
    Issue,
    /// Nothing is asked: what the bank knows is read and searched.
    Guide,
}

/// What dialogs fetch, and what they do that is no order to the desk.
#[derive(Clone, Copy)]
pub struct Told {
    /// The history of the ticket that is asked about.
    pub story: Signal<Fetched<TicketHistory>>,
    /// The ticket that was looked up.
    pub found: Signal<Option<Fetched<FoundTicket>>>,
    /// The ticket that was given out.
    pub given: Signal<Option<Fetched<Issued>>>,
    /// Single letters have an effect on this tablet.
    pub letters: RwSignal<bool>,
    pub look: Callback<String>,
    pub issue: Callback<IssueRequest>,
    /// What is at hand for the service, or was found.
    pub articles: Signal<Fetched<Articles>>,
    pub search: Callback<String>,
}

impl Question {
    /// Whether it still makes sense: what it is about may have changed meanwhile.
    pub fn holds(&self, desk: &DeskSnapshot) -> bool {
        let at_desk = |id: u32| desk.ticket.as_ref().is_some_and(|ticket| ticket.id == id);
        match self {
            Self::Pause => desk.state == DeskState::Free,
            Self::TakeOver => desk.csr.is_some(),
            Self::Finish(id) => desk.state == DeskState::Serving && at_desk(*id),
            Self::Park(id) | Self::Transfer(id) | Self::Service(id) => at_desk(*id),
            Self::Call(id) => {
                !desk.blind && desk.state == DeskState::Free && desk.queue.iter().any(|entry| entry.id == *id)
            }
            Self::Story(..) | Self::Keys | Self::LookUp | Self::Issue | Self::Guide => true,
        }
    }
}

/// The dialog of a question, on the desk as it was when it was asked.
#[component]
pub fn Dialog(
    locale: Locale,
    question: Question,
    desk: DeskSnapshot,
    told: Told,
    press: Callback<Order>,
    ask: Callback<Question>,
    close: Callback<()>,
) -> impl IntoView {
    let Told { story, found, given, letters, look, issue, articles, search } = told;
    match question {
        Question::Keys => return view! { <Keys locale letters close /> }.into_any(),
        Question::LookUp => return view! { <LookUp locale desk found look press ask close /> }.into_any(),
        Question::Guide => {
            let branch = desk.head.branch;
            let (ticket, how) = desk.ticket.map(|ticket| (ticket.id, ticket.how)).unzip();
            return view! { <Guide locale branch ticket how=how.flatten() articles search close /> }.into_any();
        }
        Question::Issue => return view! { <Issue locale desk given issue close /> }.into_any(),
        _ => {}
    }
    let Some(ticket) = desk.ticket.clone() else { return elsewhere(locale, question, &desk, story, press, close) };
    match question {
        Question::Finish(_) => view! { <FinishWith locale ticket press close /> }.into_any(),
        Question::Park(_) => view! { <Park locale number=ticket.number now=desk.head.at press close /> }.into_any(),
        Question::Transfer(_) => view! { <Transfer locale desk ticket press close /> }.into_any(),
        Question::Service(_) => view! { <ChangeService locale services=desk.services ticket press close /> }.into_any(),
        other => elsewhere(locale, other, &desk, story, press, close),
    }
}

/// The questions that are not about the ticket at the desk.
fn elsewhere(
    locale: Locale,
    question: Question,
    desk: &DeskSnapshot,
    story: Signal<Fetched<TicketHistory>>,
    press: Callback<Order>,
    close: Callback<()>,
) -> AnyView {
    match question {
        Question::Pause => view! { <Pause locale press close /> }.into_any(),
        Question::TakeOver => {
            let name = desk.csr.clone().map(|csr| csr.name).unwrap_or_default();
            let number = desk.ticket.clone().map(|ticket| ticket.number);
            view! { <TakeOver locale name number press close /> }.into_any()
        }
        Question::Call(id) => {
            let number = desk.queue.iter().find(|entry| entry.id == id).map(|entry| entry.number.clone());
            view! { <CallThis locale id number=number.unwrap_or_default() press close /> }.into_any()
        }
        Question::Story(_, number) => {
            view! { <Story locale number offset=desk.head.utc_offset_minutes story close /> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Pause(locale: Locale, press: Callback<Order>, close: Callback<()>) -> impl IntoView {
    let pause = move |reason| Callback::new(move |()| press.run(Order::Pause(reason)));
    view! {
        <Sheet title=t!(locale, desk.pause_title) close>
            <p>{t!(locale, desk.pause_detail)}</p>
            <div class="sheet-answers">
                <Answer icon="clock" words=t!(locale, pause.rest) run=pause(PauseReason::Break) />
                <Answer icon="form" words=t!(locale, pause.back_office) run=pause(PauseReason::BackOffice) />
                <Answer icon="minus" words=t!(locale, pause.other) run=pause(PauseReason::Other) />
            </div>
            <SheetButtons locale close />
        </Sheet>
    }
}

#[component]
fn TakeOver(
    locale: Locale,
    name: String,
    number: Option<String>,
    press: Callback<Order>,
    close: Callback<()>,
) -> impl IntoView {
    let with = number.map(|number| view! { <p>{t!(locale, desk.take_over_ticket, number = number)}</p> });
    view! {
        <Sheet title=t!(locale, desk.take_over_title, name = name) close>
            <p>{t!(locale, desk.take_over_detail)}</p>
            {with}
            <SheetButtons
                locale
                close
                words=t!(locale, desk.take_over_yes)
                confirm=Callback::new(move |()| press.run(Order::TakeOver))
            />
        </Sheet>
    }
}

#[component]
fn CallThis(locale: Locale, id: u32, number: String, press: Callback<Order>, close: Callback<()>) -> impl IntoView {
    view! {
        <Sheet title=t!(locale, desk.call_this_title, number = number.clone()) close>
            <p>{t!(locale, desk.call_this_detail)}</p>
            <SheetButtons
                locale
                close
                words=t!(locale, desk.calls, number = number)
                confirm=Callback::new(move |()| press.run(Order::Call(id)))
            />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_question_goes_when_its_ticket_has_gone() {
        let serving = sample::desk(DeskState::Serving);
        assert!(Question::Finish(7).holds(&serving) && Question::Park(7).holds(&serving));
        assert!(!Question::Finish(8).holds(&serving) && !Question::Pause.holds(&serving));
        assert!(!Question::Park(7).holds(&sample::desk(DeskState::Free)));
        assert!(!Question::Finish(7).holds(&sample::desk(DeskState::Calling)), "not before the start");
    }

    #[test]
    fn a_choice_by_hand_is_said_to_be_recorded() {
        let html = Owner::new().with(|| {
            let (press, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
            view! { <CallThis locale=Locale::en id=8 number="C015".to_owned() press close /> }.to_html()
        });
        assert!(html.contains("C015") && html.contains("recorded"), "{html}");
    }
}
