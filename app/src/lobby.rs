//! The lobby display: wires the wall to the stream of calls, the clock and the chime.

mod wall;

use crate::live::Live;
use crate::sound::Chime;
use crate::ui::{StaleBar, changing};
use crate::words::td_string;
use crate::{address, live_page, page, words, worker};
use leptos::prelude::*;
use wall::{SoundBlocked, Top, Wall, spoken};
use wire::{LobbyPage, LobbySnapshot};

/// A call older than this, in milliseconds, is shown without a chime: the display was away when it was made.
const LONGEST_AGO: i64 = 60_000;

/// `/b/{branch}/lobby`
pub fn screen() -> AnyView {
    live_page::shown(|page: LobbyPage| view! { <Lobby page /> }.into_any())
}

#[component]
fn Lobby(page: LobbyPage) -> impl IntoView {
    let snapshot = page.snapshot;
    let head = snapshot.head.clone();
    let locale = page::locale();
    let mut locales = words::of_branch(&head);
    // The language that the page was asked for in comes first.
    locales.sort_by_key(|other| *other != locale);
    let first = (head.day.clone(), newest(&snapshot));
    let live = Live::follow(address::stream(&head.branch, "lobby"), snapshot);
    let chime = ring_for_new_calls(live);
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
    let blocked = changing(move || {
        let allow = Callback::new(move |()| chime.allow());
        chime.blocked().then(|| view! { <SoundBlocked locale allow /> })
    });
    view! {
        <div class="lobby">
            <Top branch=head.name.get(locale.code()).to_owned() clock />
            {stale}
            <main class="lobby-main">
                <h1 class="unseen">{td_string!(locale, lobby.title)}</h1>
                <p class="unseen" aria-live="polite">{told}</p>
                {wall}
            </main>
            {blocked}
        </div>
    }
}

/// The highest seq of a snapshot's calls.
fn newest(snapshot: &LobbySnapshot) -> u64 {
    snapshot.calls.iter().map(|call| call.seq).max().unwrap_or_default()
}

/// How many calls of `after` are news to a display that showed `before`.
fn new_calls(before: &LobbySnapshot, after: &LobbySnapshot) -> usize {
    let heard = if before.head.day == after.head.day { newest(before) } else { 0 };
    let recent = after.head.at.millis() - LONGEST_AGO;
    after.calls.iter().filter(|call| call.seq > heard && call.at.millis() >= recent).count()
}

fn ring_for_new_calls(live: Live<LobbySnapshot>) -> Chime {
    let chime = Chime::new();
    Effect::new(move || chime.prepare("/chime.wav"));
    Effect::watch(
        move || live.snapshot.get(),
        move |after, before, _| {
            let count = before.map_or(0, |before| new_calls(before, after));
            (0..count).for_each(|_| chime.ring());
        },
        true,
    );
    chime
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::Time;

    #[test]
    fn every_call_since_the_last_one_heard_is_news_once() {
        let (before, after) = (sample::lobby(2), sample::lobby(5));
        assert_eq!(new_calls(&before, &after), 3);
        assert_eq!(new_calls(&after, &after), 0);
    }

    #[test]
    fn a_call_made_while_the_display_was_away_is_shown_without_a_chime() {
        let (before, mut after) = (sample::lobby(2), sample::lobby(3));
        after.head.at = Time::from_millis(after.head.at.millis() + 600_000);
        assert_eq!(new_calls(&before, &after), 0);
    }

    #[test]
    fn a_new_day_counts_from_its_first_call() {
        let (mut before, after) = (sample::lobby(5), sample::lobby(1));
        before.head.day = "2026-11-21".to_owned();
        assert_eq!(new_calls(&before, &after), 1);
    }
}
