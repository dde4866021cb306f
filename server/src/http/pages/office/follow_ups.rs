//! Follow-ups: beginning one from the ticket at the desk, and one with what may be done with it.

use super::complaints::name;
use super::{refused, saved, shown, visited};
use crate::http::AppState;
use crate::http::api::complaints::Record;
use crate::http::api::follow_ups::{self, step_of};
use crate::http::api::records::Wish;
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form, seen, text_fault};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use branch::{Handle, RequestKey};
use jiff::ToSpan;
use jiff::civil::Date;
use office::ChangeError;
use office::follow_ups::{NewFollowUp, advance, open};
use queue::ServiceId;
use records::follow_up::Refusal;
use wire::{FieldFault, FilledForm, FollowUpOffice, FollowUpStepRequest, NewFollowUpOffice, OfficeBody};

fn new_page(branch: &Handle, form: FilledForm) -> OfficeBody {
    let label = visited::label(branch, &form);
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
pub async fn begin(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Sent(mut form): Sent) -> Page {
    let Ok(due) = form.value("due").parse::<Date>() else {
        form.fault("due", FieldFault::Malformed);
        let page = new_page(&branch, form);
        return Ok(refused(visit, &branch, person, page).await);
    };
    let visited = visited::named(&branch, &form);
    let new = NewFollowUp { visited, due, note: form.value("note").to_owned() };
    let wish = Wish::of(&branch, key_of(&form.key));
    match open(wish.asked(&visit.state), &new, person.id).await {
        Ok(kept) => {
            return Ok(saved(&visit, &branch, &format!("follow-ups/{}", kept.id)));
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
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Sent(mut form): Sent,
) -> Page {
    let wish = Wish::of(&branch, key_of(&form.key));
    let seen = seen(&form);
    let due = form.value("due").to_owned();
    let Ok(step) = step_of(&FollowUpStepRequest { to: form.value("to").to_owned(), due: Some(due.clone()) }) else {
        form.fault("due", FieldFault::Malformed);
        let body = page_of(&visit.state, &branch, record, Some(form), false).await?;
        return Ok(refused(visit, &branch, person, body).await);
    };
    match advance(wish.asked(&visit.state), record, seen, person.id, &step).await {
        Ok(_) => Ok(saved(&visit, &branch, &format!("follow-ups/{record}"))),
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
