//! Somebody who is not real comes to a desk at which people learn.

use super::{AtDesk, DeskProblems};
use crate::http::api::tickets::new_token;
use crate::http::extract::{Body, PlaceError};
use crate::http::problem::Result;
use axum::Json;
use branch::Actor;
use queue::{Command, DeskId, DocumentId, Issue, Language, Setup};
use simulate::{Options, Simulator, Somebody};
use wire::{DeskCommand, NextAnswer};

/// Send a practice desk a visitor who is not real: somebody with a service of the desk waits. A branch that is real has no such visitors.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/visitor", tag = "desks", params(AtDesk),
    request_body = DeskCommand, responses((status = 200, body = NextAnswer), DeskProblems), security(("session" = []))
)]
pub async fn visitor(at: AtDesk, Body(_): Body<DeskCommand>) -> Result<Json<NextAnswer>> {
    let AtDesk { branch, desk, csr, key } = at;
    let setup = branch.live().setup();
    let unknown = || PlaceError::Branch(setup.id.clone());
    if !setup.practice {
        return Err(unknown().into());
    }
    // The same request brings the same visitor.
    let seed = key.as_str().bytes().fold(17, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let of_day = branch.live().read(|branch, _| branch.setup().map(|setup| of_desk(setup, &desk)));
    let somebody = of_day.and_then(|of_day| Simulator::new(&of_day, Options::default(), seed).somebody());
    let Somebody { service, priority, at_hand } = somebody.ok_or_else(unknown)?;
    let language = setup.languages.get(usize::from(seed.is_multiple_of(4)));
    let listed = setup.service(&service).map(|service| service.documents.as_slice()).unwrap_or_default();
    let named = |wanted: bool| {
        let of_list = listed.iter().zip(at_hand).filter(move |(_, has)| *has == wanted);
        of_list.map(|(document, _)| DocumentId::new(&document.id)).collect::<Vec<_>>()
    };
    let command = Command::Issue(Issue {
        then: Vec::new(),
        language: Language::new(language.or(setup.languages.first()).map_or("it", wire::Language::as_str)),
        priority,
        documents: named(true),
        missing: named(false),
        appointment: None,
        travel: None,
        call_back: false,
        token: new_token(),
        service,
    });
    branch.command(key, Actor::Staff(csr), command).await?;
    Ok(Json(NextAnswer { ticket: None }))
}

/// The day's set-up with one desk and what it serves.
fn of_desk(setup: &Setup, desk: &DeskId) -> Setup {
    let mut own = setup.clone();
    own.desks.retain(|id, _| id == desk);
    own.services.retain(|service, _| own.desks.values().any(|profile| profile.contains(service)));
    own
}
