//! The office's page from which the staff tell the waiting room something, and take it back.

use super::{done, refused, shown};
use crate::http::api::announcements::{MINUTES, WORDS_MOST, tell};
use crate::http::authorise::{Csr, same_origin};
use crate::http::extract::{Branch, Fields};
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use axum::extract::Path;
use axum::http::HeaderMap;
use branch::{Actor, Handle, RequestKey, feed};
use machine::clock;
use queue::{AnnouncementId, Command};
use serde::Deserialize;
use std::collections::BTreeMap;
use wire::{AnnounceRequest, Announced, AnnouncementsPage, FieldFault, FilledForm, OfficeBody, Said};

/// How long an announcement is shown where nobody says otherwise.
const USUAL_MINUTES: &str = "10";

/// `GET /b/{branch}/office/announcements`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let form = new_form().with("what", "desk_closes").with("in_minutes", USUAL_MINUTES).with("shown", USUAL_MINUTES);
    Ok(shown(visit, &branch, person, body(&branch, form)).await)
}

/// `POST /b/{branch}/office/announcements`
pub async fn announce(
    visit: Visit,
    Branch(branch): Branch,
    Csr(person): Csr,
    headers: HeaderMap,
    Fields(values): Fields<BTreeMap<String, String>>,
) -> Page {
    same_origin(&headers)?;
    let key = values.get("key").cloned().unwrap_or_default();
    let mut form = FilledForm { key: key.clone(), values, ..FilledForm::default() };
    let request = read(&mut form, &branch);
    let (Some(request), Some(key)) = (request.filter(|_| form.is_right()), RequestKey::parse(&key)) else {
        return Ok(refused(visit, &branch, person, body(&branch, form)).await);
    };
    let language = visit.wanted(&branch.live().setup().languages).await;
    tell(&visit.state, &branch, key, person.id, request).await?;
    Ok(done(&branch, "announcements", Said::Saved, &language))
}

#[derive(Debug, Deserialize)]
pub struct Withdrawal {
    key: String,
}

/// `POST /b/{branch}/office/announcements/{announcement}/withdraw`
pub async fn withdraw(
    visit: Visit,
    Branch(branch): Branch,
    Csr(person): Csr,
    Path((_, announcement)): Path<(String, String)>,
    headers: HeaderMap,
    Fields(Withdrawal { key }): Fields<Withdrawal>,
) -> Page {
    same_origin(&headers)?;
    let language = visit.wanted(&branch.live().setup().languages).await;
    let announcement = AnnouncementId::new(&announcement);
    let key = RequestKey::parse(&key).unwrap_or_else(RequestKey::fresh);
    branch.command(key, Actor::Staff(person.id), Command::WithdrawAnnouncement { announcement }).await?;
    Ok(done(&branch, "announcements", Said::Saved, &language))
}

fn body(branch: &Handle, form: FilledForm) -> OfficeBody {
    let setup = &branch.live().setup();
    let now = clock::now();
    OfficeBody::Announcements(AnnouncementsPage {
        form,
        shown: feed::scene(branch.live(), now, view::announcements),
        utc_offset_minutes: setup.calendar.utc_offset_minutes(now),
        desks: setup.desks.iter().map(|(id, desk)| (id.to_string(), desk.label.clone())).collect(),
        languages: setup.languages.clone(),
    })
}

/// What the form asks for; what is wrong is noted beside its field.
fn read(form: &mut FilledForm, branch: &Handle) -> Option<AnnounceRequest> {
    let setup = &branch.live().setup();
    let shown = minutes(form, "shown");
    let what = match form.value("what").to_owned().as_str() {
        "desk_closes" => {
            Some(Announced::DeskCloses { desk: desk(form, setup)?, minutes: minutes(form, "in_minutes")? })
        }
        "desk_opens" => Some(Announced::DeskOpens { desk: desk(form, setup)? }),
        "branch_closes" => Some(Announced::BranchCloses { minutes: minutes(form, "in_minutes")? }),
        "typed" => typed(form, setup),
        _ => {
            form.fault("what", FieldFault::NotOffered);
            None
        }
    };
    Some(AnnounceRequest { what: what?, minutes: shown? })
}

fn desk(form: &mut FilledForm, setup: &setup::Branch) -> Option<String> {
    let id = form.value("desk").to_owned();
    let known = setup.desks.contains_key(&queue::DeskId::new(&id));
    if !known {
        form.fault("desk", if id.is_empty() { FieldFault::Missing } else { FieldFault::NotOffered });
    }
    known.then_some(id)
}

fn minutes(form: &mut FilledForm, name: &str) -> Option<u32> {
    let minutes = form.value(name).trim().parse().ok().filter(|minutes| MINUTES.contains(minutes));
    if minutes.is_none() {
        let (least, most) = (i64::from(*MINUTES.start()), i64::from(*MINUTES.end()));
        form.fault(name, FieldFault::OutOfRange { least, most });
    }
    minutes
}

/// The words in each language that has some; the branch's first one must.
fn typed(form: &mut FilledForm, setup: &setup::Branch) -> Option<Announced> {
    let mut words = BTreeMap::new();
    for (place, language) in setup.languages.iter().enumerate() {
        let code = language.as_str();
        // A line break is a space: the wall has one line.
        let text = form.value(code).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > WORDS_MOST {
            form.fault(code, FieldFault::TooLong { most: u32::try_from(WORDS_MOST).unwrap_or(u32::MAX) });
        } else if !text.is_empty() {
            words.insert(place, (code.to_owned(), text));
        } else if place == 0 {
            form.fault(code, FieldFault::Missing);
        }
    }
    form.is_right().then(|| Announced::Typed { words: words.into_values().collect() })
}
