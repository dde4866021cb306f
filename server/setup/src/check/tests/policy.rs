//! How visitors are called: the policy, target waits, what a desk prefers.

use super::{broken, check, says};
use crate::DEFAULT;

#[test]
fn the_policy_is_checked() {
    for (name, value, most) in [
        ("service_time_weight_percent", 50, 400),
        ("appointment_lead_minutes", 15, 120),
        ("appointment_grace_minutes", 15, 120),
        ("officer_wait_minutes", 5, 60),
        ("priority_share_percent", 100, 100),
        ("preference_step_minutes", 2, 60),
        ("no_show_calls", 2, 10),
        ("no_show_after_seconds", 60, 900),
        ("delay_most_minutes", 30, 240),
        ("overtime_minutes", 30, 240),
        ("extension_most_minutes", 240, 720),
        ("auto_call_seconds", 0, 120),
        ("join_from_home", 0, 200),
        ("join_grace_minutes", 30, 120),
        ("alone_numbers", 0, 50),
        ("alone_minutes", 60, 240),
        ("call_backs", 0, 200),
        ("call_back_again_minutes", 15, 240),
        ("call_back_dials", 3, 10),
    ] {
        let (set, field) = (format!("{name} = {value}\n"), format!("branch.policy.{name}"));
        says(&set, &format!("{name} = {}\n", most + 1), &field, &format!("to {most}"));
        says(&set, &format!("{name} = -1\n"), name, "expected u32");
    }
    says("no_show_calls = 2", "no_show_calls = 0", "branch.policy.no_show_calls", "1 to 10");
    let (faults, line) = broken("[branch.policy]\n", "[branch.policy]\nalpha = 1\n");
    assert_eq!((faults[0].line, faults[0].field.as_str()), (line + 1, "alpha = 1"));
    assert!(faults[0].what.contains("expected one of `service_time_weight_percent`"), "{faults:#?}");
}

#[test]
fn a_policy_in_peoples_units_is_the_queues() {
    let policy = |from: &str, to: &str| check(&DEFAULT.replacen(from, to, 1)).unwrap().branches["centro"].policy;
    let default = queue::Policy::default();
    let minutes = queue::Duration::minutes;
    let expected = [
        ("service_time_weight_percent = 50", queue::Policy { alpha_milli: 70, ..default }),
        ("appointment_lead_minutes = 15", queue::Policy { appointment_lead: minutes(7), ..default }),
        ("appointment_grace_minutes = 15", queue::Policy { appointment_grace: minutes(7), ..default }),
        ("officer_wait_minutes = 5", queue::Policy { officer_wait: minutes(7), ..default }),
        ("priority_share_percent = 100", queue::Policy { priority_share_milli: 70, ..default }),
        ("preference_step_minutes = 2", queue::Policy { preference_step: minutes(7), ..default }),
        ("no_show_calls = 2", queue::Policy { no_show_calls: 7, ..default }),
        ("no_show_after_seconds = 60", queue::Policy { no_show_after: queue::Duration::seconds(7), ..default }),
        ("delay_most_minutes = 30", queue::Policy { delay_most: minutes(7), ..default }),
        ("overtime_minutes = 30", queue::Policy { overtime: minutes(7), ..default }),
        ("extension_most_minutes = 240", queue::Policy { extension_most: minutes(7), ..default }),
        ("join_from_home = 0", queue::Policy { remote_most: 7, ..default }),
        ("call_backs = 0", queue::Policy { call_backs_most: 7, ..default }),
        ("call_back_again_minutes = 15", queue::Policy { call_back_pause: minutes(7), ..default }),
        ("call_back_dials = 3", queue::Policy { call_back_dials: 7, ..default }),
        ("join_grace_minutes = 30", queue::Policy { remote_grace: minutes(7), ..default }),
        ("alone_numbers = 0", queue::Policy { reserve_size: 7, ..default }),
        ("alone_minutes = 60", queue::Policy { alone_most: minutes(7), ..default }),
        ("auto_call_seconds = 0", queue::Policy { auto_call_after: queue::Duration::seconds(7), ..default }),
    ];
    for (from, expected) in expected {
        assert!(DEFAULT.contains(from), "{from}");
        let name = from.split(' ').next().unwrap();
        assert_eq!(policy(from, &format!("{name} = 7")), expected, "{name}");
        assert_eq!(policy(&format!("{from}\n"), ""), default, "{name} left out");
    }
}

#[test]
fn whether_a_person_may_choose_whom_to_call_is_one_of_three() {
    let line = "manual_picks = \"allowed\"";
    let picks = |to: &str| check(&DEFAULT.replacen(line, to, 1)).unwrap().branches["centro"].policy.manual_picks;
    assert!(DEFAULT.contains(line));
    assert_eq!(picks("manual_picks = \"off\""), queue::ManualPicks::Off);
    assert_eq!(picks("manual_picks = \"counted\""), queue::ManualPicks::Counted);
    assert_eq!(picks(""), queue::ManualPicks::Allowed);
    says(line, "manual_picks = \"never\"", "never", "expected one of `allowed`, `counted`, `off`");
}

