//! The page on which a visitor complains, and the receipt. It needs no script.

use super::{refused, shown};
use crate::http::api::records::{Wish, feasts};
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form, text_fault};
use crate::http::pages::{Page, Visit};
use axum::response::{IntoResponse, Redirect};
use branch::RequestKey;
use office::ChangeError;
use office::complaint::{Entered, NewComplaint};
use queue::ServiceId;
use records::complaint;
use records::complaint::{Channel, Refusal};
use records::legal_clock::ComplaintType;
use store::record_request;
use wire::{ComplainPage, ComplaintReceipt, FieldFault, FilledForm, PublicBody, Text};

/// The services that a complaint can be about.
pub fn services(setup: &setup::Branch) -> Vec<(String, Text)> {
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    services.map(|service| (service.id.clone(), service.name.clone())).collect()
}

/// The complaint that was typed, or what is wrong with its fields.
pub fn new_complaint(setup: &setup::Branch, form: &mut FilledForm) -> Option<NewComplaint> {
    let typed = form.clone();
    let value = |name: &str| typed.value(name).to_owned();
    let kind = ComplaintType::parse(&value("kind"));
    if kind.is_none() {
        form.fault("kind", FieldFault::Missing);
    }
    let service = value("service");
    if !service.is_empty() && setup.service(&ServiceId::new(&service)).is_none() {
        form.fault("service", FieldFault::NotOffered);
    }
    for (name, most) in [("name", 120), ("contact", 200), ("words", 8_000), ("wish", 2_000)] {
        match records::text(&value(name), most, name != "wish") {
            Ok(_) => {}
            Err(fault) => form.fault(name, text_fault(fault)),
        }
    }
    let kind = kind.filter(|_| form.is_right())?;
    Some(NewComplaint {
        kind,
        channel: Channel::Web,
        service,
        language: String::new(),
        about: None,
        received: jiff::civil::Date::ZERO,
        name: value("name"),
        contact: value("contact"),
        words: value("words"),
        wish: value("wish"),
    })
}

/// What is wrong with a field, of what a rule refuses.
pub fn rule_fault(refusal: &complaint::Refusal) -> FieldFault {
    match refusal {
        Refusal::Missing { .. } => FieldFault::Missing,
        Refusal::TooEarly { .. } => FieldFault::Past,
        _ => FieldFault::Malformed,
    }
}

/// `GET /b/{branch}/complain`; `?entered={key}` shows what the request with this key entered.
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let key = in_query(visit.parts.uri.query(), "entered");
    let mut receipt = None;
    if let Some(key) = RequestKey::parse(&key) {
        let wish = Wish::of(&branch, key);
        let known = record_request::by_key(&visit.state.store, &wish.branch, &wish.key).await?;
        let entered: Option<Entered> = known.and_then(|known| serde_json::from_str(&known.answer).ok());
        if let Some(entered) = entered {
            let row = store::complaint::by_id(&visit.state.store, &wish.branch, entered.id).await?;
            receipt = row.map(|row| receipt_of(&row));
        }
    }
    let page = ComplainPage { form: new_form(), services: services(&setup), receipt };
    Ok(shown(visit, &setup, PublicBody::Complain(Box::new(page))).await)
}

pub fn receipt_of(row: &store::complaint::Complaint) -> ComplaintReceipt {
    ComplaintReceipt {
        number: row.number.clone(),
        kind: row.kind.clone(),
        received: row.received.clone(),
        due: row.due.clone(),
    }
}

/// `POST /b/{branch}/complain`
pub async fn enter(visit: Visit, Branch(branch): Branch, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let Some(new) = new_complaint(&setup, &mut form) else {
        return Ok(refused(visit, &setup, page_of(&setup, form)).await);
    };
    let wanted = form.value("lang");
    let language = match setup.languages.iter().find(|known| known.as_str() == wanted) {
        Some(language) => language.to_string(),
        None => visit.wanted(&setup.languages).await,
    };
    let wish = Wish::of(&branch, key_of(&form.key));
    let new = NewComplaint { language: language.clone(), received: wish.today, ..new };
    match office::complaint::receive(wish.asked(&visit.state), &new, None, &feasts()).await {
        Ok(_) => {
            let page = format!("/b/{}/complain?entered={}&lang={language}", setup.id, wish.key.as_str());
            Ok(Redirect::to(&page).into_response())
        }
        Err(ChangeError::Text { field, fault }) => {
            form.fault(field, text_fault(fault));
            Ok(refused(visit, &setup, page_of(&setup, form)).await)
        }
        Err(error) => Err(error.into()),
    }
}

fn page_of(setup: &setup::Branch, form: FilledForm) -> PublicBody {
    PublicBody::Complain(Box::new(ComplainPage { form, services: services(setup), receipt: None }))
}
