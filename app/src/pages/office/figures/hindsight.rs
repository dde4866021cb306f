//! The forecast against what came: two pictures with their tables, each with a sentence that says what it shows.

use super::chart::{Caption, Line, Mark, lines};
use super::said;
use crate::ui::day_words;
use leptos::prelude::*;
use wire::{Hindsight, HindsightDay, HindsightQuarter, Kpi};
use words::{Locale, t};

/// Visits that were foreseen and that came, waits that were told and that were.
#[component]
pub fn Foresight(locale: Locale, hindsight: Hindsight) -> impl IntoView {
    let Hindsight { days, quarters, told } = hindsight;
    let nothing = quarters.is_empty().then(|| view! { <p>{t!(locale, hindsight.nothing)}</p> });
    let visits = (!days.is_empty()).then(|| {
        let caption = Caption {
            id: "foreseen",
            title: t!(locale, hindsight.visits_chart).to_owned(),
            says: visits_say(locale, &days),
            unit: t!(locale, figures.axis_visitors),
        };
        let minutes = quarters.iter().map(|quarter| quarter.minute).collect();
        let foreseen = quarters.iter().map(|quarter| Some(f64::from(quarter.foreseen_tenths) / 10.0)).collect();
        let came = quarters.iter().map(|quarter| Some(f64::from(quarter.came))).collect();
        let both = [
            Line { name: t!(locale, hindsight.foreseen), mark: Mark::Circle, values: foreseen },
            Line { name: t!(locale, hindsight.came), mark: Mark::Square, values: came },
        ];
        lines(caption, minutes, &both)
    });
    let waits = (told.n > 0).then(|| {
        let caption = Caption {
            id: "told",
            title: t!(locale, hindsight.waits_chart).to_owned(),
            says: t!(locale, hindsight.waits_say, share = said::kpi_value(locale, Kpi::ServiceLevel, told)),
            unit: t!(locale, figures.axis_minutes),
        };
        let minutes = quarters.iter().map(|quarter| quarter.minute).collect();
        let line = |name, mark, of: fn(&HindsightQuarter) -> Option<u32>| {
            let values = quarters.iter().map(|quarter| of(quarter).map(|seconds| f64::from(seconds) / 60.0)).collect();
            Line { name, mark, values }
        };
        let both = [
            line(t!(locale, hindsight.told), Mark::Circle, |quarter| quarter.told_seconds),
            line(t!(locale, hindsight.waited), Mark::Square, |quarter| quarter.waited_seconds),
        ];
        lines(caption, minutes, &both)
    });
    let table = (!quarters.is_empty()).then(|| {
        view! {
            <details class="chart-table">
                <summary>{t!(locale, hindsight.table)}</summary>
                <Quarters locale quarters=quarters.clone() />
            </details>
        }
    });
    let by_day = (days.len() > 1).then(|| view! { <Days locale days=days.clone() /> });
    view! {
        <h2>{t!(locale, hindsight.title)}</h2>
        <p class="hint">{t!(locale, hindsight.how)}</p>
        {nothing}
        {visits}
        {waits}
        {table}
        {by_day}
    }
}

/// How many came beside how many were foreseen.
fn visits_say(locale: Locale, days: &[HindsightDay]) -> String {
    let foreseen = f64::from(days.iter().map(|day| day.foreseen_tenths).sum::<u32>()) / 10.0;
    let came: u32 = days.iter().map(|day| day.came).sum();
    let foreseen_said = said::number(locale, foreseen, 0);
    let said = t!(locale, hindsight.visits_say, foreseen = foreseen_said, came = came);
    [said, " ".to_owned(), difference(locale, foreseen, came)].concat()
}

/// By how much more or fewer came, in percent of what was foreseen; nothing where nobody was foreseen.
fn difference(locale: Locale, foreseen: f64, came: u32) -> String {
    if foreseen <= 0.0 {
        return String::new();
    }
    let percent = (f64::from(came) - foreseen) / foreseen * 100.0;
    let said = said::number(locale, percent.abs(), 0);
    if percent < 0.0 { t!(locale, hindsight.fewer, percent = said) } else { t!(locale, hindsight.more, percent = said) }
}

