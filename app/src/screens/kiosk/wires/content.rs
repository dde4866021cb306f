//! Which screen a step of the way is, made from the catalogue and the live waits.

use crate::address;
use crate::browser::live::Live;
use crate::browser::printing::{Printing, print_once};
use crate::browser::typing;
use crate::screens::kiosk::basket::Basket;
use crate::screens::kiosk::finding::{AnswerList, AnswerShown, Asked};
use crate::screens::kiosk::issued::IssuedTicket;
use crate::screens::kiosk::looking::Looking;
use crate::screens::kiosk::prepare::{Answers, Prepare};
use crate::screens::kiosk::step::Step;
use crate::screens::kiosk::welcome::{Closed, Elsewhere, Services, Welcome, unavailable};
use crate::screens::kiosk::{Wires, needs, start_over};
use crate::ui::changing;
use leptos::prelude::*;
use wire::{Catalogue, Issued, KioskSnapshot, Offer, Opening, TicketSnapshot};
use words::Locale;

/// The screen of a step. It is made anew with each step only; inside, it follows the language and the waits.
pub fn content(wires: Wires, step: Step, go: Callback<Step>) -> AnyView {
    match step {
        Step::Ticket(issued) => view! { <Ticket wires issued /> }.into_any(),
        // The field and its focus stay while the waits change.
        Step::Search => changing(move || search(wires, wires.visit.locale.get(), go)).into_any(),
        step => changing(move || screen(wires, &step, go)).into_any(),
    }
}

fn screen(wires: Wires, step: &Step, go: Callback<Step>) -> AnyView {
    let Wires { live, catalogue, visit, hours, .. } = wires;
    let locale = visit.locale.get();
    let snapshot = live.snapshot.get();
    let catalogue = catalogue.get();
    // What needs no desk can be read at any hour.
    let needs_no_desk = matches!(step, Step::Answer(_) | Step::Answers(_));
    if let Opening::Closed { opens_at } = snapshot.opening
        && !needs_no_desk
    {
        let elsewhere = elsewhere(locale, &catalogue, None, step, go);
        return view! {
            <Closed locale head=snapshot.head opens_at />
            {elsewhere}
        }
        .into_any();
    }
    let elsewhere = elsewhere(locale, &catalogue, Some(&snapshot), step, go);
    let basket = basket(wires, locale, &catalogue, go);
    let main = match step {
        Step::Category(id) => {
            let category = catalogue.categories.into_iter().find(|category| category.id == *id);
            category.map(|category| view! { <Services locale category waits=snapshot.services go /> }).into_any()
        }
        Step::Question(id) => {
            let question = catalogue.question(id).cloned();
            question.map(|question| view! { <Asked locale question go /> }).into_any()
        }
        Step::Answers(page) => view! { <AnswerList locale answers=catalogue.answers page=*page go /> }.into_any(),
        Step::Answer(id) => {
            let answer = catalogue.answer(id).cloned();
            let id = id.clone();
            let solved = Callback::new(move |()| wires.solved(&id));
            answer.map(|answer| view! { <AnswerShown locale answer hours=hours.get_value() go solved /> }).into_any()
        }
        Step::Service(id) => return prepare(wires, locale, &snapshot, &catalogue, id),
        Step::Welcome | Step::Search | Step::Ticket(_) => {
            view! { <Welcome locale categories=catalogue.categories waits=snapshot.services go /> }.into_any()
        }
    };
    view! {
        {basket}
        {main}
        {elsewhere}
    }
    .into_any()
}

fn search(wires: Wires, locale: Locale, go: Callback<Step>) -> AnyView {
    let Wires { catalogue, visit, found, .. } = wires;
    typing::lead();
    let elsewhere = changing(move || catalogue.with(|catalogue| elsewhere(locale, catalogue, None, &Step::Search, go)));
    view! {
        <Looking locale query=visit.query found catalogue=catalogue.into() go>
            {elsewhere}
        </Looking>
    }
    .into_any()
}

