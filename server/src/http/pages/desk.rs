//! The pages of a CSR: the choice of a desk, and the desk.

use super::office::learn::tour;
use super::visit::{look, staff_member};
use super::{Page, Visit};
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, Desk, PlaceError};
use branch::Screen;
use wire::{DeskChoicePage, DeskPage};

/// `/b/{branch}/desk`
pub async fn choice(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let demo_players = players(&visit);
    let snapshot = look(&branch, &Screen::DeskChoice, view::desk_choice).await;
    let tour = tour(&visit, &branch, &person, false).await?;
    let page = DeskChoicePage { staff: staff_member(person), snapshot, tour, demo_players };
    Ok(visit.personal(&branch.live().setup().languages, &page).await)
}

/// `/b/{branch}/desk/{desk}`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Desk(desk): Desk) -> Page {
    let Some(snapshot) = look(&branch, &Screen::Desk(desk.clone()), |scene| view::desk(scene, &desk)).await else {
        return Err(PlaceError::Desk(desk.to_string()).into());
    };
    let page = DeskPage { staff: staff_member(person), snapshot, demo_players: players(&visit) };
    Ok(visit.personal(&branch.live().setup().languages, &page).await)
}

/// The numbers of the CSRs whom the demo plays.
fn players(visit: &Visit) -> Vec<u32> {
    visit.state.site.demo_players.values().map(|csr| csr.0).collect()
}
