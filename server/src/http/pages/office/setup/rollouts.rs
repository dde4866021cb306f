//! `/b/{branch}/office/setup/rollouts`: changes that are made to many branches, for an admin. Each is shown with what it comes to in each
//! branch before a group has its turn. Who acts on one that somebody else has acted on meanwhile is answered 412, with how it stands.

mod begin;

pub use begin::{Asked, begin, form, spreads};

use super::super::complaints::name;
use super::super::{Given, done, language, shown, value};
use super::told::{Told, spoken};
use super::{newest, offset};
use crate::http::authorise::{Admin, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::setup::{Change, Fault};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use branch::Handle;
use branch::rollouts::{Acted, Acting, EDITED, take_back, turn};
use branch::setups::written;
use queue::CsrId;
use std::collections::BTreeMap;
use store::audit::Who;
use store::{BranchId, Person, Rollout, RolloutBranch, RolloutState, Store, rollout};
use wire::{
    OfficeBody, RolloutBranchRow, RolloutGroupRow, RolloutPage, RolloutRefused, RolloutRow, RolloutStanding, Rollouts,
    Said, SetupChange, Text, Time,
};

/// Rollouts, and branches of one, on a page.
const ROWS: u32 = 50;
/// The most branches that are named above a rollout because they were not given back what they had.
const NAMED: u32 = 20;

const fn standing(state: RolloutState) -> RolloutStanding {
    match state {
        RolloutState::Planned => RolloutStanding::Planned,
        RolloutState::Same => RolloutStanding::Same,
        RolloutState::Refused => RolloutStanding::Refused,
        RolloutState::Done => RolloutStanding::Done,
        RolloutState::Returned => RolloutStanding::Returned,
        RolloutState::Kept => RolloutStanding::Kept,
    }
}

/// Changes as they are kept, as the pages show them.
fn shown_kept(changes: &str, told: &Told) -> Vec<SetupChange> {
    let changes: Vec<Change> = serde_json::from_str(changes).unwrap_or_default();
    changes.into_iter().map(|change| told.change(change)).collect()
}

/// The check's words of mistakes that stand in none of the branches.
fn said(faults: Vec<Fault>) -> Vec<String> {
    faults.into_iter().map(|fault| fault.to_string()).collect()
}

fn row(branch: &Handle, rollout: &Rollout) -> RolloutRow {
    let person = rollout.who.strip_prefix("staff:").and_then(|id| id.parse().ok()).map(CsrId);
    RolloutRow {
        id: rollout.id,
        name: rollout.name.clone(),
        by: name(branch, person),
        day: branch.live().setup().calendar.date(rollout.at).to_string(),
        at: Time::from_millis(rollout.at.0),
        returned: rollout.returned.is_some(),
    }
}

/// The name of the rollout for which a version was saved; empty where it was saved for none.
pub async fn name_of(store: &Store, reason: &str) -> Result<String> {
    let Some(id) = reason.strip_prefix("rollout:").and_then(|id| id.parse().ok()) else { return Ok(String::new()) };
    Ok(rollout::by_id(store, id).await?.map(|rollout| rollout.name).unwrap_or_default())
}

/// `GET /b/{branch}/office/setup/rollouts`
pub async fn list(visit: Visit, Branch(branch): Branch, Admin(person): Admin) -> Page {
    let before = in_query(visit.parts.uri.query(), "before").parse().unwrap_or(u32::MAX / 2);
    let found = rollout::all(&visit.state.store, before, ROWS).await?;
    let page = Rollouts {
        rows: found.iter().map(|found| row(&branch, found)).collect(),
        before: found.last().map(|last| last.id).filter(|last| *last > 1),
        utc_offset_minutes: offset(&branch),
    };
    Ok(shown(visit, &branch, person, OfficeBody::Rollouts(Box::new(page))).await)
}

/// `GET /b/{branch}/office/setup/rollouts/{rollout}`; `?group=2&only=refused&after=porto` shows some of its branches.
pub async fn one(
    visit: Visit,
    Branch(branch): Branch,
    Admin(person): Admin,
    Path((_, id)): Path<(String, String)>,
) -> Page {
    standing_page(visit, branch, person, id.parse().map_err(|_| Error::not_found())?, None).await
}

/// `POST /b/{branch}/office/setup/rollouts/{rollout}`: a group has its turn, or all is taken back.
pub async fn act(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Admin(person): Admin,
    Path((_, id)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let id: u32 = id.parse().map_err(|_| Error::not_found())?;
    if !visit.state.site.editor || rollout::by_id(&visit.state.store, id).await?.is_none() {
        return Err(Error::not_found());
    }
    let acting = Acting {
        store: &visit.state.store,
        setups: visit.state.branches.versions(),
        rollout: id,
        seen: value(&given, "seen").parse().unwrap_or_default(),
        who: Who::staff(person.id),
    };
    let acted = match value(&given, "do") {
        "back" => take_back(&acting).await?,
        "turn" => {
            let place: u32 = value(&given, "group").parse().map_err(|_| Error::not_found())?;
            let groups = rollout::groups(&visit.state.store, id).await?;
            if groups.iter().all(|group| group.place != place) {
                return Err(Error::not_found());
            }
            turn(&acting, place).await?
        }
        _ => return Err(Error::not_found()),
    };
    let refused = match acted {
        Acted::Done => {
            return Ok(done(&branch, &format!("setup/rollouts/{id}"), Said::Saved, &language(&visit)));
        }
        Acted::Stale => RolloutRefused::Stale,
        Acted::Faulty(faults) => RolloutRefused::Faulty(said(faults)),
    };
    standing_page(visit, branch, person, id, Some(refused)).await
}

/// How a rollout stands, and branches of one of its groups.
async fn standing_page(visit: Visit, branch: Handle, person: Person, id: u32, refused: Option<RolloutRefused>) -> Page {
    let store = visit.state.store.clone();
    let found = rollout::by_id(&store, id).await?.ok_or_else(Error::not_found)?;
    let groups = groups(&store, &branch, id).await?;
    let asked = |name: &str| in_query(visit.parts.uri.query(), name);
    let next = groups.iter().find(|group| group.done.is_none()).map_or(1, |group| group.place);
    let place = asked("group").parse().unwrap_or(next);
    let only = RolloutState::parse(&asked("only"));
    let mut transaction = store.begin().await?;
    let after = BranchId::new(&asked("after"));
    let mut rows = rollout::page(&mut transaction, id, place, only, &after, ROWS + 1).await?;
    let mut kept = Vec::new();
    for group in groups.iter().filter(|group| group.count(RolloutStanding::Kept) > 0) {
        let (of, none) = (Some(RolloutState::Kept), BranchId::new(""));
        let rows = rollout::page(&mut transaction, id, group.place, of, &none, NAMED).await?;
        kept.extend(rows.into_iter().map(|row| row.branch.as_str().to_owned()));
    }
    transaction.commit().await?;
    kept.truncate(NAMED as usize);
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let setup = visit.state.branches.versions().newest().setup;
    let told = Told::by(&written(&newest(&store).await?)?, spoken(&visit, &branch).await);
    let shown_row = |row: RolloutBranch| {
        let edited = row.state == RolloutState::Planned && row.why == EDITED;
        let id = row.branch.as_str().to_owned();
        RolloutBranchRow {
            // A branch that has gone has no name.
            name: setup.branches.get(&id).map_or_else(Text::default, |branch| branch.name.clone()),
            standing: standing(row.state),
            why: if edited { String::new() } else { row.why },
            edited,
            changes: shown_kept(&row.changes, &told),
            id,
        }
    };
    let branches: Vec<RolloutBranchRow> = rows.into_iter().map(shown_row).collect();
    let page = RolloutPage {
        row: row(&branch, &found),
        seen: found.version,
        changes: shown_kept(&found.changes, &told),
        groups,
        place,
        only: only.map(standing),
        after: branches.last().filter(|_| more).map(|last| last.id.clone()),
        branches,
        kept,
        refused: refused.clone(),
        utc_offset_minutes: offset(&branch),
    };
    let mut response = shown(visit, &branch, person, OfficeBody::Rollout(Box::new(page))).await;
    match refused {
        Some(RolloutRefused::Stale) => *response.status_mut() = StatusCode::PRECONDITION_FAILED,
        Some(RolloutRefused::Faulty(_)) => *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY,
        None => {}
    }
    Ok(response)
}

async fn groups(store: &Store, branch: &Handle, id: u32) -> Result<Vec<RolloutGroupRow>> {
    let mut counts: BTreeMap<u32, Vec<(RolloutStanding, u32)>> = BTreeMap::new();
    for of in rollout::counts(store, id).await? {
        counts.entry(of.place).or_default().push((standing(of.state), of.count));
    }
    let calendar = &branch.live().setup().calendar;
    let groups = rollout::groups(store, id).await?.into_iter().map(|group| RolloutGroupRow {
        counts: counts.remove(&group.place).unwrap_or_default(),
        place: group.place,
        name: group.name,
        number: group.number,
        done: group.done.map(|at| (calendar.date(at).to_string(), Time::from_millis(at.0))),
    });
    Ok(groups.collect())
}
