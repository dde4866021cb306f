//! The tables of figures. Each value stands with how many visits it is of.

use super::said;
use leptos::prelude::*;
use wire::{Figure, FiguresRow, Kpi, KpiRow, KpiUnit, KpiValue, QuarterFigures};
use words::{Locale, t};

/// The key figures, beside those of the period before.
#[component]
pub fn KpiTable(locale: Locale, kpis: Vec<KpiRow>) -> impl IntoView {
    let rows = kpis
        .into_iter()
        .map(|KpiRow { kpi, now, before }| {
            view! {
                <tr>
                    <th scope="row">{said::kpi_name(locale, kpi)}</th>
                    <td>{said::kpi_value(locale, kpi, now)}</td>
                    <td>{said::kpi_value(locale, kpi, before)}</td>
                    <td>{change(locale, kpi, now, before)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Framed caption=t!(locale, figures.kpis)>
            <thead>
                <tr>
                    <th scope="col">{t!(locale, figures.kpi)}</th>
                    <th scope="col">{t!(locale, figures.now)}</th>
                    <th scope="col">{t!(locale, figures.before)}</th>
                    <th scope="col">{t!(locale, figures.change)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Framed>
    }
}

fn change(locale: Locale, kpi: Kpi, now: KpiValue, before: KpiValue) -> String {
    // Counts of a period without any visit are no ground for a comparison.
    if kpi.unit() == KpiUnit::Count && before.n == 0 && now.n == 0 {
        return said::NONE.to_owned();
    }
    said::change(locale, kpi, now, before)
}

/// A table that scrolls by itself where it is wider than the page.
#[component]
fn Framed(caption: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="office-table chart-figures" role="region" tabindex="0" aria-label=caption>
            <table>
                <caption>{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// Figures by service, letter, desk, channel or day.
#[component]
pub fn FiguresTable(locale: Locale, caption: &'static str, rows: Vec<FiguresRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{said::of(locale, &row.of)}</th>
                    <td>{row.arrivals}</td>
                    <td>{row.served}</td>
                    <td>{said::within(row.wait)}</td>
                    <td>{said::within(row.service)}</td>
                    <td>{share(locale, row.abandonment)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Framed caption>
            <thead>
                <tr>
                    <th scope="col">{t!(locale, figures.name)}</th>
                    <th scope="col">{t!(locale, figures.arrivals)}</th>
                    <th scope="col">{t!(locale, figures.served)}</th>
                    <th scope="col">{t!(locale, figures.wait_within)}</th>
                    <th scope="col">{t!(locale, figures.service_within)}</th>
                    <th scope="col">{t!(locale, figures.abandonment)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Framed>
    }
}

/// A share with its interval and its count.
fn share(locale: Locale, Figure { n, value, interval }: Figure) -> String {
    let (low, high) = interval.unzip();
    said::kpi_value(locale, Kpi::Abandonment, KpiValue { n, value, low, high })
}

/// What the pictures show, in figures.
#[component]
pub fn QuarterTable(locale: Locale, quarters: Vec<QuarterFigures>) -> impl IntoView {
    let rows = quarters
        .into_iter()
        .map(|quarter| {
            view! {
                <tr>
                    <th scope="row">{said::clock(quarter.minute)}</th>
                    <td>{quarter.arrivals}</td>
                    <td>{quarter.abandoned}</td>
                    <td>{said::within(quarter.wait)}</td>
                    <td>{said::within(quarter.service)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Framed caption=t!(locale, figures.table)>
            <thead>
                <tr>
                    <th scope="col">{t!(locale, figures.quarter)}</th>
                    <th scope="col">{t!(locale, figures.arrivals)}</th>
                    <th scope="col">{t!(locale, figures.abandoned)}</th>
                    <th scope="col">{t!(locale, figures.wait_within)}</th>
                    <th scope="col">{t!(locale, figures.service_within)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Framed>
    }
}
