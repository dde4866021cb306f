//! Which desk a member of staff works at: wires the cards to the branch's desks.

mod choices;

use crate::live::Live;
use crate::ui::{StaffBar, StaleBar, Unreadable};
use crate::{address, page, words};
use choices::Choices;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use wire::DeskChoicePage;

/// `/b/{branch}/desk`
pub struct DeskChoiceRoute;

#[lazy_route]
impl LazyRoute for DeskChoiceRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        match page::initial::<DeskChoicePage>() {
            Some(page) => view! { <DeskChoiceScreen page /> }.into_any(),
            None => view! { <Unreadable locale=page::locale() /> }.into_any(),
        }
    }
}

#[component]
fn DeskChoiceScreen(page: DeskChoicePage) -> impl IntoView {
    let locale = page::locale();
    let DeskChoicePage { staff, snapshot } = page;
    let head = snapshot.head.clone();
    let live = Live::follow(address::stream(&head.branch, "desk"), snapshot);
    let branch = head.branch.clone();
    let choices = move || {
        let desks = live.snapshot.with(|snapshot| snapshot.desks.clone());
        view! { <Choices locale branch=branch.clone() staff=staff.id desks /> }
    };
    let stale = move || {
        let utc_offset_minutes = head.utc_offset_minutes;
        view! { <StaleBar locales=vec![locale] since=live.stale_since() utc_offset_minutes /> }
    };
    view! {
        <StaffBar
            locale
            locales=words::of_branch(&head)
            branch=head.name.get(locale.code()).to_owned()
            staff=staff.name
        />
        {stale}
        <main class="desk-choice-main">{choices}</main>
    }
}
