//! An edit changes its field and not one byte beside it.

use super::{Opening, Set};
use crate::DEFAULT;
use crate::load::Written;

fn path(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

fn edited(at: &str, set: Set) -> String {
    Written::carried().set(&[(path(at), set)]).unwrap().text
}

#[test]
fn a_value_is_changed_in_its_place_and_all_else_stays() {
    let text = edited("branch.centro.policy.no_show_calls", Set::Number(3));
    assert_eq!(text, DEFAULT.replacen("no_show_calls = 2", "no_show_calls = 3", 1));
    let text = edited("branch.centro.desk.2.name.en", Set::Text("Welcome \"desk\"".to_owned()));
    assert!(
        text.contains("name.en = 'Welcome \"desk\"'") || text.contains("name.en = \"Welcome \\\"desk\\\"\""),
        "quoted"
    );
    assert_eq!(text.lines().count(), DEFAULT.lines().count());
    let text = edited("branch.centro.desk.1.kinds", Set::Texts(vec!["teller".to_owned(), "welcome".to_owned()]));
    assert_eq!(text, DEFAULT.replacen("kinds = [\"teller\"]", "kinds = [\"teller\", \"welcome\"]", 1));
}

#[test]
fn a_field_that_has_the_value_already_stays_as_it_is_written() {
    for (at, set) in [
        ("branch.centro.policy.no_show_calls", Set::Number(2)),
        ("branch.centro.desk.1.kinds", Set::Texts(vec!["teller".to_owned()])),
        ("service.cash.name.it", Set::Text(first_name())),
    ] {
        assert_eq!(edited(at, set), DEFAULT, "{at}");
    }
}

/// The Italian name of the service "cash".
fn first_name() -> String {
    let setup = crate::Setup::parse(DEFAULT).unwrap();
    setup.branches["centro"].service(&queue::ServiceId::new("cash")).unwrap().name.get("it").to_owned()
}

#[test]
fn what_is_not_there_is_added_where_it_belongs_and_what_goes_is_gone() {
    let text = edited("branch.centro.target_minutes.cash", Set::Number(8));
    assert_eq!(text, DEFAULT.replacen("[branch.target_minutes]\n", "[branch.target_minutes]\ncash = 8\n", 1));
    let text = edited("branch.centro.book.days_ahead", Set::Nothing);
    assert_eq!(text, DEFAULT.replacen("days_ahead = 60\n", "", 1));
    assert_eq!(edited("branch.centro.book.nothing", Set::Nothing), DEFAULT);
}

#[test]
fn openings_are_changed_in_their_places_and_the_set_up_stays_right() {
    let opening = |days: &[&str], open: &str, close: &str| Opening {
        days: days.iter().map(|day| (*day).to_owned()).collect(),
        open: open.to_owned(),
        close: close.to_owned(),
    };
    let week = ["mon", "tue", "wed", "thu", "fri"];
    let openings =
        vec![opening(&week, "08:30", "13:30"), opening(&week, "14:45", "17:00"), opening(&["sat"], "09:00", "12:00")];
    let text = edited("branch.centro.hours", Set::Openings(openings));
    assert!(text.contains("# When tickets are given out: an opening for each stretch"), "its comment stays");
    let found = crate::difference(&Written::carried(), &Written { text: text.clone(), ..Written::carried() });
    assert_eq!(found.len(), 1, "{found:#?}");
    crate::Setup::parse(&text).unwrap();
    let none =
        Written { text, ..Written::carried() }.set(&[(path("branch.centro.special_hours"), Set::Openings(Vec::new()))]);
    assert!(!none.unwrap().text.contains("\n[[branch.special_hours]]"), "an empty list goes");
}

#[test]
fn days_of_their_own_hours_come_into_a_branch_that_had_none() {
    let without = Written::carried().set(&[(path("branch.centro.special_hours"), Set::Openings(Vec::new()))]).unwrap();
    let christmas = Opening { days: vec!["12-24".to_owned()], open: "08:30".to_owned(), close: "12:00".to_owned() };
    let with = without.set(&[(path("branch.centro.special_hours"), Set::Openings(vec![christmas]))]).unwrap();
    with.check(None).unwrap();
    let found = crate::difference(&without, &with);
    assert_eq!(found.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["branch.centro.special_hours"]);
}

#[test]
fn a_language_is_edited_in_its_own_file() {
    let carried = Written::carried();
    let new = carried.set(&[(path("language.de.service.cash.name"), Set::Text("Bargeld".to_owned()))]).unwrap();
    assert_eq!(new.text, DEFAULT);
    let german = carried.languages["de"].replacen("\"Bargeld einzahlen oder abheben\"", "\"Bargeld\"", 1);
    assert_eq!(new.languages["de"], german);
    assert!(carried.set(&[(path("language.xx.service.cash.name"), Set::Nothing)]).is_err());
}

#[test]
fn an_entry_that_is_not_there_is_not_made() {
    assert!(Written::carried().set(&[(path("branch.nowhere.policy.no_show_calls"), Set::Number(1))]).is_err());
    assert!(Written::carried().set(&[(path("branch.centro.desk.99.label"), Set::Text("9".to_owned()))]).is_err());
}

#[test]
fn a_field_is_found_by_its_line() {
    let carried = Written::carried();
    for (at, begins) in [
        ("branch.centro.policy.no_show_calls", "no_show_calls"),
        ("branch.centro.desk.1.kinds", "kinds = [\"teller\"]"),
    ] {
        let lines = carried.lines(&path(at)).unwrap();
        let line = DEFAULT.lines().nth(lines.start() - 1).unwrap();
        assert!(line.starts_with(begins), "{at}: {line}");
    }
    let hours = carried.lines(&path("branch.centro.hours")).unwrap();
    let close = DEFAULT.lines().position(|line| line == "close = \"16:15\"").unwrap() + 1;
    assert!(hours.contains(&close), "{hours:?}, {close}");
    assert_eq!(carried.lines(&path("branch.centro.policy.nothing")), None);
}
