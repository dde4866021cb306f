//! Every key of the set-up has words in the languages of the staff, and changes name what they are about.

use super::*;
use ::setup::{KEYS, difference};
use words::Locale;
use words::set_up::{choice_words, key_words, noun_words};

#[test]
fn every_key_has_words_in_the_languages_of_the_staff() {
    for locale in [Locale::it, Locale::en] {
        for (key, holds) in KEYS {
            let words = key_words(locale, key).unwrap_or_else(|| panic!("{key} has no words"));
            assert!(!words.is_empty() && words.split_whitespace().count() <= 20, "{key}: {words}");
            if matches!(holds, Holds::Entries | Holds::ManyWords) {
                assert!(
                    noun_words(locale, key).is_some_and(|words| !words.is_empty()),
                    "an entry of {key} has no noun"
                );
            }
            if let Holds::Choice(values) = holds {
                for value in *values {
                    assert!(choice_words(locale, key, value).is_some(), "{key}: {value} has no words");
                }
            }
        }
    }
}

#[track_caller]
fn told(from: &str, to: &str, language: &str) -> SetupChange {
    let old = Written::carried();
    assert!(old.text.contains(from), "the default set-up has no {from}");
    let new = Written { text: old.text.replacen(from, to, 1), languages: old.languages.clone() };
    let found = difference(&old, &new);
    let [change] = &found[..] else { panic!("one change, not {found:#?}") };
    Told::by(&new, language.to_owned()).change(change.clone())
}

#[test]
fn a_change_names_what_it_is_about_in_the_language_of_the_page() {
    let (from, to) = ("kinds = [\"adviser\"]", "kinds = [\"adviser\", \"credit\"]");
    let english = told(from, to, "en");
    let entry = |list: &str, name: &str| (list.to_owned(), name.to_owned());
    let (branch, desk) = (entry("branch", "City Centre Branch"), entry("branch.desk", "4 (Personal adviser)"));
    assert_eq!((english.key.as_str(), english.entries), ("branch.desk.kinds", vec![branch, desk]));
    assert_eq!((english.holds, english.old.join("|")), (SetupHolds::List, "Personal adviser".to_owned()));
    assert_eq!(english.new, ["Personal adviser", "Mortgages and loans"]);
    assert_eq!(told(from, to, "it").new, ["Consulente famiglie", "Mutui e prestiti"]);
    // A language that the set-up's own file does not have: its first one.
    assert_eq!(told(from, to, "fr").new, ["Consulente famiglie", "Mutui e prestiti"]);
}

#[test]
fn what_has_a_place_and_no_id_is_named_by_its_place() {
    let change = told("kind = \"amount\"", "kind = \"text\"", "en");
    let (list, name) = change.entries.last().unwrap();
    assert_eq!(
        (change.key.as_str(), change.holds, list.as_str()),
        ("form.fields.kind", SetupHolds::Choice, "form.fields")
    );
    assert!(name.starts_with(|first: char| first.is_ascii_digit()) && name.ends_with(')'), "{name}");
}

#[test]
fn what_has_gone_keeps_the_name_that_it_had() {
    let old = Written::carried();
    let from = old.text.find("[[report_to]]").is_none();
    assert!(from, "the carried set-up sends no report");
    let with =
        [&old.text, "\n[[product]]\nid = \"gold\"\nname.it = \"Oro\"\nname.en = \"Gold\"\nwhat.it = \"a\"\n"].concat();
    let with = Written { text: with, languages: old.languages.clone() };
    let found = difference(&with, &old);
    let told = Told::by(&old, "en".to_owned()).change(found[0].clone());
    assert_eq!((told.what, told.entries), (SetupChanged::Removed, vec![("product".to_owned(), "Oro".to_owned())]));
}
