//! The lobby display: wires the wall to the stream of calls, the clock and the chime.

mod show;
mod sign;
mod waits;
mod wall;

use crate::address;
use crate::browser::announcer::{Announcement, Announcer};
use crate::browser::clock::running_millis;
use crate::browser::live::Live;
use crate::browser::speech::Voices;
use crate::browser::{motion, page, worker};
use crate::screens::live_page;
use crate::ui::{Changing, HeldBack, StaleBar, changing};
use leptos::prelude::*;
use show::Show;
use sign::Sign;
use std::time::Duration;
use waits::Waits;
use wall::{Caption, SoundBlocked, Top, Wall, spoken};
use wire::{LobbyCall, LobbyLayout, LobbyMedia, LobbyPage, LobbySnapshot, Volume};
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
    let LobbyPage { snapshot, speech, layout, desk, brand, silent, volumes, .. } = page;
    let head = snapshot.head.clone();
    let locale = page::locale();
    let mut locales = words::of_branch(&head);
    // The language that the page was asked for in comes first.
    locales.sort_by_key(|other| *other != locale);
    // More would be too small to be read from afar; calls are said in any of them.
    locales.truncate(SHOWN);
    let first = (head.day.clone(), newest(&snapshot));
    let stream = if layout.shows_detail() { "lobby-detail" } else { "lobby" };
    let live = Live::follow(address::stream(&head.branch, stream), snapshot);
    // A display above a desk is beside one that speaks.
    let announcer = (!silent && layout != LobbyLayout::Desk).then(|| {
        let voices = Voices::follow(head.branch.clone(), words::of_branch(&head), speech);
        announce_new_calls(live, head.branch.clone(), voices, volumes)
    });
    worker::register();

    let offset = move || live.snapshot.with(|snapshot| snapshot.head.utc_offset_minutes);
    let minute = live.clock.slowly();
    let clock = Signal::derive(move || minute.get().clock(offset()));
    let fresh = Callback::new(move |seq| {
        live.snapshot.with_untracked(|snapshot| snapshot.head.day != first.0 || seq > first.1)
    });
    let round = show(live);
    let content = match (layout, desk) {
        (LobbyLayout::Desk, Some(desk)) => sign(live, &locales, desk, fresh),
        _ => wall(live, &locales, layout, fresh),
    };
    let bars = bars(live, &locales, announcer, locale);
    let class = move || {
        // While there is nothing to show, the calls have the whole wall.
        let layout = if layout == LobbyLayout::Notices && round.get().is_none() { LobbyLayout::Calls } else { layout };
        ["lobby lobby-", layout.as_str()].concat()
    };
    let logo = brand.logo.then(|| address::media(&head.branch, "logo"));
    let pictures = (layout == LobbyLayout::Notices).then(|| pictures(round, locale, head.branch.clone()));
    view! {
        <div class=class>
            <Top bank=brand.name logo branch=head.name.get(locale.code()).to_owned() clock />
            {bars.stale}
            <main class="lobby-main">
                <h1 class="unseen">{t!(locale, lobby.title)}</h1>
                {content}
                {pictures}
            </main>
            {changing(move || live.is_held_back().then(|| view! { <HeldBack locale /> }))}
            {bars.caption}
            {bars.blocked}
        </div>
    }
}

/// The calls, and the waits where the layout has them.
fn wall(live: Live<LobbySnapshot>, locales: &[Locale], layout: LobbyLayout, fresh: Callback<u64, bool>) -> AnyView {
    let told = {
        let locales = locales.to_vec();
        Memo::new(move |_| live.snapshot.with(|snapshot| spoken(&locales, snapshot.calls.first())))
    };
    let calls = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.calls.clone()));
    let waits = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.waits.clone()));
    let waits = (layout == LobbyLayout::Waits).then(|| {
        let locales = locales.to_vec();
        changing(move || view! { <Waits locales=locales.clone() waits=waits.get() /> })
    });
    let locales = locales.to_vec();
    view! {
        <p class="unseen" aria-live="polite">
            {told}
        </p>
        {changing(move || view! { <Wall locales=locales.clone() calls=calls.get() fresh /> })}
        {waits}
    }
    .into_any()
}

/// The desk above which the display hangs.
fn sign(live: Live<LobbySnapshot>, locales: &[Locale], desk: String, fresh: Callback<u64, bool>) -> AnyView {
    let shown = Memo::new(move |_| live.snapshot.with(|snapshot| sign::shown(snapshot, &desk)));
    let told = {
        let locales = locales.to_vec();
        Memo::new(move |_| shown.with(|shown| sign::spoken(&locales, shown)))
    };
    let locales = locales.to_vec();
    view! {
        <p class="unseen" aria-live="polite">
            {told}
        </p>
        {changing(move || {
            let shown = shown.get();
            let fresh = fresh.run(shown.seq);
            view! { <Sign locales=locales.clone() shown fresh /> }
        })}
    }
    .into_any()
}

/// Which of the bank's pictures and videos is shown.
#[derive(Clone, Copy)]
struct Round {
    shown: Memo<Option<LobbyMedia>>,
    still: RwSignal<bool>,
    next: Callback<()>,
}

