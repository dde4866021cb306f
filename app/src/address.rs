//! The addresses of the pages and of the API (DESIGN.md, "The outside contract").
//!
//! Pure text: it neither fetches nor navigates.

mod query;
mod screen;

pub use query::Query;
pub use screen::Screen;

use words::Locale;

/// A page of a branch (`kiosk`, `lobby`, `desk`, `desk/3`, `manager`) in a language.
pub fn page(branch: &str, screen: &str, locale: Locale) -> String {
    ["/b/", branch, "/", screen, "?lang=", locale.code()].concat()
}

/// The branch's page for visitors in a language.
#[cfg(not(target_arch = "wasm32"))]
pub fn branch(branch: &str, locale: Locale) -> String {
    ["/b/", branch, "?lang=", locale.code()].concat()
}

/// A page of the office (`""`, `staff`, `complaints/17`) in a language.
pub fn office(branch: &str, page: &str, locale: Locale) -> String {
    let slash = if page.is_empty() { "" } else { "/" };
    ["/b/", branch, "/office", slash, page, "?lang=", locale.code()].concat()
}

/// The branches of the bank beside each other, in a language.
#[cfg(not(target_arch = "wasm32"))]
pub fn bank(locale: Locale) -> String {
    ["/office/branches?lang=", locale.code()].concat()
}

/// A report of some days as a file, such as `visits.csv`.
#[cfg(not(target_arch = "wasm32"))]
pub fn report(branch: &str, file: &str, from: &str, to: &str) -> String {
    format!("/api/v1/branches/{branch}/reports/{file}?from={from}&to={to}")
}

/// The front door in a language.
pub fn front_door(locale: Locale) -> String {
    ["/?lang=", locale.code()].concat()
}

/// The sign-in page that leads back to `next`.
pub fn sign_in(next: &str, locale: Locale) -> String {
    ["/sign-in?lang=", locale.code(), "&next=", next].concat()
}

/// The address of a screen's snapshot as JSON.
pub fn view(branch: &str, screen: &str) -> String {
    ["/api/v1/branches/", branch, "/view/", screen].concat()
}

/// The address of a screen's snapshots as Server-Sent Events.
pub fn stream(branch: &str, screen: &str) -> String {
    ["/api/v1/branches/", branch, "/stream/", screen].concat()
}

/// The snapshot that a stream is about.
pub fn snapshot_of(stream: &str) -> String {
    match stream.split_once("/stream/") {
        Some((branch, screen)) => [branch, "/view/", screen].concat(),
        None => stream.trim_end_matches("/stream").to_owned(),
    }
}

/// The address of a branch's catalogue.
pub fn catalogue(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/catalogue"].concat()
}

/// The address to which a kiosk posts its request for a ticket.
pub fn tickets(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/tickets"].concat()
}

/// The address at which a kiosk asks for numbers that nobody else gives out.
pub fn reserve(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/reserve"].concat()
}

/// The address to which a kiosk hands in the tickets that it gave out without the server.
pub fn hand_in(branch: &str) -> String {
    [&reserve(branch), "/hand-in"].concat()
}

/// The address to which a visitor's check-in for an appointment is posted.
pub fn check_in(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/check-in"].concat()
}

/// The address of what visitors read about a service.
pub fn visitor_articles(branch: &str, service: &str) -> String {
    ["/api/v1/branches/", branch, "/ready/", service, "/articles"].concat()
}

/// The address at which a request is looked up.
pub const STATUS: &str = "/api/v1/status";

/// The address that counts a quick answer as enough.
pub fn solved(branch: &str, answer: &str) -> String {
    ["/api/v1/branches/", branch, "/answers/", answer, "/solved"].concat()
}

/// The address to which a call for the staff is posted.
pub fn alerts(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/alerts"].concat()
}

/// The address to which a member of staff posts that they see to an alert.
pub fn clear_alert(branch: &str, alert: u32) -> String {
    [&alerts(branch), "/", &alert.to_string(), "/clear"].concat()
}

/// The address of a command to a desk (`open`, `next`, ...).
pub fn desk_command(branch: &str, desk: &str, command: &str) -> String {
    ["/api/v1/branches/", branch, "/desks/", desk, "/", command].concat()
}

/// The address of a command about a ticket that need not be at a desk (`resume`, `reinstate`, ...), or of its `history`.
pub fn ticket_of(branch: &str, ticket: u32, part: &str) -> String {
    ["/api/v1/branches/", branch, "/tickets/", &ticket.to_string(), "/", part].concat()
}

/// The address of a ticket of the day, by its number as a person writes it.
pub fn numbered(branch: &str, number: &str) -> String {
    let number: String = number.chars().filter(|sign| !sign.is_whitespace()).collect();
    ["/api/v1/branches/", branch, "/numbers/", &encoded(&number)].concat()
}

