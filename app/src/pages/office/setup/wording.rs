//! The words of the set-up's pages: its parts, its fields, what changed, who saved it.

use super::change::{about, sentences};
use crate::ui::day_words;
use leptos::prelude::*;
use wire::{SetupChange, SetupLabel, SetupSaved, SetupTakes};
use words::{Locale, t, weekday};

/// The heading of a form, or of what it would change.
pub fn heading(locale: Locale, label: &SetupLabel) -> String {
    let of = label.of.as_str();
    match label.key.as_str() {
        "hours" => t!(locale, setup.part_hours).to_owned(),
        "desks" => t!(locale, setup.part_desks).to_owned(),
        "policy" => t!(locale, setup.part_policy).to_owned(),
        "service" => t!(locale, setup.part_service, name = of),
        "text" => t!(locale, setup.part_text).to_owned(),
        "language" => t!(locale, setup.part_language, code = of),
        "import" => t!(locale, setup.part_import).to_owned(),
        _ => t!(locale, setup.version, number = of),
    }
}

/// The name of a field or a group.
pub fn label_words(locale: Locale, label: &SetupLabel) -> String {
    let of = label.of.as_str();
    let words = match label.key.as_str() {
        "day" => {
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            return days.iter().position(|day| *day == of).map_or(of, |day| weekday(locale, day)).to_owned();
        }
        "desk" => return t!(locale, setup.desk, label = of),
        "name" => return t!(locale, setup.name, code = of),
        "serves" => return t!(locale, setup.serves, name = of),
        "opens" => return t!(locale, setup.opens, number = of),
        "closes" => return t!(locale, setup.closes, number = of),
        "target" => return of.to_owned(),
        "desk_label" => t!(locale, setup.desk_label),
        "exceptions" => t!(locale, setup.exceptions_group),
        "closed_on" => t!(locale, setup.closed_on),
        "special_hours" => t!(locale, setup.special_hours),
        "policy_rules" => t!(locale, setup.policy_rules),
        "targets" => t!(locale, setup.targets),
        "book" => t!(locale, setup.book),
        "service_words" => t!(locale, setup.service_words),
        "service_times" => t!(locale, setup.service_times),
        "expected_minutes" => t!(locale, setup.expected_minutes),
        "p80_minutes" => t!(locale, setup.p80_minutes),
        "target_minutes" => t!(locale, setup.target_minutes),
        "whole_text" => t!(locale, setup.whole_text),
        "from_text" => t!(locale, setup.from_text),
        "import_text" => t!(locale, setup.import_text),
        "service_time_weight_percent" => t!(locale, setup.service_time_weight_percent),
        "appointment_lead_minutes" => t!(locale, setup.appointment_lead_minutes),
        "appointment_grace_minutes" => t!(locale, setup.appointment_grace_minutes),
        "officer_wait_minutes" => t!(locale, setup.officer_wait_minutes),
        "priority_share_percent" => t!(locale, setup.priority_share_percent),
        "preference_step_minutes" => t!(locale, setup.preference_step_minutes),
        "no_show_calls" => t!(locale, setup.no_show_calls),
        "no_show_after_seconds" => t!(locale, setup.no_show_after_seconds),
        "delay_most_minutes" => t!(locale, setup.delay_most_minutes),
        "overtime_minutes" => t!(locale, setup.overtime_minutes),
        "extension_most_minutes" => t!(locale, setup.extension_most_minutes),
        "auto_call_seconds" => t!(locale, setup.auto_call_seconds),
        "join_from_home" => t!(locale, setup.join_from_home),
        "join_grace_minutes" => t!(locale, setup.join_grace_minutes),
        "alone_numbers" => t!(locale, setup.alone_numbers),
        "alone_minutes" => t!(locale, setup.alone_minutes),
        "book_notice_minutes" => t!(locale, setup.book_notice_minutes),
        "book_days_ahead" => t!(locale, setup.book_days_ahead),
        "book_share_percent" => t!(locale, setup.book_share_percent),
        "book_open_per_contact" => t!(locale, setup.book_open_per_contact),
        "book_buffer_minutes" => t!(locale, setup.book_buffer_minutes),
        other => other,
    };
    words.to_owned()
}

/// What changes, by when it takes effect, and why it does not at once.
#[component]
pub fn Changes(locale: Locale, changes: Vec<SetupChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p>{t!(locale, setup.no_changes)}</p> }.into_any();
    }
    let when = [
        (SetupTakes::AtOnce, t!(locale, setup.at_once), t!(locale, setup.at_once_why)),
        (SetupTakes::NextDay, t!(locale, setup.next_day), t!(locale, setup.next_day_why)),
        (SetupTakes::Restart, t!(locale, setup.restart), t!(locale, setup.restart_why)),
    ];
    when.into_iter()
        .filter_map(|(takes, title, why)| {
            let of_it = changes.iter().filter(|change| change.takes == takes);
            let mut things: Vec<(String, Vec<&SetupChange>)> = Vec::new();
            for change in of_it {
                let about = about(locale, change);
                match things.last_mut().filter(|(thing, _)| *thing == about) {
                    Some((_, rows)) => rows.push(change),
                    None => things.push((about, vec![change])),
                }
            }
            let things: Vec<_> = things
                .into_iter()
                .map(|(about, rows)| {
                    let rows =
                        rows.into_iter().map(|change| view! { <Row locale change=change.clone() /> }).collect_view();
                    view! {
                        <h4>{about}</h4>
                        <ul class="setup-changes">{rows}</ul>
                    }
                })
                .collect();
            (!things.is_empty()).then(|| {
                view! {
                    <h3>{title}</h3>
                    <p class="hint">{why}</p>
                    {things}
                }
            })
        })
        .collect_view()
        .into_any()
}

/// A change in its sentences, with its path in the file for who edits that.
#[component]
fn Row(locale: Locale, change: SetupChange) -> impl IntoView {
    let told = sentences(locale, &change).into_iter().map(|sentence| view! { <span>{sentence}</span> }).collect_view();
    view! {
        <li>
            {told} <code class="setup-path">{change.path}</code>
        </li>
    }
}

/// Who saved a version, when, and how it came.
pub fn saved_words(locale: Locale, save: &SetupSaved, offset: i32) -> (String, String) {
    let (day, time) = (day_words(locale, &save.day), save.at.clock(offset));
    let who = if save.by.is_empty() {
        t!(locale, setup.by_server, day = day, time = time)
    } else {
        t!(locale, setup.by, day = day, time = time, name = save.by.as_str())
    };
    let rollout = save.rollout.as_str();
    let came = match save.origin.as_str() {
        "rollout" => return (who, t!(locale, rollout.came, name = rollout)),
        "rollback" => return (who, t!(locale, rollout.came_back, name = rollout)),
        "carried" => t!(locale, setup.came_carried),
        "file" => t!(locale, setup.came_file),
        "import" => t!(locale, setup.came_import),
        "undo" => t!(locale, setup.came_undo),
        _ => t!(locale, setup.came_editor),
    };
    (who, came.to_owned())
}
