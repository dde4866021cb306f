//! The notices of a screen about itself: not up to date, refused, unreadable.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::Time;
use words::{Locale, t};

/// The gravity of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Calm,
    Warning,
}

/// A short message with an icon, told to screen readers when it appears.
#[component]
pub fn Notice(#[prop(into)] words: String, #[prop(default = Tone::Warning)] tone: Tone) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Calm => ("notice notice-calm", "info"),
        Tone::Warning => ("notice notice-warning", "warning"),
    };
    view! {
        <p class=class role="status">
            <Icon name=icon />
            <span>{words}</span>
        </p>
    }
}

/// A notice for those whose browser runs no script. Its content is handed over as text: a browser that does run
/// scripts reads it as such, and would find no elements there to take over.
#[component]
pub fn WithoutScript(words: &'static str) -> impl IntoView {
    let notice = ["<p class=\"notice notice-calm\">", words, "</p>"].concat();
    view! { <noscript inner_html=notice></noscript> }
}

/// The bar that says that the screen has heard nothing for too long.
#[component]
pub fn StaleBar(
    /// One language, or all of those of a screen that everybody reads.
    locales: Vec<Locale>,
    since: Option<Time>,
    utc_offset_minutes: i32,
) -> impl IntoView {
    since.map(|since| {
        let time = since.clock(utc_offset_minutes);
        let words = locales
            .into_iter()
            .map(|locale| {
                view! { <span lang=locale.code()>{t!(locale, not_updating, time = time.clone())}</span> }
            })
            .collect_view();
        view! {
            <div class="stale" role="alert">
                <Icon name="offline" />
                {words}
            </div>
        }
    })
}

/// For the staff: streams do not come through, so the page asks.
#[component]
pub fn HeldBack(locale: Locale) -> impl IntoView {
    view! {
        <p class="held-back" role="status">
            <Icon name="info" />
            <span>{t!(locale, net.held_back)}</span>
        </p>
    }
}

/// In place of a page whose data this release cannot read.
#[component]
pub fn Unreadable(locale: Locale) -> impl IntoView {
    view! {
        <main class="plain">
            <h1>{t!(locale, title.problem)}</h1>
            <p>{t!(locale, problem.unexpected)}</p>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_screen_says_since_when() {
        let bar = |since| {
            Owner::new().with(|| {
                view! { <StaleBar locales=vec![Locale::it, Locale::en] since utc_offset_minutes=60 /> }.to_html()
            })
        };
        let html = bar(Some(Time::from_millis(1_795_339_800_000)));
        assert!(html.contains("Non aggiornato dalle 10:30") && html.contains("Not updating since 10:30"));
        assert!(!bar(None).contains("stale"));
    }
}
