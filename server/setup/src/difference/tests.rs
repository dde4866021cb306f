//! Each change of the set-up that the program carries is told as what it is, with when it takes effect.

use super::{Change, Kind, Takes, difference};
use crate::load::Written;

/// The changes when each `from` reads `to`.
fn changes(edits: &[(&str, &str)]) -> Vec<Change> {
    let old = Written::carried();
    let mut new = old.clone();
    for (from, to) in edits {
        assert!(new.text.contains(from), "the default set-up has no {from}");
        new.text = new.text.replacen(from, to, 1);
    }
    difference(&old, &new)
}

#[track_caller]
fn one(from: &str, to: &str) -> Change {
    let found = changes(&[(from, to)]);
    let [change] = &found[..] else { panic!("one change, not {found:#?}") };
    change.clone()
}

#[test]
fn the_same_set_up_differs_in_nothing_and_neither_do_comments() {
    assert_eq!(changes(&[]), []);
    assert_eq!(
        changes(&[("# A branch. Its id", "# One branch. Its id"), ("share_percent = 60", "share_percent =   60")]),
        []
    );
}

#[test]
fn hours_are_told_by_their_days_and_take_effect_with_the_next_day() {
    let change = one("close = \"16:15\"", "close = \"17:00\"");
    assert_eq!((change.kind, change.takes, change.path.as_str()), (Kind::Hours, Takes::NextDay, "branch.centro.hours"));
    assert!(change.new.ends_with("mon, tue, wed, thu, fri 14:45-17:00"), "{}", change.new);
    let change = one("\"10-04\", ", "");
    assert_eq!((change.kind, change.takes), (Kind::Exceptions, Takes::NextDay));
}

#[test]
fn words_take_effect_at_once_and_name_their_entry() {
    let change = one("name.en = \"Teller\"\nkinds", "name.en = \"Cash desk\"\nkinds");
    assert_eq!((change.kind, change.takes), (Kind::Renamed, Takes::AtOnce));
    assert_eq!((change.old.as_str(), change.new.as_str()), ("Teller", "Cash desk"));
    assert_eq!((change.path.as_str(), change.subject.as_str()), ("branch.centro.desk.1.name.en", "1 (Cassa)"));
    let change = one("disclaimer.en = \"Indicative list", "disclaimer.en = \"A list");
    assert_eq!((change.kind, change.takes, change.path.as_str()), (Kind::Text, Takes::AtOnce, "disclaimer.en"));
}

#[test]
fn what_stands_in_the_journal_of_a_day_waits_for_the_next_one() {
    for (from, to, kind) in [
        ("kinds = [\"teller\"]", "kinds = [\"teller\", \"welcome\"]", Kind::Profile),
        ("target_minutes = 10", "target_minutes = 11", Kind::Target),
        ("expected_minutes = ", "expected_minutes = 1", Kind::Minutes),
        ("no_show_calls = 2", "no_show_calls = 3", Kind::Value),
        ("letter = \"A\"", "letter = \"K\"", Kind::Value),
        ("time_zone = \"Europe/Rome\"", "time_zone = \"Europe/Paris\"", Kind::Value),
    ] {
        let change = one(from, to);
        assert_eq!((change.kind, change.takes), (kind, Takes::NextDay), "{from}: {change:?}");
    }
}

#[test]
fn a_setting_is_told_by_its_path_with_before_and_after() {
    let change = one("overtime_minutes = 30", "overtime_minutes = 45");
    assert_eq!(
        (change.path.as_str(), change.old.as_str(), change.new.as_str()),
        ("branch.centro.policy.overtime_minutes", "30", "45")
    );
    let change = one("days_ahead = 60\n", "");
    assert_eq!((change.old.as_str(), change.new.as_str(), change.takes), ("60", "", Takes::AtOnce));
}

#[test]
fn a_desk_that_comes_or_goes_makes_the_whole_catalogue_wait() {
    let desk = "[[branch.desk]]\nid = \"7\"\nlabel = \"7\"\nname.it = \"Cassa\"\nname.en = \"Teller\"\nkinds = [\"teller\"]\n\n";
    let place = "# Services served at the same kind of desk share";
    let found =
        changes(&[(place, &[desk, place].concat()), ("disclaimer.en = \"Indicative list", "disclaimer.en = \"A list")]);
    let told: Vec<_> = found.iter().map(|change| (change.path.as_str(), change.kind, change.takes)).collect();
    assert_eq!(
        told,
        [("branch.centro.desk.7", Kind::Added, Takes::NextDay), ("disclaimer.en", Kind::Text, Takes::NextDay),]
    );
}

#[test]
fn what_a_server_reads_at_its_start_says_so_and_security_is_not_of_it() {
    let change = one("practice = false", "practice = true");
    assert_eq!((change.takes, change.path.as_str()), (Takes::Restart, "branch.centro.practice"));
    let change = one("[priority]\nlabel.it", "[security]\nopen_devices = true\n\n[priority]\nlabel.it");
    assert_eq!((change.takes, change.path.as_str()), (Takes::AtOnce, "security.open_devices"));
}

#[test]
fn the_file_of_a_language_is_compared_text_by_text() {
    let old = Written::carried();
    let mut new = old.clone();
    let german = new.languages.get_mut("de").unwrap();
    *german = german.replacen("name = \"Bargeld einzahlen oder abheben\"", "name = \"Bargeld\"", 1);
    new.languages.remove("zh");
    let found = difference(&old, &new);
    let told: Vec<_> = found.iter().map(|change| (change.path.as_str(), change.kind, change.takes)).collect();
    assert_eq!(
        told,
        [
            ("language.de.service.cash.name", Kind::Renamed, Takes::AtOnce),
            ("language.zh", Kind::Removed, Takes::Restart),
        ]
    );
}