#[test]
fn target_waits_of_a_branch_are_its_own() {
    let with =
        |line: &str| DEFAULT.replacen("[branch.target_minutes]\n", &format!("[branch.target_minutes]\n{line}\n"), 1);
    let branch = check(&with("cash = 8")).unwrap().branches["centro"].clone();
    assert_eq!(branch.services[&queue::ServiceId::new("cash")].target, queue::Duration::minutes(8));
    assert_eq!(branch.rules(queue::Timestamp(0)).services, branch.services);
    let default = check(DEFAULT).unwrap().branches["centro"].clone();
    let others = |branch: &crate::Branch| {
        branch
            .services
            .iter()
            .filter(|(id, _)| id.as_str() != "cash")
            .map(|(_, service)| service.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(others(&branch), others(&default));
    for (line, remedy) in
        [("cash = 0", "1 to 480"), ("cash = 481", "1 to 480"), ("gold = 5", "write one of account_manage")]
    {
        let faults = check(&with(line)).unwrap_err();
        let name = line.split(' ').next().unwrap();
        assert!(faults[0].field == format!("branch \"centro\", target_minutes.{name}"), "{faults:#?}");
        assert!(faults[0].what.contains(remedy), "{faults:#?}");
        assert!(DEFAULT.lines().nth(faults[0].line - 2).unwrap().starts_with("[branch.target_minutes]"));
    }
}

#[test]
fn a_desk_prefers_what_it_or_its_kind_names() {
    let prefers = |changes: &[(&str, &str)], desk: &str| {
        let text = changes.iter().fold(DEFAULT.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
        let branch = check(&text).unwrap().branches["centro"].clone();
        let preferences = branch.rules(queue::Timestamp(0)).preferences;
        preferences
            .get(&queue::DeskId::new(desk))
            .map(|services| services.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    };
    let of_the_desk = ("kinds = [\"teller\"]", "kinds = [\"teller\"]\nprefers = [\"cheques\", \"cash\"]");
    let of_the_kind = ("letter = \"A\"", "letter = \"A\"\nprefers = [\"cash\"]");
    let of_another = ("letter = \"B\"", "letter = \"B\"\nprefers = [\"safe_box\"]");
    let of_none = ("kinds = [\"teller\"]", "kinds = [\"teller\"]\nprefers = []");
    assert_eq!(prefers(&[], "1"), None);
    assert_eq!(prefers(&[of_the_desk], "1").as_deref(), Some("cheques cash"));
    assert_eq!(prefers(&[of_the_kind], "1").as_deref(), Some("cash"));
    assert_eq!(prefers(&[of_the_desk, of_the_kind], "1").as_deref(), Some("cheques cash"));
    assert_eq!(prefers(&[of_none, of_the_kind], "1"), None);
    assert_eq!(prefers(&[of_another, of_the_kind], "2").as_deref(), Some("cash safe_box"));
}

#[test]
fn a_preference_is_checked() {
    let kinds = "kinds = [\"teller\"]";
    let with = |services: &str| format!("{kinds}; {services}").replace("; ", "\nprefers = ");
    let (faults, line) = broken(kinds, &with("[\"mortgage\"]"));
    assert_eq!((faults[0].line, faults[0].field.as_str()), (line + 1, "desk \"1\", prefers"));
    assert!(faults[0].what.contains("is not served there; write one of cash, cheques"), "{faults:#?}");
    let (faults, _) = broken(kinds, &with("[\"cash\", \"cash\"]"));
    assert!(faults[0].what.contains("there twice"), "{faults:#?}");
    let (faults, _) = broken("letter = \"A\"", "letter = \"A\"\nprefers = [\"mortgage\"]");
    assert_eq!(faults[0].field, "desk_kind \"teller\", prefers");
}

#[test]
fn a_file_from_before_all_this_works_as_it_did() {
    let start = DEFAULT.find("# Days with hours of their own").unwrap();
    let end = DEFAULT.find("# Each desk serves").unwrap();
    let older = format!("{}{}", &DEFAULT[..start], &DEFAULT[end..]);
    assert!(!older.contains("policy") && !older.contains("special_hours") && !older.contains("target_minutes]"));
    let (older, now) = (check(&older).unwrap(), check(DEFAULT).unwrap());
    // Monday 2026-11-23, 10:00 in Rome.
    let moment = queue::Timestamp(1_795_424_400_000);
    assert_eq!(older.branches["centro"].rules(moment), now.branches["centro"].rules(moment));
    assert_eq!(older.branches["centro"].policy, queue::Policy::default());
}

#[test]
fn every_default_of_the_policy_is_the_one_that_is_written_down() {
    assert_eq!(check(DEFAULT).unwrap().branches["centro"].policy, queue::Policy::default());
}
