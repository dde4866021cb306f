//! What every live page begins with: its data or the word that it cannot be read, the bar that says since when it is
//! silent, and, for the staff, the frame around it.

use crate::address;
use crate::browser::live::{Live, Snapshot};
use crate::browser::page;
use crate::screens::lesson_bar::LessonBar;
use crate::ui::{HeldBack, StaffBar, StaleBar, Unreadable, changing};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use words::{Locale, t};

/// The page made of its data, where this release can read them.
pub fn shown<T: DeserializeOwned>(page: impl FnOnce(T) -> AnyView) -> AnyView {
    match page::initial::<T>() {
        Some(data) => page(data),
        None => view! { <Unreadable locale=page::locale() /> }.into_any(),
    }
}

/// The bar that says since when nothing has been heard.
#[component]
pub fn Stale<T: Snapshot>(locale: Locale, live: Live<T>) -> impl IntoView {
    let offset = live.snapshot.with_untracked(|snapshot| snapshot.head().map_or(0, |head| head.utc_offset_minutes));
    changing(move || view! { <StaleBar locales=vec![locale] since=live.stale_since() utc_offset_minutes=offset /> })
}

/// Since when the building is evacuated, for the staff, whose screens go on.
#[component]
fn EvacuationBar(locale: Locale, since: Option<String>) -> impl IntoView {
    since.map(|time| {
        view! {
            <p class="evacuation-bar" role="alert">
                {t!(locale, evacuation.since, time = time)}
            </p>
        }
    })
}

/// The time at which an evacuation began, as clocks show it; nothing where there is none.
fn evacuating_since<T: Snapshot>(live: Live<T>) -> Option<String> {
    live.snapshot
        .with(|snapshot| snapshot.head().and_then(|head| Some(head.evacuating?.clock(head.utc_offset_minutes))))
}

/// A page of the staff: who is signed in, the languages, the state of the connection, and the page's own content.
#[component]
pub fn StaffPage<T: Snapshot>(
    live: Live<T>,
    staff: String,
    /// The class of the content.
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let locale = page::locale();
    let (locales, branch, office) = live.snapshot.with_untracked(|snapshot| match snapshot.head() {
        Some(head) => {
            let office = address::office(&head.branch, "", locale);
            (words::of_staff(head), head.name.get(locale.code()).to_owned(), Some(office))
        }
        None => (Vec::new(), String::new(), None),
    });
    view! {
        <StaffBar locale locales branch staff office />
        <Stale locale live />
        {changing(move || view! { <EvacuationBar locale since=evacuating_since(live) /> })}
        {changing(move || live.is_held_back().then(|| view! { <HeldBack locale /> }))}
        <LessonBar locale live />
        <main class=class>{children()}</main>
    }
}
