//! The notices of a branch, as its visitors read them.

use leptos::prelude::*;
use wire::{Notice, Time};
use words::{Locale, t};

/// Those whose end has not come: a screen without its server takes a notice down, too.
pub fn not_over(notices: &[Notice], now: Time) -> Vec<Notice> {
    notices.iter().filter(|notice| now.millis() < notice.until.millis()).cloned().collect()
}

/// The one of them that has its turn, where a screen has room for one: each stands so many seconds.
pub fn in_turn(notices: &[Notice], now: Time, seconds: i64) -> Option<Notice> {
    let mut live = not_over(notices, now);
    let count = i64::try_from(live.len()).ok()?;
    let place = now.millis().div_euclid(seconds * 1_000).checked_rem(count)?;
    Some(live.swap_remove(usize::try_from(place).ok()?))
}

/// The notices in the visitor's language.
#[component]
pub fn Posted(locale: Locale, notices: Vec<Notice>) -> impl IntoView {
    let rows: Vec<_> = notices
        .into_iter()
        .map(|notice| view! { <p class="posted-words">{notice.words.get(locale.code()).to_owned()}</p> })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="posted" aria-label=t!(locale, notices.title)>
                {rows}
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn notice(id: i64, until: i64) -> Notice {
        Notice { id, words: sample::text("Chiuso", "Closed"), until: Time::from_millis(until) }
    }

    #[test]
    fn a_screen_without_its_server_takes_a_notice_down_at_its_end() {
        let notices = [notice(1, 10_000), notice(2, 30_000)];
        let ids = |now| not_over(&notices, Time::from_millis(now)).iter().map(|notice| notice.id).collect::<Vec<_>>();
        assert_eq!(ids(9_999), [1, 2]);
        assert_eq!(ids(10_000), [2]);
        assert!(ids(30_000).is_empty());
    }

    #[test]
    fn where_there_is_room_for_one_each_has_its_turn() {
        let notices = [notice(1, 100_000), notice(2, 100_000)];
        let id = |now| in_turn(&notices, Time::from_millis(now), 20).map(|notice| notice.id);
        assert_eq!(
            [id(0), id(19_999), id(20_000), id(40_000), id(100_000)],
            [Some(1), Some(1), Some(2), Some(1), None]
        );
    }

    #[test]
    fn the_words_are_in_the_visitor_s_language_and_nothing_stands_where_there_is_none() {
        let html = |notices| Owner::new().with(|| view! { <Posted locale=Locale::en notices /> }.to_html());
        assert!(html(vec![notice(1, 1)]).contains("Closed") && !html(vec![notice(1, 1)]).contains("Chiuso"));
        assert!(!html(Vec::new()).contains("posted"));
    }
}
