//! The targets that were in force: what came of each, and who set it.

use super::said;
use leptos::prelude::*;
use wire::{Kpi, TargetFigures, TargetRow, TargetSet};
use words::{Locale, t};

/// The targets of the period.
#[component]
pub fn Targets(locale: Locale, targets: TargetFigures) -> impl IntoView {
    let TargetFigures { now, before, rows } = targets;
    let share = |value| said::kpi_value(locale, Kpi::ServiceLevel, value);
    let change = said::change(locale, Kpi::ServiceLevel, now, before);
    let says = t!(locale, targets.says, now = share(now), before = share(before), change = change);
    let table = (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| view! { <Row locale row /> }).collect_view();
        view! {
            <div class="office-table chart-figures" role="region" tabindex="0" aria-label=t!(locale, targets.title)>
                <table>
                    <caption>{t!(locale, targets.title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(locale, figures.service)}</th>
                            <th scope="col">{t!(locale, targets.target)}</th>
                            <th scope="col">{t!(locale, targets.in_force)}</th>
                            <th scope="col">{t!(locale, targets.within)}</th>
                            <th scope="col">{t!(locale, targets.set)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <h2>{t!(locale, targets.title)}</h2>
        <p>{says}</p>
        <p class="hint">{t!(locale, targets.how)}</p>
        {table}
    }
}

#[component]
fn Row(locale: Locale, row: TargetRow) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{row.service.get(locale.code()).to_owned()}</th>
            <td>{words::minutes(locale, row.minutes)}</td>
            <td>{said::period(locale, &row.days)}</td>
            <td>{said::kpi_value(locale, Kpi::ServiceLevel, row.within)}</td>
            <td>{set_words(locale, row.set.as_ref())}</td>
        </tr>
    }
}

/// Who set a target, and when.
pub fn set_words(locale: Locale, set: Option<&TargetSet>) -> String {
    let Some(TargetSet { by, at, number }) = set else { return t!(locale, targets.from_the_start).to_owned() };
    let by = if by.is_empty() { t!(locale, targets.by_server) } else { by };
    t!(locale, targets.set_by, name = by, time = at, number = number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{KpiValue, Period};

    #[test]
    fn a_target_says_from_when_to_when_what_came_of_it_and_who_set_it() {
        let value = KpiValue { n: 40, value: Some(90.0), low: Some(76.9), high: Some(96.0) };
        let days = |first: &str, last: &str| Period { first: first.to_owned(), last: last.to_owned() };
        let row = |minutes, days, set| TargetRow {
            service: sample::text("Cassa", "Teller"),
            days,
            minutes,
            within: value,
            set,
        };
        let set = TargetSet { by: "Gaia".to_owned(), at: "2026-11-24 17:02:00".to_owned(), number: 12 };
        let rows =
            vec![row(10, days("2026-11-02", "2026-11-24"), None), row(5, days("2026-11-25", "2026-11-30"), Some(set))];
        let before = KpiValue { value: Some(80.0), ..value };
        let targets = TargetFigures { now: value, before, rows };
        let html = Owner::new().with(|| view! { <Targets locale=Locale::en targets /> }.to_html());
        for part in ["10 min", "5 min", "Gaia, 2026-11-24 17:02:00", "version 12", "+10.0\u{a0}%", "of 40"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains(t!(Locale::en, targets.from_the_start)), "{html}");
    }
}
