//! Changes of the set-up as they are told.

use super::*;
use wire::SetupTakes;

fn change(key: &str, holds: SetupHolds, old: &[&str], new: &[&str]) -> SetupChange {
    let owned = |values: &[&str]| values.iter().copied().map(str::to_owned).collect();
    SetupChange {
        what: SetupChanged::Value,
        path: "somewhere".to_owned(),
        key: key.to_owned(),
        entries: vec![("branch".to_owned(), "Centre".to_owned()), ("branch.desk".to_owned(), "3 (Welcome)".to_owned())],
        language: String::new(),
        holds,
        old: owned(old),
        new: owned(new),
        takes: SetupTakes::AtOnce,
    }
}

#[track_caller]
fn told(key: &str, holds: SetupHolds, old: &[&str], new: &[&str], expected: &[&str]) {
    assert_eq!(sentences(Locale::en, &change(key, holds, old, new)), expected, "{key}");
}

#[test]
fn what_it_is_about_is_told_by_its_name_from_the_outside_in() {
    let change = change("branch.desk.kinds", SetupHolds::List, &[], &[]);
    assert_eq!(about(Locale::en, &change), "Branch: Centre · Desk: 3 (Welcome)");
    assert_eq!(about(Locale::it, &change), "Filiale: Centre · Sportello: 3 (Welcome)");
}

#[test]
fn a_number_has_its_unit_once() {
    let number = SetupHolds::Number;
    told("service.target_minutes", number, &["15"], &["10"], &["Target wait: 15 → 10 minutes"]);
    let overtime = "branch.policy.overtime_minutes";
    told(overtime, number, &["30"], &["1"], &["Desks serve this long after closing: 30 → 1 minute"]);
    told(overtime, number, &["30"], &[], &["Desks serve this long after closing: 30 minutes → usual value"]);
    let calls = ["Calls before a visitor counts as not there: 2 → 4"];
    told("branch.policy.no_show_calls", number, &["2"], &["4"], &calls);
    let alone = ["A free desk calls by itself after (seconds; 0: never): usual value → 20"];
    told("branch.policy.auto_call_seconds", number, &[], &["20"], &alone);
}

#[test]
fn a_list_is_told_by_what_came_and_what_went() {
    let (kinds, list) = ("branch.desk.kinds", SetupHolds::List);
    let both = ["Serves: now also Loans", "Serves: no longer Teller"];
    told(kinds, list, &["Teller", "Cards"], &["Cards", "Loans"], &both);
    told(kinds, list, &["Teller"], &["Cards"], &["Serves: Teller → Cards"]);
    told(kinds, list, &["Teller", "Cards"], &["Cards", "Teller"], &["Serves, another order: Cards, Teller"]);
}

#[test]
fn hours_are_told_for_the_days_that_differ() {
    let (key, hours) = ("branch.hours", SetupHolds::Hours);
    let old = ["mon, tue, wed, thu, fri 08:30-13:30", "mon, tue, wed, thu, fri 14:45-16:15"];
    let new = ["mon, tue, wed, fri 08:30-13:30", "mon, tue, wed, fri 14:45-16:15", "thu 08:30-13:00"];
    told(key, hours, &old, &new, &["Thursday: 08:30–13:30, 14:45–16:15 → 08:30–13:00"]);
    let none = ["Monday–Friday: 08:30–13:30, 14:45–16:15 → closed"];
    told(key, hours, &old, &[], &none);
}

#[test]
fn dates_are_told_by_the_calendar() {
    let dates = SetupHolds::Dates;
    let came = ["Closed days: now also 24 December, Good Friday, 3 May 2027"];
    told("branch.closed_on", dates, &["12-25"], &["12-25", "12-24", "good-friday", "2027-05-03"], &came);
    let own = ["Days with hours of their own: now also 24 December 08:30–12:00, 31 December 08:30–12:00"];
    told("branch.special_hours", dates, &[], &["12-24, 12-31 08:30-12:00"], &own);
}

#[test]
fn what_is_on_or_off_and_what_is_chosen_has_words() {
    told("security.open_devices", SetupHolds::Flag, &[], &["true"], &["Screens need no enrolment: usual value → yes"]);
    let picks = ["Choosing whom to call, whoever is next: allowed → not allowed"];
    told("branch.policy.manual_picks", SetupHolds::Choice, &["allowed"], &["off"], &picks);
}

#[test]
fn a_long_text_is_quoted_from_where_it_differs() {
    let long = "Bring your identity document, your tax code and the number of the account that you want to close";
    let (old, new) = ([long, " today"].concat(), [long, " tomorrow at the latest"].concat());
    let told = SetupChange { language: "en".to_owned(), ..change("service.how", SetupHolds::Words, &[&old], &[&new]) };
    assert_eq!(sentences(Locale::en, &told), ["How it goes (en): “… today” → “… tomorrow at the latest”"]);
    let short = change("service.name", SetupHolds::Words, &[], &["Cash"]);
    assert_eq!(sentences(Locale::en, &short), ["Name: “(nothing)” → “Cash”"]);
}
