//! The page that an address names.

/// The page that an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    FrontDoor,
    SignIn,
    /// The pages of an account: its password, the first admin.
    Account,
    Kiosk,
    Lobby,
    DeskChoice,
    Desk,
    Manager,
    Ticket,
    Ready,
    /// The staff's pages beside the queue.
    Office,
    /// The branches of the bank beside each other.
    Bank,
    /// The pages for visitors at home.
    Public,
    Problem,
}

impl Screen {
    /// The page at this path; an address that no screen has is a problem.
    pub fn at(url: &str) -> Self {
        let whole = url.split(['?', '#']).next().unwrap_or_default();
        // It may be a whole one, with a scheme and a host.
        let path = whole.split_once("://").map_or(whole, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::FrontDoor,
            ["sign-in"] => Self::SignIn,
            ["password" | "pin" | "second-factor" | "passkeys" | "enrol"]
            | ["sign-in", "code" | "passkey"]
            | ["first-admin", _] => Self::Account,
            ["b", _, "kiosk"] => Self::Kiosk,
            ["b", _, "lobby"] => Self::Lobby,
            ["b", _, "desk"] => Self::DeskChoice,
            ["b", _, "desk", _] => Self::Desk,
            ["b", _, "manager"] => Self::Manager,
            ["t", _] => Self::Ticket,
            ["b", _, "ready", _] => Self::Ready,
            ["b", _, "office", ..] => Self::Office,
            ["office", "branches"] => Self::Bank,
            ["b", _]
            | ["b", _, "book" | "join" | "here" | "status" | "complain" | "interest" | "answers" | "feedback"]
            | ["b", _, "fill", _]
            | ["a" | "f" | "i", ..] => Self::Public,
            _ => Self::Problem,
        }
    }
}

/// The part of a screen that only the server asks for.
#[cfg(not(target_arch = "wasm32"))]
impl Screen {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::FrontDoor,
        Self::SignIn,
        Self::Account,
        Self::Kiosk,
        Self::Lobby,
        Self::DeskChoice,
        Self::Desk,
        Self::Manager,
        Self::Ticket,
        Self::Public,
        Self::Problem,
    ];

    /// Whether the page runs in the browser; the others are complete as the server sends them.
    pub fn is_live(self) -> bool {
        !matches!(
            self,
            Self::FrontDoor
                | Self::SignIn
                | Self::Account
                | Self::Ready
                | Self::Office
                | Self::Bank
                | Self::Public
                | Self::Problem
        )
    }

    /// The class of the document, by which a sheet sets what belongs to the whole page.
    pub fn class(self) -> &'static str {
        match self {
            Self::FrontDoor => "page-front-door",
            Self::SignIn => "page-sign-in",
            Self::Account => "page-account",
            Self::Kiosk => "page-kiosk",
            Self::Lobby => "page-lobby",
            Self::DeskChoice => "page-desk-choice",
            Self::Desk => "page-desk",
            Self::Manager => "page-manager",
            Self::Ticket => "page-ticket",
            Self::Ready => "page-ready",
            Self::Office | Self::Bank => "page-office",
            Self::Public => "page-public",
            Self::Problem => "page-problem",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::ready;
    use words::Locale;

    #[test]
    fn every_address_of_the_contract_names_its_screen() {
        assert_eq!(Screen::at("/"), Screen::FrontDoor);
        assert_eq!(Screen::at("/?lang=en"), Screen::FrontDoor);
        assert_eq!(Screen::at("/b/centro/kiosk?category=cards"), Screen::Kiosk);
        assert_eq!(Screen::at("/b/centro/desk"), Screen::DeskChoice);
        assert_eq!(Screen::at("/b/centro/desk/3"), Screen::Desk);
        assert_eq!(Screen::at("/t/0123"), Screen::Ticket);
        assert_eq!(Screen::at(&ready("centro", "cash", Locale::it)), Screen::Ready);
        assert_eq!(Screen::at("/b/centro"), Screen::Public);
        assert_eq!(Screen::at("/b/centro/book?service=cash"), Screen::Public);
        assert_eq!(Screen::at("/b/centro/fill/slip?lang=it"), Screen::Public);
        assert_eq!(Screen::at("/a/0123/move"), Screen::Public);
        assert_eq!(Screen::at("/b/centro/cellar"), Screen::Problem);
    }

    #[test]
    fn an_address_with_its_host_names_the_same_screen() {
        assert_eq!(Screen::at("http://leptos.dev/"), Screen::FrontDoor);
        assert_eq!(Screen::at("http://leptos.dev"), Screen::FrontDoor);
        assert_eq!(Screen::at("http://leptos.dev/b/centro/kiosk?lang=it"), Screen::Kiosk);
        assert_eq!(Screen::at("/sign-in?next=http://elsewhere/b/centro/desk"), Screen::SignIn);
    }
}
