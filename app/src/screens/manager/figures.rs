//! The figures at the top of the dashboard: now, and today.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::{DeskState, Head, ManagerSnapshot, Opening, ServiceRow, Time};
use words::{Locale, t};

/// Whether the visitor who has waited longest for a service has waited longer than its target.
pub fn is_late(row: &ServiceRow, now: Time) -> bool {
    row.oldest_issued_at.is_some_and(|oldest| now.minutes_since(oldest) > row.target_minutes)
}

/// How things stand now, and what the day has brought so far.
#[component]
pub fn Figures(locale: Locale, snapshot: ManagerSnapshot, now: Time) -> impl IntoView {
    let longest = snapshot
        .oldest_issued_at
        .map_or_else(|| t!(locale, manager.nobody).to_owned(), |at| words::minutes(locale, now.minutes_since(at)));
    let open = snapshot.desks.iter().filter(|desk| desk.state != DeskState::Closed).count();
    let late = snapshot.services.iter().filter(|row| is_late(row, now)).count();
    let open = [open.to_string(), snapshot.desks.len().to_string()].join(" / ");
    view! {
        <section class="figures" aria-label=t!(locale, manager.heading)>
            <Figure icon="people" name=t!(locale, manager.waiting) value=words::figure(locale, snapshot.waiting) />
            <Figure icon="clock" name=t!(locale, manager.longest) value=longest />
            <Figure icon="door" name=t!(locale, manager.open_desks) value=open />
            <Figure
                icon="warning"
                name=t!(locale, manager.late)
                value=late.to_string()
                alarming={late > 0}
            />
        </section>
        <section class="today" aria-labelledby="today">
            <h2 id="today">{t!(locale, manager.today)}</h2>
            <dl>
                <Total name=t!(locale, manager.issued) value=words::figure(locale, snapshot.issued) />
                <Total name=t!(locale, manager.served) value=words::figure(locale, snapshot.served) />
                <Total name=t!(locale, manager.no_shows) value=words::figure(locale, snapshot.no_shows) />
                {(snapshot.away + snapshot.never_came > 0)
                    .then(|| {
                        view! {
                            <Total name=t!(locale, manager.never_came) value=words::figure(locale, snapshot.never_came) />
                            <Total name=t!(locale, manager.away) value=words::figure(locale, snapshot.away) />
                        }
                    })}
                <Total name=t!(locale, manager.cancelled) value=words::figure(locale, snapshot.cancelled) />
                <Total name=t!(locale, manager.day_ended) value=words::figure(locale, snapshot.day_ended) />
                <Total name=t!(locale, manager.solved) value=words::figure(locale, snapshot.solved) />
            </dl>
        </section>
    }
}

#[component]
fn Figure(icon: &'static str, name: &'static str, value: String, #[prop(optional)] alarming: bool) -> impl IntoView {
    view! {
        <div class="figure-card" class:alarming=alarming>
            <p class="figure-name">
                <Icon name=icon />
                <span>{name}</span>
            </p>
            <p class="figure-value">{value}</p>
        </div>
    }
}

#[component]
fn Total(name: &'static str, value: String) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// Whether the branch is open, and until when.
pub fn opening(locale: Locale, head: &Head, opening: &Opening) -> String {
    match opening {
        Opening::Open { closes_at: Some(at) } => {
            t!(locale, manager.open_until, time = at.clock(head.utc_offset_minutes))
        }
        Opening::Open { closes_at: None } => t!(locale, manager.open_now).to_owned(),
        Opening::Closed { opens_at } => match opens_at {
            Some(at) => [t!(locale, manager.closed_now), ". ", &words::opens(locale, head, *at)].concat(),
            None => t!(locale, manager.closed_now).to_owned(),
        },
    }
}
