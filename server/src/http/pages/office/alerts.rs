//! `/b/{branch}/office/alerts`: what the rules find wrong in the branch, who has seen it, and what became of the news of it.

use super::{refused, saved, shown};
use crate::http::AppState;
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields};
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use axum::http::HeaderMap;
use branch::troubles::test;
use branch::{Handle, RequestKey};
use machine::clock;
use queue::CsrId;
use records::alert_rule::PHONES;
use serde::Deserialize;
use store::trouble::{self, News, Recipient, Trouble, TroubleKey};
use store::{BranchId, ManagerPhone, manager_phone};
use wire::{FieldFault, FilledForm, NewsKind, NewsRow, NewsState, OfficeBody, PhoneRow, TroubleRow, TroublesPage};

/// Troubles, and news, on the page.
const SHOWN: u32 = 50;
/// Phones of a branch.
const MOST_PHONES: u32 = 20;

/// `GET`
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let page = of_branch(&visit, &branch, new_form()).await?;
    Ok(shown(visit, &branch, person, OfficeBody::Alerts(Box::new(page))).await)
}

/// What the page shows, with a form that may have been refused.
async fn of_branch(visit: &Visit, branch: &Handle, form: FilledForm) -> Result<TroublesPage, Error> {
    let setup = branch.live().setup();
    let (state, id) = (visit.state.clone(), BranchId::new(&setup.id));
    let alerts = &state.site.alerts;
    let name = |who: CsrId| state.staff.names().read().get(&who).cloned().unwrap_or_else(|| who.0.to_string());
    let row = |found: Trouble| TroubleRow {
        what: alerts.rule(&found.key.rule).map(|rule| ::setup::what(rule.when)),
        rule: found.key.rule,
        place: found.key.place,
        value: found.value,
        since: setup.calendar.clock(found.since),
        over: (!found.open).then(|| setup.calendar.clock(found.changed)),
        seen: found.seen_by.zip(found.seen).map(|(who, at)| (name(who), setup.calendar.clock(at))),
    };
    let phones = manager_phone::of_branch(&state.store, &id).await?;
    let whose = |news: &News| {
        let phone = phones.iter().find(|phone| phone.id == news.phone);
        phone.map_or_else(|| news.recipient.clone(), |phone| name(phone.staff))
    };
    let told = |news: News| NewsRow {
        recipient: whose(&news),
        id: news.id,
        kind: match news.kind.as_str() {
            "over" => NewsKind::Over,
            "test" => NewsKind::Test,
            "case" => NewsKind::Case,
            _ => NewsKind::Opened,
        },
        rule: news.of.rule,
        state: match news.state.as_str() {
            "sent" => NewsState::Sent,
            "dead" => NewsState::Dead,
            "called_off" => NewsState::CalledOff,
            _ => NewsState::Waiting,
        },
        tries: news.tries,
        at: setup.calendar.clock(news.changed),
        fault: news.fault,
    };
    let of_phone = |phone: &ManagerPhone| PhoneRow {
        id: phone.id.clone(),
        name: name(phone.staff),
        since: setup.calendar.clock(phone.since),
    };
    Ok(TroublesPage {
        form,
        rules: alerts.rules.iter().any(|rule| rule.is_for(&setup.id)),
        troubles: trouble::of_branch(&state.store, &id, SHOWN).await?.into_iter().map(row).collect(),
        recipients: alerts.to.iter().map(|to| to.id.clone()).collect(),
        phones: phones.iter().map(of_phone).collect(),
        push_key: state.push.public_key().to_owned(),
        news: trouble::latest(&state.store, &id, SHOWN).await?.into_iter().map(told).collect(),
    })
}

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AlertForm {
    /// `seen`, `again`, `test`, `subscribe` or `remove`.
    r#do: String,
    rule: String,
    place: String,
    news: String,
    recipient: String,
    phone: String,
    endpoint: String,
    p256dh: String,
    auth: String,
    language: String,
}

/// `POST`: a trouble was seen, dead news are tried again, somebody is sent a test, or a phone is to be told, or no more. What is so
/// already stays so.
pub async fn act(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Fields(form): Fields<AlertForm>,
) -> Page {
    same_origin(&headers)?;
    let (store, now) = (&visit.state.store, clock::now());
    let id = BranchId::new(&branch.live().setup().id);
    match form.r#do.as_str() {
        "seen" => {
            let key = TroubleKey { branch: id.to_string(), rule: form.rule, place: form.place };
            trouble::see(store, &key, person.id, now).await?;
        }
        "again" => {
            trouble::again(store, &id, &form.news, now).await?;
        }
        "test" if visit.state.site.alerts.to.iter().any(|to| to.id == form.recipient) => {
            test(store, &id, Recipient { id: form.recipient, phone: String::new() }, now).await?;
        }
        "test" if manager_phone::of_branch(store, &id).await?.iter().any(|phone| phone.id == form.phone) => {
            test(store, &id, Recipient { id: PHONES.to_owned(), phone: form.phone }, now).await?;
        }
        "remove" => {
            manager_phone::forget(store, &id, &form.phone).await?;
        }
        "subscribe" => {
            if let Some(fault) = subscribe(&visit.state, &id, person.id, form).await? {
                let mut filled = new_form();
                filled.fault("endpoint", fault);
                let page = of_branch(&visit, &branch, filled).await?;
                return Ok(refused(visit, &branch, person, OfficeBody::Alerts(Box::new(page))).await);
            }
        }
        _ => return Err(Error::not_found()),
    }
    Ok(saved(&visit, &branch, "alerts"))
}

/// Has a browser be told of the branch. Returns why it cannot be.
async fn subscribe(
    state: &AppState,
    branch: &BranchId,
    staff: CsrId,
    form: AlertForm,
) -> Result<Option<FieldFault>, Error> {
    let AlertForm { endpoint, p256dh, auth, language, .. } = form;
    let language = words::Locale::of(&language).code().to_owned();
    if state.push.check(&endpoint, &p256dh, &auth).is_err() {
        return Ok(Some(FieldFault::Malformed));
    }
    let (id, since) = (RequestKey::fresh().as_str().to_owned(), clock::now());
    let phone = ManagerPhone { id, branch: branch.clone(), staff, endpoint, p256dh, auth, language, since };
    let kept = manager_phone::put(&state.store, &phone, MOST_PHONES).await?;
    Ok((!kept).then_some(FieldFault::Taken))
}
