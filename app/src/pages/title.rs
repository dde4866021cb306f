//! What stands in the title bar of the browser, as the server renders it.

use crate::address::Screen;
use words::{Locale, td_string};

/// A page's title in the browser.
pub fn title(locale: Locale, screen: Screen) -> String {
    let name = match screen {
        Screen::FrontDoor => td_string!(locale, title.front_door),
        Screen::SignIn => td_string!(locale, title.sign_in),
        Screen::Kiosk => td_string!(locale, title.kiosk),
        Screen::Lobby => td_string!(locale, title.lobby),
        Screen::DeskChoice => td_string!(locale, title.desk_choice),
        Screen::Desk => td_string!(locale, title.desk),
        Screen::Manager => td_string!(locale, title.manager),
        Screen::Ticket => td_string!(locale, title.ticket),
        Screen::Ready => td_string!(locale, title.ready),
        Screen::Problem => td_string!(locale, title.problem),
    };
    if screen == Screen::Desk { name.to_owned() } else { [name, " · ", td_string!(locale, product)].concat() }
}

/// The title of a visitor's page, in a language by its code.
pub fn ticket_title(code: &str) -> String {
    title(Locale::of(code), Screen::Ticket)
}
