//! `/b/{branch}/office/audit`: who did what in the branch, for its managers.

use super::shown;
use crate::http::AppState;
use crate::http::audit_csv;
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use branch::Handle;
use machine::clock;
use people::may;
use serde::Deserialize;
use store::audit::{self, BANK, Entry, Line, Search, What, Who};
use store::{BranchId, Failure, Person, Role};
use url::form_urlencoded::Serializer;
use wire::{AuditLine, AuditPage, FilledForm, OfficeBody};

/// Lines on a page.
const LINES: u32 = 100;
/// Lines that are read at once for a file.
const AT_ONCE: u32 = 1_000;

/// `GET`: the lines that are asked for by `who`, `what`, `day` and `before`.
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let state = visit.state.clone();
    let query = visit.parts.uri.query().map(str::to_owned);
    let asked = |name: &str| in_query(query.as_deref(), name);
    let (who, what, day, chain) = (asked("who"), asked("what"), asked("day"), asked("chain"));
    let mut search = Search { who: who.clone(), what: what.clone(), most: LINES, ..Search::default() };
    search.before = asked("before").parse().ok();
    let setup = &branch.live().setup();
    if let Some((from, until)) = day.parse().ok().and_then(|day| setup.calendar.span(day)) {
        (search.from, search.until) = (from, until);
    }
    let bank = sees_bank(&state, &person);
    let lines = audit::search(&state.store, &chain_of(&branch, bank, &chain), &search).await?;
    let earlier = lines.last().filter(|last| last.n > 1 && lines.len() == LINES as usize).map(|last| {
        let pairs = [("who", &who), ("what", &what), ("day", &day), ("chain", &chain)];
        let mut query = Serializer::new(String::new());
        query.extend_pairs(pairs).append_pair("before", &last.n.to_string());
        query.append_pair("lang", &asked("lang")).finish()
    });
    let actors = audit::actors(&state.store, &BranchId::new(&setup.id)).await?;
    let mut people: Vec<(String, String)> =
        actors.into_iter().filter_map(|who| Some((who.clone(), name(&state, &who)?))).collect();
    people.sort_by(|(_, a), (_, b)| a.cmp(b));
    let form = FilledForm::default().with("who", who).with("what", what).with("day", day).with("chain", chain);
    let lines = lines.into_iter().map(|line| shown_line(&state, &branch, line)).collect();
    let what = What::ALL.iter().map(|what| what.as_str().to_owned()).collect();
    let page = AuditPage { form, bank, what, people, lines, earlier };
    Ok(shown(visit, &branch, person, OfficeBody::Audit(page)).await)
}

#[derive(Debug, Deserialize)]
pub struct Export {
    #[serde(default)]
    chain: String,
}

/// `POST`: every line as CSV. That it was asked for is the last line of the file.
pub async fn export(
    State(state): State<AppState>,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Fields(wanted): Fields<Export>,
) -> Result<Response> {
    same_origin(&headers)?;
    let chain = chain_of(&branch, sees_bank(&state, &person), &wanted.chain);
    state.audit.note(Entry::new(&chain, clock::now(), Who::staff(person.id), What::AuditExported)).await?;
    let name = format!("attachment; filename=\"audit-{}.csv\"", branch.live().setup().id);
    let store = state.store.clone();
    let first = futures::stream::once(async { Ok::<_, Failure>(Bytes::from_static(audit_csv::HEADER.as_bytes())) });
    // The file is sent as it is read: a chain may be longer than the memory.
    let rows = futures::stream::try_unfold(1_u64, move |from| {
        let (store, chain) = (store.clone(), chain.clone());
        async move {
            let lines = audit::lines(&store, &chain, from, AT_ONCE).await?;
            let Some(last) = lines.last() else { return Ok(None) };
            let rows: String = lines.iter().map(audit_csv::row).collect();
            Ok(Some((Bytes::from(rows), last.n + 1)))
        }
    });
    let body = axum::body::Body::from_stream(futures::StreamExt::chain(first, rows));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

/// Whether somebody sees what belongs to no branch: an admin, and whoever manages the only branch.
fn sees_bank(state: &AppState, person: &Person) -> bool {
    state.branches.setups().len() == 1 || may(person, "", Role::Admin)
}

fn chain_of(branch: &Handle, bank: bool, chain: &str) -> BranchId {
    let setup = branch.live().setup();
    let id = if bank && chain == "bank" { BANK } else { &setup.id };
    BranchId::new(id)
}

/// The name of a member of staff who is still known.
fn name(state: &AppState, who: &str) -> Option<String> {
    let id = who.strip_prefix("staff:")?.parse().ok()?;
    state.staff.names().read().get(&queue::CsrId(id)).cloned()
}

fn shown_line(state: &AppState, branch: &Handle, line: Line) -> AuditLine {
    let at = branch.live().setup().calendar.clock(line.at);
    let who = name(state, &line.who).unwrap_or(line.who);
    let Line { n, what, about, device, address, .. } = line;
    AuditLine { n, at, who, what, about, device, address }
}
