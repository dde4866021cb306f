//! Until when the day is extended: a quick choice, or a time.

use super::day::DayOrder;
use crate::ui::{OneOf, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{Extension, Time};
use words::{Locale, t};

/// The quick choices, in minutes after the present end.
const MINUTES: [i64; 3] = [15, 30, 60];

/// The moment at which the branch's wall clock shows `clock` (`18:30`) next, after `after`.
fn at_clock(clock: &str, after: Time, utc_offset_minutes: i32) -> Option<Time> {
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let wall = after.millis() + i64::from(utc_offset_minutes) * 60_000;
    let day = 24 * 3_600_000;
    let wanted = (hours * 60 + minutes) * 60_000;
    let midnight = wall - wall.rem_euclid(day);
    let today = midnight + wanted;
    let moment = if today > wall { today } else { today + day };
    Some(Time::from_millis(moment - i64::from(utc_offset_minutes) * 60_000))
}

/// The dialog that asks it.
#[component]
pub fn Extend(
    locale: Locale,
    extension: Extension,
    utc_offset_minutes: i32,
    press: Callback<DayOrder>,
    close: Callback<()>,
) -> impl IntoView {
    let Extension { after, latest } = extension;
    let later = |minutes: i64| Time::from_millis(after.millis() + minutes * 60_000);
    let quick: Vec<(i64, Time)> =
        MINUTES.into_iter().map(|minutes| (minutes, later(minutes))).filter(|(_, at)| *at <= latest).collect();
    let words = quick
        .iter()
        .map(|(minutes, at)| t!(locale, manager.extend_by, minutes = *minutes, time = at.clock(utc_offset_minutes)));
    let options: Vec<String> = words.chain([t!(locale, manager.extend_other).to_owned()]).collect();
    let times = StoredValue::new(quick);
    let chosen = RwSignal::new(0);
    let clock = RwSignal::new(latest.clock(utc_offset_minutes));
    let until = move || {
        let place = chosen.get();
        let quick = times.with_value(|times| times.get(place).map(|(_, at)| *at));
        let until = quick.or_else(|| clock.with(|clock| at_clock(clock, after, utc_offset_minutes)));
        until.filter(|until| *until <= latest)
    };
    let other = move || times.with_value(|times| chosen.get() >= times.len());
    let enabled = Signal::derive(move || until().is_some());
    let confirm = Callback::new(move |()| {
        if let Some(until) = untrack(until) {
            press.run(DayOrder::Extend(until));
        }
    });
    let latest_words = t!(locale, manager.extend_detail, time = latest.clock(utc_offset_minutes));
    view! {
        <Sheet title=t!(locale, manager.extend_title) close>
            <p>{latest_words}</p>
            <OneOf legend=t!(locale, manager.extend_legend) name="until" options chosen />
            <label class="field" hidden=move || !other()>
                <span>{t!(locale, manager.extend_other)}</span>
                <input
                    type="time"
                    value=clock.get_untracked()
                    on:input=move |event| clock.set(event_target_value(&event))
                />
            </label>
            <SheetButtons locale close words=t!(locale, manager.extend_yes) confirm enabled />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_time_of_the_branch_s_clock_is_the_next_moment_that_shows_it() {
        let now = sample::head().at;
        assert_eq!(at_clock("18:30", now, 60).map(|at| at.clock(60)), Some("18:30".to_owned()));
        assert_eq!(at_clock("18:30", now, 60).map(|at| at.minutes_since(now)), Some(8 * 60));
        assert_eq!(at_clock("10:30", now, 60).map(|at| at.minutes_since(now)), Some(24 * 60), "not now");
        assert_eq!(at_clock("00:15", now, 60).map(|at| at.minutes_since(now)), Some(13 * 60 + 45));
        assert_eq!(at_clock("", now, 60), None);
    }

    #[test]
    fn quick_choices_beyond_the_limit_are_not_offered() {
        let after = sample::head().at;
        let latest = Time::from_millis(after.millis() + 40 * 60_000);
        let html = Owner::new().with(|| {
            let (press, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
            let extension = Extension { after, latest };
            view! { <Extend locale=Locale::en extension utc_offset_minutes=60 press close /> }.to_html()
        });
        assert!(html.contains("+15 min (until 10:45)") && html.contains("+30 min"), "{html}");
        assert!(!html.contains("+60 min") && html.contains("11:10 at the latest"), "{html}");
    }
}
