//! Opening hours: those of the week, of some dates, and closed days.

use super::{broken, check, says};
use crate::DEFAULT;

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
fn the_national_feast_of_october_is_a_closed_day() {
    let branch = check(DEFAULT).unwrap().branches["centro"].clone();
    // Sunday 2026-10-04 and Monday 2027-10-04, at noon UTC.
    for moment in [1_791_115_200_000, 1_822_651_200_000] {
        assert!(branch.rules(queue::Timestamp(moment)).hours.is_empty());
    }
}
