//! Forms that are sent, and what becomes of them.

use super::*;
use setup::{Opening, Written};
use wire::SetupInput;

/// What a browser sends of a form that nobody has touched.
fn untouched(part: &Part) -> Typed {
    let groups = form(part, &Written::carried(), "centro", None, "it").unwrap();
    let fields = groups.into_iter().flat_map(|group| group.fields);
    fields
        .filter(|field| field.input != SetupInput::Tick || field.value == "on")
        .map(|field| (field.name, field.value))
        .collect()
}

#[test]
fn a_form_that_nobody_has_touched_changes_not_one_byte() {
    let service = || Part::Service("cash".to_owned());
    for part in [Part::Hours, Part::Desks, Part::Policy, service(), Part::Text(None), Part::Text(Some("de".to_owned()))]
    {
        let typed = untouched(&part);
        assert!(!typed.is_empty(), "{part:?}");
        assert_eq!(edited(&part, &Written::carried(), "centro", &typed, None), Some(Written::carried()), "{part:?}");
        assert_eq!(Part::parse(&part.address()), Some(part));
    }
}

#[test]
fn hours_are_grouped_by_their_days_and_the_check_takes_them() {
    let mut typed = untouched(&Part::Hours);
    typed.insert("hours.fri.1.open".to_owned(), String::new());
    typed.insert("hours.fri.1.close".to_owned(), String::new());
    typed.insert("special_hours".to_owned(), "12-24, 12-31 08:30-12:00\r\n2026-12-23 09:00-11:00".to_owned());
    let new = edited(&Part::Hours, &Written::carried(), "centro", &typed, None).unwrap();
    new.check(None).unwrap();
    let openings = new.fields().openings(&["branch", "centro", "hours"]);
    let days: Vec<String> = openings.iter().map(|opening| opening.days.join(" ")).collect();
    assert_eq!(days, ["mon tue wed thu fri", "mon tue wed thu"]);
    let special = new.fields().openings(&["branch", "centro", "special_hours"]);
    assert_eq!(
        special[1],
        Opening { days: vec!["2026-12-23".to_owned()], open: "09:00".to_owned(), close: "11:00".to_owned() }
    );
}

#[test]
fn a_fault_of_the_check_stands_where_it_was_typed() {
    let mut typed = untouched(&Part::Policy);
    typed.insert("policy.no_show_calls".to_owned(), "many".to_owned());
    let new = edited(&Part::Policy, &Written::carried(), "centro", &typed, None).unwrap();
    let faults = new.check(None).unwrap_err();
    let lines = new.lines(&path(&Part::Policy, "centro", "policy.no_show_calls")).unwrap();
    assert!(faults.iter().any(|fault| lines.contains(&fault.line)), "{faults:?}, {lines:?}");
}

#[test]
fn a_desk_serves_what_is_ticked_in_the_order_that_it_had() {
    let mut typed = untouched(&Part::Desks);
    typed.remove("desk.2.kinds.teller");
    typed.insert("desk.2.kinds.adviser".to_owned(), "on".to_owned());
    typed.insert("desk.2.label".to_owned(), " 2B ".to_owned());
    let new = edited(&Part::Desks, &Written::carried(), "centro", &typed, None).unwrap();
    let found = setup::difference(&Written::carried(), &new);
    let told: Vec<_> = found.iter().map(|change| (change.path.as_str(), change.new.as_str())).collect();
    assert_eq!(told, [("branch.centro.desk.2.kinds", "welcome, adviser"), ("branch.centro.desk.2.label", "2B")]);
}

#[test]
fn a_service_is_renamed_in_its_languages_wherever_they_stand() {
    let part = Part::Service("cash".to_owned());
    let mut typed = untouched(&part);
    typed.insert("name.en".to_owned(), "Cash".to_owned());
    typed.insert("language.de".to_owned(), "Bargeld".to_owned());
    typed.insert("target_minutes".to_owned(), "7".to_owned());
    let new = edited(&part, &Written::carried(), "centro", &typed, None).unwrap();
    let found = setup::difference(&Written::carried(), &new);
    let told: Vec<_> = found.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(told, ["service.cash.name.en", "service.cash.target_minutes", "language.de.service.cash.name"]);
    assert_eq!(form(&Part::Service("nothing".to_owned()), &Written::carried(), "centro", None, "it"), None);
}

#[test]
fn names_are_those_of_the_page_s_language() {
    let labels = |spoken| {
        let groups = form(&Part::Desks, &Written::carried(), "centro", None, spoken).unwrap();
        groups.into_iter().flat_map(|group| group.fields).map(|field| field.label.of).collect::<Vec<_>>()
    };
    assert!(labels("en").contains(&"Teller".to_owned()) && labels("it").contains(&"Cassa".to_owned()));
}

#[test]
fn an_opening_is_found_where_it_was_typed() {
    let mut typed = untouched(&Part::Hours);
    typed.insert("hours.wed.1.close".to_owned(), "16:75".to_owned());
    let new = edited(&Part::Hours, &Written::carried(), "centro", &typed, None).unwrap();
    let openings = new.fields().openings(&["branch", "centro", "hours"]);
    let wrong = openings.iter().find(|opening| opening.close == "16:75").unwrap();
    assert_eq!(typed_at(&typed, wrong, "close").as_deref(), Some("hours.wed.1.close"));
    assert_eq!(typed_at(&typed, wrong, "open").as_deref(), Some("hours.wed.1.open"));
}
