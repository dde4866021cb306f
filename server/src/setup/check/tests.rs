//! Every mistake in a set-up names its line, its field and a remedy. Each case breaks the default set-up once.

use super::*;
use crate::setup::DEFAULT;

/// What is said when the first `from` of the default set-up reads `to`, and the line where it stands.
fn broken(from: &str, to: &str) -> (Vec<Fault>, usize) {
    let at = DEFAULT.find(from).unwrap_or_else(|| panic!("the default set-up has no {from}"));
    let line = DEFAULT[..at].matches('\n').count() + 1;
    (check(&DEFAULT.replacen(from, to, 1)).expect_err("a broken set-up is refused"), line)
}

#[track_caller]
fn says(from: &str, to: &str, field: &str, remedy: &str) {
    let (faults, line) = broken(from, to);
    let found =
        faults.iter().any(|fault| fault.line == line && fault.field.contains(field) && fault.what.contains(remedy));
    assert!(found, "line {line}, {field}, {remedy}: not in {faults:#?}");
}

#[test]
fn what_is_no_toml_names_its_line() {
    says("letter = \"A\"", "letter = \"A", "letter", "");
}

#[test]
fn an_unknown_field_names_the_known_ones() {
    says("label = \"1\"", "lable = \"1\"", "lable", "expected one of");
}

#[test]
fn a_wrong_type_names_the_right_one() {
    says("target_minutes = 10", "target_minutes = \"ten\"", "target_minutes", "expected u32");
}

#[test]
fn another_format_names_the_one_that_is_read() {
    says("sportello-setup/1", "sportello-setup/9", "format", FORMAT);
}

#[test]
fn a_reference_to_nothing_names_what_there_is() {
    says("{ id = \"id\", need", "{ id = \"idd\", need", "service \"cash\", documents", "write one of id, ");
    says("forms = [\"slip\"]", "forms = [\"slop\"]", "forms", "there is no form \"slop\"");
    says("kinds = [\"teller\"]", "kinds = [\"tailor\"]", "desk \"1\", kinds", "teller, welcome");
    says("category = \"counter\"", "category = \"count\"", "category", "counter, accounts");
}

#[test]
fn an_id_that_is_there_twice_is_named() {
    let (faults, _) = broken("[[form]]\nid = \"slip\"", "[[form]]\nid = \"transfer\"");
    assert!(faults.iter().any(|fault| fault.field == "form.id" && fault.what.contains("twice")), "{faults:#?}");
}

#[test]
fn an_id_with_a_space_is_refused() {
    says("id = \"centro\"", "id = \"il centro\"", "branch.id", "use 1 to 40 of a to z");
}

#[test]
fn a_missing_language_is_named() {
    let (faults, _) = broken("name.en = \"Teller\"\n", "");
    assert!(faults[0].what.contains("add name.en"), "{faults:#?}");
}

#[test]
fn hours_are_checked() {
    says("open = \"08:30\"", "open = \"8.30\"", "branch.hours.open", "write it as \"08:30\"");
    says("close = \"13:30\"", "close = \"07:30\"", "branch.hours.close", "after 08:30");
    says("open = \"14:45\"", "open = \"13:00\"", "branch.hours", "overlap");
    says("days = [\"mon\"", "days = [\"lun\"", "branch.hours.days", "mon, tue");
    says("Europe/Rome", "Europe/Roma", "branch.time_zone", "IANA");
    says("2026-12-25", "25/12/2026", "branch.closed_on", "2026-12-25");
}

#[test]
fn minutes_are_checked() {
    says("expected_minutes = 6", "expected_minutes = 0", "service \"cash\", expected_minutes", "1 to 480");
    says("p80_minutes = 9", "p80_minutes = 3", "service \"cash\", p80_minutes", "must not be below");
}

#[test]
fn letters_labels_and_panels_are_checked() {
    says("letter = \"A\"", "letter = \"AB\"", "desk_kind \"teller\", letter", "\"A\" to \"Z\"");
    says("label = \"1\"", "label = \"upstairs\"", "desk \"1\", label", "1 to 4 characters");
    says("kiosk_panel_inches = 24", "kiosk_panel_inches = 2400", "kiosk_panel_inches", "5 to 120");
}

#[test]
fn several_mistakes_are_said_at_once() {
    let text = DEFAULT.replacen("letter = \"A\"", "letter = \"a\"", 1).replacen("Europe/Rome", "Rome", 1);
    assert_eq!(check(&text).unwrap_err().len(), 2);
}
