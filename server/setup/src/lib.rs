//! The set-up that a server runs by: a TOML file, parsed and checked completely before the server starts.
//!
//! From the bottom up: `fault` and `file` (the shape of a file and its mistakes), `calendar`, `form`, `brand`, `media` and `branch` (what a
//! checked set-up holds), `source` (reading files), `texts` (where words stand in a file), `language` (a further language in
//! a file of its own), `check` (from the file to the branches, or every mistake with line, field and remedy), `load`, `desks` (a set-up at another
//! size), `difference` (what changed, as data for sentences), `edit` (fields of the text, comments kept), `rollout` (a change of one
//! branch that is made to others), `bearing` (what a running day takes up of a newer set-up).
#![forbid(unsafe_code)]

mod alerts;
mod bearing;
mod branch;
mod brand;
mod calendar;
mod case_type;
mod check;
mod desks;
mod difference;
mod edit;
mod fault;
mod file;
mod form;
mod keys;
mod language;
mod load;
mod media;
mod reports;
mod rollout;
mod security;
mod source;
mod texts;

pub use alerts::{AlertTo, AlertWay, Alerts, what};
pub use branch::{Branch, Desk, PRACTICE, Paper, Printer, Setup};
pub use brand::{Brand, Colour};
pub use calendar::{Calendar, When};
pub use case_type::{Acts, CaseStep, CaseType};
pub use desks::with_desks;
pub use difference::{Change, Kind, Takes, difference};
pub use edit::{Fields, NoSuchField, Opening, Set};
pub use fault::{Error, Fault};
pub use form::{Field, FieldKind, Form};
pub use keys::{Entry, Holds, KEYS, Place};
pub use load::{DEFAULT, LANGUAGES, Written, folder_of};
pub use media::{Media, MediaFile};
pub use reports::{ReportSpan, ReportTo};
pub use rollout::{Back, Fit, OfOneBranch, Step, back, fit, steps};
pub use security::Security;
pub use source::decode;

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Language;

    #[test]
    fn the_set_up_that_the_program_carries_is_whole() {
        let setup = Setup::load(None).unwrap();
        let branch = &setup.branches["centro"];
        assert_eq!(branch.desks.len(), 6);
        assert_eq!(branch.services.len(), 19);
        assert_eq!(branch.catalogue.categories.len(), 6);
        assert_eq!(branch.catalogue.categories.iter().map(|category| category.services.len()).sum::<usize>(), 19);
        assert_eq!(branch.languages[..2], [Language::new("it"), Language::new("en")]);
        assert_eq!(branch.languages.len(), 2 + LANGUAGES.len());
    }

    #[test]
    fn a_branch_in_which_people_learn_has_the_rules_of_the_one_beside_it_and_no_paper() {
        assert_eq!(Setup::load(None).unwrap().branches.len(), 1, "none where the set-up does not say so");
        let with = |text: &str| Setup::parse(&DEFAULT.replacen("practice = false", text, 1));
        let setup = with("practice = true\nbrowser_printing = true").unwrap();
        let (real, practice) = (&setup.branches["centro"], &setup.branches["centro-practice"]);
        assert_eq!((real.practice, real.beside.as_deref()), (false, Some("centro-practice")));
        assert_eq!((practice.practice, practice.beside.as_deref()), (true, Some("centro")));
        assert!(real.browser_printing && !practice.browser_printing && practice.printers.is_empty());
        let now = queue::Timestamp(1_798_162_200_000);
        let (rules, own) = (real.rules(now), practice.rules(now));
        assert_eq!((rules.services, rules.desks, rules.policy), (own.services, own.desks, own.policy));
        let [opening] = own.hours[..] else { panic!("one opening, not {:?}", own.hours) };
        assert_eq!((opening.to - opening.from).whole_minutes(), 24 * 60, "people learn at any hour");
        let taken = Setup::parse(&DEFAULT.replacen("id = \"centro\"", "id = \"centro-practice\"", 1)).unwrap_err();
        assert!(taken.to_string().contains("people learn"), "{taken}");
    }

    #[test]
    fn every_day_of_a_demo_is_open_from_midnight_to_midnight() {
        let setup = Setup::load(None).unwrap().always_open();
        let day = setup.branches["centro"].rules(queue::Timestamp(1_798_162_200_000));
        let [opening] = day.hours[..] else { panic!("one opening, not {:?}", day.hours) };
        assert_eq!((opening.to - opening.from).whole_minutes(), 24 * 60);
        assert_eq!(day.reopens_at, Some(opening.to));
    }
}
