//! What stands over the page: a request under way or refused, a missing document, an answer that helped, silence.

use crate::address;
use crate::browser::idle::Idle;
use crate::browser::outbox::Sending;
use crate::screens::kiosk::question::{Missing, Refused, Solved, StillThere, UnderWay};
use crate::screens::kiosk::step::Step;
use crate::screens::kiosk::{Wires, needs, start_over};
use crate::ui::changing;
use leptos::prelude::*;

pub fn over(wires: Wires, idle: Idle) -> impl IntoView {
    view! {
        {changing(move || under_way(wires))}
        {changing(move || refused(wires))}
        {changing(move || missing(wires))}
        {changing(move || solved(wires))}
        {still_there(wires, idle)}
    }
}

fn under_way(wires: Wires) -> impl IntoView {
    let sending = wires.outbox.sending();
    (sending != Sending::Idle)
        .then(|| view! { <UnderWay locale=wires.visit.locale.get() connected=sending == Sending::UnderWay /> })
}

fn refused(wires: Wires) -> impl IntoView {
    let visit = wires.visit;
    visit.refused.get().map(|code| {
        let understood = Callback::new(move |()| visit.refused.set(None));
        view! { <Refused locale=visit.locale.get() code understood /> }
    })
}

fn missing(wires: Wires) -> impl IntoView {
    let Wires { catalogue, visit, .. } = wires;
    let Step::Service(service) = visit.step.get() else { return None };
    visit.short.get().then(|| {
        let locale = visit.locale.get();
        let services = catalogue.with(|catalogue| needs::services(catalogue, &visit.wanted(&service)));
        let documents = visit.missing(needs::documents(&services));
        let code = address::ready_qr(&wires.branch.get_value(), &service, locale);
        let take = Callback::new(move |()| {
            visit.short.set(false);
            wires.take();
        });
        let back = Callback::new(move |()| visit.short.set(false));
        let leave = Callback::new(move |()| start_over(wires));
        view! { <Missing locale documents code take back leave /> }
    })
}

fn solved(wires: Wires) -> impl IntoView {
    let Wires { visit, thanked, .. } = wires;
    thanked.get().then(|| {
        let done = Callback::new(move |()| {
            thanked.set(false);
            start_over(wires);
        });
        let more = Callback::new(move |()| {
            thanked.set(false);
            visit.go(Step::Welcome);
        });
        view! { <Solved locale=visit.locale.get() done more /> }
    })
}

fn still_there(wires: Wires, idle: Idle) -> impl IntoView {
    let Wires { visit, thanked, .. } = wires;
    let asked = Memo::new(move |_| idle.question().is_some());
    changing(move || {
        asked.get().then(|| {
            let seconds = Signal::derive(move || idle.question().unwrap_or_default());
            let stay = Callback::new(move |()| idle.stay());
            let leave = Callback::new(move |()| {
                idle.stay();
                thanked.set(false);
                start_over(wires);
            });
            view! { <StillThere locale=visit.locale.get() seconds stay leave /> }
        })
    })
}
