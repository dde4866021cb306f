//! What a set-up says of people and devices.

use crate::{DEFAULT, Setup};
use queue::Duration;

fn with(lines: &str) -> String {
    format!("{DEFAULT}\n[security]\n{lines}\n")
}

#[test]
fn devices_are_enrolled_unless_the_set_up_says_otherwise() {
    assert_eq!(Setup::parse(DEFAULT).unwrap().security.open_devices, None);
    let open = Setup::parse(&with("open_devices = true\nidle_tablet_minutes = 3\nsession_hours = 10")).unwrap();
    assert_eq!(open.security.open_devices, Some(true));
    assert_eq!(open.security.idle_on_tablet, Duration::minutes(3));
    assert_eq!(open.security.session, Duration::minutes(600));
    assert_eq!(open.security.idle_of_office, Duration::minutes(15), "what is not set stays");
}

#[test]
fn a_second_factor_is_demanded_where_the_set_up_says_so() {
    assert!(!Setup::parse(DEFAULT).unwrap().security.second_factor);
    assert!(Setup::parse(&with("second_factor = true")).unwrap().security.second_factor);
    let said = Setup::parse(&with("second_factor = \"yes\"")).unwrap_err().to_string();
    assert!(said.contains("second_factor"), "{said}");
}

#[test]
fn a_session_without_end_is_refused_with_what_to_write() {
    let said = Setup::parse(&with("session_hours = 0\nidle_desk_minutes = 10000")).unwrap_err().to_string();
    for words in ["security.session_hours", "write 1 to 24", "security.idle_desk_minutes", "write 1 to 720"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
