//! Follow-ups: beginning one from the ticket at the desk, and one with what may be done with it.

use super::super::public::complain::{Typed, text_fault, typed_form};
use super::complaints::name;
use super::{done, new_form, refused, shown};
use crate::http::AppState;
use crate::http::api::complaints::Record;
use crate::http::api::follow_ups::{self, step_of, visited};
use crate::http::api::records::Wish;
use crate::http::authorise::{Csr, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::http::HeaderMap;
use branch::{Handle, RequestKey};
use jiff::ToSpan;
use jiff::civil::Date;
use office::ChangeError;
use office::follow_ups::{NewFollowUp, advance, open};
use queue::ServiceId;
use records::Version;
use records::follow_up::Refusal;
use wire::{FieldFault, FilledForm, FollowUpOffice, FollowUpStepRequest, NewFollowUpOffice, OfficeBody, Said};

fn new_page(branch: &Handle, form: FilledForm) -> OfficeBody {
    let ticket = form.value("ticket").parse().ok();
    let label = ticket.and_then(|ticket| visited(branch, ticket)).map(|visited| visited.label).unwrap_or_default();
    OfficeBody::NewFollowUp(Box::new(NewFollowUpOffice { form, label }))
}

/// `GET /b/{branch}/office/follow-ups/new?ticket=17`. Tomorrow is offered.
pub async fn new(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let tomorrow = Wish::of(&branch, RequestKey::fresh()).today.saturating_add(1.day());
    let form = new_form().with("ticket", in_query(visit.parts.uri.query(), "ticket")).with("due", tomorrow.to_string());
    let page = new_page(&branch, form);
    Ok(shown(visit, &branch, person, page).await)
}

/// What is wrong with the day, of what a rule refuses.
fn day_fault(refusal: &Refusal, due: Date) -> FieldFault {
    match refusal {
        Refusal::Due { earliest, .. } if due < *earliest => FieldFault::Past,
        Refusal::Due { .. } | Refusal::NotInState(_) => FieldFault::NotOffered,
    }
}

/// `POST /b/{branch}/office/follow-ups/new`
pub async fn begin(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Csr(person): Csr,
    Fields(typed): Fields<Typed>,
) -> Page {
    same_origin(&headers)?;
    let mut form = typed_form(&typed);
    let Ok(due) = form.value("due").parse::<Date>() else {
        form.fault("due", FieldFault::Malformed);
        let page = new_page(&branch, form);
        return Ok(refused(visit, &branch, person, page).await);
    };
    let visited = form.value("ticket").parse().ok().and_then(|ticket| visited(&branch, ticket));
    let new = NewFollowUp { visited, due, note: form.value("note").to_owned() };
    let wish = Wish::of(&branch, RequestKey::parse(&form.key).unwrap_or_else(RequestKey::fresh));
    match open(wish.asked(&visit.state), &new, person.id).await {
        Ok(kept) => {
            let language = in_query(visit.parts.uri.query(), "lang");
            return Ok(done(&branch, &format!("follow-ups/{}", kept.id), Said::Saved, &language));
        }
        Err(ChangeError::Text { field, fault }) => form.fault(field, text_fault(fault)),
        Err(ChangeError::Refused(refusal)) => form.fault("due", day_fault(&refusal, due)),
        Err(error) => return Err(error.into()),
    }
    let page = new_page(&branch, form);
    Ok(refused(visit, &branch, person, page).await)
}

async fn page_of(
    state: &AppState,
    branch: &Handle,
    record: i64,
    form: Option<FilledForm>,
    refused: bool,
) -> Result<OfficeBody> {
    let (follow_up, owner) = follow_ups::shown(state, branch, record).await?;
    let service = branch.live().setup().service(&ServiceId::new(&follow_up.service)).map(|it| it.name.clone());
    let form = form.unwrap_or_else(|| new_form().with("due", &follow_up.due));
    Ok(OfficeBody::FollowUp(Box::new(FollowUpOffice {
        follow_up,
        service: service.unwrap_or_default(),
        owner: name(branch, Some(owner)),
        form,
        refused,
    })))
}

/// `GET /b/{branch}/office/follow-ups/{record}`
pub async fn one(visit: Visit, Branch(branch): Branch, Record(record): Record, Csr(person): Csr) -> Page {
    let body = page_of(&visit.state, &branch, record, None, false).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/follow-ups/{record}`
pub async fn step(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Fields(typed): Fields<Typed>,
) -> Page {
    same_origin(&headers)?;
    let mut form = typed_form(&typed);
    let wish = Wish::of(&branch, RequestKey::parse(&form.key).unwrap_or_else(RequestKey::fresh));
    let seen = Version(form.value("version").parse().unwrap_or_default());
    let due = form.value("due").to_owned();
    let Ok(step) = step_of(&FollowUpStepRequest { to: form.value("to").to_owned(), due: Some(due.clone()) }) else {
        form.fault("due", FieldFault::Malformed);
        let body = page_of(&visit.state, &branch, record, Some(form), false).await?;
        return Ok(refused(visit, &branch, person, body).await);
    };
    match advance(wish.asked(&visit.state), record, seen, person.id, &step).await {
        Ok(_) => {
            let language = in_query(visit.parts.uri.query(), "lang");
            Ok(done(&branch, &format!("follow-ups/{record}"), Said::Saved, &language))
        }
        Err(ChangeError::Refused(refusal @ Refusal::Due { .. })) => {
            form.fault("due", day_fault(&refusal, due.parse().unwrap_or(Date::MAX)));
            let body = page_of(&visit.state, &branch, record, Some(form), false).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        Err(ChangeError::Refused(_) | ChangeError::Stale(_)) => {
            let body = page_of(&visit.state, &branch, record, None, true).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        Err(error) => Err(error.into()),
    }
}
