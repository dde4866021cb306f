//! Every mistake in a set-up names its line, its field and a remedy. Each case breaks the default set-up once.

use super::*;
use crate::DEFAULT;

/// The set-up by itself, without further languages.
fn check(text: &str) -> Result<Setup, Vec<Fault>> {
    super::check(text, &[], None)
}

/// What is said when the first `from` of the default set-up reads `to`, and the line where it stands.
fn broken(from: &str, to: &str) -> (Vec<Fault>, usize) {
    let at = DEFAULT.find(from).unwrap_or_else(|| panic!("the default set-up has no {from}"));
    let line = DEFAULT[..at].matches('\n').count() + 1;
    let Err(faults) = check(&DEFAULT.replacen(from, to, 1)) else { panic!("a broken set-up is refused: {to}") };
    (faults, line)
}

#[track_caller]
fn says(from: &str, to: &str, field: &str, remedy: &str) {
    let (faults, line) = broken(from, to);
    let found =
        faults.iter().any(|fault| fault.line == line && fault.field.contains(field) && fault.what.contains(remedy));
    assert!(found, "line {line}, {field}, {remedy}: not in {faults:#?}");
}

#[test]
fn what_is_no_toml_names_its_line() {
    says("letter = \"A\"", "letter = \"A", "letter", "");
}

#[test]
fn an_unknown_field_names_the_known_ones() {
    says("label = \"1\"", "lable = \"1\"", "lable", "expected one of");
}

#[test]
fn a_wrong_type_names_the_right_one() {
    says("target_minutes = 10", "target_minutes = \"ten\"", "target_minutes", "expected u32");
}

#[test]
fn another_format_names_the_one_that_is_read() {
    says("sportello-setup/1", "sportello-setup/9", "format", FORMAT);
}

#[test]
fn a_reference_to_nothing_names_what_there_is() {
    says("{ id = \"id\", need", "{ id = \"idd\", need", "service \"cash\", documents", "write one of id, ");
    says("forms = [\"slip\"]", "forms = [\"slop\"]", "forms", "there is no form \"slop\"");
    says("kinds = [\"teller\"]", "kinds = [\"tailor\"]", "desk \"1\", kinds", "teller, welcome");
    says("category = \"counter\"", "category = \"count\"", "category", "counter, accounts");
}

#[test]
fn an_id_that_is_there_twice_is_named() {
    let (faults, _) = broken("[[form]]\nid = \"slip\"", "[[form]]\nid = \"transfer\"");
    assert!(faults.iter().any(|fault| fault.field == "form.id" && fault.what.contains("twice")), "{faults:#?}");
}

#[test]
fn an_id_with_a_space_is_refused() {
    says("id = \"centro\"", "id = \"il centro\"", "branch.id", "use 1 to 40 of a to z");
}

#[test]
fn a_missing_language_is_named() {
    let (faults, _) = broken("name.en = \"Teller\"\n", "");
    assert!(faults[0].what.contains("add name.en"), "{faults:#?}");
}

#[test]
fn hours_are_checked() {
    says("open = \"08:30\"", "open = \"8.30\"", "branch.hours.open", "write it as \"08:30\"");
    says("close = \"13:30\"", "close = \"07:30\"", "branch.hours.close", "after 08:30");
    says("open = \"14:45\"", "open = \"13:00\"", "branch.hours", "overlap");
    says("days = [\"mon\"", "days = [\"lun\"", "branch.hours.days", "mon, tue");
    says("Europe/Rome", "Europe/Roma", "branch.time_zone", "IANA");
    says("\"12-08\", \"12-25\"", "\"12-08\", \"25/12\"", "branch.closed_on", "\"12-24\" for every year");
    says("\"01-06\", \"easter-monday\"", "\"01-06\", \"easter\"", "branch.closed_on", "easter-monday");
}

