//! Further languages: taken in whole, or every mistake named with file, line, field and remedy.

use super::*;
use crate::check::check;
use crate::{DEFAULT, LANGUAGES, Setup};
use std::fmt::Write;
use wire::Text;

/// The default set-up in a language that it does not have: each text is its path.
fn klingon() -> String {
    let mut file: File = toml::from_str(DEFAULT).unwrap();
    let mut text = format!("format = \"{FORMAT}\"\nlanguage = \"tlh\"\n");
    for slot in texts::every(&mut file).iter().filter(|slot| slot.must) {
        let path: Vec<String> = slot.path.split('.').map(|part| format!("\"{part}\"")).collect();
        writeln!(text, "{} = \"tlh {}\"", path.join("."), slot.path).unwrap();
    }
    text
}

fn source(text: &str) -> Source {
    Source { name: "bank.tlh.toml".to_owned(), code: "tlh".to_owned(), text: text.to_owned() }
}

fn with(text: &str) -> Result<Setup, Vec<Fault>> {
    check(DEFAULT, &[source(text)], None)
}

/// What is said when the first `from` of the file reads `to`: one fault, in that file, at that line.
#[track_caller]
fn says(from: &str, to: &str, field: &str, remedy: &str) {
    let whole = klingon();
    let at = whole.find(from).unwrap_or_else(|| panic!("no {from}"));
    let line = whole[..at].matches('\n').count() + 1;
    let faults = with(&whole.replacen(from, to, 1)).unwrap_err();
    let told = |fault: &Fault| {
        fault.file.as_deref() == Some("bank.tlh.toml") && fault.field.contains(field) && fault.what.contains(remedy)
    };
    assert!(faults.len() == 1 && told(&faults[0]), "{field}, {remedy}: not in {faults:#?}");
    assert!(faults[0].line == line || faults[0].line == 1, "{faults:#?}");
    assert!(faults[0].to_string().starts_with("bank.tlh.toml, line "), "{}", faults[0]);
}

#[test]
fn a_language_in_a_file_of_its_own_is_one_of_the_branch() {
    let setup = with(&klingon()).unwrap();
    let branch = &setup.branches["centro"];
    assert_eq!(branch.languages.iter().map(Language::as_str).collect::<Vec<_>>(), ["it", "en", "tlh"]);
    let service = branch.service(&queue::ServiceId::new("cash")).unwrap();
    assert_eq!(service.name.get("tlh"), "tlh service.cash.name");
    assert_eq!(service.documents[1].when.as_ref().unwrap().get("tlh"), "tlh service.cash.when.card");
    assert_eq!(service.name.get("it"), "Versare o prelevare contanti");
    assert_eq!(branch.catalogue.disclaimer.get("tlh"), "tlh disclaimer");
}

#[test]
fn the_languages_that_the_program_carries_are_whole() {
    for (code, text) in LANGUAGES {
        let setup = check(DEFAULT, &[Source::of("default", code, text)], None);
        assert!(setup.is_ok(), "{code}: {:#?}", setup.unwrap_err());
    }
}

#[test]
fn names_of_branch_and_desks_may_be_there_and_fall_back_to_the_first_language() {
    let named = klingon() + "\"branch\".\"centro\".\"name\" = \"qach\"\nbranch.centro.desk.1 = \"raS\"\n";
    let setup = with(&named).unwrap();
    let branch = &setup.branches["centro"];
    assert_eq!(branch.name.get("tlh"), "qach");
    assert_eq!(branch.desks[&queue::DeskId::new("1")].name.get("tlh"), "raS");
    assert_eq!(branch.desks[&queue::DeskId::new("2")].name.get("tlh"), "Cassa e accoglienza");
    assert_eq!(with(&klingon()).unwrap().branches["centro"].name.get("tlh"), "Filiale Centro");
}

#[test]
fn what_is_missing_in_a_language_is_in_the_first_one_of_the_set_up() {
    let text: Text = [("it", "uno"), ("en", "one"), ("ar", "wahid")].into();
    assert_eq!((text.get("en"), text.get("de")), ("one", "uno"));
    let there_and_back: Text = serde_json::from_str(&serde_json::to_string(&text).unwrap()).unwrap();
    assert_eq!(there_and_back.get("de"), "uno", "the order survives the network");
}

#[test]
fn a_missing_text_is_named_with_what_to_write() {
    says("\"service\".\"cash\".\"how\"", "# ", "service.cash.how", "add how = \"...\" under [service.cash]");
    says("\"disclaimer\"", "# ", "disclaimer", "add disclaimer = \"...\"");
    says("\"tlh form.slip\"", "\" \"", "form.slip", "has no words");
}

#[test]
fn a_text_that_the_set_up_does_not_know_is_named() {
    says("\"disclaimer\"", "form.slop = \"x\"\n\"disclaimer\"", "form.slop", "no such text");
    let faults = with(&klingon().replacen("\"form\".\"slip\"", "\"form\".\"slop\"", 1)).unwrap_err();
    assert_eq!(faults.len(), 2, "one is missing and one too many: {faults:#?}");
}

#[test]
fn a_file_of_another_kind_or_language_is_refused() {
    says("sportello-language/1", "sportello-setup/1", "format", "needs another name");
    says("language = \"tlh\"", "language = \"kli\"", "language", "the file's name says \"tlh\"");
    says("\"tlh disclaimer\"", "7", "disclaimer", "");
    let faults = check(DEFAULT, &[Source::of("bank", "en", &klingon().replace("tlh", "en"))], None).unwrap_err();
    assert!(faults[0].what.contains("has the language \"en\""), "{faults:#?}");
}

#[test]
fn what_is_no_toml_names_its_line() {
    let faults = with("format = \"x\nlanguage = \"tlh\"").unwrap_err();
    assert_eq!((faults.len(), faults[0].line), (1, 1), "{faults:#?}");
}

#[test]
fn the_files_beside_a_set_up_are_found_by_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("bank.toml"), DEFAULT).unwrap();
    std::fs::write(file("bank.tlh.toml"), klingon()).unwrap();
    for stranger in ["bank.old-one.toml", "bank.old.toml", "bank2.de.toml", "bank.de.toml~", "other.de.toml"] {
        std::fs::write(file(stranger), "no TOML at all").unwrap();
    }
    // A copy of the set-up, under a name that is a language's code too.
    std::fs::write(file("bank.new.toml"), DEFAULT).unwrap();
    let setup = Setup::load(Some(&file("bank.toml"))).unwrap();
    assert_eq!(setup.branches["centro"].languages.len(), 3);
    std::fs::write(file("bank.de.toml"), "format = 1").unwrap();
    let said = Setup::load(Some(&file("bank.toml"))).unwrap_err().to_string();
    assert!(said.contains("bank.de.toml, line 1: format"), "{said}");
}

#[test]
fn a_file_in_another_encoding_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let utf16: Vec<u8> = "\u{feff}format".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(file("bank.toml"), DEFAULT).unwrap();
    std::fs::write(file("bank.tlh.toml"), &utf16).unwrap();
    let said = Setup::load(Some(&file("bank.toml"))).unwrap_err().to_string();
    assert!(said.contains("bank.tlh.toml") && said.contains("UTF-16"), "{said}");
    std::fs::remove_file(file("bank.tlh.toml")).unwrap();
    std::fs::write(file("bank.toml"), format!("\u{feff}{DEFAULT}")).unwrap();
    assert!(Setup::load(Some(&file("bank.toml"))).is_ok(), "a byte order mark alone is fine");
}
