//! The bank's own pictures and videos, one at a time. A video is always without sound, so that nothing is louder than a
//! call, and stands still for who wants no motion.

use crate::address;
use leptos::prelude::*;
use wire::{LobbyMedia, MediaKind, Time};
use words::Locale;

/// A video that has not ended after so many seconds gives its place to the next one.
const LONGEST_VIDEO: u32 = 600;

/// What is shown at the place of a round that goes on for ever; what is over at `now` is left out.
pub fn at(media: &[LobbyMedia], place: usize, now: Time) -> Option<LobbyMedia> {
    let live: Vec<&LobbyMedia> = media.iter().filter(|media| now.millis() < media.until.millis()).collect();
    live.get(place.checked_rem(live.len())?).map(|media| (*media).clone())
}

/// Whether it has stood long enough after so many seconds; `still` says that videos do not move.
pub fn is_over(media: &LobbyMedia, seconds: u32, still: bool) -> bool {
    let longest = if media.kind == MediaKind::Video && !still { LONGEST_VIDEO } else { media.seconds };
    seconds >= longest
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
        let id = |place, now| at(&all, place, Time::from_millis(now)).map(|media| media.id);
        assert_eq!([id(0, 0), id(1, 0), id(2, 0)].map(Option::unwrap), ["a", "b", "a"]);
        assert_eq!(id(0, 100).as_deref(), Some("b"), "a display without its server takes it down too");
        assert_eq!(id(0, 200), None);
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
        let (picture, video) = (media("p", MediaKind::Picture, 100), media("v", MediaKind::Video, 100));
        assert!(!is_over(&picture, 11, false) && is_over(&picture, 12, false));
        assert!(!is_over(&video, 599, false) && is_over(&video, 600, false) && is_over(&video, 12, true));
    }
}