#[test]
fn hours_of_some_dates_are_checked() {
    says("dates = [\"12-24\"", "dates = [\"24-12\"", "branch.special_hours.dates", "\"12-24\" for every year");
    says("dates = [\"12-24\"", "dates = [\"12-25\"", "branch.special_hours.dates", "take it out here or out of");
    says("open = \"08:30\"\nclose = \"12:00\"", "open = \"8\"\nclose = \"12:00\"", "special_hours.open", "08:30");
    says("close = \"12:00\"", "close = \"08:00\"", "branch.special_hours.close", "after 08:30");
    says("close = \"12:00\"", "close = \"noon\"", "branch.special_hours.close", "08:30");
    let (faults, _) = broken("dates = [\"12-24\", \"12-31\"]", "dates = []");
    assert!(faults[0].what.contains("name at least one date"), "{faults:#?}");
    let twice = "[[branch.special_hours]]\ndates = [\"12-31\"]\nopen = \"11:00\"\nclose = \"13:00\"\n\n[branch.policy]";
    let (faults, line) = broken("[branch.policy]", twice);
    assert_eq!((faults[0].line, faults[0].field.as_str()), (line + 2, "branch.special_hours"));
    assert!(faults[0].what.contains("overlap"));
}

#[test]
fn the_policy_is_checked() {
    for (name, value, most) in [
        ("service_time_weight_percent", 50, 400),
        ("appointment_lead_minutes", 15, 120),
        ("appointment_grace_minutes", 15, 120),
        ("priority_share_percent", 100, 100),
        ("preference_step_minutes", 2, 60),
        ("no_show_calls", 2, 10),
        ("no_show_after_seconds", 60, 900),
        ("delay_most_minutes", 30, 240),
        ("overtime_minutes", 30, 240),
        ("extension_most_minutes", 240, 720),
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
        ("priority_share_percent = 100", queue::Policy { priority_share_milli: 70, ..default }),
        ("preference_step_minutes = 2", queue::Policy { preference_step: minutes(7), ..default }),
        ("no_show_calls = 2", queue::Policy { no_show_calls: 7, ..default }),
        ("no_show_after_seconds = 60", queue::Policy { no_show_after: queue::Duration::seconds(7), ..default }),
        ("delay_most_minutes = 30", queue::Policy { delay_most: minutes(7), ..default }),
        ("overtime_minutes = 30", queue::Policy { overtime: minutes(7), ..default }),
        ("extension_most_minutes = 240", queue::Policy { extension_most: minutes(7), ..default }),
    ];
    for (from, expected) in expected {
        assert!(DEFAULT.contains(from), "{from}");
        let name = from.split(' ').next().unwrap();
        assert_eq!(policy(from, &format!("{name} = 7")), expected, "{name}");
        assert_eq!(policy(&format!("{from}\n"), ""), default, "{name} left out");
    }
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

#[test]
fn minutes_are_checked() {
    says("expected_minutes = 6", "expected_minutes = 0", "service \"cash\", expected_minutes", "1 to 480");
    says("p80_minutes = 9", "p80_minutes = 3", "service \"cash\", p80_minutes", "must not be below");
}

#[test]
fn letters_labels_and_panels_are_checked() {
    says("letter = \"A\"", "letter = \"AB\"", "desk_kind \"teller\", letter", "\"A\" to \"Z\"");
    says("label = \"1\"", "label = \"upstairs\"", "desk \"1\", label", "1 to 4 characters");
    says("kiosk_panel_inches = 24", "kiosk_panel_inches = 2400", "kiosk_panel_inches", "5 to 120");
}

#[test]
fn a_desk_kind_without_a_service_is_named() {
    let kind = "[[desk_kind]]\nid = \"vault\"\nletter = \"G\"\nname.it = \"Caveau\"\nname.en = \"Vault\"\n\n[[desk_kind]]\nid = \"teller\"";
    let (faults, line) = broken("[[desk_kind]]\nid = \"teller\"", kind);
    assert_eq!((faults.len(), faults[0].line, faults[0].field.as_str()), (1, line + 1, "desk_kind \"vault\""));
    assert!(faults[0].what.contains("desk_kind = \"vault\""), "{faults:#?}");
}

#[test]
fn a_label_belongs_to_one_desk_of_a_branch() {
    says("label = \"2\"", "label = \"1\"", "desk \"2\", label", "desk \"1\" has the label");
    says("label = \"2\"", "label = \" 1\"", "desk \"2\", label", "give one of them another");
    says("label = \"2\"", "label = \"2\\u0007\"", "desk \"2\", label", "1 to 4 characters");
}

#[test]
fn an_icon_is_one_of_the_sprite() {
    says("icon = \"banknote\"", "icon = \"money\"", "category \"counter\", icon", "write one of brand, banknote");
    let answer = DEFAULT.find("[[answer]]").unwrap();
    let icon = DEFAULT[answer..].lines().find(|line| line.starts_with("icon")).unwrap();
    let text = format!("{}{}", &DEFAULT[..answer], DEFAULT[answer..].replacen(icon, "icon = \"\"", 1));
    let faults = check(&text).unwrap_err();
    assert!(faults[0].field.starts_with("answer \"") && faults[0].what.contains("no icon \"\""), "{faults:#?}");
}

#[test]
fn hours_name_a_day_and_a_branch_opens() {
    let days = "days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]";
    let (faults, line) = broken(days, "days = []");
    assert_eq!((faults[0].line, faults[0].field.as_str()), (line + 1, "branch.hours.days"));
    let (start, end) = (DEFAULT.find("[[branch.hours]]").unwrap(), DEFAULT.find("[branch.policy]").unwrap());
    let never = format!("{}\n{}", DEFAULT[..start].replacen("closed_on", "hours = []\nclosed_on", 1), &DEFAULT[end..]);
    let faults = check(&never).unwrap_err();
    assert!(faults[0].what.contains("never opens"), "{faults:#?}");
}

#[test]
fn what_is_listed_twice_is_named() {
    says("languages = [\"it\", \"en\"]", "languages = [\"it\", \"en\", \"it\"]", "languages", "twice");
    says("forms = [\"slip\"]", "forms = [\"slip\", \"slip\"]", "service \"cash\", forms", "twice");
}

#[test]
fn the_choices_of_a_question_do_not_lead_back_to_it() {
    let (faults, _) = broken("{ answer = \"scam\"", "{ question = \"start\"");
    assert!(faults.iter().any(|fault| fault.what.contains("walk in a circle")), "{faults:#?}");
    let (faults, _) = broken("{ answer = \"scam\"", "{ question = \"letter\"");
    assert!(faults.iter().any(|fault| fault.what.contains("walk in a circle")), "{faults:#?}");
}

#[test]
fn a_text_holds_no_control_characters() {
    let (faults, _) = broken("name.it = \"Cassa\"", "name.it = \"Cassa\\u0000\"");
    assert!(faults[0].what.contains("control character"), "{faults:#?}");
}

#[test]
fn a_telephone_number_can_be_dialled() {
    let phone = DEFAULT.lines().find(|line| line.starts_with("phone = ")).unwrap();
    says(phone, "phone = \"\"", "phone", "no telephone number");
    says(phone, "phone = \"the branch\"", "phone", "no telephone number");
}

#[test]
fn the_national_feast_of_october_is_a_closed_day() {
    let branch = check(DEFAULT).unwrap().branches["centro"].clone();
    // Sunday 2026-10-04 and Monday 2027-10-04, at noon UTC.
    for moment in [1_791_115_200_000, 1_822_651_200_000] {
        assert!(branch.rules(queue::Timestamp(moment)).hours.is_empty());
    }
}

/// The default set-up with a printer that has these further lines.
fn with_printer(lines: &str) -> String {
    let printer = format!("[[branch.printer]]\nid = \"lobby\"\naddress = \"printer\"\n{lines}\n\n[[branch.desk]]");
    DEFAULT.replacen("[[branch.desk]]", &printer, 1)
}

#[test]
fn a_printer_has_the_usual_width_and_answers_unless_it_is_set_otherwise() {
    let printer = |lines: &str| check(&with_printer(lines)).unwrap().branches["centro"].printers["lobby"].clone();
    let of = |lines: &str| (printer(lines).dots, printer(lines).status);
    assert_eq!(of("paper_mm = 80"), (576, true));
    assert_eq!(of("paper_mm = 58"), (384, true));
    assert_eq!(of("paper_mm = 80\ndots = 512\nstatus = false"), (512, false));
}

#[test]
fn a_width_that_a_paper_cannot_have_is_named() {
    for (paper_mm, dots) in [(80, 0), (80, 500), (80, 600), (80, 70_000), (58, 512), (58, 232)] {
        let text = with_printer(&format!("paper_mm = {paper_mm}\ndots = {dots}"));
        let faults = check(&text).unwrap_err();
        assert_eq!((faults.len(), faults[0].field.as_str()), (1, "printer \"lobby\", dots"), "{faults:#?}");
        assert!(faults[0].what.contains("multiple of 8"), "{faults:#?}");
    }
}

#[test]
fn several_mistakes_are_said_at_once() {
    let text = DEFAULT.replacen("letter = \"A\"", "letter = \"a\"", 1).replacen("Europe/Rome", "Rome", 1);
    assert_eq!(check(&text).unwrap_err().len(), 2);
}

#[test]
fn what_guides_a_visitor_leads_to_something_that_is_there() {
    says("unsure = \"talk\"", "unsure = \"tall\"", "unsure", "there is no service \"tall\"");
    says("urgent = \"block_card\"", "urgent = \"block\"", "service \"card_lost\", urgent", "there is no answer");
    says("{ question = \"letter\"", "{ question = \"latter\"", "question \"start\", choices", "there is no question");
    says("{ answer = \"scam\"", "{ answer = \"scum\"", "question \"letter\", choices", "there is no answer");
    let (faults, _) = broken("{ question = \"letter\", label", "{ label");
    assert!(faults.iter().any(|fault| fault.what.contains("a choice leads to one thing")), "{faults:#?}");
}

#[test]
fn synonyms_are_words_in_a_language_of_the_file() {
    let (faults, _) = broken("synonyms.en = [\n  \"money\"", "synonyms.de = [\n  \"money\"");
    assert!(faults.iter().any(|fault| fault.field.contains("synonyms.de")), "{faults:#?}");
    let (faults, _) = broken("synonyms.en = [\n  \"money\"", "synonyms.en = [\n  \"\"");
    assert!(faults.iter().any(|fault| fault.what.contains("1 to 60 letters")), "{faults:#?}");
}

#[test]
fn no_screen_of_the_kiosk_gets_more_than_six_tiles() {
    let moved = DEFAULT.replace("category = \"accounts\"", "category = \"counter\"");
    let faults = check(&moved).expect_err("seven services of one category are too many");
    assert!(faults.iter().any(|fault| fault.what.contains("at most six services")), "{faults:#?}");
}

#[test]
fn the_fields_of_a_form_are_checked() {
    says("{ kind = \"iban\"", "{ kind = \"ibam\"", "kind = \"ibam\"", "unknown variant");
    let whose = "form \"slip\", fields";
    says("{ kind = \"iban\"", "{ kind = \"iban\", lines = 2", whose, "only a \"text\" has lines");
    says("{ kind = \"text\"", "{ kind = \"text\", lines = 21", whose, "1 to 20");
    says("{ kind = \"iban\"", "{ kind = \"choice\"", whose, "add options");
    says("{ kind = \"choice\"", "{ kind = \"iban\"", whose, "only a \"choice\" has options");
    let (faults, _) =
        broken("label = { it = \"Operazione\", en = \"Transaction\" }", "label = { it = \"Operazione\" }");
    assert!(faults[0].what.contains("add label.en"), "{faults:#?}");
    let (faults, _) = broken("id = \"slip\"\n", "id = \"slip\"\npdf = \"slip.pdf\"\n");
    assert!(faults[0].what.contains("no files beside it"), "{faults:#?}");
}
