//! The page of the lobby's display.

use super::visit::look;
use super::{Page, Visit};
use crate::http::devices::AtDisplay;
use crate::http::extract::Branch;
use branch::Screen;
use wire::LobbyPage;

/// `/b/{branch}/lobby`
pub async fn page(AtDisplay(by): AtDisplay, visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup.clone();
    let page = LobbyPage {
        snapshot: look(&branch, &Screen::Lobby, view::lobby).await,
        panel_inches: setup.lobby_panel_inches,
        speech: visit.state.speech.available().await,
    };
    Ok(visit.of_device(&setup.languages, &page, by).await)
}
