//! Rules of alerts: what is taken, and how each mistake is named.

use super::*;
use ::records::alert_rule::When;

const RULES: &str = "
[[alert_to]]
id = \"operations\"
webhook = \"https://hooks.bank.example/sportello\"

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
    assert_eq!(alerts.to[0].webhook, "https://hooks.bank.example/sportello");
    let [wait, printer] = &alerts.rules[..] else { panic!("two rules, not {:?}", alerts.rules) };
    assert_eq!((wait.when, wait.quiet), (When::Wait { minutes: 20 }, Some((1_200, 480))));
    assert_eq!((wait.pause.whole_minutes(), printer.pause.whole_minutes()), (30, 60));
    assert!(wait.is_for("centro") && !wait.is_for("porto") && printer.is_for("porto"));
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
    refused("when = \"wait\"", "when = \"mood\"", "when", "no_shows");
}
