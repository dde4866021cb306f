//! The voice of a wall: which calls are news to it, in which languages each is said, how loud, and the words for an evacuation.

use crate::address;
use crate::browser::announcer::{Announcement, Announcer};
use crate::browser::api;
use crate::browser::clock::running_millis;
use crate::browser::live::Live;
use crate::browser::speech::Voices;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wire::{DisplaySound, LobbyCall, LobbySnapshot, Volume};
use words::{Locale, t};

/// A call older than this, in milliseconds, is shown without a chime: the display was away when it was made.
const LONGEST_AGO: i64 = 60_000;

/// The highest seq of a snapshot's calls.
pub fn newest(snapshot: &LobbySnapshot) -> u64 {
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

/// What the staff have begun to tell the room since `before`, in the order in which they did, as it is said: in every language of
/// the branch that it has words in.
fn new_announcements(before: &LobbySnapshot, after: &LobbySnapshot) -> Vec<Announcement> {
    let same_day = before.head.day == after.head.day;
    let heard = before.announcements.iter().map(|made| made.seq).max().filter(|_| same_day).unwrap_or_default();
    let recent = after.head.at.millis() - LONGEST_AGO;
    let new = after.announcements.iter().rev().filter(|made| made.seq > heard && made.at.millis() >= recent);
    let locales = words::of_branch(&after.head);
    new.map(|made| {
        let has = |locale: &&Locale| match &made.what {
            wire::Announced::Typed { words } => words.has(locale.code()),
            _ => true,
        };
        let lines = locales.iter().filter(has).map(|locale| (*locale, words::announced(*locale, &made.what)));
        Announcement { day: after.head.day.clone(), seq: 0, about: made.id.clone(), lines: lines.collect() }
    })
    .collect()
}

/// Whether the visitor of an announcement is still waited for.
fn is_awaited(snapshot: &LobbySnapshot, said: &Announcement) -> bool {
    let told = || snapshot.announcements.iter().any(|made| made.id == said.about);
    snapshot.head.day == said.day
        && (told() || snapshot.head.evacuating.is_some() && said.seq == 0 || is_called(snapshot, said))
}

fn is_called(snapshot: &LobbySnapshot, said: &Announcement) -> bool {
    snapshot.calls.iter().any(|call| call.seq == said.seq && !call.answered)
}

/// How loud it is at a time of day, from 0 to 1.
fn volume(volumes: &[Volume], minute: u32) -> f64 {
    let holds = |volume: &&Volume| (volume.from_minutes..volume.until_minutes).contains(&minute);
    volumes.iter().find(holds).map_or(1.0, |volume| f64::from(volume.percent.min(100)) / 100.0)
}

/// Says each new call, and what is more urgent, in the browser.
pub fn announce(live: Live<LobbySnapshot>, branch: String, voices: Voices, volumes: Vec<Volume>) -> Announcer {
    let awaited = move |said: &Announcement| {
        live.snapshot.try_with_untracked(|snapshot| is_awaited(snapshot, said)).unwrap_or_default()
    };
    let loud = move || {
        let offset = live.snapshot.try_with_untracked(|snapshot| snapshot.head.utc_offset_minutes).unwrap_or_default();
        let now = live.clock.at(running_millis());
        now.map_or(1.0, |now| volume(&volumes, now.minute_of_day(offset)))
    };
    let announcer = Announcer::start(branch, voices, loud, awaited);
    say_evacuation(live, announcer);
    tell_of_silence(live, announcer);
    Effect::watch(
        move || live.snapshot.get(),
        move |after, before, _| {
            let news = before.map_or_else(Vec::new, |before| new_calls(before, after));
            for call in news {
                announcer.call(announcement(after, call));
            }
            for told in before.map_or_else(Vec::new, |before| new_announcements(before, after)) {
                announcer.call(told);
            }
        },
        true,
    );
    announcer
}

/// Tells the staff that the browser forbids sound, and that somebody has allowed it.
fn tell_of_silence(live: Live<LobbySnapshot>, announcer: Announcer) {
    let chime = announcer.chime();
    Effect::watch(
        move || chime.blocked(),
        move |blocked, before, _| {
            if *blocked || before == Some(&true) {
                let branch = live.snapshot.with_untracked(|snapshot| snapshot.head.branch.clone());
                let body = serde_json::to_string(&DisplaySound { blocked: *blocked }).unwrap_or_default();
                spawn_local(async move {
                    let address = address::display_sound(&branch);
                    // The bar on the screen says it too.
                    let _ = api::post::<Option<bool>>(&address, &api::new_key(), &body).await;
                });
            }
        },
        true,
    );
}

/// How often the words for an evacuation are said again.
const EVACUATION_AGAIN: Duration = Duration::from_secs(30);

/// Says the words for an evacuation instead of any call, in every language of the branch, until it is lifted.
fn say_evacuation(live: Live<LobbySnapshot>, announcer: Announcer) {
    let lasts = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.head.evacuating.is_some()));
    let say = move || {
        if lasts.get_untracked() {
            announcer.say_alone(live.snapshot.with_untracked(evacuation));
        }
    };
    Effect::new(move || {
        if lasts.get() {
            say();
        }
    });
    Effect::new(move || {
        if let Ok(interval) = set_interval_with_handle(say, EVACUATION_AGAIN) {
            on_cleanup(move || interval.clear());
        }
    });
}

fn evacuation(snapshot: &LobbySnapshot) -> Announcement {
    let lines =
        words::of_branch(&snapshot.head).into_iter().map(|locale| (locale, t!(locale, evacuation.title).to_owned()));
    Announcement { day: snapshot.head.day.clone(), seq: 0, about: "evacuation".to_owned(), lines: lines.collect() }
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
    fn what_the_staff_announce_is_said_once_in_the_languages_that_it_has_words_in() {
        let before = sample::lobby(1);
        let mut after = before.clone();
        after.announcements = vec![wire::Announcement {
            id: "k1".to_owned(),
            seq: 1,
            what: wire::Announced::Typed { words: wire::Text::from([("it", "Piove")]) },
            at: after.head.at,
            until: Time::from_millis(after.head.at.millis() + 600_000),
        }];
        let said = new_announcements(&before, &after);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].lines, [(Locale::it, "Piove".to_owned())]);
        assert!(is_awaited(&after, &said[0]), "it is said a second time");
        assert!(!is_awaited(&before, &said[0]), "but not after it was withdrawn");
        assert!(new_announcements(&after, &after).is_empty());
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
