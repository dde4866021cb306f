//! The plan of the next day: how many desks each kind of service needs, as a curve and as a table.

use super::curve::Curve;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{DayPlan, Plan, PlanGroup, PlanQuarter};
use words::{Locale, t};

/// The plan, or why there is none.
#[component]
pub fn NextDay(locale: Locale, plan: Option<Plan>) -> impl IntoView {
    let body = match plan {
        None => view! { <p>{t!(locale, manager.advice_soon)}</p> }.into_any(),
        Some(Plan::Unknown { days, needed }) => {
            view! { <p>{t!(locale, manager.plan_unknown, days = days, needed = needed)}</p> }.into_any()
        }
        Some(Plan::Closed) => view! { <p>{t!(locale, manager.plan_closed)}</p> }.into_any(),
        Some(Plan::Known(plan)) => view! { <Known locale plan /> }.into_any(),
    };
    view! {
        <section class="plan" aria-labelledby="plan">
            <h2 id="plan">{t!(locale, manager.plan)}</h2>
            {body}
        </section>
    }
}

#[component]
fn Known(locale: Locale, plan: DayPlan) -> impl IntoView {
    let DayPlan { from, utc_offset_minutes: offset, days, groups, quarters } = plan;
    let weekday = words::weekday(locale, from.weekday(offset));
    let lacking = groups.iter().enumerate().any(|(place, group)| peak(&quarters, place) > group.desks);
    let curves = groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let needed: Vec<u32> = quarters.iter().map(|quarter| needed_by(quarter, place)).collect();
            view! { <GroupCurve locale group=group.clone() needed /> }
        })
        .collect_view();
    let hours = quarters.first().zip(quarters.last()).map(|(first, last)| {
        let end = wire::Time::from_millis(last.from.millis() + 15 * 60_000);
        [first.from.clock(offset), "–".to_owned(), end.clock(offset)].concat()
    });
    let heads = groups.iter().map(|group| head(locale, group)).collect_view();
    let rows =
        quarters.iter().map(|quarter| view! { <Quarter groups=groups.clone() quarter=quarter.clone() offset /> });
    let rows = rows.collect_view();
    view! {
        <p>{t!(locale, manager.plan_of, day = weekday, hours = hours.unwrap_or_default(), count = days)}</p>
        {lacking
            .then(|| {
                view! {
                    <p class="status status-late">
                        <Icon name="warning" />
                        <span>{t!(locale, manager.plan_lacking)}</span>
                    </p>
                }
            })}
        <ul class="plan-curves">{curves}</ul>
        <details class="plan-table">
            <summary>{t!(locale, manager.plan_table)}</summary>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="plan">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(locale, manager.plan_quarter)}</th>
                            <th scope="col" class="figure">{t!(locale, manager.plan_visitors)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
        <p class="plan-note">{t!(locale, manager.plan_note)}</p>
    }
}

fn head(locale: Locale, group: &PlanGroup) -> impl IntoView + use<> {
    let name = group.name.get(locale.code()).to_owned();
    view! {
        <th scope="col" class="figure">
            <span class="letter">{group.letter.clone()}</span>
            " "
            {name}
        </th>
    }
}

/// A group's desks over the day: the picture, and its largest need in words.
#[component]
fn GroupCurve(locale: Locale, group: PlanGroup, needed: Vec<u32>) -> impl IntoView {
    let most = needed.iter().copied().max().unwrap_or(0);
    let words = t!(locale, manager.plan_peak, most = most, desks = group.desks);
    view! {
        <li class:plan-short={most > group.desks}>
            <p>
                <span class="letter">{group.letter}</span>
                " "
                <strong>{group.name.get(locale.code()).to_owned()}</strong>
            </p>
            <Curve steps=needed limit=group.desks />
            <p>{words}</p>
        </li>
    }
}

#[component]
fn Quarter(groups: Vec<PlanGroup>, quarter: PlanQuarter, offset: i32) -> impl IntoView {
    let cells = groups.iter().enumerate().map(|(place, group)| {
        let needed = needed_by(&quarter, place);
        view! { <td class="figure" class:plan-over={needed > group.desks}>{needed}</td> }
    });
    let cells = cells.collect_view();
    // Tenths of visitors are of no use to anybody who reads a table.
    let visitors = (quarter.visitors_tenths + 5) / 10;
    view! {
        <tr>
            <th scope="row">{quarter.from.clock(offset)}</th>
            <td class="figure">{visitors}</td>
            {cells}
        </tr>
    }
}

fn needed_by(quarter: &PlanQuarter, place: usize) -> u32 {
    quarter.desks.get(place).copied().unwrap_or(0)
}

fn peak(quarters: &[PlanQuarter], place: usize) -> u32 {
    quarters.iter().map(|quarter| needed_by(quarter, place)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(plan: Option<Plan>) -> String {
        Owner::new().with(|| view! { <NextDay locale=Locale::en plan /> }.to_html())
    }

    #[test]
    fn the_plan_is_a_curve_and_the_same_figures_in_a_table() {
        let html = shown(Some(Plan::Known(sample::plan())));
        assert_eq!(html.matches("class=\"curve\"").count(), 2, "{html}");
        assert!(html.contains("Monday") && html.contains("08:30–09:15"), "{html}");
        assert_eq!(html.matches("<th scope=\"row\">").count(), 3);
        assert!(html.contains("up to 3 of 2 desks"), "{html}");
    }

    #[test]
    fn a_need_beyond_the_branch_s_desks_is_said_in_words() {
        assert!(shown(Some(Plan::Known(sample::plan()))).contains("more desks than the branch has"));
        let mut enough = sample::plan();
        enough.groups[0].desks = 3;
        assert!(!shown(Some(Plan::Known(enough))).contains("more desks than the branch has"));
    }

    #[test]
    fn a_branch_that_is_not_known_has_no_plan_and_says_why() {
        let html = shown(Some(Plan::Unknown { days: 1, needed: 5 }));
        assert!(html.contains("takes 5") && !html.contains("<table>"), "{html}");
        assert!(shown(Some(Plan::Closed)).contains("No opening is planned"));
    }
}
