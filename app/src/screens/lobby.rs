//! The lobby display: wires the wall to the stream of calls, the clock and the chime.

mod wall;

use crate::address;
use crate::browser::announcer::{self, Announcement, Announcer};
use crate::browser::live::Live;
use crate::browser::speech::Voices;
use crate::browser::{page, worker};
use crate::screens::live_page;
use crate::ui::{HeldBack, StaleBar, changing};
use leptos::prelude::*;
use wall::{Caption, SoundBlocked, Top, Wall, spoken};
use wire::{LobbyCall, LobbyPage, LobbySnapshot};
use words::{Locale, t};

/// A call older than this, in milliseconds, is shown without a chime: the display was away when it was made.
const LONGEST_AGO: i64 = 60_000;

/// `/b/{branch}/lobby`
pub fn screen() -> AnyView {
    live_page::shown(|page: LobbyPage| view! { <Lobby page /> }.into_any())
}

/// How many languages the wall shows its few words in.
const SHOWN: usize = 2;

#[component]
fn Lobby(page: LobbyPage) -> impl IntoView {
    let LobbyPage { snapshot, speech, .. } = page;
    let head = snapshot.head.clone();
    let locale = page::locale();
    let mut locales = words::of_branch(&head);
    // The language that the page was asked for in comes first.
    locales.sort_by_key(|other| *other != locale);
    // More would be too small to be read from afar; calls are said in any of them.
    locales.truncate(SHOWN);
    let first = (head.day.clone(), newest(&snapshot));
    let live = Live::follow(address::stream(&head.branch, "lobby"), snapshot);
    let voices = Voices::follow(head.branch.clone(), words::of_branch(&head), speech);
    let announcer = announce_new_calls(live, head.branch.clone(), voices);
    let chime = announcer.chime();
    worker::register();

    let offset = move || live.snapshot.with(|snapshot| snapshot.head.utc_offset_minutes);
    let minute = live.clock.slowly();
    let clock = Signal::derive(move || minute.get().clock(offset()));
    let fresh = Callback::new(move |seq| {
        live.snapshot.with_untracked(|snapshot| snapshot.head.day != first.0 || seq > first.1)
    });
    let wall = {
        let locales = locales.clone();
        changing(move || {
            let calls = live.snapshot.with(|snapshot| snapshot.calls.clone());
            view! { <Wall locales=locales.clone() calls fresh /> }
        })
    };
    let told = {
        let locales = locales.clone();
        Memo::new(move |_| live.snapshot.with(|snapshot| spoken(&locales, snapshot.calls.first())))
    };
    let stale = changing(move || {
        view! { <StaleBar locales=locales.clone() since=live.stale_since() utc_offset_minutes=offset() /> }
    });
    let caption = changing(move || {
        let said = announcer.said().map(|call| {
            let words = |locale: &Locale| (*locale, announcer::words(*locale, &call));
            call.locales.iter().map(words).collect()
        });
        view! { <Caption said=said.unwrap_or_default() /> }
    });
    let blocked = changing(move || {
        let allow = Callback::new(move |()| chime.allow());
        chime.blocked().then(|| view! { <SoundBlocked locale allow /> })
    });
    view! {
        <div class="lobby">
            <Top branch=head.name.get(locale.code()).to_owned() clock />
            {stale}
            <main class="lobby-main">
                <h1 class="unseen">{t!(locale, lobby.title)}</h1>
                <p class="unseen" aria-live="polite">{told}</p>
                {wall}
            </main>
            {changing(move || live.is_held_back().then(|| view! { <HeldBack locale /> }))}
            {caption}
            {blocked}
        </div>
    }
}

/// The highest seq of a snapshot's calls.
fn newest(snapshot: &LobbySnapshot) -> u64 {
    snapshot.calls.iter().map(|call| call.seq).max().unwrap_or_default()
}

