//! Changes that are made to many branches: the list of them, and how one stands, group by group and branch by branch.

#[cfg(test)]
mod tests;

use super::change::in_a_line;
use super::new_rollout::Elsewhere;
use super::page_of;
use super::wording::Changes;
use crate::ui::{Notice, Table, Tone, day_words};
use leptos::prelude::*;
use wire::{OfficeHead, RolloutBranchRow, RolloutGroupRow, RolloutPage, RolloutRefused, RolloutRow, RolloutStanding};
use words::{Locale, t};

fn begun_words(locale: Locale, row: &RolloutRow, offset: i32) -> String {
    let day = day_words(locale, &row.day);
    t!(locale, rollout.begun, day = day, time = row.at.clock(offset), name = row.by.as_str())
}

fn state_words(locale: Locale, row: &RolloutRow) -> &'static str {
    if row.returned { t!(locale, rollout.ended) } else { t!(locale, rollout.open) }
}

fn standing_words(locale: Locale, standing: RolloutStanding) -> &'static str {
    match standing {
        RolloutStanding::Planned => t!(locale, rollout.planned),
        RolloutStanding::Same => t!(locale, rollout.same),
        RolloutStanding::Refused => t!(locale, rollout.refused),
        RolloutStanding::Done => t!(locale, rollout.done),
        RolloutStanding::Returned => t!(locale, rollout.returned),
        RolloutStanding::Kept => t!(locale, rollout.kept),
    }
}

#[component]
pub fn Rollouts(locale: Locale, head: OfficeHead, page: wire::Rollouts) -> impl IntoView {
    let wire::Rollouts { rows, before, utc_offset_minutes } = page;
    let none = rows.is_empty().then(|| view! { <p>{t!(locale, rollout.none)}</p> });
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let href = page_of(&head.branch, &format!("rollouts/{}", row.id), locale);
            let (begun, state) = (begun_words(locale, &row, utc_offset_minutes), state_words(locale, &row));
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{row.name}</a>
                    </th>
                    <td>{state}</td>
                    <td>{begun}</td>
                </tr>
            }
        })
        .collect();
    let older = before.map(|before| {
        let href = [page_of(&head.branch, "rollouts", locale), format!("&before={before}")].concat();
        view! {
            <p>
                <a href=href>{t!(locale, rollout.older)}</a>
            </p>
        }
    });
    let columns = vec![t!(locale, rollout.name), t!(locale, rollout.state), t!(locale, rollout.began)];
    view! {
        <p class="lead">{t!(locale, rollout.lead)}</p>
        <p>{t!(locale, rollout.how)}</p>
        {none}
        {(!rows.is_empty())
            .then(|| {
                view! {
                    <Table label=t!(locale, rollout.title) columns>
                        {rows}
                    </Table>
                }
            })}
        {older}
    }
}

