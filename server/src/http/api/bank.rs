//! The branches of the bank beside each other, for who manages several: ordered, searched, a part at a time.

use crate::http::AppState;
use crate::http::api::records::invalid;
use crate::http::authorise::AnyManager;
use crate::http::extract::in_query;
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::Result;
use axum::Json;
use axum::extract::{RawQuery, State};
use branch::bank::{KnownFrom, Serves, Standing, is_behind, standings};
use jiff::ToSpan;
use machine::clock;
use people::may;
use queue::Timestamp;
use records::kpi::Figure;
use reports::{BranchFigures, Trend, Worst, worse_first};
use std::cmp::Reverse;
use std::sync::Arc;
use store::report::Days;
use store::report_day::Weeks;
use store::{Person, Role};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{BankBranch, BankBranches, BankKnown, BankServes, BankSums, BankTrend, Code, KpiValue};

/// The most branches of one answer.
const MOST: usize = 200;
/// The branches of an answer that does not ask for a number.
const USUAL: usize = 50;
/// The days of the figures, today included.
const DAYS: i32 = 28;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(branches))
}

/// In which order branches stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    InTime,
    Gone,
    Satisfied,
    Wait,
    Name,
}

impl By {
    pub const ALL: [Self; 5] = [Self::InTime, Self::Gone, Self::Satisfied, Self::Wait, Self::Name];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTime => "in-time",
            Self::Gone => "gone",
            Self::Satisfied => "satisfied",
            Self::Wait => "wait",
            Self::Name => "name",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// Which branches are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    Open,
    /// With an open alert.
    Alerts,
}

impl Only {
    pub const ALL: [Self; 3] = [Self::All, Self::Open, Self::Alerts];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Alerts => "alerts",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|only| only.as_str() == word)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Words of the name, or of the id.
    pub search: String,
    pub by: By,
    pub only: Only,
    pub skipped: usize,
    pub most: usize,
    /// The language by whose names branches are ordered.
    pub language: String,
}

impl Asked {
    fn parse(query: Option<&str>) -> Result<Self> {
        let said = |field: &str| Some(in_query(query, field)).filter(|text| !text.is_empty());
        let number = |field: &'static str, usual: usize| {
            said(field).map_or(Ok(usual), |text| text.parse().map_err(|_| invalid(field, "a number")))
        };
        let by = said("by").map(|word| By::parse(&word).ok_or(word));
        let only = said("only").map(|word| Only::parse(&word).ok_or(word));
        Ok(Self {
            search: said("q").unwrap_or_default(),
            by: by
                .transpose()
                .map_err(|_| invalid("by", "in-time, gone, satisfied, wait or name"))?
                .unwrap_or_default(),
            only: only.transpose().map_err(|_| invalid("only", "all, open or alerts"))?.unwrap_or_default(),
            skipped: number("skip", 0)?,
            most: number("most", USUAL)?.min(MOST),
            language: said("lang").unwrap_or_default(),
        })
    }
}

impl IntoParams for Asked {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let order = "The order; `in-time`, the default, `gone` and `satisfied` have the branch first that is worst by the kinder \
                     end of its interval.";
        vec![
            openapi::text_query("q", "Words of a branch's name, or of its id.", "^.*$"),
            openapi::text_query("by", order, "^(in-time|gone|satisfied|wait|name)$"),
            openapi::text_query("only", "Only branches that are open, or that have alerts.", "^(all|open|alerts)$"),
            openapi::number_query("skip", "How many to leave out at the beginning."),
            openapi::number_query("most", "How many to answer, at most 200; 50 where it is missing."),
            openapi::language_query(),
        ]
    }
}

impl Refuses for Asked {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::FieldInvalid)]];
}

/// The branches that are found.
pub struct Found {
    pub sums: BankSums,
    /// Every branch that the person may see.
    pub seen: Vec<Arc<setup::Branch>>,
    /// The person sees every branch of the bank.
    pub every: bool,
    pub weeks: Weeks,
    pub count: usize,
    /// The part that is asked for.
    pub rows: Vec<BankBranch>,
}

/// The branches that the person manages: how each stands now, and its figures of the last four weeks. At most 200 in one answer; none is
/// woken.
#[utoipa::path(
    get, path = "/api/v1/office/branches", tag = "reports", params(Asked),
    responses((status = 200, body = BankBranches), Problems<(AnyManager, Asked)>),
    security(("session" = ["Manager of any branch"]))
)]
async fn branches(
    State(state): State<AppState>,
    AnyManager(person): AnyManager,
    RawQuery(query): RawQuery,
) -> Result<Json<BankBranches>> {
    let asked = Asked::parse(query.as_deref())?;
    let Found { sums, weeks, count, rows, .. } = find(&state, &person, &asked).await?;
    let Days { first, last } = weeks.all;
    Ok(Json(BankBranches {
        sums,
        found: small(count),
        skipped: small(asked.skipped),
        from: first.to_string(),
        to: last.to_string(),
        branches: rows,
    }))
}

