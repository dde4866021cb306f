//! What the check says of a form while it is typed: nothing is saved, and nothing is said of what would change.

use super::super::language;
use super::parts::Part;
use crate::http::pages::Visit;
use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use wire::SetupFault;
use words::{Locale, t};

/// The answer to the page's script.
#[derive(Serialize)]
struct Looked {
    /// In a sentence, for whoever does not see the fields.
    said: String,
    faults: Vec<Beside>,
    /// What stands beside no field.
    others: Vec<String>,
}

/// What is wrong with a field.
#[derive(Serialize)]
struct Beside {
    at: String,
    what: String,
}

/// What is wrong with what was typed.
pub fn looked(visit: &Visit, part: &Part, faults: Vec<SetupFault>) -> Response {
    let locale = spoken(visit);
    let said = match faults.len() {
        0 => t!(locale, setup.typed_fine).to_owned(),
        count => t!(locale, setup.typed_faults, count = count),
    };
    let is_text = matches!(part, Part::Text(_) | Part::Import);
    let (mut beside, mut others) = (Vec::new(), Vec::new());
    for SetupFault { file, line, field, what, at } in faults {
        let whole = || match &file {
            Some(file) => t!(locale, setup.fault_in, file = file, line = line, field = field, what = what),
            None => t!(locale, setup.fault, line = line, field = field, what = what),
        };
        match at {
            Some(at) => beside.push(Beside { at, what: if is_text { whole() } else { what } }),
            None => others.push(whole()),
        }
    }
    answer(Looked { said, faults: beside, others })
}

/// Somebody saved another version meanwhile.
pub fn overtaken(visit: &Visit, number: u32) -> Response {
    let said = t!(spoken(visit), setup.typed_stale, number = number);
    answer(Looked { said, faults: Vec::new(), others: Vec::new() })
}

fn spoken(visit: &Visit) -> Locale {
    Locale::known(&language(visit)).filter(|locale| locale.is_complete()).unwrap_or(Locale::it)
}

fn answer(looked: Looked) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(looked)).into_response()
}
