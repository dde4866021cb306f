//! One complaint, and its steps.

use super::super::super::public::complain::rule_fault;
use super::super::{refused, saved, shown};
use super::{name, row};
use crate::http::AppState;
use crate::http::api::complaints::{Record, step};
use crate::http::api::records::{RecordUnknown, Wish, feasts};
use crate::http::authorise::ComplaintsOffice;
use crate::http::extract::Branch;
use crate::http::pages::form::{Sent, key_of, new_form, seen};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use branch::Handle;
use office::ChangeError;
use office::complaint::facts;
use queue::CsrId;
use records::complaint::{Refusal, State};
use store::complaint::{Complaint, by_id, steps, words};
use wire::{
    ComplaintOffice, ComplaintRefused, ComplaintStepMade, ComplaintStepRequest, ComplaintWords, FieldFault, FilledForm,
    OfficeBody,
};

/// What may be done with a complaint in a state.
fn may(state: State, payments: bool) -> Vec<String> {
    let open = state.is_open();
    let steps = [
        ("take", matches!(state, State::Received | State::Reopened)),
        ("answer", open),
        ("interim", open && payments && state != State::Interim),
        ("type", open),
        ("close", state == State::Answered),
        ("reopen", matches!(state, State::Answered | State::Closed | State::Withdrawn)),
        ("refer", !matches!(state, State::Withdrawn | State::Referred)),
        ("withdraw", open),
    ];
    steps.into_iter().filter(|(_, may)| *may).map(|(step, _)| step.to_owned()).collect()
}

async fn found(visit: &Visit, branch: &Handle, record: i64) -> Result<Complaint> {
    let id = store::BranchId::new(&branch.live().setup().id);
    Ok(by_id(&visit.state.store, &id, record).await?.ok_or(RecordUnknown)?)
}

async fn page_of(
    state: &AppState,
    branch: &Handle,
    complaint: &Complaint,
    person: CsrId,
    form: FilledForm,
    refused: Option<ComplaintRefused>,
) -> Result<OfficeBody> {
    let known = facts(complaint)?;
    let setup = &branch.live().setup();
    let made = steps(&state.store, complaint.id).await?.into_iter().map(|made| {
        let at = wire::Time::from_millis(made.at.0);
        let who = made.actor.strip_prefix("staff:").and_then(|id| id.parse().ok()).map(CsrId);
        ComplaintStepMade {
            at: format!("{} {}", setup.calendar.date(made.at), at.clock(setup.calendar.utc_offset_minutes(made.at))),
            who: name(branch, who),
            step: made.step,
            due: made.due,
        }
    });
    let words = words(&state.store, complaint.id).await?.map(|words| ComplaintWords {
        name: words.name,
        contact: words.contact,
        words: words.words,
        wish: words.wish,
        interim: words.interim,
        answer: words.answer,
        measures: words.measures,
        reasons: words.reasons,
    });
    let payments = known.kind.answer_after_interim_within().is_some() && !known.interim;
    Ok(OfficeBody::Complaint(Box::new(ComplaintOffice {
        row: row(branch, complaint)?,
        version: complaint.version,
        words,
        outcome: complaint.outcome.clone().unwrap_or_default(),
        answered_on: complaint.answered_on.clone().unwrap_or_default(),
        measures_by: complaint.measures_by.clone().unwrap_or_default(),
        about: name(branch, complaint.about),
        steps: made.collect(),
        may: may(known.state, payments),
        complained_of: complaint.about == Some(person),
        form,
        refused,
    })))
}

/// `GET /b/{branch}/office/complaints/{record}`
pub async fn one(
    visit: Visit,
    Branch(branch): Branch,
    Record(record): Record,
    ComplaintsOffice(person): ComplaintsOffice,
) -> Page {
    let complaint = found(&visit, &branch, record).await?;
    super::papers::looked(&visit.state, &branch, &person, &complaint).await?;
    let body = page_of(&visit.state, &branch, &complaint, person.id, new_form(), None).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/complaints/{record}`
pub async fn advance(
    visit: Visit,
    Branch(branch): Branch,
    Record(record): Record,
    ComplaintsOffice(person): ComplaintsOffice,
    Sent(mut form): Sent,
) -> Page {
    let wish = Wish::of(&branch, key_of(&form.key));
    let name = form.value("step").to_owned();
    // A form that comes again is a new request.
    form.key = new_form().key;
    let wanted = match step(&name, &request(&form), wish.today) {
        Ok(step) => step,
        Err((field, _)) => {
            let fault = if form.value(field).is_empty() { FieldFault::Missing } else { FieldFault::Malformed };
            form.fault(field, fault);
            let complaint = found(&visit, &branch, record).await?;
            let body = page_of(&visit.state, &branch, &complaint, person.id, form, None).await?;
            return Ok(refused(visit, &branch, person, body).await);
        }
    };
    let seen = seen(&form);
    let asked = wish.asked(&visit.state);
    let why = match office::complaint::advance(asked, record, seen, person.id, &wanted, &feasts()).await {
        Ok(_) => {
            return Ok(saved(&visit, &branch, &format!("complaints/{record}")));
        }
        Err(ChangeError::Refused(refusal)) => match (&refusal, refusal.field()) {
            (_, Some(field)) => {
                form.fault(field, rule_fault(&refusal));
                None
            }
            (Refusal::ComplainedOf, _) => Some(ComplaintRefused::ComplainedOf),
            (Refusal::NoInterim, _) => Some(ComplaintRefused::NoInterim),
            (Refusal::InterimTwice, _) => Some(ComplaintRefused::InterimTwice),
            _ => Some(ComplaintRefused::State),
        },
        Err(ChangeError::Stale(_)) => Some(ComplaintRefused::Stale),
        Err(error) => return Err(error.into()),
    };
    let complaint = found(&visit, &branch, record).await?;
    let body = page_of(&visit.state, &branch, &complaint, person.id, form, why).await?;
    Ok(refused(visit, &branch, person, body).await)
}

fn request(form: &FilledForm) -> ComplaintStepRequest {
    let value = |name: &str| Some(form.value(name).to_owned());
    ComplaintStepRequest {
        kind: value("kind"),
        reason: value("reason"),
        until: value("until"),
        on: value("on"),
        outcome: value("outcome"),
        text: value("text"),
        measures: value("measures"),
        measures_by: value("measures_by"),
        reasons: value("reasons"),
        remedy: form.value("remedy") == "on",
    }
}
