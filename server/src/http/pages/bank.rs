//! `/office/branches`: the branches of the bank beside each other, for who manages several.

mod targets;

use super::visit::staff_member;
use super::{Page, Visit};
use crate::http::api::bank::{Asked, By, Found, Only, find};
use crate::http::authorise::AnyManager;
use crate::http::extract::in_query;
use branch::bank::hours;
use reports::BankHours;
use store::report::Days;
use wire::{BankPage, FilledForm, HeatRow, Period};

/// Branches on a page.
const ROWS: usize = 50;

/// `GET`: the branches that are asked for by `q`, `by`, `only` and `page`. What cannot be meant is as if it were not asked for.
pub async fn page(visit: Visit, AnyManager(person): AnyManager) -> Page {
    let state = visit.state.clone();
    let query = visit.parts.uri.query().map(str::to_owned);
    let said = |name: &str| in_query(query.as_deref(), name);
    let languages = visit.languages();
    let page = said("page").parse::<usize>().unwrap_or(1).max(1);
    let asked = Asked {
        search: said("q"),
        by: By::parse(&said("by")).unwrap_or_default(),
        only: Only::parse(&said("only")).unwrap_or_default(),
        skipped: (page - 1).saturating_mul(ROWS),
        most: ROWS,
        language: visit.wanted(&languages).await,
    };
    let Found { sums, seen, every, weeks, count, rows } = find(&state, &person, &asked).await?;
    let seen: Vec<_> = seen.iter().collect();
    let week = hours(&state.store, &seen, every, &weeks.all).await?;
    let form =
        FilledForm::default().with("q", asked.search).with("by", asked.by.as_str()).with("only", asked.only.as_str());
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let Days { first, last } = weeks.all;
    let page = BankPage {
        languages: languages.clone(),
        staff: staff_member(person),
        form,
        sums,
        found: small(count),
        page: small(page),
        pages: small(count.div_ceil(ROWS).max(1)),
        rows,
        period: Period { first: first.to_string(), last: last.to_string() },
        heat: heat(&week),
        targets: targets::of_branches(&seen),
        target_changes: targets::changes(&state, &seen).await?,
    };
    Ok(visit.personal(&languages, &page).await)
}

fn heat(week: &BankHours) -> Vec<HeatRow> {
    let row = |(weekday, hours): (u8, &[u32; 24])| HeatRow {
        weekday,
        days: week.days_of(usize::from(weekday)),
        arrivals: hours.to_vec(),
    };
    (0..).zip(&week.arrivals).map(row).filter(|row| row.days > 0).collect()
}
