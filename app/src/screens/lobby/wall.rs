//! The wall: the newest call very large, those before it beside it. Number and desk, and nothing else of anybody.

use crate::ui::{Changing, Icon, TicketNumber};
use leptos::prelude::*;
use wire::{Announcement, LobbyCall, LobbyCode};
use words::{Locale, t};

/// How many calls before the newest one stand on the wall, where its shape has room for them.
const BEFORE: usize = 4;
/// A desk's label of more characters is arranged in another way, so that it keeps its size.
const SHORT: usize = 2;

/// Whether a desk's label needs more room than a number of two digits.
fn is_long(label: &str) -> bool {
    label.chars().count() > SHORT
}

/// The room that an upright panel has for a number and a label in full size, in thousandths of that size.
const ROOM: u32 = 5_600;
/// The space behind a number's letter.
const BEHIND_LETTER: u32 = 250;

/// About how wide a number or a label is set in the wall's bold letters, in thousandths of its size.
fn width(text: &str) -> u32 {
    let letter = |letter: char| match letter {
        'i' | 'l' | 'j' | 'I' | '.' | '-' | ' ' => 370,
        'W' => 885,
        'M' | 'm' | 'w' | 'Q' | 'O' => 835,
        _ if letter.is_ascii() => 640,
        // Chinese letters are as wide as they are high.
        _ => 1_000,
    };
    text.chars().map(letter).sum()
}

/// Whether a number and a label are too wide to stand beside each other in full size on an upright panel.
fn is_wide(number: &str, label: &str) -> bool {
    width(number) + BEHIND_LETTER + width(label) > ROOM
}

/// A word in every language of the branch, each marked as such.
#[component]
pub fn Everywhere(locales: Vec<Locale>, words: fn(Locale) -> &'static str) -> impl IntoView {
    let mut seen: Vec<&str> = Vec::new();
    let words = locales
        .into_iter()
        .map(|locale| (locale, words(locale)))
        .filter(|(_, words)| {
            let new = !seen.contains(words);
            seen.push(words);
            new
        })
        .map(|(locale, words)| view! { <span lang=locale.code()>{words}</span> })
        .collect_view();
    view! { <span class="everywhere">{words}</span> }
}

/// The code of the minute, by which visitors from elsewhere show that they are there; `qr` is where its picture is fetched.
#[component]
pub fn Minute(locales: Vec<Locale>, code: LobbyCode, qr: Option<String>) -> impl IntoView {
    view! {
        <p class="wall-code">
            // Whoever scans it has the digits beside it too.
            {qr.map(|qr| view! { <img class="wall-code-picture" src=qr alt="" /> })}
            <span class="wall-code-label">
                <Everywhere locales words=|locale| t!(locale, lobby.code) />
            </span>
            <strong>{code.digits}</strong>
        </p>
    }
}

/// The bank's name and logo, the branch's name, the code of the minute and the time; `logo` is where the logo is fetched.
#[component]
pub fn Top(
    bank: Option<String>,
    logo: Option<String>,
    branch: String,
    code: Changing,
    clock: Signal<String>,
) -> impl IntoView {
    // A logo says the bank's name in its own way.
    let mark = match logo {
        Some(logo) => view! { <img class="wall-logo" src=logo alt=bank.unwrap_or_default() /> }.into_any(),
        None => (view! { <Icon name="brand" /> }, bank.map(|bank| view! { <strong class="wall-bank">{bank}</strong> }))
            .into_any(),
    };
    view! {
        <header class="wall-top">
            <p class="wall-branch">
                {mark}
                <span>{branch}</span>
            </p>
            {code}
            <p class="wall-clock">
                <time>{clock}</time>
            </p>
        </header>
    }
}

