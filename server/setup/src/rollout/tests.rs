//! What a change of one branch comes to in others, and the way back.

use super::{Back, Fit, Set, Step, back, fit, steps};
use crate::load::Written;
use std::collections::BTreeMap;

const BANK: &str = r#"
[[branch]]
id = "a"
closed_on = ["12-25"]
hours = [{ days = ["mon", "tue"], open = "09:00", close = "13:00" }]
policy = { no_show_calls = 2 }
kiosk_panel_inches = 24.5
desk = [{ id = "1", kinds = ["teller"] }, { id = "7", label = "7" }]
[[branch]]
id = "b"
closed_on = ["06-24", "12-25"]
hours = [{ days = ["mon"], open = "08:00", close = "12:00" }, { days = ["tue"], open = "09:00", close = "13:00" }]
desk = [{ id = "1", kinds = ["welcome", "teller"] }]
"#;

fn bank(text: &str) -> Written {
    Written { text: text.to_owned(), languages: BTreeMap::new() }
}

/// What changes where `from` becomes `to` in the first branch.
fn changed(from: &str, to: &str) -> Vec<Step> {
    assert!(BANK.contains(from), "{from}");
    steps(&bank(BANK).fields(), &bank(&BANK.replacen(from, to, 1)).fields(), "a").unwrap()
}

fn texts(texts: &[&str]) -> Set {
    Set::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
}

/// Makes steps to a branch, as an editor would.
fn with(text: &str, branch: &str, steps: &[Step]) -> String {
    let edits = steps.iter().map(|step| (&step.path[..], &step.to)).collect();
    bank(text).set_in_branches(&BTreeMap::from([(branch, edits)])).unwrap().text
}

fn made(fit: Fit) -> Vec<Step> {
    let Fit::Changes(steps) = fit else { panic!("{fit:?}") };
    steps
}

#[test]
fn a_holiday_is_added_to_each_branch_s_own_and_goes_again_without_what_came_since() {
    let change = changed("[\"12-25\"]", "[\"12-25\", \"12-26\"]");
    let own = made(fit(&change, &bank(BANK).fields(), "b"));
    assert_eq!(own[0].to, texts(&["06-24", "12-25", "12-26"]));
    let text = with(BANK, "b", &own);
    assert_eq!(fit(&change, &bank(&text).fields(), "b"), Fit::Same);
    let exact = back(&own, &bank(&text).fields(), "b");
    assert_eq!(with(&text, "b", &exact.steps), BANK);
    let edited = text.replacen(
        "\"12-26\"]\nhours = [{ days = [\"mon\"], open = \"08",
        "\"12-26\", \"01-06\"]\nhours = [{ days = [\"mon\"], open = \"08",
        1,
    );
    let returned = back(&own, &bank(&edited).fields(), "b");
    assert_eq!((returned.steps[0].to.clone(), returned.since), (texts(&["06-24", "12-25", "01-06"]), Vec::new()));
}

#[test]
fn only_the_days_of_the_week_that_differ_are_changed() {
    let change = changed(
        "hours = [{ days = [\"mon\", \"tue\"], open = \"09:00\", close = \"13:00\" }]",
        "hours = [{ days = [\"mon\"], open = \"09:00\", close = \"13:00\" }, { days = [\"tue\"], open = \"10:00\", close = \"13:00\" }]",
    );
    let own = made(fit(&change, &bank(BANK).fields(), "b"));
    let Set::Openings(week) = &own[0].to else { panic!("{own:?}") };
    let week: Vec<_> = week.iter().map(|opening| (opening.days.join(" "), opening.open.as_str())).collect();
    assert_eq!(week, [("mon".to_owned(), "08:00"), ("tue".to_owned(), "10:00")], "Monday stays the branch's own");
    // Somebody changes the same day of the week since: theirs stays.
    let theirs = bank(&BANK.replacen("days = [\"tue\"], open = \"09:00\"", "days = [\"tue\"], open = \"11:00\"", 1));
    assert_eq!(back(&own, &theirs.fields(), "b"), Back { steps: Vec::new(), since: vec!["hours".to_owned()] });
}

#[test]
fn a_value_goes_back_unless_somebody_has_changed_it_since() {
    let change = changed("no_show_calls = 2", "no_show_calls = 3");
    let own = made(fit(&change, &bank(BANK).fields(), "b"));
    assert_eq!((own[0].from.clone(), own[0].to.clone()), (Set::Nothing, Set::Number(3)));
    let after = bank(&format!("{BANK}policy.no_show_calls = 3\n"));
    assert_eq!(back(&own, &after.fields(), "b").steps[0].to, Set::Nothing);
    let theirs = bank(&format!("{BANK}policy.no_show_calls = 4\n"));
    assert_eq!(back(&own, &theirs.fields(), "b").since, ["policy.no_show_calls"]);
    assert_eq!(back(&own, &bank(BANK).fields(), "b"), Back::default(), "it is as it was already");
    assert_eq!(fit(&change, &after.fields(), "b"), Fit::Same);
}

#[test]
fn a_branch_that_has_no_such_entry_is_told_and_order_is_the_branch_s_own() {
    let label = changed("label = \"7\"", "label = \"7A\"");
    assert_eq!(fit(&label, &bank(BANK).fields(), "b"), Fit::Lacks("desk.7".to_owned()));
    assert_eq!(fit(&label, &bank(BANK).fields(), "nowhere"), Fit::Lacks("branch.nowhere".to_owned()));
    let kinds = changed("kinds = [\"teller\"]", "kinds = [\"teller\", \"adviser\"]");
    assert_eq!(made(fit(&kinds, &bank(BANK).fields(), "b"))[0].to, texts(&["welcome", "teller", "adviser"]));
}

#[test]
fn what_belongs_to_one_branch_alone_is_no_change_for_others() {
    let old = bank(BANK).fields();
    for (from, to) in [(", { id = \"7\", label = \"7\" }", ""), ("24.5", "32.5")] {
        assert!(steps(&old, &bank(&BANK.replacen(from, to, 1)).fields(), "a").is_err(), "{from}");
    }
    let other = bank(&BANK.replacen("06-24", "06-29", 1)).fields();
    assert_eq!(steps(&old, &other, "a"), Ok(Vec::new()), "another branch's");
}
