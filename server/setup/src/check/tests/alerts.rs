//! Rules of alerts: what is taken, and how each mistake is named.

use super::*;
use crate::alerts::{AlertTo, AlertWay};
use ::records::alert_rule::{PHONES, When};

const RULES: &str = "
[[alert_to]]
id = \"operations\"
webhook = \"https://hooks.bank.example/sportello\"

[[alert_to]]
id = \"head-office\"
mail = \"head.office@bank.example\"

[[alert_rule]]
id = \"long-wait\"
when = \"wait\"
over = 20
branches = [\"centro\"]
to = [\"operations\"]
quiet = \"20:00-08:00\"

[[alert_rule]]
id = \"printer\"
when = \"printer\"
to = [\"operations\"]
pause_minutes = 60

[[alert_rule]]
id = \"complaint-half\"
when = \"complaint_due\"
over = 50
to = [\"head-office\", \"phones\"]
";

fn refused(from: &str, to: &str, field: &str, remedy: &str) {
    assert!(RULES.contains(from), "{from}");
    let Err(faults) = check(&format!("{DEFAULT}{}", RULES.replacen(from, to, 1))) else { panic!("{to} is taken") };
    let found = faults.iter().any(|fault| fault.field.contains(field) && fault.what.contains(remedy));
    assert!(found, "{field}, {remedy}: not in {faults:#?}");
}

#[test]
fn rules_are_read_with_their_usual_pause() {
    let alerts = check(&format!("{DEFAULT}{RULES}")).unwrap().alerts;
    let ways = [
        AlertWay::Webhook("https://hooks.bank.example/sportello".to_owned()),
        AlertWay::Mail("head.office@bank.example".to_owned()),
    ];
    assert_eq!(alerts.to.iter().map(|to| &to.way).collect::<Vec<_>>(), ways.iter().collect::<Vec<_>>());
    let [wait, printer, complaint, danger, rating] = &alerts.rules[..] else { panic!("{:?}", alerts.rules) };
    assert_eq!((complaint.when, complaint.to[1].as_str()), (When::ComplaintDue { percent: 50 }, PHONES));
    let carried = (danger.when, rating.when, danger.to == [PHONES]);
    assert_eq!(carried, (When::Danger, When::LowRating, true), "where the set-up says nothing of them");
    assert_eq!((wait.when, wait.quiet), (When::Wait { minutes: 20 }, Some((1_200, 480))));
    assert_eq!((wait.pause.whole_minutes(), printer.pause.whole_minutes()), (30, 60));
    assert!(wait.is_for("centro") && !wait.is_for("porto") && printer.is_for("porto"));
}

#[test]
fn a_rule_of_the_set_up_stands_in_place_of_the_carried_one() {
    let own = "\n[[alert_rule]]\nid = \"bad\"\nwhen = \"low_rating\"\nto = [\"operations\"]\n";
    let alerts = check(&format!("{DEFAULT}{RULES}{own}")).unwrap().alerts;
    let ratings: Vec<_> = alerts.rules.iter().filter(|rule| rule.when == When::LowRating).collect();
    assert_eq!((ratings.len(), ratings[0].id.as_str()), (1, "bad"));
    let carried = check(DEFAULT).unwrap().alerts;
    assert_eq!((carried.rules.len(), carried.to), (2, Vec::<AlertTo>::new()));
}

#[test]
fn head_office_hears_of_complaints_at_half_at_four_fifths_and_when_they_are_due_without_a_rule() {
    let of_complaints = |set_up: &str| {
        let rules = check(set_up).unwrap().alerts.rules.into_iter();
        let of_complaints = rules.filter_map(|rule| match rule.when {
            When::ComplaintDue { percent } => Some((percent, rule.to.join(","))),
            _ => None,
        });
        of_complaints.collect::<Vec<_>>()
    };
    let to = "\n[[alert_to]]\nid = \"direction\"\nmail = \"direction@bank.example\"\n";
    assert_eq!(of_complaints(&format!("{DEFAULT}{to}")), []);
    let hears = format!("{DEFAULT}{to}complaints = true\n");
    assert_eq!(of_complaints(&hears), [50, 80, 100].map(|percent| (percent, "direction".to_owned())));
    let own =
        format!("{hears}\n[[alert_rule]]\nid = \"x\"\nwhen = \"complaint_due\"\nover = 90\nto = [\"direction\"]\n");
    assert_eq!(of_complaints(&own), [(90, "direction".to_owned())], "a rule of the set-up stands in place of them");
}

#[test]
fn a_mistake_in_a_rule_names_its_field_and_a_remedy() {
    refused("over = 20\n", "", "\"long-wait\", over", "minutes");
    refused("over = 20", "over = 0", "\"long-wait\", over", "write 1 to 10000");
    refused("when = \"printer\"", "when = \"printer\"\nover = 3", "\"printer\", over", "remove it");
    refused("[\"centro\"]", "[\"nowhere\"]", "branches", "centro");
    refused("to = [\"operations\"]", "to = [\"nobody\"]", "to", "operations");
    refused("to = [\"operations\"]", "to = []", "to", "nobody to tell");
    refused("20:00-08:00", "evening", "quiet", "20:00-08:00");
    refused("pause_minutes = 60", "pause_minutes = 0", "pause_minutes", "write 1 to 1440");
    refused("https://hooks", "hooks", "webhook", "write an address");
    refused("head.office@bank.example", "head office", "\"head-office\", mail", "write an address");
    refused("mail = ", "webhook = \"https://a.example\"\nmail = ", "\"head-office\", webhook", "one way");
    refused("id = \"head-office\"", "id = \"phones\"", "alert_to, id", "choose another id");
    refused("over = 50", "over = 101", "\"complaint-half\", over", "write 1 to 100");
    refused("when = \"wait\"", "when = \"mood\"", "when", "no_shows");
}
