//! What a step shows, made from the catalogue and the waits as they stand.

use super::basket::Basket;
use super::check_in::CheckIn;
use super::finding::{AnswerList, AnswerShown, Asked};
use super::needs;
use super::prepare::{Answers, Prepare};
use super::request::MyRequest;
use super::search_page::SearchPage;
use super::state::KioskState;
use super::step::Step;
use super::welcome::{Closed, Elsewhere, Services, Welcome, why_unavailable};
use crate::ui::{OpeningHours, changing};
use leptos::prelude::*;
use wire::{Catalogue, KioskSnapshot, Offer, Opening};
use words::Locale;

/// What a step before the ticket shows. It is made anew with each step only; inside, it follows the language and the waits.
pub fn content(kiosk: KioskState, step: Step, go: Callback<Step>) -> AnyView {
    match step {
        // The field and its focus stay while the waits change.
        Step::Search => changing(move || search(kiosk, kiosk.visit.locale.get(), go)).into_any(),
        Step::CheckIn => changing(move || check_in(kiosk, kiosk.visit.locale.get(), go)).into_any(),
        Step::Request => changing(move || request(kiosk, kiosk.visit.locale.get())).into_any(),
        step => changing(move || of_step(kiosk, &step, go)).into_any(),
    }
}

fn of_step(kiosk: KioskState, step: &Step, go: Callback<Step>) -> AnyView {
    let KioskState { snapshot, catalogue, visit, hours, .. } = kiosk;
    let locale = visit.locale.get();
    let snapshot = snapshot.get();
    let catalogue = catalogue.get();
    // What needs no desk can be read at any hour.
    let needs_no_desk = matches!(step, Step::Answer(_) | Step::Answers(_));
    if let Opening::Closed { opens_at } = snapshot.opening
        && !needs_no_desk
    {
        let elsewhere = elsewhere(kiosk, locale, &catalogue, None, step, go);
        return view! {
            <Closed locale head=snapshot.head opens_at notice=kiosk.notice.get() />
            {elsewhere}
        }
        .into_any();
    }
    let elsewhere = elsewhere(kiosk, locale, &catalogue, Some(&snapshot), step, go);
    let basket = basket(kiosk, locale, &catalogue, go);
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
            let solved = Callback::new(move |()| kiosk.actions.solved.run(id.clone()));
            let KioskSnapshot { head, opening, .. } = snapshot;
            let hours = view! { <OpeningHours locale hours=hours.get_value() head opening /> };
            answer.map(|answer| view! { <AnswerShown locale answer hours go solved /> }).into_any()
        }
        Step::Service(id) => return prepare(kiosk, locale, &snapshot, &catalogue, id),
        Step::Welcome | Step::Search | Step::CheckIn | Step::Request | Step::Ticket(_) | Step::Alone(_) => {
            view! { <Welcome locale categories=catalogue.categories waits=snapshot.services appointments=kiosk.appointments notice=kiosk.notice.get() usual=visit.usual.get() go /> }.into_any()
        }
    };
    view! {
        {basket}
        {main}
        {elsewhere}
    }
    .into_any()
}

fn search(kiosk: KioskState, locale: Locale, go: Callback<Step>) -> AnyView {
    let KioskState { catalogue, visit, found, .. } = kiosk;
    let elsewhere =
        changing(move || catalogue.with(|catalogue| elsewhere(kiosk, locale, catalogue, None, &Step::Search, go)));
    view! {
        <SearchPage locale query=visit.query found catalogue=catalogue.into() go>
            {elsewhere}
        </SearchPage>
    }
    .into_any()
}

/// The check-in: its field and its focus stay while the waits change.
fn check_in(kiosk: KioskState, locale: Locale, go: Callback<Step>) -> AnyView {
    let KioskState { visit, snapshot, actions, .. } = kiosk;
    let utc_offset_minutes = snapshot.with_untracked(|snapshot| snapshot.head.utc_offset_minutes);
    let (code, told, send) = (visit.code, visit.checked_in.into(), actions.check_in);
    view! { <CheckIn locale code told utc_offset_minutes send go /> }.into_any()
}

/// The look-up of a request: its field and its focus stay while the waits change.
fn request(kiosk: KioskState, locale: Locale) -> AnyView {
    let KioskState { visit, actions, .. } = kiosk;
    let (typed, looked, look) = (visit.typed, visit.looked.into(), actions.look);
    view! { <MyRequest locale typed looked look /> }.into_any()
}

/// The ways for who does not find it. Who is not sure is led to a desk only while tickets for it are given out.
fn elsewhere(
    kiosk: KioskState,
    locale: Locale,
    catalogue: &Catalogue,
    snapshot: Option<&KioskSnapshot>,
    step: &Step,
    go: Callback<Step>,
) -> impl IntoView + use<> {
    let question = catalogue.questions.first().map(|question| question.id.clone());
    let question = question.filter(|_| !matches!(step, Step::Question(_)) && snapshot.is_some());
    let answers = !catalogue.answers.is_empty() && !matches!(step, Step::Answers(_) | Step::Answer(_));
    let requests = kiosk.requests && matches!(step, Step::Answers(_));
    let offered = |id: &String| {
        let closed = |wait: &&wire::ServiceWait| wait.service == *id && wait.offer != Offer::Open;
        snapshot.is_none_or(|snapshot| !snapshot.services.iter().any(|wait| closed(&wait)))
    };
    let open = snapshot.is_some() || *step == Step::Search;
    let unsure = catalogue.unsure.clone().filter(|id| open && offered(id));
    view! { <Elsewhere locale question answers requests unsure go /> }
}

fn basket(kiosk: KioskState, locale: Locale, catalogue: &Catalogue, go: Callback<Step>) -> impl IntoView + use<> {
    let services = needs::services(catalogue, &kiosk.visit.needs.get());
    let remove = Callback::new(move |service: String| kiosk.visit.remove(&service));
    (!services.is_empty()).then(|| view! { <Basket locale services go remove /> })
}

fn prepare(kiosk: KioskState, locale: Locale, snapshot: &KioskSnapshot, catalogue: &Catalogue, id: &str) -> AnyView {
    let visit = kiosk.visit;
    let Some((_, service)) = catalogue.service(id) else { return ().into_any() };
    let known = snapshot.services.iter().find(|wait| wait.service == id);
    let wait = known.and_then(|known| known.wait);
    let later = known.and_then(|known| Some((known.later?, snapshot.head.utc_offset_minutes)));
    let unavailable = known.and_then(|known| why_unavailable(locale, known.offer));
    let services = needs::services(catalogue, &visit.wanted(id));
    let (current, listed) = (id.to_owned(), needs::documents(&services));
    let answers = Answers {
        said: Callback::new(move |document: String| visit.answered_of(&document)),
        say: Callback::new(move |(document, at_hand)| visit.answer(document, at_hand)),
        priority: visit.priority.into(),
        prioritise: Callback::new(move |priority| visit.priority.set(priority)),
        take: Callback::new(move |()| {
            if untrack(|| visit.missing(listed.clone())).is_empty() {
                kiosk.actions.take.run(());
            } else {
                visit.short.set(true);
            }
        }),
        more: Callback::new(move |()| visit.add(current.clone())),
    };
    let urgent = service.urgent.as_deref().and_then(|answer| catalogue.answer(answer).cloned());
    let disclaimer = catalogue.disclaimer.get(locale.code()).to_owned();
    let offer = catalogue.priority.clone();
    let articles = kiosk.articles;
    view! { <Prepare locale services wait later unavailable urgent articles offer disclaimer answers /> }.into_any()
}
