//! The register of complaints: the list, one complaint with its steps, entering one, papers, and the yearly statement.

mod papers;
mod steps;

pub use papers::{answer, receipt, statement};
pub use steps::{advance, one};

use super::super::public::complain::{new_complaint, receipt_of, services};
use super::{learn, refused, shown};
use crate::http::api::records::{Wish, feasts};
use crate::http::authorise::{Colleague, ComplaintsOffice};
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form, text_fault};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::response::{IntoResponse, Redirect};
use branch::{Handle, RequestKey};
use jiff::civil::Date;
use office::ChangeError;
use office::complaint::{Entered, NewComplaint, facts};
use people::may;
use queue::{CsrId, ServiceId};
use records::complaint::{Channel, State};
use records::legal_clock::Count;
use store::complaint::Complaint;
use store::{Role, record_request};
use wire::{
    ComplaintRow, ComplaintsOffice as Register, DueWhy, FieldFault, FilledForm, NewComplaintOffice, OfficeBody, Text,
};

/// The most complaints that the register shows.
const MOST: u32 = 500;

/// A complaint as the register shows it, with why its date is what it is.
pub fn row(branch: &Handle, complaint: &Complaint) -> Result<ComplaintRow> {
    let known = facts(complaint)?;
    let deadline = known.deadline(&feasts());
    let (days, business) = match deadline.count {
        Count::BusinessDays(days) => (days, true),
        Count::CalendarDays(days) => (days, false),
    };
    let why = DueWhy {
        from: deadline.received.to_string(),
        days,
        business,
        weekend_days: deadline.weekend_days,
        feasts: deadline.feasts.iter().map(|(day, _)| day.to_string()).collect(),
        on_feast: deadline.falls_on.is_some(),
    };
    let setup = &branch.live().setup();
    let service = setup.service(&ServiceId::new(&complaint.service)).map(|service| service.name.clone());
    Ok(ComplaintRow {
        id: complaint.id,
        number: complaint.number.clone(),
        kind: complaint.kind.clone(),
        channel: complaint.channel.clone(),
        service: service.unwrap_or_default(),
        received: complaint.received.clone(),
        due: complaint.due.clone(),
        why,
        state: complaint.state.clone(),
        open: known.state.is_open(),
        owner: name(branch, complaint.owner),
    })
}

/// A member of staff by name.
pub fn name(branch: &Handle, person: Option<CsrId>) -> String {
    let names = branch.live().names.read();
    person.and_then(|person| names.get(&person).cloned()).unwrap_or_default()
}

/// `GET /b/{branch}/office/complaints`; `?all=1` shows those that are over, too.
pub async fn register(visit: Visit, Branch(branch): Branch, ComplaintsOffice(person): ComplaintsOffice) -> Page {
    let wish = Wish::of(&branch, RequestKey::fresh());
    let open_only = in_query(visit.parts.uri.query(), "all").is_empty();
    let found = if open_only {
        let mut open = Vec::new();
        for state in State::ALL.iter().filter(|state| state.is_open()) {
            open.extend(store::complaint::of_branch_in(&visit.state.store, &wish.branch, state.as_str(), MOST).await?);
        }
        open.sort_by(|one, other| (&one.due, one.id).cmp(&(&other.due, other.id)));
        open
    } else {
        store::complaint::register(&visit.state.store, &wish.branch, "0000-01-01", "9999-12-31", MOST).await?
    };
    let rows = found.iter().map(|complaint| row(&branch, complaint)).collect::<Result<_>>()?;
    let page = Register { rows, today: wish.today.to_string(), open_only, year: wish.today.year() };
    Ok(shown(visit, &branch, person, OfficeBody::Complaints(Box::new(page))).await)
}

async fn staff(visit: &Visit, branch: &Handle) -> Result<Vec<(u32, String)>> {
    let people = store::staff::all(&visit.state.store).await?;
    let own = people.into_iter().filter(|person| may(person, &branch.live().setup().id, Role::Csr));
    Ok(own.map(|person| (person.id.0, person.name)).collect())
}

/// `GET /b/{branch}/office/complaints/new`; `?entered={key}` shows the receipt.
pub async fn new(visit: Visit, Branch(branch): Branch, Colleague(person): Colleague) -> Page {
    let setup = branch.live().setup();
    let today = setup.calendar.date(machine::clock::now());
    let mut receipt = None;
    if let Some(key) = RequestKey::parse(&in_query(visit.parts.uri.query(), "entered")) {
        let wish = Wish::of(&branch, key);
        let known = record_request::by_key(&visit.state.store, &wish.branch, &wish.key).await?;
        let entered: Option<Entered> = known.and_then(|known| serde_json::from_str(&known.answer).ok());
        if let Some(entered) = entered {
            let found = store::complaint::by_id(&visit.state.store, &wish.branch, entered.id).await?;
            receipt = found.map(|found| (found.id, receipt_of(&found)));
        }
    }
    let form = new_form().with("received", today.to_string()).with("channel", "desk");
    let (staff, practice) = (staff(&visit, &branch).await?, setup.practice);
    let page = NewComplaintOffice { form, services: services(&setup), staff, receipt, practice };
    Ok(shown(visit, &branch, person, OfficeBody::NewComplaint(Box::new(page))).await)
}

/// `POST /b/{branch}/office/complaints/new`
pub async fn enter(visit: Visit, Branch(branch): Branch, Colleague(person): Colleague, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let channel = Channel::parse(form.value("channel")).unwrap_or(Channel::Desk);
    let received = form.value("received").parse::<Date>().ok();
    if received.is_none() {
        form.fault("received", FieldFault::Malformed);
    }
    let people = staff(&visit, &branch).await?;
    let about = form.value("about").parse::<u32>().ok().filter(|about| people.iter().any(|(id, _)| id == about));
    let again = |form: FilledForm| {
        let (services, staff, practice) = (services(&setup), people.clone(), setup.practice);
        let page = NewComplaintOffice { form, services, staff, receipt: None, practice };
        OfficeBody::NewComplaint(Box::new(page))
    };
    let new = new_complaint(&setup, &mut form);
    let (Some(new), Some(received)) = (new, received) else {
        return Ok(refused(visit, &branch, person, again(form)).await);
    };
    let language = setup.languages.first().map_or_else(|| "it".to_owned(), ToString::to_string);
    let new = NewComplaint { channel, received, about, language, ..new };
    let wish = Wish::of(&branch, key_of(&form.key));
    let received = if setup.practice {
        office::complaint::practise(&new, wish.today)
    } else {
        office::complaint::receive(wish.asked(&visit.state), &new, Some(person.id), &feasts()).await.map(drop)
    };
    match received {
        Ok(()) if setup.practice => learn::entered_complaint(visit, &setup, &person).await,
        Ok(()) => {
            let page = format!("/b/{}/office/complaints/new?entered={}", setup.id, wish.key.as_str());
            Ok(Redirect::to(&page).into_response())
        }
        Err(ChangeError::Text { field, fault }) => {
            form.fault(field, text_fault(fault));
            Ok(refused(visit, &branch, person, again(form)).await)
        }
        Err(ChangeError::Refused(refusal)) if refusal.field().is_some() => {
            form.fault(refusal.field().unwrap_or_default(), super::super::public::complain::rule_fault(&refusal));
            Ok(refused(visit, &branch, person, again(form)).await)
        }
        Err(error) => Err(error.into()),
    }
}

/// A text that is the same in every language.
pub fn plain(words: &str) -> Text {
    [("it".to_owned(), words.to_owned())].into_iter().collect()
}