/// The address of what the bank knows about a service, or about words.
pub fn articles(branch: &str, service: &str, words: &str) -> String {
    ["/api/v1/branches/", branch, "/articles?service=", service, "&q=", &encoded(words)].concat()
}

/// The address of a command about the business day (`stop`, `resume`, `extend`, `close`).
pub fn day_command(branch: &str, command: &str) -> String {
    ["/api/v1/branches/", branch, "/day/", command].concat()
}

/// The address to which a display tells whether its browser forbids sound.
pub fn display_sound(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/displays/sound"].concat()
}

/// The address of a command about an evacuation (`begin`, `lift`).
pub fn evacuation(branch: &str, command: &str) -> String {
    ["/api/v1/branches/", branch, "/evacuation/", command].concat()
}

/// The address to which an announcement is posted.
#[cfg(not(target_arch = "wasm32"))]
pub fn office_announcement(branch: &str, id: &str, locale: Locale) -> String {
    ["/b/", branch, "/office/announcements/", id, "/withdraw?lang=", locale.code()].concat()
}

/// The servers' public key for push services.
pub const PUSH_KEY: &str = "/api/v1/push-key";

/// A visitor's own page.
pub fn ticket_page(token: &str) -> String {
    ["/t/", token].concat()
}

/// The page that asks a visitor how the visit was.
pub fn feedback(token: &str, locale: Locale) -> String {
    ["/f/", token, "?lang=", locale.code()].concat()
}

/// A visitor's own ticket as JSON.
pub fn own_ticket(token: &str) -> String {
    ["/api/v1/tickets/", token].concat()
}

/// The token in the address of a visitor's page.
#[cfg(not(target_arch = "wasm32"))]
pub fn token_in(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("/t/")?;
    let token = rest.split(['/', '?', '#']).next()?;
    (!token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(token)
}

/// The languages that are spoken.
pub fn spoken(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/speech"].concat()
}

/// One of the bank's own pictures or videos, or its `logo`.
pub fn media(branch: &str, id: &str) -> String {
    ["/api/v1/branches/", branch, "/media/", id].concat()
}

/// A text as sound in a language; the text is part of the address.
pub fn speech(branch: &str, locale: Locale, text: &str) -> String {
    ["/api/v1/branches/", branch, "/speech/", locale.code(), "?text=", &encoded(text)].concat()
}

/// Whether a browser, by the endpoint of its subscription, is told of a ticket's calls.
pub fn push_standing(token: &str, endpoint: &str) -> String {
    [&ticket(token, "push"), "?endpoint=", &encoded(endpoint)].concat()
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value & 15)]);
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte)]);
        }
        encoded
    })
}

/// The picture of a ticket as a printer would print it.
pub fn preview(branch: &str, printer: &str, locale: Locale) -> String {
    ["/api/v1/branches/", branch, "/printers/", printer, "/preview.png?lang=", locale.code()].concat()
}

/// The address of a part of a visitor's own ticket (`stream`, `cancel`, `qr.svg`, `print`).
pub fn ticket(token: &str, part: &str) -> String {
    ["/api/v1/tickets/", token, "/", part].concat()
}

/// The QR code by which a phone says, with the code of the minute, that its visitor is there.
pub fn here_qr(branch: &str, code: &str) -> String {
    ["/api/v1/branches/", branch, "/here/", code, "/qr.svg"].concat()
}

/// The list to take away for a service, without a ticket.
pub fn ready(branch: &str, service: &str, locale: Locale) -> String {
    ["/b/", branch, "/ready/", service, "?lang=", locale.code()].concat()
}

/// The QR code of that page.
pub fn ready_qr(branch: &str, service: &str, locale: Locale) -> String {
    ["/api/v1/branches/", branch, "/ready/", service, "/qr.svg?lang=", locale.code()].concat()
}

/// The sheet of a product that is a file of the branch.
pub fn sheet(branch: &str, product: &str) -> String {
    ["/api/v1/branches/", branch, "/products/", product, ".pdf"].concat()
}

/// The page on which a form is filled in on a phone.
pub fn fill(branch: &str, form: &str, locale: Locale) -> String {
    ["/b/", branch, "/fill/", form, "?lang=", locale.code()].concat()
}

/// A form as a PDF.
pub fn form(branch: &str, form: &str, locale: Locale) -> String {
    ["/api/v1/branches/", branch, "/forms/", form, ".pdf?lang=", locale.code()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snapshot_of_a_stream_is_the_view_of_the_same_screen() {
        assert_eq!(snapshot_of(&stream("centro", "desk/3")), view("centro", "desk/3"));
        assert_eq!(snapshot_of(&ticket("0123", "stream")), own_ticket("0123"));
    }

    #[test]
    fn a_text_is_said_whatever_is_in_it() {
        let address = speech("centro", Locale::it, "Perché? 3 & 4+5, sì.");
        assert_eq!(address, "/api/v1/branches/centro/speech/it?text=Perch%C3%A9%3F%203%20%26%204%2B5%2C%20s%C3%AC.");
    }
}
