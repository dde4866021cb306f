//! The opening hours as visitors need them: today, tomorrow, the next days that differ, then the ordinary week.

use leptos::prelude::*;
use wire::{BranchHours, Head, OpenHours, Opening, Time};
use words::{Locale, t};

/// How many of the days to come that differ are shown.
const NEXT_EXCEPTIONS: usize = 4;
const DAY_MILLIS: i64 = 86_400_000;

/// From and to, by the clock on the wall.
type Openings = Vec<(String, String)>;

/// The hours as they are on the day of `head`.
#[component]
pub fn OpeningHours(locale: Locale, hours: BranchHours, head: Head, opening: Opening) -> impl IntoView {
    let BranchHours { week, exceptions } = hours;
    // A head without a readable day does not come from this server; the week is right all the same.
    let today = Time::parse(&midnight(&head.day)).unwrap_or(head.at);
    let tomorrow = Time::from_millis(today.millis() + DAY_MILLIS);
    let on = |day: Time| {
        let named = exceptions.iter().find(|exception| Time::parse(&midnight(&exception.day)) == Some(day));
        named.map_or_else(|| in_week(&week, day), |exception| exception.openings.clone())
    };
    let soon = [
        (t!(locale, hours.today).to_owned(), extended(on(today), &head, &opening)),
        (t!(locale, hours.tomorrow).to_owned(), on(tomorrow)),
    ];
    let later: Vec<_> = exceptions
        .iter()
        .filter_map(|exception| Some((Time::parse(&midnight(&exception.day))?, &exception.openings)))
        .filter(|(day, _)| *day > tomorrow)
        .take(NEXT_EXCEPTIONS)
        .map(|(day, openings)| (words::date(locale, day), openings.clone()))
        .collect();
    let later = (!later.is_empty()).then(|| {
        view! {
            <h2 class="answer-part">{t!(locale, hours.exceptions)}</h2>
            <Lines locale lines=later />
        }
    });
    let week = week.into_iter().map(|line| (days(locale, &line.days), line.openings)).collect();
    view! {
        <Lines locale lines=soon.to_vec() />
        {later}
        <h2 class="answer-part">{t!(locale, hours.week)}</h2>
        <Lines locale lines=week />
    }
}

/// Days with their openings.
#[component]
fn Lines(locale: Locale, lines: Vec<(String, Openings)>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|(name, openings)| {
            let times: Vec<String> = openings.iter().map(|(from, to)| [from, "–", to].concat()).collect();
            let times = if times.is_empty() { t!(locale, hours.closed).to_owned() } else { times.join(", ") };
            view! {
                <dt>{name}</dt>
                <dd>{times}</dd>
            }
        })
        .collect_view();
    view! { <dl class="answer-hours">{lines}</dl> }
}

/// The beginning of a day in UTC, where a day is reckoned with.
fn midnight(day: &str) -> String {
    [day, "T00:00:00Z"].concat()
}

/// The openings of a day like any other of its name.
fn in_week(week: &[OpenHours], day: Time) -> Openings {
    let place = day.weekday(0);
    let line = week.iter().find(|line| line.days.iter().any(|day| usize::from(*day) == place));
    line.map(|line| line.openings.clone()).unwrap_or_default()
}

/// Today's openings with the later end that the manager has given the present one.
fn extended(mut openings: Openings, head: &Head, opening: &Opening) -> Openings {
    let Opening::Open { closes_at: Some(closes_at) } = opening else { return openings };
    let (now, closes) = (head.at.clock(head.utc_offset_minutes), closes_at.clock(head.utc_offset_minutes));
    let same_day = closes_at.local_day(head.utc_offset_minutes) == head.at.local_day(head.utc_offset_minutes);
    if same_day && let Some((_, to)) = openings.iter_mut().rfind(|(from, to)| *from <= now && *to < closes) {
        *to = closes;
    }
    openings
}

