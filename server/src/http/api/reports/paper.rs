//! The figures of a day, a week or a month on paper: what is sent by itself, and what the page has as a file.

use super::asked::time_zone;
use super::figures::computed;
use crate::http::AppState;
use crate::http::problem::Result;
use app::figures_said as said;
use jiff::ToSpan;
use jiff::civil::Date;
use paper::forms::{Bars, Sheet, Table, sheet};
use queue::Day;
use reports::{Filter, Report, Spread, Tally};
use std::collections::BTreeMap;
use store::BranchId;
use store::report::Days;
use wire::{Kpi, KpiUnit, KpiValue, Period, Within};
use words::{Locale, t};

/// The figures of the days from `first` to `last` as a PDF, beside those of as many days before.
pub async fn on_paper(
    state: &AppState,
    setup: &setup::Branch,
    (first, last): (Date, Date),
    filter: Filter,
    locale: Locale,
) -> Result<Vec<u8>> {
    let before = compared(first, last);
    let now = computed(state, setup, first, last, filter.clone()).await?;
    let earlier = computed(state, setup, before.0, before.1, filter.clone()).await?;
    let known: BTreeMap<Kpi, KpiValue> = earlier.kpis().into_iter().collect();
    let kpi = |(kpi, value): (Kpi, KpiValue)| {
        let earlier = known.get(&kpi).copied().unwrap_or_default();
        let nothing = kpi.unit() == KpiUnit::Count && value.n == 0 && earlier.n == 0;
        let change = if nothing { said::NONE.to_owned() } else { said::change(locale, kpi, value, earlier) };
        let values = [value, earlier].map(|value| said::kpi_value(locale, kpi, value));
        let [now, before] = values;
        vec![said::kpi_name(locale, kpi).to_owned(), now, before, change]
    };
    let kpis = Table {
        heading: t!(locale, figures.kpis).to_owned(),
        columns: owned(&[
            t!(locale, figures.kpi),
            t!(locale, figures.now),
            t!(locale, figures.before),
            t!(locale, figures.change),
        ]),
        rows: now.kpis().into_iter().map(kpi).collect(),
    };
    let report = &now.report;
    let mut tables = vec![kpis];
    tables.extend(groups(setup, report, first != last, locale));
    if !filter.is_finer_than_services() {
        tables.extend(targets(state, setup, (first, last), &filter, locale).await?);
    }
    let mut lead = vec![
        t!(locale, figures.compared, period = said::period(locale, &period(before.0, before.1))),
        t!(locale, figures.zone, zone = time_zone(setup)),
        t!(locale, figures.interval).to_owned(),
        t!(locale, figures.minute_second).to_owned(),
    ];
    if report.total.visits == 0 {
        lead.insert(0, t!(locale, figures.nothing).to_owned());
    }
    let whole = Sheet {
        branch: setup.name.get(locale.code()).to_owned(),
        title: title(locale, first, last),
        language: locale.code().to_owned(),
        lead,
        bars: bars(report, locale),
        tables,
    };
    Ok(sheet(&whole))
}

/// What the report of these days is called.
pub fn title(locale: Locale, first: Date, last: Date) -> String {
    t!(locale, report_letter.title, period = said::period(locale, &period(first, last)))
}

/// What a period is compared with: a whole month with the one before, anything else with the same weekdays before it.
fn compared(first: Date, last: Date) -> (Date, Date) {
    if first == first.first_of_month() && last == first.last_of_month() {
        let before = first.saturating_sub(1.month());
        return (before, before.last_of_month());
    }
    let days = first.until(last).map_or(0, |span| span.get_days()) + 1;
    let back = ((days + 6) / 7 * 7).days();
    (first.saturating_sub(back), last.saturating_sub(back))
}

