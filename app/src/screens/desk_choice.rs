//! Which desk a member of staff works at: wires the cards to the branch's desks.

mod choices;

use crate::address;
use crate::browser::live::Live;
use crate::browser::page;
use crate::screens::live_page::{self, StaffPage};
use crate::ui::TourOffer;
use choices::Choices;
use leptos::prelude::*;
use wire::DeskChoicePage;
use words::t;

/// `/b/{branch}/desk`
pub fn screen() -> AnyView {
    live_page::shown(|page: DeskChoicePage| view! { <DeskChoiceScreen page /> }.into_any())
}

#[component]
fn DeskChoiceScreen(page: DeskChoicePage) -> impl IntoView {
    let locale = page::locale();
    let DeskChoicePage { staff, snapshot, tour, demo_players } = page;
    let branch = snapshot.head.branch.clone();
    let tour = tour.map(|lesson| view! { <TourOffer locale branch=branch.clone() here="desk" lesson /> });
    let beside = snapshot.beside.clone().map(|beside| {
        let words = if snapshot.head.practice { t!(locale, practice.back) } else { t!(locale, practice.go) };
        view! {
            <p>
                <a class="button button-quiet" rel="external" href=address::page(&beside, "desk", locale)>
                    {words}
                </a>
            </p>
        }
    });
    let live = Live::follow(address::stream(&branch, "desk"), snapshot);
    let choices = move || {
        let desks = live.snapshot.with(|snapshot| snapshot.desks.clone());
        view! { <Choices locale branch=branch.clone() staff=staff.id desks demo_players=demo_players.clone() /> }
    };
    view! {
        <StaffPage live staff=staff.name class="desk-choice-main">
            {tour}
            {choices}
            {beside}
        </StaffPage>
    }
}