/// Days that follow one another as "Monday–Friday", others one by one.
fn days(locale: Locale, days: &[u8]) -> String {
    let name = |day: &u8| words::weekday(locale, usize::from(*day));
    let follow = days.windows(2).all(|pair| pair[1] == pair[0] + 1);
    match days {
        [first, .., last] if follow && days.len() > 2 => [name(first), "–", name(last)].concat(),
        _ => days.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DayHours;

    fn openings(text: &[(&str, &str)]) -> Openings {
        text.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    }

    /// Open in the mornings of Monday to Friday, with these days that differ.
    fn hours(exceptions: &[(&str, &[(&str, &str)])]) -> BranchHours {
        let exceptions =
            exceptions.iter().map(|(day, text)| DayHours { day: (*day).to_owned(), openings: openings(text) });
        BranchHours {
            week: vec![OpenHours { days: vec![0, 1, 2, 3, 4], openings: openings(&[("08:30", "13:30")]) }],
            exceptions: exceptions.collect(),
        }
    }

    /// What the page says on a day, without its marks.
    fn said(day: &str, hours: BranchHours, opening: Opening) -> String {
        let at = Time::parse(&[day, "T09:00:00Z"].concat()).expect("a time");
        let head = Head { day: day.to_owned(), at, utc_offset_minutes: 60, ..sample::head() };
        let html = Owner::new().with(|| view! { <OpeningHours locale=Locale::en hours head opening /> }.to_html());
        let text = html.split('<').filter_map(|part| Some(part.split_once('>')?.1)).collect::<Vec<_>>();
        text.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("|")
    }

    fn closed() -> Opening {
        Opening::Closed { opens_at: None }
    }

    #[test]
    fn an_ordinary_day_says_today_tomorrow_and_the_week() {
        // A Thursday; the next ordinary opening after Friday is on Monday.
        let said = said("2026-11-26", hours(&[]), closed());
        let week = "In an ordinary week|Monday–Friday|08:30–13:30";
        assert_eq!(said, format!("Today|08:30–13:30|Tomorrow|08:30–13:30|{week}"));
    }

    #[test]
    fn a_day_of_its_own_replaces_the_week_s_and_those_to_come_are_said() {
        let hours = hours(&[
            ("2026-12-24", &[("08:30", "11:30")]),
            ("2026-12-25", &[]),
            ("2026-12-31", &[("08:30", "11:30")]),
            ("2027-01-01", &[]),
        ]);
        let said = said("2026-12-24", hours, closed());
        assert!(
            said.starts_with("Today|08:30–11:30|Tomorrow|Closed|Different hours soon|Thursday 31 December"),
            "{said}"
        );
        assert!(said.contains("Friday 1 January|Closed|In an ordinary week|Monday–Friday|08:30–13:30"), "{said}");
    }

    #[test]
    fn a_weekend_is_closed_and_days_that_are_over_are_not_said() {
        let said = said("2026-11-28", hours(&[("2026-11-02", &[])]), closed());
        assert!(said.starts_with("Today|Closed|Tomorrow|Closed|In an ordinary week"), "{said}");
    }

    #[test]
    fn only_the_next_few_days_that_differ_are_said() {
        let days: Vec<String> = (1..=9).map(|day| format!("2026-12-0{day}")).collect();
        let exceptions: Vec<(&str, &[(&str, &str)])> = days.iter().map(|day| (day.as_str(), &[] as &[_])).collect();
        let said = said("2026-11-26", hours(&exceptions), closed());
        assert!(said.contains("Tuesday 1 December") && said.contains("Friday 4 December"), "{said}");
        assert!(!said.contains("Saturday 5 December"), "{said}");
    }

    #[test]
    fn a_day_that_was_extended_says_until_when() {
        let closes_at = Time::parse("2026-11-26T13:30:00Z");
        let said = said("2026-11-26", hours(&[]), Opening::Open { closes_at });
        assert!(said.starts_with("Today|08:30–14:30|Tomorrow|08:30–13:30"), "{said}");
    }

    #[test]
    fn days_that_do_not_follow_one_another_are_named_one_by_one() {
        assert_eq!(days(Locale::en, &[0, 2]), "Monday, Wednesday");
        assert_eq!(days(Locale::en, &[5, 6]), "Saturday, Sunday");
    }
}
