//! What stands in the title bar of the browser, as the server renders it.

use crate::address::Screen;
use words::{Locale, t};

/// A page's title in the browser.
pub fn title(locale: Locale, screen: Screen) -> String {
    let name = match screen {
        Screen::FrontDoor => t!(locale, title.front_door),
        Screen::SignIn => t!(locale, title.sign_in),
        Screen::Kiosk => t!(locale, title.kiosk),
        Screen::Lobby => t!(locale, title.lobby),
        Screen::DeskChoice => t!(locale, title.desk_choice),
        Screen::Desk => t!(locale, title.desk),
        Screen::Manager => t!(locale, title.manager),
        Screen::Ticket => t!(locale, title.ticket),
        Screen::Ready => t!(locale, title.ready),
        Screen::Problem => t!(locale, title.problem),
    };
    if screen == Screen::Desk { name.to_owned() } else { [name, " · ", t!(locale, product)].concat() }
}

/// The title of a visitor's page, in a language by its code.
pub fn ticket_title(code: &str) -> String {
    title(Locale::of(code), Screen::Ticket)
}