fn tenths(locale: Locale, tenths: u32) -> String {
    said::number(locale, f64::from(tenths) / 10.0, 1)
}

#[component]
fn Quarters(locale: Locale, quarters: Vec<HindsightQuarter>) -> impl IntoView {
    let at = |seconds: Option<u32>| seconds.map_or_else(|| said::NONE.to_owned(), said::duration);
    let rows = quarters
        .into_iter()
        .map(|quarter| {
            let right = if quarter.told == 0 {
                said::NONE.to_owned()
            } else {
                t!(locale, hindsight.right, within = quarter.within, told = quarter.told)
            };
            view! {
                <tr>
                    <th scope="row">{said::clock(quarter.minute)}</th>
                    <td>{tenths(locale, quarter.foreseen_tenths)}</td>
                    <td>{quarter.came}</td>
                    <td>{at(quarter.told_seconds)}</td>
                    <td>{at(quarter.waited_seconds)}</td>
                    <td>{right}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="office-table chart-figures" role="region" tabindex="0" aria-label=t!(locale, hindsight.table)>
            <table>
                <caption>{t!(locale, hindsight.table)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(locale, figures.quarter)}</th>
                        <th scope="col">{t!(locale, hindsight.foreseen)}</th>
                        <th scope="col">{t!(locale, hindsight.came)}</th>
                        <th scope="col">{t!(locale, hindsight.told)}</th>
                        <th scope="col">{t!(locale, hindsight.waited)}</th>
                        <th scope="col">{t!(locale, hindsight.within)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Days(locale: Locale, days: Vec<HindsightDay>) -> impl IntoView {
    let rows = days
        .into_iter()
        .map(|day| {
            view! {
                <tr>
                    <th scope="row">{day_words(locale, &day.day)}</th>
                    <td>{tenths(locale, day.foreseen_tenths)}</td>
                    <td>{day.came}</td>
                    <td>{difference(locale, f64::from(day.foreseen_tenths) / 10.0, day.came)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="office-table chart-figures" role="region" tabindex="0" aria-label=t!(locale, hindsight.by_day)>
            <table>
                <caption>{t!(locale, hindsight.by_day)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(locale, figures.day)}</th>
                        <th scope="col">{t!(locale, hindsight.foreseen)}</th>
                        <th scope="col">{t!(locale, hindsight.came)}</th>
                        <th scope="col">{t!(locale, hindsight.difference)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::KpiValue;

    fn shown(hindsight: Hindsight) -> String {
        Owner::new().with(|| view! { <Foresight locale=Locale::en hindsight /> }.to_html())
    }

    fn day(day: &str, foreseen_tenths: u32, came: u32) -> HindsightDay {
        HindsightDay { day: day.to_owned(), foreseen_tenths, came }
    }

    #[test]
    fn what_came_stands_beside_what_was_foreseen_with_a_sentence_that_says_it() {
        let quarter = HindsightQuarter {
            minute: 540,
            foreseen_tenths: 400,
            came: 50,
            told: 8,
            within: 6,
            told_seconds: Some(300),
            waited_seconds: Some(366),
        };
        let told = KpiValue { n: 8, value: Some(75.0), low: Some(40.9), high: Some(92.9) };
        let days = vec![day("2026-11-23", 300, 30), day("2026-11-24", 100, 20)];
        let html = shown(Hindsight { days, quarters: vec![quarter], told });
        for part in [
            "40 visits were foreseen, 50 came.",
            "25\u{a0}% more than foreseen",
            "75.0\u{a0}%",
            "6 of 8",
            "6:06",
            "id=\"foreseen-title\"",
            "id=\"told-title\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_period_of_which_nothing_was_foreseen_says_so() {
        let html = shown(Hindsight::default());
        assert!(html.contains(t!(Locale::en, hindsight.nothing)) && !html.contains("<svg"), "{html}");
        assert_eq!(difference(Locale::en, 0.0, 5), "");
    }
}
