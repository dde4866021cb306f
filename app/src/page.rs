//! What a page starts from: the same JSON on the server, which embeds it, and in the browser, which reads it
//! back. Both sides thus render exactly the same snapshot, and hydration always matches.

use crate::address::{self, Screen};
use crate::words::Locale;
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The page's data as JSON: the wire type of the page (`wire::KioskPage`, ...), or a `wire::Problem`.
#[derive(Debug, Clone)]
pub struct PageData(pub Arc<str>);

/// The page's language by its code (`it`, `en`).
#[derive(Debug, Clone)]
pub struct PageLanguage(pub String);

/// The page cannot be shown: its data is a `wire::Problem`.
#[derive(Debug, Clone, Copy)]
pub struct PageProblem(pub bool);

const ELEMENT: &str = "page-data";

/// The page's data, or nothing when it is not of the type `T`.
pub fn initial<T: DeserializeOwned>() -> Option<T> {
    if let Some(data) = use_context::<PageData>() {
        return serde_json::from_str(&data.0).ok();
    }
    let element = is_browser().then(|| document().get_element_by_id(ELEMENT)).flatten()?;
    serde_json::from_str(&element.text_content()?).ok()
}

/// The language that the page was asked for in.
pub fn locale() -> Locale {
    if let Some(PageLanguage(code)) = use_context::<PageLanguage>() {
        return Locale::of(&code);
    }
    let code =
        is_browser().then(|| document().document_element()).flatten().and_then(|html| html.get_attribute("lang"));
    Locale::of(code.as_deref().unwrap_or_default())
}

/// The address that was asked for; on the server.
pub fn screen() -> Screen {
    if use_context::<PageProblem>().is_some_and(|problem| problem.0) {
        return Screen::Problem;
    }
    use_context::<RequestUrl>().map_or(Screen::Problem, |url| Screen::at(url.as_ref()))
}

/// The token in the address of a visitor's page, whose ticket can be shown; on the server.
pub fn token() -> Option<String> {
    let url = use_context::<RequestUrl>().filter(|_| screen() == Screen::Ticket)?;
    address::token_in(url.as_ref()).map(ToOwned::to_owned)
}

/// The data as it stands inside a script element, which it cannot close.
pub fn embedded() -> String {
    use_context::<PageData>().map(|data| data.0.replace('<', "\\u003c")).unwrap_or_default()
}

/// A rule that sets `--mm`, the CSS pixels of a millimetre on the page's panel; for pages that know their panel.
///
/// A full-HD panel of `d` inches has `hypot(1920, 1080) / (d * 25.4)` pixels a millimetre; a window of another
/// width is taken for a picture of that panel, so that a preview on a laptop keeps its proportions.
pub fn panel_scale() -> Option<String> {
    #[derive(Deserialize)]
    struct Panel {
        panel_inches: f32,
    }
    let Panel { panel_inches } = initial()?;
    let pixels = 1920_f32.hypot(1080.0) / (panel_inches.clamp(5.0, 200.0) * 25.4);
    Some(format!(":root{{--mm:calc({pixels:.4} * clamp(0.45px, 100vmax / 1920, 2px))}}"))
}

/// Moves the focus to an element by its id, so that a screen reader goes on there.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_cannot_close_the_script_that_holds_it() {
        Owner::new().with(|| {
            provide_context(PageData(Arc::from(r#"{"name":"</script><b>"}"#)));
            assert!(!embedded().contains('<'));
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&embedded()).expect("still JSON")["name"],
                "</script><b>"
            );
        });
    }

    #[test]
    fn a_panel_s_size_gives_the_pixels_of_a_millimetre() {
        Owner::new().with(|| {
            provide_context(PageData(Arc::from(r#"{"panel_inches":43.0}"#)));
            assert!(panel_scale().expect("a rule").contains("calc(2.0169"));
        });
    }
}
