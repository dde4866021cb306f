//! Reports that are sent by themselves: what is taken, and how each mistake is named.

use super::*;
use crate::reports::{ReportSpan, ReportTo};

const REPORTS: &str = "
[[report_to]]
id = \"management\"
mail = \"management@bank.example\"
every = \"day\"

[[report_to]]
id = \"head-office\"
mail = \"head.office@bank.example\"
every = \"month\"
at = \"06:30\"
branches = [\"centro\"]
language = \"en\"
";

#[test]
fn reports_are_sent_in_the_morning_where_nothing_else_is_said() {
    let reports = check(&format!("{DEFAULT}{REPORTS}")).unwrap().reports;
    let [daily, monthly] = &reports[..] else { panic!("{reports:?}") };
    assert_eq!((daily.span, daily.at, daily.is_of("porto")), (ReportSpan::Day, 420, true));
    assert_eq!((monthly.span, monthly.at, monthly.is_of("porto")), (ReportSpan::Month, 390, false));
    assert_eq!(monthly.language.as_deref(), Some("en"));
    assert_eq!(check(DEFAULT).unwrap().reports, Vec::<ReportTo>::new());
}

#[test]
fn a_mistake_in_a_report_names_its_field_and_a_remedy() {
    let refused = |from: &str, to: &str, field: &str, remedy: &str| {
        assert!(REPORTS.contains(from), "{from}");
        let Err(faults) = check(&format!("{DEFAULT}{}", REPORTS.replacen(from, to, 1))) else { panic!("{to}") };
        let found = faults.iter().any(|fault| fault.field.contains(field) && fault.what.contains(remedy));
        assert!(found, "{field}, {remedy}: not in {faults:#?}");
    };
    refused("management@bank.example", "management", "\"management\", mail", "write an address");
    refused("every = \"day\"", "every = \"hour\"", "every", "month");
    refused("06:30", "half past six", "\"head-office\", at", "07:00");
    refused("[\"centro\"]", "[\"nowhere\"]", "branches", "centro");
    refused("language = \"en\"", "language = \"de\"", "language", "it or en");
    refused("id = \"head-office\"", "id = \"management\"", "report_to", "");
}
