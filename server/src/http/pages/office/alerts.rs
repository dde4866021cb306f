//! `/b/{branch}/office/alerts`: what the rules find wrong in the branch, who has seen it, and what became of the news of it.

use super::{done, new_form, shown};
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use axum::http::HeaderMap;
use branch::troubles::test;
use machine::clock;
use queue::CsrId;
use records::alert_rule::{AlertRule, When};
use serde::Deserialize;
use store::BranchId;
use store::trouble::{self, News, Trouble, TroubleKey};
use wire::{NewsKind, NewsRow, NewsState, OfficeBody, Said, TroubleRow, TroubleWhat, TroublesPage};

/// Troubles, and news, on the page.
const SHOWN: u32 = 50;

/// `GET`
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let setup = branch.live().setup();
    let (state, id) = (visit.state.clone(), BranchId::new(&setup.id));
    let alerts = &state.site.alerts;
    let name = |who: CsrId| state.staff.names().read().get(&who).cloned().unwrap_or_else(|| who.0.to_string());
    let row = |found: Trouble| TroubleRow {
        what: alerts.rules.iter().find(|rule| rule.id == found.key.rule).map(what),
        rule: found.key.rule,
        place: found.key.place,
        value: found.value,
        since: setup.calendar.clock(found.since),
        over: (!found.open).then(|| setup.calendar.clock(found.changed)),
        seen: found.seen_by.zip(found.seen).map(|(who, at)| (name(who), setup.calendar.clock(at))),
    };
    let told = |news: News| NewsRow {
        id: news.id,
        kind: match news.kind.as_str() {
            "over" => NewsKind::Over,
            "test" => NewsKind::Test,
            _ => NewsKind::Opened,
        },
        rule: news.of.rule,
        recipient: news.recipient,
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
    let page = TroublesPage {
        form: new_form(),
        rules: alerts.rules.iter().any(|rule| rule.is_for(&setup.id)),
        troubles: trouble::of_branch(&state.store, &id, SHOWN).await?.into_iter().map(row).collect(),
        recipients: alerts.to.iter().map(|to| to.id.clone()).collect(),
        news: trouble::latest(&state.store, &id, SHOWN).await?.into_iter().map(told).collect(),
    };
    Ok(shown(visit, &branch, person, OfficeBody::Alerts(Box::new(page))).await)
}

fn what(rule: &AlertRule) -> TroubleWhat {
    match rule.when {
        When::Wait { .. } => TroubleWhat::Wait,
        When::Queue { .. } => TroubleWhat::Queue,
        When::NoShows { .. } => TroubleWhat::NoShows,
        When::Forecast { .. } => TroubleWhat::Forecast,
        When::Device => TroubleWhat::Device,
        When::Printer => TroubleWhat::Printer,
        When::Speech => TroubleWhat::Speech,
        When::Help => TroubleWhat::Help,
        When::LowRating => TroubleWhat::LowRating,
    }
}

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AlertForm {
    /// `seen`, `again` or `test`.
    r#do: String,
    rule: String,
    place: String,
    news: String,
    recipient: String,
}

/// `POST`: a trouble was seen, dead news are tried again, or a program is sent a test. What is so already stays so.
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
            test(store, &id, &form.recipient, now).await?;
        }
        _ => return Err(Error::not_found()),
    }
    let language = in_query(visit.parts.uri.query(), "lang");
    Ok(done(&branch, "alerts", Said::Saved, &language))
}
