//! What stands in a branch: desks with their labels and letters, panels, printers.

use super::{broken, check, says};
use crate::DEFAULT;

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
