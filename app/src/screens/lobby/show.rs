//! The bank's own pictures and videos, and the branch's notices, one at a time. A video is always without sound, so that nothing is
//! louder than a call, and stands still for who wants no motion.

use crate::address;
use crate::ui::not_over;
use leptos::prelude::*;
use wire::{LobbyMedia, MediaKind, Notice, Time};
use words::Locale;

/// A video that has not ended after so many seconds gives its place to the next one.
const LONGEST_VIDEO: u32 = 600;

/// A notice stands so many seconds.
const NOTICE_SECONDS: u32 = 15;
/// A notice of more characters, in all languages of the wall, is set smaller.
const SHORT: usize = 160;

/// One part of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slide {
    Notice(Notice),
    Media(LobbyMedia),
}

/// What is shown at the place of a round that goes on for ever, the notices first; what is over at `now` is left out.
pub fn at(notices: &[Notice], media: &[LobbyMedia], place: usize, now: Time) -> Option<Slide> {
    let media = media.iter().filter(|media| now.millis() < media.until.millis()).cloned();
    let mut round: Vec<Slide> =
        not_over(notices, now).into_iter().map(Slide::Notice).chain(media.map(Slide::Media)).collect();
    let place = place.checked_rem(round.len())?;
    Some(round.swap_remove(place))
}

/// Whether it has stood long enough after so many seconds; `still` says that videos do not move.
pub fn is_over(slide: &Slide, seconds: u32, still: bool) -> bool {
    let Slide::Media(media) = slide else { return seconds >= NOTICE_SECONDS };
    let longest = if media.kind == MediaKind::Video && !still { LONGEST_VIDEO } else { media.seconds };
    seconds >= longest
}

/// A notice in the languages of the wall.
#[component]
pub fn Posting(locales: Vec<Locale>, notice: Notice) -> impl IntoView {
    let mut shown: Vec<(Locale, String)> = Vec::new();
    for locale in locales {
        let words = notice.words.get(locale.code());
        if !shown.iter().any(|(_, before)| before == words) {
            shown.push((locale, words.to_owned()));
        }
    }
    let long = shown.iter().map(|(_, words)| words.chars().count()).sum::<usize>() > SHORT;
    let words = shown
        .into_iter()
        .map(|(locale, words)| view! { <p lang=locale.code() dir=locale.dir()>{words}</p> })
        .collect_view();
    view! {
        <section class="wall-show wall-posting" class:wall-posting-long=long>
            <div>{words}</div>
        </section>
    }
}

/// One picture or video. `over` is called when the video has ended, or what is shown cannot be loaded.
#[component]
pub fn Show(
    locale: Locale,
    branch: String,
    media: LobbyMedia,
    /// Videos do not move.
    still: bool,
    over: Callback<()>,
) -> impl IntoView {
    let source = address::media(&branch, &media.id);
    let words = media.alt.get(locale.code()).to_owned();
    let shown = match media.kind {
        MediaKind::Picture => view! { <img src=source alt=words on:error=move |_| over.run(()) /> }.into_any(),
        MediaKind::Video => view! {
            <video
                src=source
                aria-label=words
                muted
                prop:muted=true
                playsinline
                autoplay=!still
                preload="auto"
                on:ended=move |_| over.run(())
                on:error=move |_| over.run(())
            ></video>
        }
        .into_any(),
    };
    view! { <section class="wall-show">{shown}</section> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn media(id: &str, kind: MediaKind, until: i64) -> LobbyMedia {
        let alt = sample::text("Mutui", "Mortgages");
        LobbyMedia { id: id.to_owned(), kind, alt, seconds: 12, until: Time::from_millis(until) }
    }

    #[test]
    fn each_is_shown_in_its_turn_until_its_time_is_over() {
        let all = [media("a", MediaKind::Picture, 100), media("b", MediaKind::Picture, 200)];
        let id = |place, now| match at(&[], &all, place, Time::from_millis(now)) {
            Some(Slide::Media(media)) => Some(media.id),
            _ => None,
        };
        assert_eq!([id(0, 0), id(1, 0), id(2, 0)].map(Option::unwrap), ["a", "b", "a"]);
        assert_eq!(id(0, 100).as_deref(), Some("b"), "a display without its server takes it down too");
        assert_eq!(id(0, 200), None);
    }

    #[test]
    fn a_notice_has_its_place_in_the_round_until_its_end_and_is_read_in_the_languages_of_the_wall() {
        let (words, until) = (sample::text("Chiuso lunedì", "Closed on Monday"), Time::from_millis(100));
        let notice = Notice { id: 1, words, until };
        let pictures = [media("a", MediaKind::Picture, 200)];
        let round = |place, now| at(std::slice::from_ref(&notice), &pictures, place, Time::from_millis(now));
        assert_eq!(round(0, 99), Some(Slide::Notice(notice.clone())));
        assert_eq!(round(1, 99), Some(Slide::Media(pictures[0].clone())));
        assert_eq!(
            round(0, 100),
            Some(Slide::Media(pictures[0].clone())),
            "a display without its server takes it down"
        );
        let html = |notice| {
            let locales = vec![Locale::it, Locale::en];
            Owner::new().with(|| view! { <Posting locales notice /> }.to_html())
        };
        let short = html(notice.clone());
        assert!(short.contains("Chiuso lunedì") && short.contains("Closed on Monday"), "{short}");
        assert!(!short.contains("wall-posting-long"));
        let words = sample::text(&"Chiuso lunedì ".repeat(12), "Closed on Monday");
        assert!(html(Notice { words, ..notice.clone() }).contains("wall-posting-long"));
        let same = html(Notice { words: sample::text("Wi-Fi", "Wi-Fi"), ..notice });
        assert_eq!(same.matches("Wi-Fi").count(), 1, "the same words once");
    }

    #[test]
    fn a_video_never_has_sound_and_stands_still_for_who_wants_no_motion() {
        let html = |still| {
            let media = media("v", MediaKind::Video, 100);
            let branch = "centro".to_owned();
            Owner::new().with(|| {
                let over = Callback::new(|()| ());
                view! { <Show locale=Locale::en branch media still over /> }.to_html()
            })
        };
        assert!(html(false).contains("muted") && html(true).contains("muted"));
        assert!(html(false).contains("autoplay") && !html(true).contains("autoplay"));
        assert!(html(false).contains("Mortgages") && html(false).contains("/api/v1/branches/centro/media/v"));
    }

    #[test]
    fn a_picture_stands_its_seconds_and_a_video_until_it_has_ended() {
        let slide = |id, kind| Slide::Media(media(id, kind, 100));
        let (picture, video) = (slide("p", MediaKind::Picture), slide("v", MediaKind::Video));
        assert!(!is_over(&picture, 11, false) && is_over(&picture, 12, false));
        assert!(!is_over(&video, 599, false) && is_over(&video, 600, false) && is_over(&video, 12, true));
    }
}
