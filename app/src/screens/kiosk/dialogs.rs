//! What stands over the step: a request under way or refused, a missing document, an answer that helped, silence.

use super::needs;
use super::phone::ToPhone;
use super::question::{Missing, Refused, Solved, StillThere, UnderWay};
use super::state::{KioskState, Request};
use super::step::Step;
use crate::address;
use crate::ui::changing;
use leptos::prelude::*;
use words::t;

/// The dialogs of the kiosk; mostly none is open.
pub fn dialogs(kiosk: KioskState) -> impl IntoView {
    view! {
        {changing(move || under_way(kiosk))}
        {changing(move || refused(kiosk))}
        {changing(move || missing(kiosk))}
        {changing(move || solved(kiosk))}
        {still_there(kiosk)}
    }
}

fn under_way(kiosk: KioskState) -> impl IntoView {
    kiosk.sending.get().map(|request| {
        let connected = request == Request::UnderWay;
        view! { <UnderWay locale=kiosk.visit.locale.get() connected /> }
    })
}

fn refused(kiosk: KioskState) -> impl IntoView {
    let visit = kiosk.visit;
    visit.refused.get().map(|code| {
        let understood = Callback::new(move |()| visit.refused.set(None));
        view! { <Refused locale=visit.locale.get() code understood /> }
    })
}

fn missing(kiosk: KioskState) -> impl IntoView {
    let KioskState { catalogue, visit, .. } = kiosk;
    let Step::Service(service) = visit.step.get() else { return None };
    visit.short.get().then(|| {
        let locale = visit.locale.get();
        let services = catalogue.with(|catalogue| needs::services(catalogue, &visit.wanted(&service)));
        let documents = visit.missing(needs::documents(&services));
        let branch = kiosk.branch.get_value();
        let to_phone = view! {
            <ToPhone
                locale
                phone_code=kiosk.phone_code
                code=address::ready_qr(&branch, &service, locale)
                name=t!(locale, missing.qr)
                page=address::ready(&branch, &service, locale)
                scan=t!(locale, missing.phone)
                without=t!(locale, missing.no_code)
            />
        };
        let take = Callback::new(move |()| {
            visit.short.set(false);
            kiosk.actions.take.run(());
        });
        let back = Callback::new(move |()| visit.short.set(false));
        let leave = Callback::new(move |()| kiosk.actions.leave.run(()));
        view! { <Missing locale documents to_phone take back leave /> }
    })
}

fn solved(kiosk: KioskState) -> impl IntoView {
    let KioskState { visit, thanked, .. } = kiosk;
    thanked.get().then(|| {
        let done = Callback::new(move |()| {
            thanked.set(false);
            kiosk.actions.leave.run(());
        });
        let more = Callback::new(move |()| {
            thanked.set(false);
            visit.go(Step::Welcome);
        });
        view! { <Solved locale=visit.locale.get() done more /> }
    })
}

fn still_there(kiosk: KioskState) -> impl IntoView {
    let KioskState { visit, thanked, .. } = kiosk;
    let asked = Memo::new(move |_| kiosk.idle_seconds.get().is_some());
    changing(move || {
        asked.get().then(|| {
            let seconds = Signal::derive(move || kiosk.idle_seconds.get().unwrap_or_default());
            let stay = Callback::new(move |()| kiosk.actions.stay.run(()));
            let leave = Callback::new(move |()| {
                kiosk.actions.stay.run(());
                thanked.set(false);
                kiosk.actions.leave.run(());
            });
            view! { <StillThere locale=visit.locale.get() seconds stay leave /> }
        })
    })
}
