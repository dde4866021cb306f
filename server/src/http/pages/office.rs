//! The pages of the office, for the staff: the frame around each, and the first of them. A file a section.
//!
//! A form is posted to its page's own address. Done, it leads to a page that says so ([`done`]); refused, the same page comes again with
//! what was typed and what is wrong ([`refused`]).

pub mod alerts;
pub mod announcements;
pub mod articles;
pub mod audit;
pub mod book;
pub mod cases;
pub mod complaints;
pub mod contact_checks;
pub mod devices;
pub mod feedback;
pub mod figures;
pub mod follow_ups;
pub mod forms;
pub mod interests;
pub mod keys;
pub mod learn;
pub mod notices;
pub mod officers;
pub mod phone;
pub mod setup;
pub mod staff;
pub mod to_do;
mod visited;

use super::visit::staff_member;
use super::{Page, Visit};
use crate::http::api::records::Wish;
use crate::http::authorise::Colleague;
use crate::http::extract::{Branch, Wanted, in_query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use branch::{Handle, RequestKey};
use people::may;
use store::{Person, Role};
use wire::{OfficeBody, OfficeHead, OfficePage, Said, Section};

/// The sections in the order of their navigation, with the role that each needs.
const SECTIONS: &[(Section, Role)] = &[
    (Section::Home, Role::Csr),
    (Section::ToDo, Role::Csr),
    (Section::Book, Role::Csr),
    (Section::Phone, Role::Csr),
    (Section::Officers, Role::Manager),
    (Section::Announcements, Role::Csr),
    (Section::Notices, Role::Manager),
    (Section::Figures, Role::Manager),
    (Section::Alerts, Role::Manager),
    (Section::Feedback, Role::Manager),
    (Section::Complaints, Role::Complaints),
    (Section::Cases, Role::Csr),
    (Section::Articles, Role::Csr),
    (Section::Forms, Role::Csr),
    (Section::Staff, Role::Manager),
    (Section::Setup, Role::Manager),
    (Section::Devices, Role::Manager),
    (Section::Audit, Role::Manager),
    (Section::Keys, Role::Admin),
    (Section::Learn, Role::Csr),
];

/// The fields of a form in their order.
type Given = Vec<(String, String)>;

/// `/b/{branch}/office`
pub async fn home(visit: Visit, Branch(branch): Branch, Colleague(person): Colleague) -> Page {
    Ok(shown(visit, &branch, person, OfficeBody::Home).await)
}

/// A page of the office. What was just done is said where the address names it.
pub async fn shown(visit: Visit, branch: &Handle, person: Person, body: OfficeBody) -> Response {
    let said = Said::parse(&in_query(visit.parts.uri.query(), "said"));
    let page = OfficePage { head: head(&visit, branch, person).await, said, body };
    visit.personal(&branch.live().setup().languages, &page).await
}

/// The page of a form that was refused: 422, with the form as it was filled in.
pub async fn refused(visit: Visit, branch: &Handle, person: Person, body: OfficeBody) -> Response {
    let page = OfficePage { head: head(&visit, branch, person).await, said: None, body };
    let mut response = visit.personal(&branch.live().setup().languages, &page).await;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// After a form was carried out: leads to a page of the office (`""`, `staff`, `complaints/17`), which says so.
pub fn done(branch: &Handle, page: &str, said: Said, language: &str) -> Response {
    let slash = if page.is_empty() { "" } else { "/" };
    let setup = branch.live().setup();
    let branch = &setup.id;
    // Only an id is put into the address: a text may be anything.
    let known = !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let language = if known { format!("&lang={language}") } else { String::new() };
    let said = said.as_str();
    Redirect::to(&format!("/b/{branch}/office{slash}{page}?said={said}{language}")).into_response()
}

/// After a form was saved: leads to a page of the office, which says so in the language of the address.
pub fn saved(visit: &Visit, branch: &Handle, page: &str) -> Response {
    done(branch, page, Said::Saved, &in_query(visit.parts.uri.query(), "lang"))
}

async fn head(visit: &Visit, branch: &Handle, person: Person) -> OfficeHead {
    let wish = Wish::of(branch, RequestKey::fresh());
    let due = store::to_do::due_of(&visit.state.store, &wish.branch, person.id, &::office::written(wish.today)).await;
    // A page is better without the count than not there.
    let due = due.unwrap_or_else(|failure| {
        tracing::warn!(%failure, "what is due was not counted");
        0
    });
    let setup = &branch.live().setup();
    let sections = sections(setup, &person);
    OfficeHead {
        branch: setup.id.clone(),
        name: setup.name.clone(),
        languages: setup.languages.clone(),
        manages: may(&person, &setup.id, Role::Manager),
        sections,
        due,
        staff: staff_member(person),
    }
}

/// The sections that a person may open. People learn on few pages of the office: no other is found below a practice branch.
fn sections(setup: &::setup::Branch, person: &Person) -> Vec<Section> {
    let found = |role| !setup.practice && may(person, &setup.id, role);
    SECTIONS.iter().filter(|(_, role)| found(*role)).map(|(section, _)| *section).collect()
}

/// The first value of a field; empty where the form has none.
fn value<'a>(given: &'a [(String, String)], name: &str) -> &'a str {
    given.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// The language in the address, so that the next page keeps it.
fn language(visit: &Visit) -> String {
    Wanted::in_query(visit.parts.uri.query()).unwrap_or_default().to_owned()
}
