//! Free times, day by day, each a link; and dates as people say them.

use leptos::prelude::*;
use wire::{FreeTime, Time};
pub use words::day as spoken_day;
use words::{Locale, t};

/// A time by the branch's clock, `2026-12-03T10:15`, as people say it: "Thursday 3 December, 10:15".
pub fn spoken(locale: Locale, wall: &str) -> String {
    let (day, time) = wall.split_once('T').unwrap_or((wall, ""));
    t!(locale, book.date_time, date = spoken_day(locale, day), time = time)
}

/// The times by their days. `address` makes the link of a start.
#[component]
pub fn Times(locale: Locale, times: Vec<FreeTime>, address: impl Fn(&Time) -> String + 'static) -> impl IntoView {
    let mut days: Vec<(String, Vec<FreeTime>)> = Vec::new();
    for time in times {
        let day = time.wall.split('T').next().unwrap_or_default().to_owned();
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(time),
            _ => days.push((day, vec![time])),
        }
    }
    days.into_iter()
        .map(|(day, times)| {
            let name = spoken_day(locale, &day);
            let links = times
                .into_iter()
                .map(|time| {
                    let clock = time.wall.split('T').nth(1).unwrap_or_default().to_owned();
                    let label = [&name, ", ", &clock].concat();
                    view! {
                        <li>
                            <a class="button" rel="nofollow" href=address(&time.start) aria-label=label>
                                {clock}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <h2>{name.clone()}</h2>
                <ul class="public-times">{links}</ul>
            }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_as_people_say_it() {
        assert_eq!(spoken(Locale::en, "2026-12-03T10:15"), "Thursday 3 December, 10:15");
        assert!(spoken(Locale::of("de"), "2026-12-03T10:15").contains("Donnerstag"));
    }

    #[test]
    fn times_stand_under_their_day_and_each_is_a_link() {
        let time = |wall: &str| FreeTime {
            start: Time::parse(&[wall, ":00Z"].concat()).expect("a time"),
            wall: wall.to_owned(),
            officers: vec![1],
        };
        let times = vec![time("2026-12-03T10:00"), time("2026-12-03T10:15"), time("2026-12-04T09:00")];
        let html = Owner::new()
            .with(|| view! { <Times locale=Locale::en times address=|start| format!("?start={start}") /> }.to_html());
        assert_eq!(html.matches("<h2").count(), 2, "{html}");
        assert!(html.contains("?start=2026-12-03T10:15:00Z") && html.contains("Thursday 3 December, 10:15"), "{html}");
    }
}
