//! Desks that help other services for a while: whom to ask, and what came of it.

use crate::ui::{OneOf, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{DeskRow, LendRequest, LendingRow, LendingState, ServiceRow, Time};
use words::{Locale, t};

/// For how many minutes a desk can be asked.
const MINUTES: [i64; 3] = [30, 60, 120];
/// How many names of a group are said.
const NAMES: usize = 3;

/// The services of each letter that a desk does not serve: their ids, and words for them.
fn groups(locale: Locale, services: &[ServiceRow], desk: &DeskRow) -> Vec<(Vec<String>, String)> {
    let mut letters: Vec<&str> = Vec::new();
    for service in services {
        if !letters.contains(&service.letter.as_str()) && !desk.letters.contains(&service.letter) {
            letters.push(&service.letter);
        }
    }
    let group = |letter: &str| {
        let own: Vec<&ServiceRow> = services.iter().filter(|service| service.letter == letter).collect();
        let names: Vec<&str> = own.iter().take(NAMES).map(|service| service.name.get(locale.code())).collect();
        let more = if own.len() > NAMES { ", …" } else { "" };
        let words = [letter, ": ", &names.join(", "), more].concat();
        (own.iter().map(|service| service.id.clone()).collect(), words)
    };
    letters.into_iter().map(group).collect()
}

/// The dialog that asks for what a desk is to help, and for how long.
#[component]
pub fn Lend(
    locale: Locale,
    desk: DeskRow,
    services: Vec<ServiceRow>,
    now: Time,
    utc_offset_minutes: i32,
    /// Asks the desk.
    lend: Callback<LendRequest>,
    close: Callback<()>,
) -> impl IntoView {
    let groups = groups(locale, &services, &desk);
    let options: Vec<String> = groups.iter().map(|(_, words)| words.clone()).collect();
    let until = move |minutes: i64| Time::from_millis(now.millis() + minutes * 60_000);
    let times: Vec<String> = MINUTES
        .iter()
        .map(|minutes| t!(locale, lend.until, minutes = *minutes, time = until(*minutes).clock(utc_offset_minutes)))
        .collect();
    let (group, time) = (RwSignal::new(0), RwSignal::new(0));
    let none = groups.is_empty();
    let groups = StoredValue::new(groups);
    let confirm = Callback::new(move |()| {
        let services = groups.with_value(|groups| groups.get(group.get_untracked()).map(|(ids, _)| ids.clone()));
        let minutes = MINUTES.get(time.get_untracked()).copied();
        if let (Some(services), Some(minutes)) = (services, minutes) {
            lend.run(LendRequest { services, until: until(minutes) });
        }
    });
    let enabled = Signal::stored(!none);
    view! {
        <Sheet title=t!(locale, lend.title, label = desk.label) close>
            <p>{t!(locale, lend.detail)}</p>
            {none.then(|| view! { <p>{t!(locale, lend.all_served)}</p> })}
            <OneOf legend=t!(locale, lend.what) name="group" options chosen=group />
            <OneOf legend=t!(locale, lend.how_long) name="until" options=times chosen=time />
            <SheetButtons locale close words=t!(locale, lend.ask) confirm enabled />
        </Sheet>
    }
}

/// The day's lendings, with what they gained.
#[component]
pub fn Lendings(
    locale: Locale,
    lendings: Vec<LendingRow>,
    now: Time,
    utc_offset_minutes: i32,
    free: bool,
    /// Ends what a desk was asked or has agreed to, by the desk's id.
    give_back: Callback<String>,
) -> impl IntoView {
    let some = !lendings.is_empty();
    let rows = lendings
        .into_iter()
        .map(|row| view! { <Row locale row now utc_offset_minutes free give_back /> })
        .collect_view();
    some.then(|| {
        view! {
            <section class="aside lendings" aria-labelledby="lendings">
                <h2 id="lendings">{t!(locale, lend.heading)}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}

#[component]
fn Row(
    locale: Locale,
    row: LendingRow,
    now: Time,
    utc_offset_minutes: i32,
    free: bool,
    give_back: Callback<String>,
) -> impl IntoView {
    let LendingRow { desk, label, services, until, state, since, ended, served } = row;
    let clock = |time: Option<Time>| time.map(|time| time.clock(utc_offset_minutes)).unwrap_or_default();
    let names: Vec<&str> = services.iter().take(NAMES).map(|service| service.get(locale.code())).collect();
    let more = if services.len() > NAMES { ", …" } else { "" };
    let standing = match state {
        LendingState::Asked => t!(locale, lend.waits).to_owned(),
        LendingState::NotLent => t!(locale, lend.not_lent, time = clock(ended)),
        LendingState::Lent => t!(locale, lend.since, since = clock(since), until = until.clock(utc_offset_minutes)),
        LendingState::Returned => t!(locale, lend.from_to, since = clock(since), ended = clock(ended)),
    };
    let gain = since.map(|_| t!(locale, lend.gain, count = served));
    let over = (state == LendingState::Lent && until < now)
        .then(|| view! { <strong class="late">{t!(locale, lend.over)}</strong> });
    let way = match state {
        LendingState::Asked => Some(t!(locale, lend.take_back)),
        LendingState::Lent => Some(t!(locale, lend.give_back)),
        LendingState::NotLent | LendingState::Returned => None,
    };
    let way = way.map(|words| {
        view! {
            <button type="button" class="button" disabled=!free on:click=move |_| give_back.run(desk.clone())>
                {words}
            </button>
        }
    });
    view! {
        <li>
            <span>
                <strong>{t!(locale, desk.name, label = label)}</strong>
                " · "
                {names.join(", ")}
                {more}
            </span>
            <span>{standing} " " {gain} " " {over}</span>
            {way}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_desk_is_asked_for_letters_that_it_does_not_serve() {
        let manager = sample::manager();
        let desk = |letters: &[&str]| DeskRow {
            letters: letters.iter().map(|letter| (*letter).to_owned()).collect(),
            ..manager.desks[0].clone()
        };
        let all = groups(Locale::en, &manager.services, &desk(&[]));
        let first = manager.services[0].letter.clone();
        assert!(all.iter().any(|(_, words)| words.starts_with(&first)), "{all:?}");
        let others = groups(Locale::en, &manager.services, &desk(&[&first]));
        assert_eq!(others.len() + 1, all.len());
    }

    #[test]
    fn the_day_s_lendings_say_what_they_gained() {
        let at = sample::head().at;
        let row = |state, since, ended| LendingRow {
            desk: "3".to_owned(),
            label: "3".to_owned(),
            services: vec![sample::text("Mutuo", "Mortgage")],
            until: at,
            state,
            since,
            ended,
            served: 7,
        };
        let shown = |row| {
            Owner::new().with(|| {
                let give_back = Callback::new(|_| ());
                let lendings = vec![row];
                view! { <Lendings locale=Locale::en lendings now=at utc_offset_minutes=60 free=true give_back /> }
                    .to_html()
            })
        };
        let returned = shown(row(LendingState::Returned, Some(at), Some(at)));
        assert!(returned.contains("7 served") && !returned.contains("<button"), "{returned}");
        assert!(shown(row(LendingState::Lent, Some(at), None)).contains("Give back"));
        assert!(!shown(row(LendingState::Asked, None, None)).contains("served"));
    }
}