/// The calls; `fresh` says of a call's seq whether it came while the page was open.
#[component]
pub fn Wall(locales: Vec<Locale>, calls: Vec<LobbyCall>, fresh: Callback<u64, bool>) -> impl IntoView {
    if calls.is_empty() {
        return view! { <Empty locales /> }.into_any();
    }
    let mut calls = calls.into_iter();
    let newest: Vec<LobbyCall> = calls.next().into_iter().collect();
    let before: Vec<LobbyCall> = calls.take(BEFORE).collect();
    view! {
        <div class="wall">
            <section class="wall-newest">
                <p class="wall-label">
                    <Everywhere locales=locales.clone() words=|locale| t!(locale, lobby.number) />
                </p>
                // Keyed by seq: a recall of the same number is a new element, so that it pulses again.
                <For
                    each=move || newest.clone()
                    key=|call| call.seq
                    children={
                        let locales = locales.clone();
                        move |call| {
                            view! { <Newest locales=locales.clone() fresh=fresh.run(call.seq) call /> }
                        }
                    }
                />
            </section>
            <section class="wall-before">
                <h2 class="wall-label">
                    <Everywhere locales words=|locale| t!(locale, lobby.before) />
                </h2>
                <ol>{before.into_iter().map(|call| view! { <Before call /> }).collect_view()}</ol>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Newest(locales: Vec<Locale>, call: LobbyCall, fresh: bool) -> impl IntoView {
    let long = is_long(&call.desk);
    view! {
        <div class="wall-call" class:wall-fresh=fresh class:wall-long=long>
            <p class="wall-number">
                <TicketNumber number=call.number />
            </p>
            <p class="wall-desk">
                <Everywhere locales words=|locale| t!(locale, lobby.desk) />
                <strong>{call.desk}</strong>
            </p>
        </div>
    }
}

#[component]
fn Before(call: LobbyCall) -> impl IntoView {
    let (long, wide) = (is_long(&call.desk), is_wide(&call.number, &call.desk));
    view! {
        <li class="wall-row" class:wall-long=long class:wall-wide=wide>
            <TicketNumber number=call.number />
            <Icon name="arrow" />
            <strong>{call.desk}</strong>
        </li>
    }
}

#[component]
fn Empty(locales: Vec<Locale>) -> impl IntoView {
    let words = locales
        .into_iter()
        .map(|locale| {
            view! {
                <div lang=locale.code()>
                    <p class="wall-welcome">{t!(locale, lobby.empty)}</p>
                    <p>{t!(locale, lobby.empty_detail)}</p>
                </div>
            }
        })
        .collect_view();
    view! { <section class="wall-empty">{words}</section> }
}

/// What is being said, as text; its place is kept while nothing is.
#[component]
pub fn Caption(said: Vec<(Locale, String)>) -> impl IntoView {
    let words =
        said.into_iter().map(|(locale, words)| view! { <span lang=locale.code()>{words}</span> }).collect_view();
    view! {
        <footer class="wall-caption">
            <span class="everywhere">{words}</span>
        </footer>
    }
}

/// What the staff tell the room: the two latest announcements, each in the languages of the wall.
#[component]
pub fn Announcements(locales: Vec<Locale>, announcements: Vec<Announcement>) -> impl IntoView {
    let lines: Vec<_> = announcements
        .into_iter()
        .take(2)
        .map(|Announcement { what, .. }| {
            let mut seen = Vec::new();
            let words = locales.iter().filter_map(|locale| {
                let words = words::announced(*locale, &what);
                let new = !seen.contains(&words);
                seen.push(words.clone());
                new.then(|| view! { <span lang=locale.code()>{words}</span> })
            });
            view! {
                <p>
                    <span class="everywhere">{words.collect_view()}</span>
                </p>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <aside class="wall-news">{lines}</aside> })
}

/// For the staff: the browser forbids the chime until somebody presses this.
#[component]
pub fn SoundBlocked(locale: Locale, allow: Callback<()>) -> impl IntoView {
    view! {
        <aside class="wall-sound">
            <Icon name="sound-off" />
            <p>{t!(locale, lobby.sound_blocked)}</p>
            <button type="button" class="button" on:click=move |_| allow.run(())>
                {t!(locale, lobby.sound_on)}
            </button>
        </aside>
    }
}

/// The newest call in words, for those who hear the page.
pub fn spoken(locales: &[Locale], call: Option<&LobbyCall>) -> String {
    call.map(|call| {
        locales
            .iter()
            .map(|locale| t!(*locale, lobby.called, number = call.number.clone(), desk = call.desk.clone()))
            .collect::<Vec<_>>()
            .join(". ")
    })
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn wall(calls: Vec<LobbyCall>) -> String {
        Owner::new().with(|| {
            let fresh = Callback::new(|seq| seq > 3);
            view! { <Wall locales=vec![Locale::it, Locale::en] calls fresh /> }.to_html()
        })
    }

    #[test]
    fn the_newest_call_stands_first_and_alone_in_its_size() {
        let html = wall(sample::calls(6));
        assert_eq!(html.matches("wall-number").count(), 1);
        assert_eq!(html.matches("wall-row").count(), 4, "the last four before it");
        assert!(html.contains("Sportello") && html.contains("Desk"));
    }

    #[test]
    fn a_desk_with_a_long_label_is_arranged_as_such() {
        let mut calls = sample::calls(2);
        assert!(!wall(calls.clone()).contains("wall-long"), "{:?}", calls[0].desk);
        for call in &mut calls {
            call.desk = "10bi".to_owned();
        }
        assert_eq!(wall(calls).matches("wall-long").count(), 2);
    }

    #[test]
    fn only_a_label_that_does_not_fit_beside_a_number_is_smaller_on_an_upright_panel() {
        // Their widths are those of the font, as a browser measures them.
        for (label, measured) in [("MEZ1", 2_491), ("SP1", 1_693), ("MM4", 2_310), ("10", 1_100), ("888", 1_875)] {
            let width = width(label);
            assert!((measured..measured + 400).contains(&width), "{label}: {width}");
            assert!(!is_wide("A042", label), "{label}");
        }
        for label in ["WWW1", "MMM1", "柜台一号"] {
            assert!(is_wide("A042", label), "{label}");
        }
        assert!(is_wide("A1000", "MEZ1") && !is_wide("A1000", "SP1") && !is_wide("W1000", "10"));
        let mut calls = sample::calls(2);
        calls[1].desk = "WWW1".to_owned();
        assert_eq!(wall(calls).matches("wall-wide").count(), 1);
    }

    #[test]
    fn the_code_of_the_minute_stands_there_with_its_picture_where_phones_reach_the_server() {
        let shown = |qr: Option<&str>| {
            let code = LobbyCode { digits: "0421".to_owned(), until: sample::head().at };
            let (locales, qr) = (vec![Locale::it, Locale::en], qr.map(str::to_owned));
            Owner::new().with(|| view! { <Minute locales code qr /> }.to_html())
        };
        let html = shown(Some("/qr.svg"));
        assert!(html.contains("0421") && html.contains("Codice") && html.contains("src=\"/qr.svg\""), "{html}");
        assert!(!shown(None).contains("<img"));
    }

    #[test]
    fn an_empty_wall_welcomes_in_every_language() {
        let html = wall(Vec::new());
        assert!(html.contains("Benvenuti") && html.contains("Welcome"));
    }

    #[test]
    fn what_the_staff_announce_is_shown_in_every_language_of_the_wall_the_latest_two() {
        let announcement = |seq: u64, what| Announcement {
            id: seq.to_string(),
            seq,
            what,
            at: sample::head().at,
            until: sample::head().at,
        };
        let closes = announcement(3, wire::Announced::DeskCloses { desk: "4".to_owned(), minutes: 10 });
        let typed = announcement(2, wire::Announced::Typed { words: sample::text("Piove", "Piove") });
        let old = announcement(1, wire::Announced::BranchCloses { minutes: 15 });
        let announcements = vec![closes, typed, old];
        let locales = vec![Locale::it, Locale::en];
        let html = Owner::new().with(|| view! { <Announcements locales announcements /> }.to_html());
        assert!(html.contains("Lo sportello 4 chiude tra 10 minuti.") && html.contains("Desk 4 closes"), "{html}");
        assert_eq!(html.matches("Piove").count(), 1, "the same words once");
        assert!(!html.contains("15 minut"));
    }

    #[test]
    fn a_call_is_told_in_every_language() {
        let calls = sample::calls(1);
        assert_eq!(spoken(&[Locale::it, Locale::en], calls.first()), "Numero A001, sportello 1. Number A001, desk 1");
    }
}
