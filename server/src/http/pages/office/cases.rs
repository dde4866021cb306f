//! Requests in progress: the staff's list, opening one, its card, and its changes.

use super::{refused, saved, shown};
use crate::http::AppState;
use crate::http::api::cases::{advance, change, documents, missing};
use crate::http::api::complaints::Record;
use crate::http::api::records::{RecordUnknown, Wish, feasts};
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form, seen, text_fault};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use branch::{Handle, RequestKey};
use machine::random;
use office::ChangeError;
use office::cases::NewCase;
use queue::{CsrId, TicketId};
use records::case::{State, pin, typed_pin};
use store::cases::{Case, by_id, in_state, words};
use wire::{
    CaseCard, CaseOffice, CaseRow, CaseStepRequest, CasesOffice, FieldFault, FilledForm, NewCaseOffice, OfficeBody,
    Text,
};

/// The most cases that the list shows.
const MOST: u32 = 200;

fn row(branch: &Handle, case: &Case, today: &str) -> CaseRow {
    let setup = &branch.live().setup();
    let kind = setup.case_type(&case.kind);
    let step = kind.and_then(|kind| kind.steps.get(kind.place(&case.step)?));
    CaseRow {
        id: case.id,
        code: case.code.clone(),
        kind: kind.map(|kind| kind.name.clone()).unwrap_or_default(),
        step: step.map(|step| step.name.clone()).unwrap_or_default(),
        state: case.state.clone(),
        owner: super::complaints::name(branch, Some(case.owner)),
        touched: setup.calendar.date(case.touched).to_string(),
        untouched: case.state != State::Closed.as_str() && case.untouched_on.as_str() <= today,
    }
}

/// `GET /b/{branch}/office/cases?state=open`
pub async fn list(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let wish = Wish::of(&branch, RequestKey::fresh());
    let state = State::parse(&in_query(visit.parts.uri.query(), "state")).unwrap_or(State::Open);
    let found = in_state(&visit.state.store, &wish.branch, state.as_str(), MOST).await?;
    let today = wish.today.to_string();
    let rows = found.iter().map(|case| row(&branch, case, &today)).collect();
    let page = CasesOffice { state: state.as_str().to_owned(), rows };
    Ok(shown(visit, &branch, person, OfficeBody::Cases(Box::new(page))).await)
}

fn kinds(setup: &setup::Branch) -> Vec<(String, Text)> {
    setup.case_types.iter().map(|kind| (kind.id.clone(), kind.name.clone())).collect()
}

/// `GET /b/{branch}/office/cases/new?ticket=17`. The PIN is drawn here, so that a form that is sent twice has one.
pub async fn new(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let form = new_form()
        .with("ticket", in_query(visit.parts.uri.query(), "ticket"))
        .with("pin", pin(u64::from_le_bytes(random())));
    let page = NewCaseOffice { form, kinds: kinds(&branch.live().setup()), card: None };
    Ok(shown(visit, &branch, person, OfficeBody::NewCase(Box::new(page))).await)
}

/// `POST /b/{branch}/office/cases/new`: the answer is the card, for the PIN stands in no address.
pub async fn open(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let again =
        |form: FilledForm| OfficeBody::NewCase(Box::new(NewCaseOffice { form, kinds: kinds(&setup), card: None }));
    let ticket = form.value("ticket").parse().ok();
    let visitor = ticket.map(TicketId);
    let language = visitor
        .and_then(|id| branch.live().read(|branch, _| branch.ticket(id).map(|ticket| ticket.language.to_string())));
    let first = setup.languages.first().map_or_else(|| "it".to_owned(), ToString::to_string);
    let pin = typed_pin(form.value("pin")).unwrap_or_else(|| pin(u64::from_le_bytes(random())));
    let kind = setup.case_type(form.value("kind"));
    let Some((kind, step)) = kind.and_then(|kind| Some((kind, kind.steps.first()?))) else {
        form.fault("kind", FieldFault::Missing);
        return Ok(refused(visit, &branch, person, again(form)).await);
    };
    let new = NewCase {
        kind: kind.id.clone(),
        step: step.id.clone(),
        ticket,
        language: language.unwrap_or(first),
        name: form.value("name").to_owned(),
        note: form.value("note").to_owned(),
        pin,
    };
    let wish = Wish::of(&branch, key_of(&form.key));
    match office::cases::open(wish.asked(&visit.state), &new, person.id, &feasts(), &visit.state.site.alerts.cases)
        .await
    {
        Ok(opened) => {
            let origin = visit.state.site.phones.origin(&visit.parts.headers).unwrap_or_default();
            let address = format!("{origin}/b/{}/status", setup.id);
            let card = CaseCard { id: opened.id, kind: kind.name.clone(), code: opened.code, pin: new.pin, address };
            let page = NewCaseOffice { form: new_form(), kinds: Vec::new(), card: Some(card) };
            Ok(shown(visit, &branch, person, OfficeBody::NewCase(Box::new(page))).await)
        }
        Err(ChangeError::Text { field, fault }) => {
            form.fault(field, text_fault(fault));
            Ok(refused(visit, &branch, person, again(form)).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page_of(
    state: &AppState,
    branch: &Handle,
    record: i64,
    form: FilledForm,
    refused: bool,
) -> Result<OfficeBody> {
    let wish = Wish::of(branch, RequestKey::fresh());
    let case = by_id(&state.store, &wish.branch, record).await?.ok_or(RecordUnknown)?;
    let words = words(&state.store, record).await?.unwrap_or_default();
    let setup = &branch.live().setup();
    let steps = setup.case_type(&case.kind).map(|kind| kind.steps.clone()).unwrap_or_default();
    Ok(OfficeBody::Case(Box::new(CaseOffice {
        row: row(branch, &case, &wish.today.to_string()),
        version: case.version,
        name: words.name,
        note: words.note,
        steps: steps.into_iter().map(|step| (step.id, step.name)).collect(),
        step: case.step.clone(),
        documents: documents(setup),
        missing: missing(setup, &case),
        form,
        refused,
    })))
}

/// `GET /b/{branch}/office/cases/{record}`
pub async fn one(visit: Visit, Branch(branch): Branch, Record(record): Record, Csr(person): Csr) -> Page {
    let body = page_of(&visit.state, &branch, record, new_form(), false).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/cases/{record}`
pub async fn step(
    visit: Visit,
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Sent(form): Sent,
) -> Page {
    let wish = Wish::of(&branch, key_of(&form.key));
    let request = CaseStepRequest {
        to: form.value("to").to_owned(),
        step: Some(form.value("step").to_owned()),
        missing: Some(form.value("missing").to_owned()).filter(|id| !id.is_empty()).into_iter().collect(),
        resolved: form.value("resolved") == "on",
    };
    let seen = seen(&form);
    let setup = branch.live().setup();
    let person_id: CsrId = person.id;
    let changed = match change(&request) {
        Some(step) => advance(&visit.state, &setup, &wish, record, seen, person_id, &step).await.map(|_| true),
        None => Ok(false),
    };
    match changed {
        Ok(true) => Ok(saved(&visit, &branch, &format!("cases/{record}"))),
        Ok(false) | Err(ChangeError::Refused(_) | ChangeError::Stale(_)) => {
            let body = page_of(&visit.state, &branch, record, new_form(), true).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        Err(error) => Err(error.into()),
    }
}
