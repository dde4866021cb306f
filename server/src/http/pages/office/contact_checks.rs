//! Contact data at the desk: that they are right, by one touch; or a new address, with its code and the way to the bank's register.

use super::super::public::complain::{Typed, text_fault, typed_form};
use super::complaints::name;
use super::{done, new_form, refused, shown};
use crate::http::api::complaints::Record;
use crate::http::api::contact_checks::{self, consent, step_of};
use crate::http::api::follow_ups::visited;
use crate::http::api::records::{Wish, feasts};
use crate::http::authorise::{Csr, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::http::HeaderMap;
use branch::{Handle, RequestKey};
use office::ChangeError;
use office::contact_checks::{NewChange, advance, check, take};
use office::interests::wording_hash;
use queue::TicketId;
use records::Version;
use records::contact_check::Refusal;
use wire::{ContactOffice, FieldFault, FilledForm, Language, NewContactOffice, OfficeBody, Said};

/// The page as the form says, with the consent in the visitor's language.
fn new_page(visit: &Visit, branch: &Handle, mut form: FilledForm, missing: bool) -> OfficeBody {
    let setup = branch.live().setup();
    let ticket = form.value("ticket").parse().ok();
    let label = ticket.and_then(|ticket| visited(branch, ticket)).map(|visited| visited.label).unwrap_or_default();
    let of_ticket = ticket.and_then(|id| {
        branch.live().read(|branch, _| branch.ticket(TicketId(id)).map(|ticket| ticket.language.to_string()))
    });
    let spoken = |code: &String| setup.languages.iter().any(|known| known.as_str() == *code);
    let first = setup.languages.first().map_or_else(|| "it".to_owned(), ToString::to_string);
    let asked = Some(form.value("language").to_owned()).filter(spoken);
    let language = asked.or(of_ticket.filter(spoken)).unwrap_or(first);
    let words = consent(&setup, &language);
    form.values.insert("wording".to_owned(), wording_hash(&words));
    form.values.insert("language".to_owned(), language.clone());
    // It is never ticked beforehand.
    form.values.remove("consent");
    OfficeBody::NewContact(Box::new(NewContactOffice {
        form,
        label,
        mail: visit.state.site.mail,
        language: Language::new(&language),
        words,
        languages: setup.languages.clone(),
        missing,
    }))
}

/// `GET /b/{branch}/office/contact-checks/new?ticket=17&language=it`
pub async fn new(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let query = visit.parts.uri.query();
    let form = new_form().with("ticket", in_query(query, "ticket")).with("language", in_query(query, "language"));
    let page = new_page(&visit, &branch, form, false);
    Ok(shown(visit, &branch, person, page).await)
}

/// `POST /b/{branch}/office/contact-checks/new`: the data are right, or there is a new address.
pub async fn begin(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Csr(person): Csr,
    Fields(typed): Fields<Typed>,
) -> Page {
    same_origin(&headers)?;
    let setup = branch.live().setup();
    let mut form = typed_form(&typed);
    let value = |name: &str| form.value(name).to_owned();
    let wish = Wish::of(&branch, RequestKey::parse(&form.key).unwrap_or_else(RequestKey::fresh));
    let visited = form.value("ticket").parse().ok().and_then(|ticket| visited(&branch, ticket));
    let kept = if form.value("do") == "checked" {
        check(wish.asked(&visit.state), visited.as_ref(), person.id).await
    } else {
        let new = NewChange {
            visited,
            language: value("language"),
            client: value("client"),
            before: value("before"),
            after: value("after"),
            seen: form.value("seen") == "on",
            consent: form.value("consent") == "on",
            wording: value("wording"),
        };
        let words = consent(&setup, &new.language);
        take(wish.asked(&visit.state), &new, &words, visit.state.site.mail, person.id, &feasts()).await
    };
    let missing = match kept {
        Ok(kept) => {
            let language = in_query(visit.parts.uri.query(), "lang");
            return Ok(done(&branch, &format!("contact-checks/{}", kept.id), Said::Saved, &language));
        }
        Err(ChangeError::Text { field, fault }) => {
            form.fault(field, text_fault(fault));
            false
        }
        Err(ChangeError::Refused(Refusal::NoAddress | Refusal::SameAddress | Refusal::Contact(_))) => {
            let old = records::contact_check::address(form.value("before")).is_err();
            let (field, fault) = if old {
                ("before", FieldFault::Malformed)
            } else if form.value("after").trim().is_empty() {
                ("after", FieldFault::Missing)
            } else {
                ("after", FieldFault::Malformed)
            };
            form.fault(field, fault);
            false
        }
        Err(ChangeError::Refused(_)) => true,
        Err(error) => return Err(error.into()),
    };
    let page = new_page(&visit, &branch, form, missing);
    Ok(refused(visit, &branch, person, page).await)
}

async fn page_of(visit: &Visit, branch: &Handle, record: i64, form: FilledForm, refused: bool) -> Result<OfficeBody> {
    let (check, owner) = contact_checks::shown(&visit.state, branch, record).await?;
    let owner = name(branch, Some(owner));
    Ok(OfficeBody::Contact(Box::new(ContactOffice { check, owner, form, refused })))
}

/// `GET /b/{branch}/office/contact-checks/{record}`
pub async fn one(visit: Visit, Branch(branch): Branch, Record(record): Record, Csr(person): Csr) -> Page {
    let body = page_of(&visit, &branch, record, new_form(), false).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/contact-checks/{record}`
pub async fn step(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Fields(typed): Fields<Typed>,
) -> Page {
    same_origin(&headers)?;
    let form = typed_form(&typed);
    let wish = Wish::of(&branch, RequestKey::parse(&form.key).unwrap_or_else(RequestKey::fresh));
    let seen = Version(form.value("version").parse().unwrap_or_default());
    let changed = match step_of(form.value("to"), form.value("code")) {
        Some(step) => {
            advance(wish.asked(&visit.state), record, seen, person.id, &step).await.map(|kept| Some(kept.wrong))
        }
        None => Ok(None),
    };
    let (form, is_refused) = match changed {
        Ok(Some(false)) => {
            let language = in_query(visit.parts.uri.query(), "lang");
            return Ok(done(&branch, &format!("contact-checks/{record}"), Said::Saved, &language));
        }
        // The next try is another request.
        Ok(Some(true)) => {
            let mut form = new_form();
            form.fault("code", FieldFault::Malformed);
            (form, false)
        }
        Err(ChangeError::Refused(Refusal::CodeOver)) => {
            let mut form = new_form();
            form.fault("code", FieldFault::Past);
            (form, false)
        }
        Ok(None) | Err(ChangeError::Refused(_) | ChangeError::Stale(_)) => (new_form(), true),
        Err(error) => return Err(error.into()),
    };
    let body = page_of(&visit, &branch, record, form, is_refused).await?;
    Ok(refused(visit, &branch, person, body).await)
}