/// The four weeks up to today, by the clock of the bank's first branch.
fn weeks(state: &AppState, now: Timestamp) -> Weeks {
    let first = state.branches.setups().into_iter().next();
    let today = first.map_or_else(|| office::utc_date(now), |setup| setup.calendar.date(now));
    let ago = |days: i32| office::day(today.saturating_sub(days.days()));
    Weeks { all: Days { first: ago(DAYS - 1), last: ago(0) }, last: ago(6), before: ago(13) }
}

/// Finds branches among those that a person manages.
pub async fn find(state: &AppState, person: &Person, asked: &Asked) -> Result<Found> {
    let now = clock::now();
    let weeks = weeks(state, now);
    let sees = |id: &str| may(person, id, Role::Manager);
    let standing = standings(&state.branches, &state.store, &state.site.server, sees, &weeks, now).await?;
    let sums = sums(&standing);
    let seen: Vec<_> = standing.iter().map(|one| one.setup.clone()).collect();
    let every = seen.len() == state.branches.setups().len();
    let search = asked.search.trim().to_lowercase();
    let mut found: Vec<(BranchFigures, Standing)> = standing
        .into_iter()
        .filter(|one| is_wanted(one, asked.only) && is_named(&one.setup, &search))
        .map(|one| (one.counted.figures(), one))
        .collect();
    order(&mut found, asked);
    let count = found.len();
    let mut rows = Vec::new();
    for (figures, one) in found.into_iter().skip(asked.skipped).take(asked.most) {
        let behind = is_behind(&state.store, &one, now).await?;
        rows.push(row(&one, &figures, behind, now));
    }
    Ok(Found { sums, seen, every, weeks, count, rows })
}

fn sums(standing: &[Standing]) -> BankSums {
    BankSums {
        branches: small(standing.len()),
        open: small(standing.iter().filter(|one| one.serves != Serves::Closed).count()),
        waiting: standing.iter().map(|one| one.waiting).sum(),
        alerts: standing.iter().map(|one| one.alerts).sum(),
    }
}

fn is_wanted(standing: &Standing, only: Only) -> bool {
    match only {
        Only::All => true,
        Only::Open => standing.serves != Serves::Closed,
        Only::Alerts => standing.alerts > 0,
    }
}

/// Whether a name of the branch, in any language, or its id holds these words.
fn is_named(setup: &setup::Branch, search: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(search);
    search.is_empty() || has(&setup.id) || setup.languages.iter().any(|language| has(setup.name.get(language.as_str())))
}

/// Branches come by id, and those that are alike stay so.
fn order(found: &mut [(BranchFigures, Standing)], asked: &Asked) {
    let worst = |by| move |a: &(BranchFigures, Standing), b: &(BranchFigures, Standing)| worse_first(by, &a.0, &b.0);
    match asked.by {
        By::InTime => found.sort_by(worst(Worst::InTime)),
        By::Gone => found.sort_by(worst(Worst::Gone)),
        By::Satisfied => found.sort_by(worst(Worst::Satisfied)),
        // Who waits longest came first.
        By::Wait => {
            found.sort_by_key(|(_, one)| (one.oldest.is_none(), one.oldest.map(|at| at.0), Reverse(one.waiting)));
        }
        By::Name => found.sort_by_cached_key(|(_, one)| one.setup.name.get(&asked.language).to_lowercase()),
    }
}

fn row(one: &Standing, figures: &BranchFigures, behind: bool, now: Timestamp) -> BankBranch {
    BankBranch {
        id: one.setup.id.clone(),
        name: one.setup.name.clone(),
        serves: match one.serves {
            Serves::Open => BankServes::Open,
            Serves::Stopped => BankServes::Stopped,
            Serves::Closed => BankServes::Closed,
        },
        known: match one.known {
            KnownFrom::Here => BankKnown::Here,
            KnownFrom::Asleep => BankKnown::Asleep,
            KnownFrom::Elsewhere => BankKnown::Elsewhere,
            KnownFrom::Nowhere => BankKnown::Nowhere,
        },
        as_of: one.at.map(|at| one.setup.calendar.with_offset(at)),
        behind,
        waiting: one.waiting,
        longest_wait_minutes: one.oldest.map(|oldest| (now - oldest).whole_minutes()),
        desks: one.desks,
        alerts: one.alerts,
        arrivals: one.counted.arrivals,
        in_time: value(figures.in_time),
        on_target: value(figures.on_target),
        gone: value(figures.gone),
        satisfied: value(figures.satisfied),
        last_week: value(figures.last_week),
        week_before: value(figures.week_before),
        trend: match figures.trend() {
            Trend::Better => BankTrend::Better,
            Trend::Worse => BankTrend::Worse,
            Trend::Same => BankTrend::Same,
            Trend::Unknown => BankTrend::Unknown,
        },
    }
}

fn value(Figure { n, value, interval }: Figure) -> KpiValue {
    let (low, high) = interval.unzip();
    KpiValue { n, value, low, high }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
