//! Every mistake in a set-up names its line, its field and a remedy. Each case breaks the default set-up once.

mod alerts;
mod furniture;
mod guide;
mod hours;
mod policy;
mod products;
mod reports;
mod security;
mod wall;

use super::*;
use crate::DEFAULT;

/// The set-up by itself, without further languages.
fn check(text: &str) -> Result<Setup, Vec<Fault>> {
    super::check(text, &[], None)
}

/// What is said when the first `from` of the default set-up reads `to`, and the line where it stands.
fn broken(from: &str, to: &str) -> (Vec<Fault>, usize) {
    let at = DEFAULT.find(from).unwrap_or_else(|| panic!("the default set-up has no {from}"));
    let line = DEFAULT[..at].matches('\n').count() + 1;
    let Err(faults) = check(&DEFAULT.replacen(from, to, 1)) else { panic!("a broken set-up is refused: {to}") };
    (faults, line)
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
fn what_is_listed_twice_is_named() {
    says("languages = [\"it\", \"en\"]", "languages = [\"it\", \"en\", \"it\"]", "languages", "twice");
    says("forms = [\"slip\"]", "forms = [\"slip\", \"slip\"]", "service \"cash\", forms", "twice");
}

#[test]
fn a_text_holds_no_control_characters() {
    let (faults, _) = broken("name.it = \"Cassa\"", "name.it = \"Cassa\\u0000\"");
    assert!(faults[0].what.contains("control character"), "{faults:#?}");
}

#[test]
fn several_mistakes_are_said_at_once() {
    let text = DEFAULT.replacen("letter = \"A\"", "letter = \"a\"", 1).replacen("Europe/Rome", "Rome", 1);
    assert_eq!(check(&text).unwrap_err().len(), 2);
}
