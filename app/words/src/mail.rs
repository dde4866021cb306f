//! The words of letters about an appointment. They never name the service: others read a mailbox, too.

use crate::{Locale, date};
use wire::Time;

/// What a letter tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Booked,
    Moved,
    Cancelled,
    Reminder,
}

/// What a letter about an appointment names.
#[derive(Debug, Clone, Copy)]
pub struct AboutAppointment<'a> {
    pub branch: &'a str,
    pub address: Option<&'a str>,
    /// The time by the branch's clock: `2026-12-03T10:15`.
    pub wall: &'a str,
    /// The code for the kiosk, as people read it.
    pub code: &'a str,
    /// The visitor's own page, where the server knows how it is reached.
    pub link: Option<&'a str>,
}

/// The subject and the text of a letter, in a language by its code.
pub fn letter(code: &str, told: Told, about: &AboutAppointment<'_>) -> (String, String) {
    let locale = Locale::of(code);
    let AboutAppointment { branch, address, wall, code, link } = *about;
    let subject = match told {
        Told::Booked => t!(locale, mail.booked, branch = branch),
        Told::Moved => t!(locale, mail.moved, branch = branch),
        Told::Cancelled => t!(locale, mail.cancelled, branch = branch),
        Told::Reminder => t!(locale, mail.reminder, branch = branch),
    };
    let (day, time) = wall.split_once('T').unwrap_or((wall, ""));
    let day = Time::parse(&[day, "T00:00:00Z"].concat()).map_or_else(|| day.to_owned(), |day| date(locale, day));
    let mut parts = vec![subject.clone(), t!(locale, book.date_time, date = day, time = time), branch.to_owned()];
    parts.extend(address.map(str::to_owned));
    if told != Told::Cancelled {
        parts.push(t!(locale, mail.code, code = code));
    }
    if let Some(link) = link {
        parts.push([t!(locale, mail.link), "\n", link].concat());
    }
    parts.push(t!(locale, mail.no_reply).to_owned());
    (subject, parts.join("\n\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_when_and_where_and_how_to_change_it() {
        let about = AboutAppointment {
            branch: "City Centre Branch",
            address: Some("Via Roma 12"),
            wall: "2026-12-03T10:15",
            code: "BCD 234",
            link: Some("https://bank.example/a/0f"),
        };
        let (subject, text) = letter("en", Told::Booked, &about);
        assert_eq!(subject, "Your appointment at City Centre Branch");
        for part in ["Thursday 3 December, 10:15", "Via Roma 12", "BCD 234", "\nhttps://bank.example/a/0f\n"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let (_, cancelled) = letter("de", Told::Cancelled, &about);
        assert!(!cancelled.contains("BCD 234") && cancelled.contains("abgesagt"), "{cancelled}");
    }
}
