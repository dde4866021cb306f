use super::*;
use files::own;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use wire::WaitRange;

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn range(low: u32, high: u32) -> WaitRange {
    WaitRange { low_minutes: low, high_minutes: high }
}

#[test]
fn a_wait_is_told_as_a_range_in_whole_minutes() {
    assert_eq!(wait(Locale::it, Some(range(5, 10))), "5–10 minuti");
    assert_eq!(wait(Locale::en, Some(range(0, 4))), "up to 4 minutes");
    assert_eq!(wait(Locale::en, Some(range(7, 7))), "about 7 minutes");
    assert_eq!(wait(Locale::it, Some(range(0, 1))), "subito");
    assert_eq!(wait(Locale::en, None), "wait not known yet");
}

#[test]
fn a_wait_beyond_four_hours_is_told_in_words() {
    assert_eq!(wait(Locale::en, Some(range(200, 240))), "200–240 minutes");
    for (low, high) in [(230, 241), (642_515, 646_995)] {
        assert_eq!(wait(Locale::en, Some(range(low, high))), "several hours: ask the staff");
        assert_eq!(wait(Locale::it, Some(range(low, high))), "più ore: chieda al personale");
    }
}

#[test]
fn people_ahead_are_counted_in_the_right_number() {
    assert_eq!(ahead(Locale::it, 1), "1 persona prima di Lei");
    assert_eq!(ahead(Locale::it, 2), "2 persone prima di Lei");
    assert_eq!(ahead(Locale::en, 1), "1 person ahead of you");
    assert_eq!(ahead(Locale::en, 0), "You are next");
}

#[test]
fn a_large_figure_has_the_separators_of_its_language() {
    let said = |code: &str, number| figure(Locale::of(code), number);
    assert_eq!(
        (said("en", 999), said("en", 1_234), said("en", 1_234_567)),
        ("999".into(), "1,234".into(), "1,234,567".into())
    );
    assert_eq!(
        (said("it", 1_234), said("de", 12_345), said("ro", 1_000)),
        ("1.234".into(), "12.345".into(), "1.000".into())
    );
    assert_eq!((said("es", 1_234), said("es", 12_345)), ("1234".into(), "12.345".into()));
    assert_eq!(
        (said("fr", 1_234), said("zh", 1_234), said("ar", 1_234)),
        ("1\u{202f}234".into(), "1,234".into(), "1,234".into())
    );
    assert_eq!(ahead(Locale::it, 1_200), "1.200 persone prima di Lei");
    assert_eq!(minutes(Locale::en, 60_000), "1,000 h 0 min");
    // What only looks like a figure is none.
    assert_eq!(t!(Locale::en, lobby.called, desk = "1204", number = "A1204"), "Number A1204, desk 1204");
}

#[test]
fn a_date_is_said_as_each_language_says_it() {
    let eve = wire::Time::parse("2026-12-24T00:00:00Z").expect("a time");
    let said = |code: &str| date(Locale::of(code), eve);
    assert_eq!((said("en"), said("it")), ("Thursday 24 December".to_owned(), "giovedì 24 dicembre".to_owned()));
    assert_eq!((said("de"), said("zh")), ("Donnerstag, 24. Dezember".to_owned(), "12月24日 星期四".to_owned()));
}

#[test]
fn words_are_put_in_by_name_and_may_hold_what_looks_like_a_placeholder() {
    assert_eq!(t!(Locale::en, lobby.called, desk = "{{ number }}", number = "A001"), "Number A001, desk {{ number }}");
}

/// The key of the words at a path: the forms of a plural are one key.
fn base(path: &str) -> &str {
    static REFERENCE: LazyLock<files::Words> = LazyLock::new(|| own(Locale::it));
    let is_plural = |(base, form): &(&str, &str)| {
        FORMS.contains(form) && ["_one", "_other"].iter().all(|form| REFERENCE.contains_key(&[base, *form].concat()))
    };
    path.rsplit_once('_').filter(is_plural).map_or(path, |(base, _)| base)
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0.trim())).collect()
}

