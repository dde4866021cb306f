//! A map of weekday and hour: a table whose cells are the darker the busier the hour was. The numbers stand in it, so that it is read
//! without colours too.

use super::said;
use leptos::prelude::*;
use wire::HeatRow;
use words::{Locale, t};

/// How many shades there are.
const SHADES: f64 = 4.0;

/// Visitors a day, by weekday and hour.
#[component]
pub fn Heat(locale: Locale, rows: Vec<HeatRow>) -> impl IntoView {
    let mean = |row: &HeatRow, hour: usize| {
        let arrivals = row.arrivals.get(hour).copied().unwrap_or_default();
        f64::from(arrivals) / f64::from(row.days.max(1))
    };
    let hours: Vec<usize> =
        (0..24).filter(|hour| rows.iter().any(|row| row.arrivals.get(*hour).is_some_and(|count| *count > 0))).collect();
    let Some((first, last)) = hours.first().copied().zip(hours.last().copied()) else { return ().into_any() };
    let all = rows.iter().flat_map(|row| (first..=last).map(move |hour| (mean(row, hour), row.weekday, hour)));
    let busiest = all.fold((0.0, 0, first), |most, one| if one.0 > most.0 { one } else { most });
    let says = {
        let (most, weekday, hour) = busiest;
        let (from, to) = (clock(hour), clock(hour + 1));
        let day = words::weekday(locale, usize::from(weekday));
        t!(locale, figures.heat_says, day = day, from = from, to = to, most = said::number(locale, most, 1))
    };
    let heads = (first..=last).map(|hour| view! { <th scope="col">{clock(hour)}</th> }).collect_view();
    let body = rows
        .iter()
        .map(|row| {
            let cells = (first..=last)
                .map(|hour| {
                    let value = mean(row, hour);
                    view! { <td class=shade(value, busiest.0)>{said::number(locale, value, 1)}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{words::weekday(locale, usize::from(row.weekday))}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="chart">
            <h2 id="heat">{t!(locale, figures.heat)}</h2>
            <p>{says}</p>
            <div class="office-table heat" role="region" tabindex="0" aria-labelledby="heat">
                <table>
                    <thead>
                        <tr>
                            <td></td>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <p class="hint">{t!(locale, figures.heat_cell)}</p>
        </div>
    }
    .into_any()
}

fn clock(hour: usize) -> String {
    said::clock(u16::try_from(hour * 60).unwrap_or_default())
}

/// The shade of a value beside the largest one.
fn shade(value: f64, most: f64) -> &'static str {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are five shades")]
    let shade = if most > 0.0 { (value / most * SHADES).ceil() as u32 } else { 0 };
    match shade {
        0 => "heat-0",
        1 => "heat-1",
        2 => "heat-2",
        3 => "heat-3",
        _ => "heat-4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_hour_is_the_darkest_and_is_said_in_visitors_a_day() {
        let mut arrivals = vec![0; 24];
        (arrivals[9], arrivals[10]) = (8, 2);
        let rows = vec![HeatRow { weekday: 0, days: 2, arrivals }];
        let html = Owner::new().with(|| view! { <Heat locale=Locale::en rows /> }.to_html());
        assert!(html.contains("Busiest: Monday from 09:00 to 10:00, with 4.0 visitors a day."), "{html}");
        assert!(html.contains("heat-4") && html.contains("heat-1") && !html.contains("08:00"), "{html}");
        assert_eq!([shade(0.0, 4.0), shade(4.0, 4.0), shade(0.0, 0.0)], ["heat-0", "heat-4", "heat-0"]);
    }
}