/// The ways for who does not find it. Who is not sure is led to a desk only while tickets for it are given out.
fn elsewhere(
    locale: Locale,
    catalogue: &Catalogue,
    snapshot: Option<&KioskSnapshot>,
    step: &Step,
    go: Callback<Step>,
) -> impl IntoView + use<> {
    let question = catalogue.questions.first().map(|question| question.id.clone());
    let question = question.filter(|_| !matches!(step, Step::Question(_)) && snapshot.is_some());
    let answers = !catalogue.answers.is_empty() && !matches!(step, Step::Answers(_) | Step::Answer(_));
    let offered = |id: &String| {
        let closed = |wait: &&wire::ServiceWait| wait.service == *id && wait.offer != Offer::Open;
        snapshot.is_none_or(|snapshot| !snapshot.services.iter().any(|wait| closed(&wait)))
    };
    let open = snapshot.is_some() || *step == Step::Search;
    let unsure = catalogue.unsure.clone().filter(|id| open && offered(id));
    view! { <Elsewhere locale question answers unsure go /> }
}

fn basket(wires: Wires, locale: Locale, catalogue: &Catalogue, go: Callback<Step>) -> impl IntoView + use<> {
    let services = needs::services(catalogue, &wires.visit.needs.get());
    let remove = Callback::new(move |service: String| wires.visit.remove(&service));
    (!services.is_empty()).then(|| view! { <Basket locale services go remove /> })
}

fn prepare(wires: Wires, locale: Locale, snapshot: &KioskSnapshot, catalogue: &Catalogue, id: &str) -> AnyView {
    let visit = wires.visit;
    let Some((_, service)) = catalogue.service(id) else { return ().into_any() };
    let known = snapshot.services.iter().find(|wait| wait.service == id);
    let (wait, unavailable) = known.map_or((None, None), |known| (known.wait, unavailable(locale, known.offer)));
    let services = needs::services(catalogue, &visit.wanted(id));
    let (current, listed) = (id.to_owned(), needs::documents(&services));
    let answers = Answers {
        said: Callback::new(move |document: String| visit.answered_of(&document)),
        say: Callback::new(move |(document, at_hand)| visit.answer(document, at_hand)),
        priority: visit.priority.into(),
        prioritise: Callback::new(move |priority| visit.priority.set(priority)),
        take: Callback::new(move |()| {
            if untrack(|| visit.missing(listed.clone())).is_empty() {
                wires.take();
            } else {
                visit.short.set(true);
            }
        }),
        more: Callback::new(move |()| visit.add(current.clone())),
    };
    let urgent = service.urgent.as_deref().and_then(|answer| catalogue.answer(answer).cloned());
    let disclaimer = catalogue.disclaimer.get(locale.code()).to_owned();
    let offer = catalogue.priority.clone();
    view! { <Prepare locale services wait unavailable urgent offer disclaimer answers /> }.into_any()
}

/// The ticket, followed by its own stream: its figures are the phone's.
#[component]
fn Ticket(wires: Wires, issued: Issued) -> impl IntoView {
    let Wires { catalogue, visit, paper, .. } = wires;
    // The page is in the browser when there is a ticket: it is asked for here, and once.
    let printing = if paper == Printing::UnderWay { print_once(&issued.token) } else { Signal::stored(paper) };
    let live = Live::<Option<TicketSnapshot>>::follow(address::ticket(&issued.token, "stream"), None);
    let status = Memo::new(move |_| live.snapshot.with(|snapshot| Some(snapshot.as_ref()?.status.clone())));
    let at_hand = Memo::new(move |_| {
        let of_the_ticket = live.snapshot.with(|snapshot| Some(snapshot.as_ref()?.at_hand.clone()));
        let mut at_hand = of_the_ticket.unwrap_or_else(|| visit.said(true));
        at_hand.sort();
        at_hand
    });
    changing(move || {
        let issued = issued.clone();
        let services = catalogue.with(|catalogue| needs::services(catalogue, &visit.wanted(&issued.service)));
        let (status, at_hand) = (status.into(), at_hand.get());
        let done = Callback::new(move |()| start_over(wires));
        let by_browser = Callback::new(|()| drop(window().print()));
        view! { <IssuedTicket locale=visit.locale.get() issued status services at_hand printing by_browser done /> }
    })
}