#[component]
pub fn Rollout(locale: Locale, head: OfficeHead, page: RolloutPage) -> impl IntoView {
    let offset = page.utc_offset_minutes;
    let own = page_of(&head.branch, &format!("rollouts/{}", page.row.id), locale);
    let refused = page.refused.clone().map(|refused| match refused {
        RolloutRefused::Stale => view! { <Notice words=t!(locale, rollout.stale) /> }.into_any(),
        RolloutRefused::Faulty(faults) => view! { <Elsewhere locale faults /> }.into_any(),
    });
    let ended = page.row.returned.then(|| view! { <Notice tone=Tone::Calm words=t!(locale, rollout.ended) /> });
    let groups = page
        .groups
        .iter()
        .map(|group| {
            let counts = group.counts.iter().map(|(standing, count)| {
                let href = format!("{own}&group={}&only={}#branches", group.place, standing.as_str());
                let words = standing_words(locale, *standing);
                view! {
                    <li>
                        <a href=href>{t!(locale, rollout.counted, state = words, count = *count)}</a>
                    </li>
                }
            });
            let counts = counts.collect_view();
            let turn = group.done.as_ref().map_or_else(
                || t!(locale, rollout.waits).to_owned(),
                |(day, at)| t!(locale, rollout.turn_at, day = day_words(locale, day), time = at.clock(offset)),
            );
            let version = group.number.map(|number| {
                let href = page_of(&head.branch, &format!("versions/{number}"), locale);
                view! {
                    <br />
                    <a href=href>{t!(locale, setup.version, number = number)}</a>
                }
            });
            view! {
                <tr>
                    <th scope="row">{group.name.clone()}</th>
                    <td>{turn} {version}</td>
                    <td>
                        <ul class="link-list">{counts}</ul>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![t!(locale, rollout.in_groups), t!(locale, rollout.turn), t!(locale, rollout.branch)];
    view! {
        {refused}
        {ended}
        <Kept locale own=own.clone() page=page.clone() />
        <p>{state_words(locale, &page.row)} ". " {begun_words(locale, &page.row, offset)}</p>
        <section aria-labelledby="change">
            <h2 id="change">{t!(locale, rollout.change)}</h2>
            <Changes locale changes=page.changes.clone() />
        </section>
        <section aria-labelledby="groups">
            <h2 id="groups">{t!(locale, rollout.in_groups)}</h2>
            <Table label=t!(locale, rollout.title) columns>
                {groups}
            </Table>
            <Actions locale own=own.clone() page=page.clone() />
        </section>
        <Branches locale own page />
    }
}

/// Which branches somebody has edited since, after the rollout was taken back.
#[component]
fn Kept(locale: Locale, own: String, page: RolloutPage) -> impl IntoView {
    let RolloutPage { kept, groups, .. } = page;
    let first = groups.iter().find(|group| group.count(RolloutStanding::Kept) > 0).map_or(1, |group| group.place);
    (!kept.is_empty()).then(|| {
        let href = format!("{own}&group={first}&only=kept#branches");
        view! {
            <div class="faults" role="alert">
                <h2>{t!(locale, rollout.kept_title)}</h2>
                <p>{kept.join(", ")}</p>
                <p>
                    <a href=href>{t!(locale, rollout.kept_all)}</a>
                </p>
            </div>
        }
    })
}

/// The next group by one press, those that have something left, and the way back.
#[component]
fn Actions(locale: Locale, own: String, page: RolloutPage) -> impl IntoView {
    let RolloutPage { row, seen, groups, .. } = page;
    let left = |group: &RolloutGroupRow| {
        group.count(RolloutStanding::Planned) + group.count(RolloutStanding::Refused) > 0 || group.done.is_none()
    };
    let next = groups.iter().find(|group| group.done.is_none()).map(|group| group.place);
    let changed: u32 = groups.iter().map(|group| group.count(RolloutStanding::Done)).sum();
    let kept: u32 = groups.iter().map(|group| group.count(RolloutStanding::Kept)).sum();
    let turns: Vec<_> = groups
        .iter()
        .filter(|group| !row.returned && left(group) && (group.done.is_some() || Some(group.place) == next))
        .map(|group| {
            let name = group.name.as_str();
            let (words, class) = if group.done.is_some() {
                (t!(locale, rollout.again, name = name), "button")
            } else {
                (t!(locale, rollout.go, name = name), "button button-primary")
            };
            view! {
                <form method="post" action=own.clone()>
                    <input type="hidden" name="seen" value=seen />
                    <input type="hidden" name="group" value=group.place />
                    <button type="submit" class=class name="do" value="turn">
                        {words}
                    </button>
                </form>
            }
        })
        .collect();
    let back = match (row.returned, changed + kept) {
        (true, 0) => None,
        (true, _) => Some(t!(locale, rollout.back_again)),
        (false, 0) => Some(t!(locale, rollout.end)),
        (false, _) => Some(t!(locale, rollout.back)),
    };
    let hint = (changed + kept > 0).then(|| view! { <p class="hint">{t!(locale, rollout.back_hint)}</p> });
    view! {
        <div class="office-actions">
            {turns}
            {back
                .map(|words| {
                    view! {
                        <form method="post" action=own>
                            <input type="hidden" name="seen" value=seen />
                            <button type="submit" class="button" name="do" value="back">
                                {words}
                            </button>
                        </form>
                    }
                })}
        </div>
        {hint}
    }
}

/// Branches of a group, a page of them.
#[component]
fn Branches(locale: Locale, own: String, page: RolloutPage) -> impl IntoView {
    let RolloutPage { groups, place, only, branches, after, .. } = page;
    let group = groups.into_iter().find(|group| group.place == place);
    let all: u32 = group.iter().flat_map(|group| &group.counts).map(|(_, count)| *count).sum();
    let link = |standing: Option<RolloutStanding>, words: String| {
        let query = standing.map(|standing| ["&only=", standing.as_str()].concat()).unwrap_or_default();
        let here = (standing == only).then_some("page");
        view! {
            <a class="button" href=format!("{own}&group={place}{query}#branches") aria-current=here>
                {words}
            </a>
        }
    };
    let counts = group.iter().flat_map(|group| &group.counts);
    let states = counts
        .map(|(standing, count)| {
            let words = standing_words(locale, *standing);
            link(Some(*standing), t!(locale, rollout.counted, state = words, count = *count))
        })
        .collect_view();
    let rows = branches.into_iter().map(|row| branch_row(locale, row)).collect_view();
    let more = after.map(|after| {
        let query = only.map(|only| ["&only=", only.as_str()].concat()).unwrap_or_default();
        let href = format!("{own}&group={place}{query}&after={after}#branches");
        view! {
            <p>
                <a href=href>{t!(locale, rollout.more)}</a>
            </p>
        }
    });
    let columns = vec![t!(locale, rollout.branch), t!(locale, rollout.state), t!(locale, rollout.what)];
    let name = group.map(|group| group.name).unwrap_or_default();
    view! {
        <section aria-labelledby="branches">
            <h2 id="branches">{t!(locale, rollout.branches, name = name)}</h2>
            <div class="office-actions">
                {link(None, t!(locale, rollout.all, count = all))} {states}
            </div>
            <Table label=t!(locale, rollout.branch) columns>
                {rows}
            </Table>
            {more}
        </section>
    }
}

fn branch_row(locale: Locale, row: RolloutBranchRow) -> impl IntoView {
    let RolloutBranchRow { id, name, standing, why, edited, changes } = row;
    let why = match standing {
        _ if edited => Some(view! { <p>{t!(locale, rollout.edited)}</p> }.into_any()),
        _ if why.is_empty() => None,
        RolloutStanding::Kept => Some(view! { <p>{t!(locale, rollout.kept_why, fields = why)}</p> }.into_any()),
        _ => Some(view! { <p lang="en">{why}</p> }.into_any()),
    };
    let rows: Vec<_> = changes.iter().map(|change| view! { <li>{in_a_line(locale, change)}</li> }).collect();
    let changes = (!rows.is_empty()).then(|| view! { <ul class="setup-changes">{rows}</ul> });
    view! {
        <tr>
            <th scope="row">{format!("{} ({id})", name.get(locale.code()))}</th>
            <td>{standing_words(locale, standing)}</td>
            <td>{why} {changes}</td>
        </tr>
    }
}
