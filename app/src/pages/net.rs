//! What a page does and says while its program does not run: `public/net.js`, and the words that it shows.
//!
//! WebAssembly may be missing, switched off or held up on the way, and a program may stop: the words are in the page, where
//! a script of some lines finds them.

use crate::address::Screen;
use crate::browser::page;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde::Serialize;
use wire::Head;
use words::{Locale, t};

/// How many languages a display has room for.
const ON_A_DISPLAY: usize = 2;

/// What stands in the page for the script.
#[derive(Serialize)]
struct Words {
    kind: &'static str,
    /// The branch's time, in minutes ahead of UTC.
    offset: i32,
    said: Vec<Said>,
}

/// What is said in one language; of what a visitor cannot mend, only that it is so.
#[derive(Serialize, Default)]
struct Said {
    lang: &'static str,
    dir: &'static str,
    /// "Not updating since {{ time }}".
    stale: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crashed: Option<&'static str>,
}

/// The script, which runs before the program does.
pub fn script() -> impl IntoView {
    view! { <script src="/net.js" defer nonce=use_nonce()></script> }
}

/// The script of an enrolled device: that it is there, and its name when a manager asks which one it is.
pub fn device() -> impl IntoView {
    view! { <script src="/device.js" defer data-version=env!("CARGO_PKG_VERSION") nonce=use_nonce()></script> }
}

/// The words, as an element that the script reads.
pub fn words(screen: Screen, branch: Option<&Head>) -> impl IntoView + use<> {
    let of_branch = branch.map(words::of_branch).unwrap_or_default();
    let offset = branch.map(|head| head.utc_offset_minutes).unwrap_or_default();
    let words = of(screen, page::locale(), &of_branch, offset);
    let words = serde_json::to_string(&words).unwrap_or_default().replace('<', "\\u003c");
    view! {
        <script type="application/json" id="net-words" nonce=use_nonce()>
            {words}
        </script>
    }
}

fn of(screen: Screen, own: Locale, of_branch: &[Locale], offset: i32) -> Words {
    let mut locales = vec![own];
    let others = of_branch.iter().copied().filter(|other| *other != own);
    let (kind, more) = match screen {
        Screen::Kiosk => ("kiosk", of_branch.len()),
        Screen::Lobby => ("lobby", ON_A_DISPLAY - 1),
        Screen::Ticket => ("phone", 0),
        _ => ("staff", 0),
    };
    locales.extend(others.take(more));
    Words { kind, offset, said: locales.into_iter().map(|locale| said(screen, locale)).collect() }
}

fn said(screen: Screen, locale: Locale) -> Said {
    // The script fills the gap.
    let stale = t!(locale, not_updating, time = "{{ time }}");
    let common = Said { lang: locale.code(), dir: locale.dir(), stale, ..Said::default() };
    match screen {
        Screen::Kiosk => Said { any: Some(t!(locale, net.kiosk)), ..common },
        Screen::Ticket => Said { any: Some(t!(locale, net.phone)), ..common },
        Screen::Lobby => common,
        _ => Said {
            missing: Some(t!(locale, net.missing)),
            failed: Some(t!(locale, net.failed)),
            crashed: Some(t!(locale, net.crashed)),
            ..common
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_is_told_in_their_language_and_a_kiosk_in_all_of_the_branch() {
        let all = Locale::every();
        let kiosk = of(Screen::Kiosk, Locale::en, &all, 60);
        assert_eq!((kiosk.kind, kiosk.said.len(), kiosk.said[0].lang), ("kiosk", all.len(), "en"));
        let mut said: Vec<_> = kiosk.said.iter().filter_map(|said| said.any).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), all.len(), "each language in its own words");
        let phone = of(Screen::Ticket, Locale::it, &all, 60);
        assert!(phone.said.len() == 1 && phone.said[0].any.is_some_and(|words| words.contains("20 secondi")));
        assert_eq!(of(Screen::Lobby, Locale::it, &all, 60).said.len(), ON_A_DISPLAY);
    }

    #[test]
    fn the_staff_are_told_what_is_missing() {
        let desk = of(Screen::Desk, Locale::en, &[Locale::it, Locale::en], 60);
        assert!(desk.said[0].missing.is_some_and(|words| words.contains("WebAssembly")));
        assert!(desk.said[0].failed.is_some_and(|words| words.contains(".wasm")));
        assert!(desk.said[0].stale.contains("{{ time }}"));
    }
}