/// The calls of `after` that are news to a display that showed `before`, in the order in which they were made.
fn new_calls<'a>(before: &LobbySnapshot, after: &'a LobbySnapshot) -> Vec<&'a LobbyCall> {
    let heard = if before.head.day == after.head.day { newest(before) } else { 0 };
    let recent = after.head.at.millis() - LONGEST_AGO;
    after.calls.iter().rev().filter(|call| call.seq > heard && call.at.millis() >= recent).collect()
}

/// A call as it is said: in the visitor's language, then in the branch's own, as far as the product speaks them.
fn announcement(snapshot: &LobbySnapshot, call: &LobbyCall) -> Announcement {
    let locales = words::of_branch(&snapshot.head);
    let own = call.language.as_ref().and_then(|own| locales.iter().find(|locale| locale.code() == own.as_str()));
    let mut said: Vec<Locale> = own.into_iter().chain(locales.first()).copied().collect();
    said.dedup();
    Announcement {
        day: snapshot.head.day.clone(),
        seq: call.seq,
        number: call.number.clone(),
        desk: call.desk.clone(),
        locales: said,
    }
}

/// Whether the visitor of an announcement is still waited for.
fn is_awaited(snapshot: &LobbySnapshot, said: &Announcement) -> bool {
    snapshot.head.day == said.day && snapshot.calls.iter().any(|call| call.seq == said.seq && !call.answered)
}

fn announce_new_calls(live: Live<LobbySnapshot>, branch: String, voices: Voices) -> Announcer {
    let awaited = move |said: &Announcement| {
        live.snapshot.try_with_untracked(|snapshot| is_awaited(snapshot, said)).unwrap_or_default()
    };
    let announcer = Announcer::start(branch, voices, awaited);
    Effect::watch(
        move || live.snapshot.get(),
        move |after, before, _| {
            let news = before.map_or_else(Vec::new, |before| new_calls(before, after));
            for call in news {
                announcer.call(announcement(after, call));
            }
        },
        true,
    );
    announcer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::Time;

    #[test]
    fn every_call_since_the_last_one_heard_is_news_once() {
        let (before, after) = (sample::lobby(2), sample::lobby(5));
        let seqs: Vec<u64> = new_calls(&before, &after).iter().map(|call| call.seq).collect();
        assert_eq!(seqs, [3, 4, 5], "in the order in which they were made");
        assert!(new_calls(&after, &after).is_empty());
    }

    #[test]
    fn a_call_made_while_the_display_was_away_is_shown_without_a_chime() {
        let (before, mut after) = (sample::lobby(2), sample::lobby(3));
        after.head.at = Time::from_millis(after.head.at.millis() + 600_000);
        assert!(new_calls(&before, &after).is_empty());
    }

    #[test]
    fn a_new_day_counts_from_its_first_call() {
        let (mut before, after) = (sample::lobby(5), sample::lobby(1));
        before.head.day = "2026-11-21".to_owned();
        assert_eq!(new_calls(&before, &after).len(), 1);
    }

    #[test]
    fn a_call_is_said_in_the_visitor_s_language_and_then_in_the_branch_s() {
        let mut snapshot = sample::lobby(1);
        let said = |snapshot: &LobbySnapshot| announcement(snapshot, &snapshot.calls[0]).locales;
        assert_eq!(said(&snapshot), [Locale::it]);
        snapshot.calls[0].language = Some(wire::Language::new("en"));
        assert_eq!(said(&snapshot), [Locale::en, Locale::it]);
        snapshot.calls[0].language = Some(wire::Language::new("xx"));
        assert_eq!(said(&snapshot), [Locale::it]);
        snapshot.calls[0].language = None;
        assert_eq!(said(&snapshot), [Locale::it]);
    }

    #[test]
    fn who_is_there_already_is_not_awaited() {
        let mut snapshot = sample::lobby(2);
        let said = announcement(&snapshot, &snapshot.calls[0]);
        assert!(is_awaited(&snapshot, &said));
        snapshot.calls[0].answered = true;
        assert!(!is_awaited(&snapshot, &said));
    }
}
