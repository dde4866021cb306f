//! The manager's dashboard: wires its figures, its table and its desks to the stream.

mod desks;
mod figures;
mod services;

use crate::live::Live;
use crate::ui::{StaffBar, StaleBar, Unreadable};
use crate::{address, page, words};
use desks::Desks;
use figures::{Figures, opening};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::{LazyRoute, lazy_route};
use services::Services;
use wire::ManagerPage;

/// `/b/{branch}/manager`
pub struct ManagerRoute;

#[lazy_route]
impl LazyRoute for ManagerRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        match page::initial::<ManagerPage>() {
            Some(page) => view! { <Manager page /> }.into_any(),
            None => view! { <Unreadable locale=page::locale() /> }.into_any(),
        }
    }
}

#[component]
fn Manager(page: ManagerPage) -> impl IntoView {
    let locale = page::locale();
    let ManagerPage { staff, snapshot } = page;
    let head = snapshot.head.clone();
    let live = Live::follow(address::stream(&head.branch, "manager"), snapshot);
    let now = live.clock.slowly();
    let stale = move || {
        let utc_offset_minutes = head.utc_offset_minutes;
        view! { <StaleBar locales=vec![locale] since=live.stale_since() utc_offset_minutes /> }
    };
    let branch = head.name.get(locale.code()).to_owned();
    view! {
        <StaffBar locale locales=words::of_branch(&head) branch staff=staff.name />
        {stale}
        <main class="manager">
            <div class="manager-title">
                <h1>{td_string!(locale, manager.heading)}</h1>
                <p>{move || live.snapshot.with(|snapshot| opening(locale, &snapshot.head, &snapshot.opening))}</p>
            </div>
            {move || view! { <Figures locale snapshot=live.snapshot.get() now=now.get() /> }}
            {move || {
                let rows = live.snapshot.with(|snapshot| snapshot.services.clone());
                view! { <Services locale rows now=now.get() /> }
            }}
            {move || {
                let desks = live.snapshot.with(|snapshot| snapshot.desks.clone());
                view! { <Desks locale desks now=now.get() /> }
            }}
        </main>
    }
}
