//! The front door: the way to the screens of all branches. A demo's is a place to start from.

use super::Visit;
use crate::http::api;
use crate::http::api::tickets::{issued, new_token};
use crate::http::authorise::same_origin;
use crate::http::extract::{Branch, Fields};
use crate::http::problem::{Error, Result};
use crate::http::{AppState, Site};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use branch::{Actor, RequestKey};
use queue::{Command, DeskId, Issue, Language};
use serde::Deserialize;
use std::collections::BTreeSet;
use wire::{DemoGuide, FrontDoorPage};

/// `/`
pub async fn all(visit: Visit) -> Response {
    let page = FrontDoorPage { branches: api::names(&visit.state), demo: guide(&visit.state) };
    let languages = visit.languages();
    visit.personal(&languages, &page).await
}

/// What whoever tries a demo needs to know; `None` for a server that is no demo.
fn guide(state: &AppState) -> Option<DemoGuide> {
    let Site { demo_users, demo_players, .. } = &*state.site;
    let setup = state.branches.setups().into_iter().next().filter(|_| !demo_users.is_empty())?;
    let label = |desk: &DeskId| setup.desks.get(desk).map(|desk| desk.label.clone());
    Some(DemoGuide {
        users: demo_users.clone(),
        played: demo_players.keys().filter_map(label).collect(),
        free: setup.desks.keys().find(|desk| !demo_players.contains_key(*desk)).map(ToString::to_string),
    })
}

#[derive(Debug, Deserialize)]
pub struct TicketForm {
    #[serde(default)]
    language: String,
}

/// `POST /b/{branch}/demo-ticket`: takes a ticket that a free desk can call, and leads to its page.
pub async fn take_ticket(
    State(state): State<AppState>,
    Branch(branch): Branch,
    headers: HeaderMap,
    Fields(form): Fields<TicketForm>,
) -> Result<Redirect> {
    same_origin(&headers)?;
    let Site { demo_users, demo_players, .. } = &*state.site;
    let setup = &branch.live().setup();
    if demo_users.is_empty() {
        return Err(Error::not_found());
    }
    let free = setup.desks.iter().find(|(id, _)| !demo_players.contains_key(*id)).map(|(_, desk)| &desk.profile);
    let service = free.and_then(BTreeSet::first).or(setup.services.keys().next()).ok_or_else(Error::not_found)?;
    let spoken = setup.languages.iter().map(wire::Language::as_str);
    let language = spoken.clone().find(|code| *code == form.language).or(spoken.clone().next()).unwrap_or("it");
    let command = Command::Issue(Issue {
        service: service.clone(),
        then: Vec::new(),
        language: Language::new(language),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        appointment: None,
        travel: None,
        call_back: false,
        token: new_token(),
    });
    let ticket = issued(&branch.command(RequestKey::fresh(), Actor::Kiosk, command).await?)?;
    Ok(Redirect::to(&format!("/t/{}?lang={language}", ticket.token)))
}
