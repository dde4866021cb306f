//! Contact data at the desk: that they are right, by one touch; or a new address, with its code and the way to the bank's register.

use super::complaints::name;
use super::{refused, saved, shown, visited};
use crate::http::api::complaints::Record;
use crate::http::api::contact_checks::{self, consent, step_of};
use crate::http::api::records::{Wish, feasts};
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form, seen, text_fault};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use branch::Handle;
use office::ChangeError;
use office::contact_checks::{NewChange, advance, check, take};
use office::interests::wording_hash;
use records::contact_check::Refusal;
use wire::{ContactOffice, FieldFault, FilledForm, Language, NewContactOffice, OfficeBody};

/// The page as the form says, with the consent in the visitor's language.
fn new_page(visit: &Visit, branch: &Handle, mut form: FilledForm, missing: bool) -> OfficeBody {
    let setup = branch.live().setup();
    let (label, language) = (visited::label(branch, &form), visited::language(branch, &form));
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
pub async fn begin(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let value = |name: &str| form.value(name).to_owned();
    let wish = Wish::of(&branch, key_of(&form.key));
    let visited = visited::named(&branch, &form);
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
            return Ok(saved(&visit, &branch, &format!("contact-checks/{}", kept.id)));
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
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Sent(form): Sent,
) -> Page {
    let wish = Wish::of(&branch, key_of(&form.key));
    let seen = seen(&form);
    let changed = match step_of(form.value("to"), form.value("code")) {
        Some(step) => {
            advance(wish.asked(&visit.state), record, seen, person.id, &step).await.map(|kept| Some(kept.wrong))
        }
        None => Ok(None),
    };
    let (form, is_refused) = match changed {
        Ok(Some(false)) => {
            return Ok(saved(&visit, &branch, &format!("contact-checks/{record}")));
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
