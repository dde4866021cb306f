//! The office's pages on which a manager makes, changes and withdraws notices.

use super::{refused, saved, shown};
use crate::http::api::complaints::Record;
use crate::http::api::notices::{carried_out, draft, listed};
use crate::http::api::records::RecordUnknown;
use crate::http::authorise::Manager;
use crate::http::extract::Branch;
use crate::http::pages::form::{Sent, key_of, new_form, seen, text_fault};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::response::Response;
use branch::{Handle, RequestKey};
use office::ChangeError;
use office::notices::{NoticeError, Wanted};
use records::grid::WallFault;
use records::notice::{Draft, Refusal};
use std::collections::BTreeMap;
use store::Person;
use wire::{FieldFault, FilledForm, NoticeRefused, NoticeState, NoticesOffice, OfficeBody};

/// `GET /b/{branch}/office/notices`
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let body = body(&visit, &branch, new_form(), None, None).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `GET /b/{branch}/office/notices/{record}`: the same with one of them in the form.
pub async fn one(visit: Visit, Branch(branch): Branch, Record(id): Record, Manager(person): Manager) -> Page {
    let row = listed(&visit.state, &branch).await?.into_iter().find(|row| row.id == id).ok_or(RecordUnknown)?;
    let open = matches!(row.state, NoticeState::Scheduled | NoticeState::Live);
    let mut form = new_form().with("from", row.from_wall).with("until", row.until_wall);
    for language in &branch.live().setup().languages {
        form = form.with(language.as_str(), row.words.get(language.as_str()));
    }
    let body = body(&visit, &branch, form, open.then_some((id, row.version)), None).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/notices`
pub async fn make(visit: Visit, Branch(branch): Branch, Manager(person): Manager, Sent(form): Sent) -> Page {
    let wanted = read(&form, &branch).map(Wanted::Made);
    carry(visit, branch, person, form, None, wanted).await
}

/// `POST /b/{branch}/office/notices/{record}`
pub async fn change(
    visit: Visit,
    Branch(branch): Branch,
    Record(id): Record,
    Manager(person): Manager,
    Sent(form): Sent,
) -> Page {
    let seen = seen(&form);
    let wanted = read(&form, &branch).map(|draft| Wanted::Changed { id, seen, draft });
    carry(visit, branch, person, form, Some((id, seen.0)), wanted).await
}

/// `POST /b/{branch}/office/notices/{record}/withdraw`
pub async fn withdraw(
    visit: Visit,
    Branch(branch): Branch,
    Record(id): Record,
    Manager(person): Manager,
    Sent(form): Sent,
) -> Page {
    let seen = seen(&form);
    let empty = FilledForm { key: form.key, ..FilledForm::default() };
    carry(visit, branch, person, empty, None, Ok(Wanted::Withdrawn { id, seen })).await
}

/// What the form asks for.
fn read(form: &FilledForm, branch: &Handle) -> std::result::Result<Draft, Refusal> {
    let setup = &branch.live().setup();
    let languages = setup.languages.iter().map(wire::Language::as_str);
    let words: BTreeMap<_, _> = languages.map(|code| (code.to_owned(), form.value(code).to_owned())).collect();
    draft(setup, Some(form.value("from")), form.value("until"), words)
}

/// Does what was asked, or shows the page again with what was typed and what is wrong.
async fn carry(
    visit: Visit,
    branch: Handle,
    person: Person,
    mut form: FilledForm,
    changes: Option<(i64, u32)>,
    wanted: std::result::Result<Wanted, Refusal>,
) -> Result<Response> {
    let key = key_of(&form.key);
    let carried = match wanted {
        Ok(wanted) => carried_out(&visit.state, &branch, key, person.id, &wanted).await,
        Err(refusal) => Err(NoticeError::Refused(refusal)),
    };
    let why = match carried {
        Ok(_) => {
            return Ok(saved(&visit, &branch, "notices"));
        }
        Err(ChangeError::Refused(refusal)) => fault(&mut form, &refusal),
        Err(ChangeError::Stale(_)) => Some(NoticeRefused::Stale),
        Err(error) => return Err(error.into()),
    };
    // What was refused had no effect, so the next try is a wish of its own.
    RequestKey::fresh().as_str().clone_into(&mut form.key);
    let body = body(&visit, &branch, form, changes, why).await?;
    Ok(refused(visit, &branch, person, body).await)
}

/// Notes a refusal beside its field; returns it where it is about the notice as a whole.
fn fault(form: &mut FilledForm, refusal: &Refusal) -> Option<NoticeRefused> {
    match refusal {
        Refusal::Time { field, fault: WallFault::Unreadable } => {
            let fault = if form.value(field).is_empty() { FieldFault::Missing } else { FieldFault::Malformed };
            form.fault(field, fault);
        }
        Refusal::Time { field, fault: WallFault::Skipped } => {
            form.fault(field, FieldFault::Malformed);
            return Some(NoticeRefused::Skipped);
        }
        Refusal::EndIsPast => form.fault("until", FieldFault::Past),
        Refusal::EndBeforeStart => {
            form.fault("until", FieldFault::Malformed);
            return Some(NoticeRefused::EndBeforeStart);
        }
        Refusal::TooFar => {
            form.fault("until", FieldFault::Malformed);
            return Some(NoticeRefused::TooFar);
        }
        Refusal::Words { language, fault } => form.fault(language, text_fault(*fault)),
        // The form has a field for each language of the branch and no other.
        Refusal::Language(language) => form.fault(language, FieldFault::NotOffered),
        Refusal::TooMany => return Some(NoticeRefused::TooMany),
        Refusal::Over => return Some(NoticeRefused::Over),
    }
    None
}

async fn body(
    visit: &Visit,
    branch: &Handle,
    form: FilledForm,
    changes: Option<(i64, u32)>,
    refused: Option<NoticeRefused>,
) -> Result<OfficeBody> {
    let rows = listed(&visit.state, branch).await?;
    let languages = branch.live().setup().languages.clone();
    Ok(OfficeBody::Notices(Box::new(NoticesOffice { form, changes, rows, languages, refused })))
}
