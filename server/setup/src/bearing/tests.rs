//! A running day keeps its rules whatever a newer set-up says, and has at once what is said to take effect at once.

use crate::branch::Branch;
use crate::difference::{Takes, difference};
use crate::load::Written;
use queue::Timestamp;
use std::sync::Arc;

/// A Monday at noon in Rome.
const NOON: Timestamp = Timestamp(1_796_036_400_000);

fn branch(written: &Written) -> Arc<Branch> {
    written.check(None).unwrap().branches["centro"].clone()
}

/// Edits of the default set-up, one a line: a policy, words, a desk, hours, a printer.
const EDITS: [(&str, &str); 16] = [
    ("no_show_calls = 2", "no_show_calls = 3"),
    ("close = \"16:15\"", "close = \"17:00\""),
    ("\"10-04\", ", ""),
    ("kinds = [\"teller\"]", "kinds = [\"teller\", \"welcome\"]"),
    ("kinds = [\"credit\", \"business\"]", "kinds = [\"credit\", \"business\"]\nprefers = [\"loan\"]"),
    ("target_minutes = 10", "target_minutes = 11"),
    ("expected_minutes = 6", "expected_minutes = 7"),
    ("letter = \"A\"", "letter = \"K\""),
    ("name.en = \"Teller\"\nkinds", "name.en = \"Cash desk\"\nkinds"),
    ("label = \"1\"", "label = \"1A\""),
    ("disclaimer.en = \"Indicative list", "disclaimer.en = \"A list"),
    ("days_ahead = 60", "days_ahead = 30"),
    ("kiosk_panel_inches = 24", "kiosk_panel_inches = 27"),
    ("# browser_printing = true", "browser_printing = true"),
    ("address.en = \"Via Roma 12", "address.en = \"Via Roma 14"),
    ("unsure = \"talk\"", "unsure = \"cash\""),
];

fn with(edits: usize) -> Written {
    let mut new = Written::carried();
    for (_, (from, to)) in EDITS.iter().enumerate().filter(|(at, _)| edits & (1 << at) != 0) {
        assert!(new.text.contains(from), "the default set-up has no {from}");
        new.text = new.text.replacen(from, to, 1);
    }
    new
}

fn shown(branch: &Branch) -> String {
    format!("{branch:?}")
}

#[test]
fn the_rules_of_a_day_stay_whatever_is_edited_together() {
    let day = branch(&Written::carried());
    // Each edit, each with the next one, and all of them.
    let pairs = (0..EDITS.len()).flat_map(|one| [0, 1].map(|next| (1 << one) | (1 << ((one + next) % EDITS.len()))));
    for edits in pairs.chain([(1 << EDITS.len()) - 1]) {
        let newer = branch(&with(edits));
        let borne = day.bearing(&newer);
        assert_eq!(borne.rules(NOON), day.rules(NOON), "{edits:b}");
        let services = |branch: &Branch| {
            let all = branch.catalogue.categories.iter().flat_map(|category| &category.services);
            all.map(|service| (service.id.clone(), service.minutes)).collect::<Vec<_>>()
        };
        assert_eq!(services(&borne), services(&day), "{edits:b}: the kiosk offers what the day serves");
    }
}

#[test]
fn what_is_said_to_take_effect_at_once_does_and_the_rest_waits() {
    let day = branch(&Written::carried());
    for (at, (from, _)) in EDITS.iter().enumerate() {
        let new = with(1 << at);
        let changes = difference(&Written::carried(), &new);
        let newer = branch(&new);
        let borne = day.bearing(&newer);
        if changes.iter().all(|change| change.takes == Takes::AtOnce) {
            assert_eq!(shown(&borne), shown(&newer), "{from}");
        } else {
            assert_ne!(shown(&borne), shown(&newer), "{from}");
        }
        if changes.iter().all(|change| change.takes == Takes::NextDay) {
            assert_eq!(shown(&borne), shown(&day), "{from}");
        }
    }
}

#[test]
fn a_catalogue_with_other_words_has_another_version() {
    let day = branch(&Written::carried());
    let borne = day.bearing(&branch(&with((1 << 10) | (1 << 6))));
    assert_ne!(borne.catalogue.version, day.catalogue.version, "kiosks fetch it again");
    assert_eq!(borne.catalogue.disclaimer.get("en").split(':').next(), Some("A list"));
}
