//! The addresses of the pages and of the API (DESIGN.md, "The outside contract").
//!
//! Pure text: it neither fetches nor navigates.

use crate::words::Locale;

/// Which page an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    FrontDoor,
    SignIn,
    Kiosk,
    Lobby,
    DeskChoice,
    Desk,
    Manager,
    Ticket,
    Ready,
    Problem,
}

impl Screen {
    /// The page at this path; an address that no screen has is a problem.
    pub fn at(url: &str) -> Self {
        let whole = url.split(['?', '#']).next().unwrap_or_default();
        // On the server the router's address is a whole one, with a scheme and a host.
        let path = whole.split_once("://").map_or(whole, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::FrontDoor,
            ["sign-in"] => Self::SignIn,
            ["b", _, "kiosk"] => Self::Kiosk,
            ["b", _, "lobby"] => Self::Lobby,
            ["b", _, "desk"] => Self::DeskChoice,
            ["b", _, "desk", _] => Self::Desk,
            ["b", _, "manager"] => Self::Manager,
            ["t", _] => Self::Ticket,
            ["b", _, "ready", _] => Self::Ready,
            _ => Self::Problem,
        }
    }

    /// Whether the page runs in the browser; the others are complete as the server sends them.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::FrontDoor | Self::SignIn | Self::Ready | Self::Problem)
    }

    /// The class of the document, by which a sheet sets what belongs to the whole page.
    pub fn class(self) -> &'static str {
        match self {
            Self::FrontDoor => "page-front-door",
            Self::SignIn => "page-sign-in",
            Self::Kiosk => "page-kiosk",
            Self::Lobby => "page-lobby",
            Self::DeskChoice => "page-desk-choice",
            Self::Desk => "page-desk",
            Self::Manager => "page-manager",
            Self::Ticket => "page-ticket",
            Self::Ready => "page-ready",
            Self::Problem => "page-problem",
        }
    }
}

/// A page of a branch (`kiosk`, `lobby`, `desk`, `desk/3`, `manager`) in a language.
pub fn page(branch: &str, screen: &str, locale: Locale) -> String {
    ["/b/", branch, "/", screen, "?lang=", locale.code()].concat()
}

/// The front door in a language.
pub fn front_door(locale: Locale) -> String {
    ["/?lang=", locale.code()].concat()
}

/// The sign-in page that leads back to `next`.
pub fn sign_in(next: &str, locale: Locale) -> String {
    ["/sign-in?lang=", locale.code(), "&next=", next].concat()
}

/// The snapshot of a screen as JSON.
pub fn view(branch: &str, screen: &str) -> String {
    ["/api/v1/branches/", branch, "/view/", screen].concat()
}

/// The same as Server-Sent Events.
pub fn stream(branch: &str, screen: &str) -> String {
    ["/api/v1/branches/", branch, "/stream/", screen].concat()
}

/// What a branch offers.
pub fn catalogue(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/catalogue"].concat()
}

/// Where a ticket is asked for.
pub fn tickets(branch: &str) -> String {
    ["/api/v1/branches/", branch, "/tickets"].concat()
}

/// Where a command to a desk goes (`open`, `next`, ...).
pub fn desk_command(branch: &str, desk: &str, command: &str) -> String {
    ["/api/v1/branches/", branch, "/desks/", desk, "/", command].concat()
}

/// Where a command about a ticket goes that need not be at a desk (`resume`, `reinstate`, ...), and its `history`.
pub fn ticket_of(branch: &str, ticket: u32, part: &str) -> String {
    ["/api/v1/branches/", branch, "/tickets/", &ticket.to_string(), "/", part].concat()
}

/// Where a command about the business day goes (`stop`, `resume`, `extend`, `close`).
pub fn day_command(branch: &str, command: &str) -> String {
    ["/api/v1/branches/", branch, "/day/", command].concat()
}

/// What belongs to a visitor's own ticket (`stream`, `cancel`, `qr.svg`).
pub fn ticket(token: &str, part: &str) -> String {
    ["/api/v1/tickets/", token, "/", part].concat()
}

/// The list to take away for a service, without a ticket.
pub fn ready(branch: &str, service: &str, locale: Locale) -> String {
    ["/b/", branch, "/ready/", service, "?lang=", locale.code()].concat()
}

/// The QR code of that page.
pub fn ready_qr(branch: &str, service: &str, locale: Locale) -> String {
    ["/api/v1/branches/", branch, "/ready/", service, "/qr.svg?lang=", locale.code()].concat()
}

/// A form as a PDF.
pub fn form(branch: &str, form: &str, locale: Locale) -> String {
    ["/api/v1/branches/", branch, "/forms/", form, ".pdf?lang=", locale.code()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_contract_names_its_screen() {
        assert_eq!(Screen::at("/"), Screen::FrontDoor);
        assert_eq!(Screen::at("/?lang=en"), Screen::FrontDoor);
        assert_eq!(Screen::at("/b/centro/kiosk?category=cards"), Screen::Kiosk);
        assert_eq!(Screen::at("/b/centro/desk"), Screen::DeskChoice);
        assert_eq!(Screen::at("/b/centro/desk/3"), Screen::Desk);
        assert_eq!(Screen::at("/t/0123"), Screen::Ticket);
        assert_eq!(Screen::at(&ready("centro", "cash", Locale::it)), Screen::Ready);
        assert_eq!(Screen::at("/b/centro"), Screen::Problem);
    }

    #[test]
    fn an_address_with_its_host_names_the_same_screen() {
        assert_eq!(Screen::at("http://leptos.dev/"), Screen::FrontDoor);
        assert_eq!(Screen::at("http://leptos.dev"), Screen::FrontDoor);
        assert_eq!(Screen::at("http://leptos.dev/b/centro/kiosk?lang=it"), Screen::Kiosk);
        assert_eq!(Screen::at("/sign-in?next=http://elsewhere/b/centro/desk"), Screen::SignIn);
    }
}
