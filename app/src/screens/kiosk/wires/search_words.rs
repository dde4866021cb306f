//! The visitors' own words for the services, by which is searched. The page comes without them: they are as much as the rest of
//! it, and few visitors search.

use crate::address;
use crate::browser::api::{self, Outcome};
use crate::screens::kiosk::step::Step;
use crate::screens::kiosk::{PAUSE, Wires};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::Catalogue;

/// They are fetched so long after the first load, in milliseconds, or once the search is opened.
const AFTER: u32 = 3_000;

/// Fetches the words by which is searched, which the page did not carry, until they are there.
pub fn fetch(wires: Wires) {
    let Wires { catalogue, visit, .. } = wires;
    let address = wires.branch.with_value(|branch| address::catalogue(branch));
    let at_hand = move || catalogue.try_with_untracked(Catalogue::is_searchable) != Some(false);
    let searches = Memo::new(move |_| visit.step.with(|step| *step == Step::Search));
    Effect::new(move || {
        let first = if searches.get() { 0 } else { AFTER };
        let address = address.clone();
        spawn_local(async move {
            TimeoutFuture::new(first).await;
            while !at_hand() {
                if let Outcome::Done(whole) = api::get::<Catalogue>(&address).await {
                    catalogue.try_set(whole);
                    break;
                }
                TimeoutFuture::new(PAUSE).await;
            }
        });
    });
}
