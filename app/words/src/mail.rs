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

fn subject(locale: Locale, told: Told, branch: &str) -> String {
    match told {
        Told::Booked => t!(locale, mail.booked, branch = branch),
        Told::Moved => t!(locale, mail.moved, branch = branch),
        Told::Cancelled => t!(locale, mail.cancelled, branch = branch),
        Told::Reminder => t!(locale, mail.reminder, branch = branch),
    }
}

/// The subject and the text of a letter, in a language by its code.
pub fn letter(code: &str, told: Told, about: &AboutAppointment<'_>) -> (String, String) {
    let locale = Locale::of(code);
    let AboutAppointment { branch, address, wall, code, link } = *about;
    let subject = subject(locale, told, branch);
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

/// The letter with the code that a client reads back, to see that a new address is theirs.
pub fn contact_code(code: &str, branch: &str, digits: &str) -> (String, String) {
    let locale = Locale::of(code);
    let subject = t!(locale, mail.contact_code, branch = branch);
    let digits = [digits.get(..3).unwrap_or(digits), " ", digits.get(3..).unwrap_or_default()].concat();
    let parts = [subject.clone(), t!(locale, mail.contact_code_read, code = digits), branch.to_owned()];
    (subject, [parts.join("\n\n"), t!(locale, mail.no_reply).to_owned()].join("\n\n") + "\n")
}

/// The word to an old address that there is a new one.
pub fn contact_word(code: &str, branch: &str) -> (String, String) {
    let locale = Locale::of(code);
    let subject = t!(locale, mail.contact_word, branch = branch);
    let parts = [subject.as_str(), t!(locale, mail.contact_word_call), branch, t!(locale, mail.no_reply)];
    (subject.clone(), parts.join("\n\n") + "\n")
}

/// The same in a few words, for a text message.
pub fn short(code: &str, told: Told, about: &AboutAppointment<'_>) -> String {
    let locale = Locale::of(code);
    let AboutAppointment { branch, wall, code, link, .. } = *about;
    let (day, time) = wall.split_once('T').unwrap_or((wall, ""));
    let day = Time::parse(&[day, "T00:00:00Z"].concat()).map_or_else(|| day.to_owned(), |day| date(locale, day));
    let mut parts = vec![subject(locale, told, branch), t!(locale, book.date_time, date = day, time = time)];
    if told != Told::Cancelled {
        parts.push(t!(locale, mail.code, code = code));
    }
    parts.extend(link.map(str::to_owned));
    parts.join("\n")
}

/// The same as the title and the body of a message to a phone, which leads to the page by itself.
pub fn on_a_phone(code: &str, told: Told, about: &AboutAppointment<'_>) -> (String, String) {
    let whole = short(code, told, &AboutAppointment { link: None, ..*about });
    let (title, body) = whole.split_once('\n').unwrap_or((&whole, ""));
    (title.to_owned(), body.to_owned())
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
        let text = short("en", Told::Reminder, &about);
        assert!(text.contains("Thursday 3 December, 10:15") && text.ends_with("\nhttps://bank.example/a/0f"), "{text}");
        assert!(!short("en", Told::Cancelled, &about).contains("BCD 234"));
        let (_, cancelled) = letter("de", Told::Cancelled, &about);
        assert!(!cancelled.contains("BCD 234") && cancelled.contains("abgesagt"), "{cancelled}");
    }

    #[test]
    fn a_message_to_a_phone_has_a_title_and_no_address() {
        let about = AboutAppointment {
            branch: "City Centre Branch",
            address: None,
            wall: "2026-12-03T10:15",
            code: "BCD 234",
            link: Some("https://bank.example/a/0f"),
        };
        let (title, body) = on_a_phone("en", Told::Moved, &about);
        assert!(title.contains("City Centre Branch") && !title.contains('\n'), "{title}");
        assert!(body.starts_with("Thursday 3 December, 10:15") && body.contains("BCD 234"), "{body}");
        assert!(!body.contains("https://"), "{body}");
    }
}
