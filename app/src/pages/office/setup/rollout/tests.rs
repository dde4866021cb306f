//! The pages of a change for many branches as they are rendered.

use super::*;
use crate::pages::office::setup::NewRollout;
use wire::{
    FieldFault, FilledForm, Language, RolloutForm, Section, SetupChange, SetupChanged, SetupHolds, SetupTakes,
    StaffMember, Text, Time,
};

fn head() -> OfficeHead {
    OfficeHead {
        branch: "centro".to_owned(),
        name: Text::from([("en", "Centre")]),
        languages: vec![Language::new("en")],
        staff: StaffMember { id: 7, name: "Rita".to_owned() },
        manages: true,
        sections: vec![Section::Setup],
        due: 0,
    }
}

fn change(branch: &str) -> SetupChange {
    SetupChange {
        what: SetupChanged::Value,
        path: format!("branch.{branch}.policy.no_show_calls"),
        key: "branch.policy.no_show_calls".to_owned(),
        entries: vec![("branch".to_owned(), branch.to_owned())],
        language: String::new(),
        holds: SetupHolds::Number,
        old: vec!["2".to_owned()],
        new: vec!["4".to_owned()],
        takes: SetupTakes::NextDay,
    }
}

fn branch(id: &str, standing: RolloutStanding, why: &str, edited: bool) -> RolloutBranchRow {
    let (id, why) = (id.to_owned(), why.to_owned());
    let changes = vec![change(&id)];
    RolloutBranchRow { name: Text::from([("en", "<Harbour>")]), id, standing, why, edited, changes }
}

fn page(returned: bool) -> RolloutPage {
    let group = |place, name: &str, counts, done: bool| RolloutGroupRow {
        place,
        name: name.to_owned(),
        counts,
        number: done.then_some(7),
        done: done.then(|| ("2026-11-30".to_owned(), Time::from_millis(0))),
    };
    let first = if returned { RolloutStanding::Kept } else { RolloutStanding::Done };
    RolloutPage {
        row: RolloutRow {
            id: 3,
            name: "Christmas".to_owned(),
            by: "Rita".to_owned(),
            day: "2026-11-30".to_owned(),
            at: Time::from_millis(0),
            returned,
        },
        seen: 5,
        changes: vec![change("centro")],
        groups: vec![
            group(1, "Pilot", vec![(first, 1), (RolloutStanding::Refused, 2)], true),
            group(2, "Group 2", vec![(RolloutStanding::Planned, 4000), (RolloutStanding::Same, 20)], false),
            group(3, "The rest", vec![(RolloutStanding::Planned, 9)], false),
        ],
        place: 2,
        only: Some(RolloutStanding::Planned),
        branches: vec![
            branch("porto", RolloutStanding::Planned, "", true),
            branch("luna", RolloutStanding::Refused, "hours: no <such> day", false),
        ],
        after: Some("luna".to_owned()),
        kept: if returned { vec!["centro".to_owned()] } else { Vec::new() },
        refused: None,
        utc_offset_minutes: 60,
    }
}

fn shown(page: RolloutPage) -> String {
    Owner::new().with(|| view! { <Rollout locale=Locale::en head=head() page /> }.to_html())
}

#[test]
fn the_next_group_has_its_turn_by_one_press_and_one_that_has_something_left_again() {
    let html = shown(page(false));
    for part in [
        "Change the group “Group 2”",
        "Try the group “Pilot” again",
        "Take it back in all branches",
        "name=\"seen\" value=\"5\"",
        "name=\"group\" value=\"2\"",
        "setup/versions/7",
        "Will change (4,000)",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("Change the group “The rest”"), "groups have their turns in their order: {html}");
}

#[test]
fn a_branch_is_shown_with_what_changes_and_why_it_does_not() {
    let html = shown(page(false));
    for part in [
        "Branch: porto: Calls before a visitor counts as not there: 2 → 4",
        "it changes at the next press",
        "&lt;Harbour>",
        "lang=\"en\">hours: no &lt;such> day",
        "only=planned&amp;after=luna#branches",
        "aria-current=\"page\"",
    ] {
        let alternative = part.replace('>', "&gt;").replace("\"en\"&gt;", "\"en\">");
        assert!(html.contains(part) || html.contains(&alternative), "{part}: {html}");
    }
}

#[test]
fn once_taken_back_no_group_has_a_turn_and_what_stays_is_named() {
    let html = shown(page(true));
    assert!(html.contains(t!(Locale::en, rollout.kept_title)) && html.contains("<p>centro"), "{html}");
    assert!(html.contains("group=1&amp;only=kept#branches"), "{html}");
    assert!(html.contains(t!(Locale::en, rollout.back_again)) && !html.contains("value=\"turn\""), "{html}");
    let stale = shown(RolloutPage { refused: Some(RolloutRefused::Stale), ..page(false) });
    assert!(stale.contains(t!(Locale::en, rollout.stale)), "{stale}");
}

#[test]
fn the_form_keeps_what_was_typed_and_names_what_is_wrong() {
    let mut form = FilledForm::default().with("first", "luna").with("rest", "on");
    form.fault("name", FieldFault::Missing);
    let page = RolloutForm {
        part: "policy".to_owned(),
        seen: 3,
        typed: vec![("policy.no_show_calls".to_owned(), "4".to_owned())],
        changes: vec![change("centro")],
        branches: 5000,
        form,
        unknown: vec!["luna".to_owned()],
        twice: vec!["porto".to_owned()],
        faults: vec!["line 3: no <such> field".to_owned()],
    };
    let html = Owner::new().with(|| view! { <NewRollout locale=Locale::en head=head() page /> }.to_html());
    for part in [
        "name=\"field.policy.no_show_calls\" value=\"4\"",
        "These branches are not there: luna",
        "These branches stand in two groups: porto",
        "line 3: no &lt;such",
        "href=\"#name\"",
        "the 5,000 branches",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn the_list_says_how_each_stands_and_how_one_begins() {
    let shown = |rows, before| {
        let page = wire::Rollouts { rows, before, utc_offset_minutes: 60 };
        Owner::new().with(|| view! { <Rollouts locale=Locale::en head=head() page /> }.to_html())
    };
    let html = shown(vec![page(true).row], Some(3));
    assert!(
        html.contains("rollouts/3?lang=en") && html.contains("Taken back") && html.contains("&amp;before=3"),
        "{html}"
    );
    let empty = shown(Vec::new(), None);
    assert!(empty.contains(t!(Locale::en, rollout.none)) && !empty.contains("<table"), "{empty}");
}
