//! What the staff have to see to, as JSON.

use super::records::{Wish, invalid};
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, in_query};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::Result;
use axum::Json;
use axum::extract::{RawQuery, State};
use branch::{Handle, RequestKey};
use store::to_do::{self, Filter};
use store::{Failure, Person, ToDo};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, Pressure, ToDoCount, ToDoEntry, ToDoList};

/// What alone can be listed; nothing stands for all.
const KINDS: [&str; 7] = ["", "feedback", "complaint", "case", "follow_up", "interest", "contact_check"];
/// How many entries a page has.
const PAGE: u32 = 50;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The part of the list that is asked for.
struct Part;

impl IntoParams for Part {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            openapi::text_query(
                "kind",
                "What alone is listed.",
                "^(feedback|complaint|case|follow_up|interest|contact_check)?$",
            ),
            openapi::text_query("mine", "Where it is 1: only what this person sees to.", "^1?$"),
            openapi::number_query("page", "The page, from 0."),
        ]
    }
}

impl Refuses for Part {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::FieldInvalid)]];
}

/// Refuses a part that no list has; the pages for people show the nearest instead.
fn checked(query: Option<&str>) -> Result<()> {
    let (kind, page) = (in_query(query, "kind"), in_query(query, "page"));
    if !KINDS.contains(&kind.as_str()) {
        return Err(invalid("kind", KINDS[1..].join(", ")));
    }
    if !matches!(in_query(query, "mine").as_str(), "" | "1") {
        return Err(invalid("mine", "1, or nothing"));
    }
    if page.is_empty() || page.parse::<u32>().is_ok() { Ok(()) } else { Err(invalid("page", "a number from 0")) }
}

/// The part of the list that a query asks for: `kind`, `mine`, `page`.
pub async fn asked(
    state: &AppState,
    branch: &Handle,
    person: &Person,
    query: Option<&str>,
) -> Result<ToDoList, Failure> {
    let wish = Wish::of(branch, RequestKey::fresh());
    let today = office::written(wish.today);
    let kind = in_query(query, "kind");
    let mine = !in_query(query, "mine").is_empty();
    let page: u32 = in_query(query, "page").parse().unwrap_or_default();
    let filter = match (kind.as_str(), mine) {
        (_, true) => Filter::Person(person.id),
        ("", _) => Filter::All,
        (kind, _) => Filter::Kind(kind),
    };
    let skipped = page.saturating_mul(PAGE);
    let mut found = to_do::list(&state.store, &wish.branch, &today, filter, skipped, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let counts = to_do::counts(&state.store, &wish.branch, &today).await?;
    let counts = counts.into_iter().map(|(kind, open, due)| ToDoCount { kind, open, due }).collect();
    let entries = found.into_iter().map(|to_do| entry(to_do, &today)).collect();
    Ok(ToDoList { today, kind, mine, page, more, counts, entries })
}

fn entry(to_do: ToDo, today: &str) -> ToDoEntry {
    let reached = |day: &Option<String>| day.as_deref().is_some_and(|day| day <= today);
    let pressure = if to_do.due.as_str() < today {
        Pressure::Over
    } else if to_do.due == today {
        Pressure::Today
    } else if reached(&to_do.urgent_on) {
        Pressure::Urgent
    } else if reached(&to_do.half_on) {
        Pressure::Half
    } else {
        Pressure::Calm
    };
    let ToDo { kind, record, label, detail, due, assigned, .. } = to_do;
    ToDoEntry { kind, record, label, detail, due, pressure, assigned: assigned.map(|person| person.0) }
}

/// What the staff of the branch have to see to, the first due first; 50 a page.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/to-do", tag = "office",
    params(Branch, Part),
    responses((status = 200, body = ToDoList), Problems<(Csr, Branch, Part)>), security(("session" = []))
)]
async fn list(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    RawQuery(query): RawQuery,
) -> Result<Json<ToDoList>> {
    checked(query.as_deref())?;
    Ok(Json(asked(&state, &branch, &person, query.as_deref()).await?))
}