#[test]
fn every_locale_has_the_same_placeholders() {
    let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in own(Locale::it) {
        let names = placeholders(&text).into_iter().map(str::to_owned);
        needed.entry(base(&path).to_owned()).or_default().extend(names);
    }
    for locale in Locale::every() {
        for (path, text) in own(locale) {
            let is_one_form = base(&path) != path;
            let (found, needed) = (placeholders(&text), &needed[base(&path)]);
            let needed: BTreeSet<&str> = needed.iter().map(String::as_str).collect();
            // A form for one number, or for two, may say it in words.
            let fits = if is_one_form { found.is_subset(&needed) } else { found == needed };
            assert!(fits, "{}.json, {path}: {found:?} instead of {needed:?}", locale.code());
        }
    }
}

#[test]
fn every_locale_has_the_forms_that_its_numbers_need() {
    for locale in Locale::every() {
        let words = own(locale);
        let forms: BTreeSet<String> = (0..1_000).map(|count| plural::category(locale.code(), count)).collect();
        for path in words.keys().filter(|path| base(path) != path.as_str()) {
            for form in &forms {
                let needed = [base(path), "_", form].concat();
                assert!(words.contains_key(&needed), "{}.json lacks {needed}", locale.code());
            }
        }
    }
}

#[test]
fn no_two_keys_have_the_same_number() {
    let words = own(Locale::it);
    let paths: BTreeSet<&str> = words.keys().flat_map(|path| [path.as_str(), base(path)]).collect();
    let numbers: BTreeSet<u32> = paths.iter().map(|path| key::of_path(path)).collect();
    assert_eq!(numbers.len(), paths.len());
}

#[test]
fn words_are_not_empty_and_no_sentence_is_longer_than_twenty_words() {
    for locale in Locale::every() {
        for (path, text) in own(locale) {
            assert!(!text.trim().is_empty(), "{}.json, {path}", locale.code());
            for sentence in text.split_inclusive(['.', '?', ':']) {
                assert!(sentence.split_whitespace().count() <= 20, "{}.json: {sentence}", locale.code());
            }
        }
    }
}

#[test]
fn a_language_is_written_in_its_own_direction() {
    assert_eq!(Locale::it.dir(), "ltr");
    assert!(Locale::every().into_iter().all(|locale| (locale.dir() == "rtl") == (locale.code() == "ar")));
}

#[test]
fn a_device_without_a_server_is_told_so_in_every_language() {
    let told: serde_json::Value = serde_json::from_str(&files::offline()).expect("JSON");
    let languages = told.as_array().expect("a list");
    assert_eq!(languages.len(), Locale::COUNT);
    for (language, locale) in languages.iter().zip(Locale::every()) {
        assert_eq!(language["lang"], locale.code());
        for key in ["kiosk", "lobby", "phone", "since", "help", "keep"] {
            let own = files::own(locale);
            assert_eq!(language["words"][key], own[&["offline.", key].concat()], "{} {key}", locale.code());
        }
        assert!(language["words"]["since"].as_str().is_some_and(|words| words.contains("{{ time }}")));
    }
}

#[test]
fn a_phone_is_told_of_a_wait_that_moved_in_its_own_language() {
    let told = moved("en", "A042", range(25, 35));
    assert_eq!(told, ("Your wait has changed: A042".to_owned(), "Now: 25–35 minutes.".to_owned()));
    for locale in Locale::every() {
        let (title, body) = moved(locale.code(), "A042", range(25, 35));
        assert!(
            title.contains("A042") && body.contains("25") && body.contains("35"),
            "{}: {title} {body}",
            locale.code()
        );
    }
}

#[test]
fn lessons_have_their_words_in_italian_and_in_english() {
    let of_lessons =
        |locale| own(locale).into_keys().filter(|path| path.starts_with("lesson")).collect::<BTreeSet<_>>();
    let (it, en) = (of_lessons(Locale::it), of_lessons(Locale::en));
    assert!(it.len() > 40 && it == en, "{:?}", it.symmetric_difference(&en));
}
