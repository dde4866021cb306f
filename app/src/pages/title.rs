//! What stands in the title bar of the browser, as the server renders it.

use crate::address::Screen;
use words::{Locale, t};

/// A page's title in the browser.
pub fn title(locale: Locale, screen: Screen) -> String {
    let name = match screen {
        Screen::FrontDoor => t!(locale, title.front_door),
        Screen::SignIn => t!(locale, title.sign_in),
        Screen::Account => t!(locale, account.title),
        Screen::Kiosk => t!(locale, title.kiosk),
        Screen::Lobby => t!(locale, title.lobby),
        Screen::DeskChoice => t!(locale, title.desk_choice),
        Screen::Desk => t!(locale, title.desk),
        Screen::Manager => t!(locale, title.manager),
        Screen::Ticket => t!(locale, title.ticket),
        Screen::Ready => t!(locale, title.ready),
        Screen::Office => t!(locale, office.title),
        Screen::Bank => t!(locale, bank.title),
        Screen::Public | Screen::Problem => t!(locale, title.problem),
    };
    if screen == Screen::Desk { name.to_owned() } else { [name, " · ", t!(locale, product)].concat() }
}

/// The title of a page that has a heading of its own.
pub fn headed(locale: Locale, heading: &str) -> String {
    [heading, " · ", t!(locale, product)].concat()
}

/// A title as the text of an element.
pub fn escaped(title: &str) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;")
}

/// What a page is for, in a sentence, as a search engine or a list of bookmarks shows it.
pub fn description(locale: Locale, screen: Screen) -> &'static str {
    match screen {
        Screen::FrontDoor => t!(locale, front_door.lead),
        Screen::SignIn => t!(locale, sign_in.heading),
        Screen::Account => t!(locale, account.title),
        Screen::Kiosk => t!(locale, kiosk.choose),
        Screen::Lobby => t!(locale, lobby.empty_detail),
        Screen::DeskChoice => t!(locale, desk.choose_detail),
        Screen::Desk => t!(locale, front_door.desk_detail),
        Screen::Manager => t!(locale, front_door.manager_detail),
        Screen::Ticket => t!(locale, ticket.description),
        Screen::Ready => t!(locale, ready.tap),
        Screen::Office => t!(locale, office.lead),
        Screen::Bank => t!(locale, bank.lead),
        Screen::Public | Screen::Problem => t!(locale, problem.not_found_detail),
    }
}

/// The title of a visitor's page, in a language by its code.
pub fn ticket_title(code: &str) -> String {
    title(Locale::of(code), Screen::Ticket)
}