fn period(first: Date, last: Date) -> Period {
    Period { first: first.to_string(), last: last.to_string() }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Arrivals by quarter hour; nothing where nobody came.
fn bars(report: &Report, locale: Locale) -> Option<Bars> {
    let busy = || report.by_quarter.iter().filter(|(_, tally)| tally.visits > 0).map(|(minute, _)| *minute);
    let (first, last) = busy().next().zip(busy().next_back())?;
    let arrivals = |minute: u16| report.by_quarter.get(&minute).map_or(0, |tally| tally.arrivals);
    let bars: Vec<(String, u32)> =
        (first..=last).step_by(15).map(|minute| (said::clock(minute), arrivals(minute))).collect();
    let busiest = (first..=last).step_by(15).rev().max_by_key(|minute| arrivals(*minute))?;
    let (from, to) = (said::clock(busiest), said::clock(busiest + 15));
    let (most, count) = (arrivals(busiest), report.total.arrivals);
    Some(Bars {
        heading: t!(locale, figures.arrivals_chart).to_owned(),
        says: t!(locale, figures.arrivals_says, from = from, to = to, most = most, count = count),
        bars,
    })
}

/// The figures by service, letter and desk, and by day where there are several.
fn groups(setup: &setup::Branch, report: &Report, days: bool, locale: Locale) -> Vec<Table> {
    let service = |id: &queue::ServiceId| {
        setup.service(id).map_or_else(|| id.to_string(), |service| service.name.get(locale.code()).to_owned())
    };
    let desk = |id: &queue::DeskId| {
        setup.desks.get(id).map_or_else(|| id.to_string(), |desk| desk.name.get(locale.code()).to_owned())
    };
    let day = |day: &Day| said::period(locale, &Period { first: day.to_string(), last: day.to_string() });
    let mut groups = Vec::new();
    if days {
        groups.push((t!(locale, figures.by_day), rows(&report.by_day, day, locale)));
    }
    groups.push((t!(locale, figures.by_service), rows(&report.by_service, service, locale)));
    groups.push((t!(locale, figures.by_letter), rows(&report.by_letter, ToString::to_string, locale)));
    groups.push((t!(locale, figures.by_desk), rows(&report.by_desk, desk, locale)));
    let columns = owned(&[
        t!(locale, figures.name),
        t!(locale, figures.arrivals),
        t!(locale, figures.served),
        t!(locale, figures.wait_within),
        t!(locale, figures.abandonment),
    ]);
    let table = |(heading, rows): (&str, Vec<Vec<String>>)| Table {
        heading: heading.to_owned(),
        columns: columns.clone(),
        rows,
    };
    groups.into_iter().filter(|(_, rows)| !rows.is_empty()).map(table).collect()
}

fn rows<K>(tallies: &BTreeMap<K, Tally>, name: impl Fn(&K) -> String, locale: Locale) -> Vec<Vec<String>> {
    let row = |(of, tally): (&K, &Tally)| {
        let kpis = tally.kpis();
        let (low, high) = kpis.abandonment.interval.unzip();
        let gone = KpiValue { n: kpis.abandonment.n, value: kpis.abandonment.value, low, high };
        vec![
            name(of),
            kpis.arrivals.to_string(),
            kpis.served.to_string(),
            said::within(within(kpis.wait)),
            said::kpi_value(locale, Kpi::Abandonment, gone),
        ]
    };
    tallies.iter().map(row).collect()
}

fn within(spread: Spread) -> Within {
    let seconds = |ms: Option<i64>| ms.and_then(|ms| u32::try_from((ms + 500) / 1_000).ok());
    Within { n: spread.n, p50: seconds(spread.median), p80: seconds(spread.p80), p95: seconds(spread.p95) }
}

/// The targets that were in force; nothing where no day was opened.
async fn targets(
    state: &AppState,
    setup: &setup::Branch,
    (first, last): (Date, Date),
    filter: &Filter,
    locale: Locale,
) -> Result<Option<Table>> {
    let days = Days { first: office::day(first), last: office::day(last) };
    let found = branch::reporting::targets(&state.store, &BranchId::new(&setup.id), &days).await?;
    let row = |span: reports::TargetSpan| {
        let name = setup.service(&span.service).map(|service| service.name.get(locale.code()).to_owned());
        let figure = span.counted.share();
        let (low, high) = figure.interval.unzip();
        let share = KpiValue { n: figure.n, value: figure.value, low, high };
        let days = Period { first: span.first.to_string(), last: span.last.to_string() };
        vec![
            name.unwrap_or_else(|| span.service.to_string()),
            words::minutes(locale, span.target.whole_minutes()),
            said::period(locale, &days),
            said::kpi_value(locale, Kpi::ServiceLevel, share),
        ]
    };
    let rows: Vec<Vec<String>> = found.spans(filter.service.as_ref()).into_iter().map(row).collect();
    let columns = owned(&[
        t!(locale, figures.service),
        t!(locale, targets.target),
        t!(locale, targets.in_force),
        t!(locale, targets.within),
    ]);
    let heading = t!(locale, targets.title).to_owned();
    Ok((!rows.is_empty()).then_some(Table { heading, columns, rows }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_compared_with_the_month_before_and_anything_else_with_the_same_weekdays() {
        let month = compared(date(2026, 3, 1), date(2026, 3, 31));
        assert_eq!(month, (date(2026, 2, 1), date(2026, 2, 28)));
        let monday = date(2026, 11, 23);
        assert_eq!(compared(monday, monday), (date(2026, 11, 16), date(2026, 11, 16)));
        assert_eq!(compared(monday, date(2026, 11, 30)), (date(2026, 11, 9), date(2026, 11, 16)));
    }

    #[test]
    fn the_picture_goes_from_the_first_quarter_hour_to_the_last_in_which_somebody_came() {
        let mut report = Report::default();
        assert!(bars(&report, Locale::en).is_none());
        for minute in [540, 570] {
            report.by_quarter.entry(minute).or_default().visit(reports::End::Served, true, Some(60_000), 1);
        }
        let found = bars(&report, Locale::en).unwrap();
        assert_eq!(found.bars, [("09:00".to_owned(), 1), ("09:15".to_owned(), 0), ("09:30".to_owned(), 1)]);
        assert!(found.says.contains("09:00") && found.says.contains("09:15"), "{}", found.says);
    }
}
