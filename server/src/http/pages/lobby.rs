//! The page of a lobby's display. Its address says what stands on it where that is not what the set-up says.

use super::visit::look;
use super::{Page, Visit};
use crate::http::devices::AtDisplay;
use crate::http::extract::{Branch, PlaceError};
use crate::http::problem::{Error, Result};
use axum::http::StatusCode;
use branch::Screen;
use queue::DeskId;
use setup::Colour;
use wire::{BrandPage, Code, LobbyLayout, LobbyPage, PhoneCode};

/// White on the darker of the bank's colours: the captions of calls.
const CAPTION_CONTRAST: f64 = 7.0;
const INCHES: std::ops::RangeInclusive<f32> = 5.0..=120.0;

/// `/b/{branch}/lobby?layout=waits&desk=3&inches=55&sound=off`
pub async fn page(AtDisplay(by): AtDisplay, visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let display = Display::asked(visit.parts.uri.query().unwrap_or_default(), &setup)?;
    let snapshot = if display.layout.shows_detail() {
        look(&branch, &Screen::LobbyDetail, view::lobby_detail).await
    } else {
        look(&branch, &Screen::Lobby, view::lobby).await
    };
    let page = LobbyPage {
        snapshot,
        panel_inches: display.inches,
        speech: visit.state.speech.available().await,
        layout: display.layout,
        desk: display.desk,
        brand: brand(&setup.brand),
        silent: display.silent,
        phone_code: visit.phone_code() == PhoneCode::Shown,
        volumes: setup.volumes.clone(),
    };
    Ok(visit.of_device(&setup.languages, &page, by).await)
}

fn brand(brand: &setup::Brand) -> BrandPage {
    BrandPage {
        name: brand.name.clone(),
        logo: brand.logo.is_some(),
        colour: brand.colour.as_ref().map(Colour::to_string),
        deep: brand.colour.map(|colour| colour.darkened(CAPTION_CONTRAST).to_string()),
    }
}

/// What one display shows.
#[derive(Debug, PartialEq)]
struct Display {
    layout: LobbyLayout,
    desk: Option<String>,
    inches: f32,
    silent: bool,
}

impl Display {
    fn asked(query: &str, setup: &setup::Branch) -> Result<Self> {
        let mut display =
            Self { layout: setup.lobby_layout, desk: None, inches: setup.lobby_panel_inches, silent: false };
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*key {
                "layout" => display.layout = layout(&value)?,
                "desk" if setup.desks.contains_key(&DeskId::new(&value)) => {
                    (display.layout, display.desk) = (LobbyLayout::Desk, Some(value.into_owned()));
                }
                "desk" => return Err(PlaceError::Desk(value.into_owned()).into()),
                "inches" => display.inches = inches(&value)?,
                "sound" => display.silent = value == "off",
                _ => {}
            }
        }
        if display.desk.is_some() {
            display.layout = LobbyLayout::Desk;
        } else if display.layout == LobbyLayout::Desk {
            return Err(wrong("A display above a desk says which one: ?desk=3.".to_owned()));
        }
        Ok(display)
    }
}

fn layout(name: &str) -> Result<LobbyLayout> {
    use LobbyLayout::{Bar, Calls, Desk, Notices, Waits};
    let known = [Calls, Waits, Notices, Desk, Bar].into_iter().find(|layout| layout.as_str() == name);
    known.ok_or_else(|| {
        wrong(format!("There is no layout \"{name}\". Use ?layout=calls, waits, notices or bar, or ?desk=3."))
    })
}

fn inches(written: &str) -> Result<f32> {
    let inches = written.parse().ok().filter(|inches| INCHES.contains(inches));
    inches.ok_or_else(|| wrong(format!("\"{written}\" is no diagonal of a panel. Use ?inches= with 5 to 120.")))
}

fn wrong(detail: String) -> Error {
    Error::new(StatusCode::NOT_FOUND, Code::ScreenUnknown, "Unknown display", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use setup::Setup;

    fn asked(query: &str) -> Result<Display> {
        let setup = Setup::load(None).unwrap_or_else(|error| panic!("the default set-up: {error}"));
        Display::asked(query, &setup.branches["centro"])
    }

    #[test]
    fn an_address_says_what_stands_on_a_display_and_how_large_it_is() {
        let usual = Display { layout: LobbyLayout::Calls, desk: None, inches: 43.0, silent: false };
        assert_eq!(asked("lang=en").unwrap(), usual);
        let other = Display { layout: LobbyLayout::Waits, inches: 55.0, silent: true, ..usual };
        assert_eq!(asked("layout=waits&inches=55&sound=off").unwrap(), other);
        let above = Display { layout: LobbyLayout::Desk, desk: Some("3".to_owned()), inches: 21.5, silent: false };
        assert_eq!(asked("desk=3&inches=21.5").unwrap(), above);
    }

    #[test]
    fn what_no_display_shows_is_refused_with_a_remedy() {
        for (query, code) in [
            ("layout=weights", Code::ScreenUnknown),
            ("layout=desk", Code::ScreenUnknown),
            ("inches=large", Code::ScreenUnknown),
            ("inches=500", Code::ScreenUnknown),
            ("inches=NaN", Code::ScreenUnknown),
            ("desk=99", Code::DeskUnknown),
        ] {
            assert_eq!(asked(query).unwrap_err().code(), code, "{query}");
        }
    }
}
