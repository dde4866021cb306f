//! The list of keys is the shape of the file, and every path of the difference leads to one of them.

mod shape;

use super::{Holds, KEYS, Place};
use crate::difference::difference;
use crate::load::Written;
use shape::{Seen, shape};

#[test]
fn the_list_has_every_key_of_the_file_and_no_other() {
    let found = shape();
    let is_as_seen = |holds: Holds, seen: &Seen| match (holds, seen) {
        (Holds::Value | Holds::Names(_) | Holds::Dates, Seen::Text)
        | (Holds::Number, Seen::Number)
        | (Holds::Flag, Seen::Flag)
        | (Holds::Words, Seen::Map(_))
        | (Holds::Entries | Holds::Hours | Holds::SpecialHours, Seen::Structs)
        | (Holds::List | Holds::Dates | Holds::Names(_), Seen::Texts)
        | (Holds::ManyWords, Seen::Maps) => true,
        (Holds::Choice(of), Seen::Choice(seen)) => of == *seen,
        (Holds::SearchWords, Seen::Map(inner)) => **inner == Seen::Texts,
        (Holds::ByService, Seen::Map(inner)) => **inner == Seen::Number,
        _ => false,
    };
    for (key, seen) in &found {
        let (_, holds) = super::holds(key).unwrap_or_else(|| panic!("{key} ({seen:?}) is not in the list of keys"));
        assert!(is_as_seen(holds, seen), "{key}: {holds:?} is no {seen:?}");
    }
    for (key, _) in KEYS {
        assert!(*key == "language" || found.contains_key(*key), "{key} is no key of the file");
    }
}

#[test]
fn each_change_of_the_carried_set_up_has_its_place() {
    let nothing = Written { text: "format = \"none\"".to_owned(), languages: Written::carried().languages };
    let mut without = Written::carried();
    for text in without.languages.values_mut() {
        *text = String::new();
    }
    // Each entry as it comes or goes, and each text of each language.
    for (old, new) in [(&nothing, &Written::carried()), (&without, &Written::carried())] {
        for change in difference(old, new) {
            let place = Place::of(&change.path).unwrap_or_else(|| panic!("{} leads nowhere", change.path));
            let further = change.path.strip_prefix("language.").and_then(|path| path.split_once('.'));
            if let Some((code, key)) = further {
                let spoken = if ["format", "language"].contains(&key) { "" } else { code };
                assert_eq!(place.language, spoken, "{}", change.path);
            }
        }
    }
}

#[test]
fn a_path_is_taken_apart_into_its_entries_and_its_language() {
    let told = |path: &str| {
        let place = Place::of(path).unwrap_or_else(|| panic!("{path} leads nowhere"));
        let entries: Vec<String> = place.entries.iter().map(|entry| format!("{}={}", entry.of, entry.id)).collect();
        format!("{} {} {}", place.key, entries.join(","), place.language)
    };
    for (path, expected) in [
        ("branch.centro.policy.no_show_calls", "branch.policy.no_show_calls branch=centro "),
        ("branch.centro.target_minutes.cash", "branch.target_minutes branch=centro,service=cash "),
        ("branch.centro.desk.3.name.it", "branch.desk.name branch=centro,branch.desk=3 it"),
        ("branch.centro.desk.3", "branch.desk branch=centro,branch.desk=3 "),
        ("branch", "branch  "),
        ("language.de.branch.centro.desk.3", "branch.desk.name branch=centro,branch.desk=3 de"),
        ("language.de.form.slip.options.2.0", "form.fields.options form=slip,form.fields=2,form.fields.options=0 de"),
        ("language.de.question.start.choices.1", "question.choices.label question=start,question.choices=1 de"),
        ("language.de.service.cash.when.id", "service.documents.when service=cash,service.documents=id de"),
        ("language.de.service.cash.synonyms", "service.synonyms service=cash de"),
        ("language.de", "language language=de "),
        ("security.open_devices", "security.open_devices  "),
    ] {
        assert_eq!(told(path), expected, "{path}");
    }
    assert_eq!(Place::of("branch.centro.nothing"), None);
    assert_eq!(Place::of(""), None);
}
