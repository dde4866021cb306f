//! What the staff have to see to: the list, and who sees to what.

use super::{saved, shown};
use crate::http::api::records::{RecordUnknown, Wish};
use crate::http::api::to_do::asked;
use crate::http::authorise::{Csr, same_origin};
use crate::http::extract::{Branch, Fields};
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use axum::http::HeaderMap;
use branch::RequestKey;
use people::may;
use queue::CsrId;
use serde::Deserialize;
use store::{Role, staff, to_do};
use wire::{OfficeBody, Text, ToDoOffice};

/// `GET /b/{branch}/office/to-do?kind&mine&page`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let setup = branch.live().setup();
    let list = asked(&visit.state, &branch, &person, visit.parts.uri.query()).await?;
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let mut names: Vec<(String, Text)> = services.map(|service| (service.id.clone(), service.name.clone())).collect();
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    names.extend(
        services.flat_map(|service| &service.products).map(|product| (product.id.clone(), product.name.clone())),
    );
    names.extend(setup.case_types.iter().map(|kind| (kind.id.clone(), kind.name.clone())));
    let people = staff::all(&visit.state.store).await?;
    let own = people.into_iter().filter(|person| may(person, &setup.id, Role::Csr));
    let staff = own.map(|person| (person.id.0, person.name)).collect();
    let page = ToDoOffice { list, names, staff, form: new_form() };
    Ok(shown(visit, &branch, person, OfficeBody::ToDo(Box::new(page))).await)
}

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    kind: String,
    record: String,
    person: String,
}

/// `POST /b/{branch}/office/to-do`: who sees to it. The same form sent twice does the same.
pub async fn assign(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Csr(_): Csr,
    Fields(form): Fields<AssignForm>,
) -> Page {
    same_origin(&headers)?;
    let wish = Wish::of(&branch, RequestKey::fresh());
    let Ok(record) = form.record.parse() else { return Err(RecordUnknown.into()) };
    let person = form.person.parse().ok().map(CsrId);
    if !to_do::assign(&visit.state.store, &wish.branch, &form.kind, record, person).await? {
        return Err(RecordUnknown.into());
    }
    Ok(saved(&visit, &branch, "to-do"))
}