impl Round {
    fn get(self) -> Option<LobbyMedia> {
        self.shown.get()
    }
}

/// Shows one after the other, in the browser, for as long as each stands.
fn show(live: Live<LobbySnapshot>) -> Round {
    let (place, stood, still) = (RwSignal::new(0_usize), StoredValue::new(0_u32), RwSignal::new(true));
    let now = live.clock.slowly();
    let shown = Memo::new(move |_| live.snapshot.with(|snapshot| show::at(&snapshot.media, place.get(), now.get())));
    let next = Callback::new(move |()| {
        stood.set_value(0);
        place.update(|place| *place = place.wrapping_add(1));
    });
    Effect::new(move || {
        still.set(motion::is_unwanted());
        let second = move || {
            stood.update_value(|seconds| *seconds += 1);
            let over = shown.with_untracked(|shown| {
                shown.as_ref().is_some_and(|shown| show::is_over(shown, stood.get_value(), still.get_untracked()))
            });
            if over {
                next.run(());
            }
        };
        if let Ok(interval) = set_interval_with_handle(second, Duration::from_secs(1)) {
            on_cleanup(move || interval.clear());
        }
    });
    Round { shown, still, next }
}

fn pictures(round: Round, locale: Locale, branch: String) -> Changing {
    changing(move || {
        let still = round.still.get();
        let shown = round.get();
        shown.map(|media| view! { <Show locale branch=branch.clone() media still over=round.next /> })
    })
}

/// What stands above and below the calls.
struct Bars {
    stale: Changing,
    caption: Option<Changing>,
    blocked: Option<Changing>,
}

fn bars(live: Live<LobbySnapshot>, locales: &[Locale], announcer: Option<Announcer>, locale: Locale) -> Bars {
    let locales = locales.to_vec();
    let stale = changing(move || {
        let offset = live.snapshot.with(|snapshot| snapshot.head.utc_offset_minutes);
        view! { <StaleBar locales=locales.clone() since=live.stale_since() utc_offset_minutes=offset /> }
    });
    let caption = announcer.map(|announcer| {
        changing(move || {
            let said = announcer.said().map(|said| said.lines).unwrap_or_default();
            view! { <Caption said /> }
        })
    });
    let blocked = announcer.map(|announcer| {
        let chime = announcer.chime();
        changing(move || {
            let allow = Callback::new(move |()| chime.allow());
            chime.blocked().then(|| view! { <SoundBlocked locale allow /> })
        })
    });
    Bars { stale, caption, blocked }
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
    let words = |locale: Locale| t!(locale, lobby.spoken, number = call.number.clone(), desk = call.desk.clone());
    Announcement {
        day: snapshot.head.day.clone(),
        seq: call.seq,
        about: call.number.clone(),
        lines: said.into_iter().map(|locale| (locale, words(locale))).collect(),
    }
}

/// Whether the visitor of an announcement is still waited for.
fn is_awaited(snapshot: &LobbySnapshot, said: &Announcement) -> bool {
    snapshot.head.day == said.day && snapshot.calls.iter().any(|call| call.seq == said.seq && !call.answered)
}

/// How loud it is at a time of day, from 0 to 1.
fn volume(volumes: &[Volume], minute: u32) -> f64 {
    let holds = |volume: &&Volume| (volume.from_minutes..volume.until_minutes).contains(&minute);
    volumes.iter().find(holds).map_or(1.0, |volume| f64::from(volume.percent.min(100)) / 100.0)
}

fn announce_new_calls(live: Live<LobbySnapshot>, branch: String, voices: Voices, volumes: Vec<Volume>) -> Announcer {
    let awaited = move |said: &Announcement| {
        live.snapshot.try_with_untracked(|snapshot| is_awaited(snapshot, said)).unwrap_or_default()
    };
    let loud = move || {
        let offset = live.snapshot.try_with_untracked(|snapshot| snapshot.head.utc_offset_minutes).unwrap_or_default();
        let now = live.clock.at(running_millis());
        now.map_or(1.0, |now| volume(&volumes, now.minute_of_day(offset)))
    };
    let announcer = Announcer::start(branch, voices, loud, awaited);
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
        let said = |snapshot: &LobbySnapshot| {
            let said = announcement(snapshot, &snapshot.calls[0]).lines;
            said.into_iter().map(|(locale, _)| locale).collect::<Vec<_>>()
        };
        assert_eq!(said(&snapshot), [Locale::it]);
        snapshot.calls[0].language = Some(wire::Language::new("en"));
        assert_eq!(said(&snapshot), [Locale::en, Locale::it]);
        snapshot.calls[0].language = Some(wire::Language::new("xx"));
        assert_eq!(said(&snapshot), [Locale::it]);
        snapshot.calls[0].language = None;
        assert_eq!(said(&snapshot), [Locale::it]);
    }

    #[test]
    fn the_wall_is_as_loud_as_its_time_of_day_wants() {
        let early = Volume { from_minutes: 480, until_minutes: 525, percent: 60 };
        let at = |minute| volume(&[early], minute);
        assert!([at(479), at(525)].iter().all(|loud| *loud > 0.99));
        assert!([at(480), at(524)].iter().all(|loud| (loud - 0.6).abs() < 0.01));
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
