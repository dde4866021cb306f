//! The times that can be booked.

use super::error::problem;
use super::{BookProblem, StartInvalid, book_of, minutes, wall};
use crate::http::AppState;
use crate::http::extract::{Branch, in_query};
use crate::http::openapi::Problems;
use crate::http::problem::Result;
use axum::Json;
use axum::extract::{RawQuery, State};
use jiff::civil::Date;
use machine::clock;
use office::appointments::OfferSearch;
use queue::{CsrId, Language, ServiceId};
use records::appointment::Party;
use records::grid::{WallFault, date};
use utoipa::IntoParams;
use wire::{FreeTime, FreeTimes, Time};

/// How many days are searched where the query does not say.
const DAYS: u32 = 7;

/// The query of the route.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes the query, which is read by hand: what it leaves out has a default")]
pub struct SlotsQuery {
    /// The service, by its id.
    #[param(pattern = "^[a-z0-9_-]{1,40}$")]
    service: String,
    /// Only this officer, by number.
    officer: Option<u32>,
    /// Only officers who speak this language.
    #[param(pattern = "^[a-z]{2,3}$")]
    language: Option<String>,
    /// The first day, `2026-12-03`; today where it is left out.
    #[param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    from: Option<String>,
    /// How many days, from 1 on; 7 where it is left out.
    days: Option<u32>,
}

/// The times that can be booked for a service.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/slots", tag = "appointments", params(Branch, SlotsQuery),
    responses((status = 200, body = FreeTimes), Problems<(Branch, BookProblem, StartInvalid)>)
)]
pub async fn slots(
    State(state): State<AppState>,
    Branch(branch): Branch,
    RawQuery(query): RawQuery,
) -> Result<Json<FreeTimes>> {
    let setup = branch.live().setup();
    let query = query.as_deref();
    let text = |name: &str| Some(in_query(query, name)).filter(|value| !value.is_empty());
    let now = clock::now();
    let service = ServiceId::new(&in_query(query, "service"));
    let unreadable = || StartInvalid(WallFault::Unreadable);
    let first: Date = match text("from") {
        Some(day) => day.parse().map_err(|_| unreadable())?,
        None => date(setup.calendar.time_zone(), now),
    };
    let number = |name| text(name).map(|number| number.parse::<u32>().map_err(|_| unreadable())).transpose();
    let wanted = OfferSearch {
        service: service.clone(),
        officer: number("officer")?.map(CsrId),
        language: text("language").map(|language| Language::new(&language)),
    };
    let days = number("days")?.unwrap_or(DAYS).max(1);
    let offers = book_of(&state, &setup).offers(&wanted, first, days, Party::Visitor, now).await.map_err(problem)?;
    let times = offers.offers.into_iter().map(|offer| FreeTime {
        start: Time::from_millis(offer.start.start().0),
        wall: wall(&setup, offer.start.start()),
        officers: offer.officers.into_iter().map(|officer| officer.0).collect(),
    });
    let times = times.collect();
    Ok(Json(FreeTimes { minutes: minutes(&setup, &service), service: service.to_string(), times }))
}
