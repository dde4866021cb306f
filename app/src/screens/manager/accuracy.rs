//! How right the waits were that visitors were told: in a sentence, by service and by hour.

use leptos::prelude::*;
use wire::{Accuracy, HourScore, Score, ServiceScore};
use words::{Locale, t};

/// Of fewer tickets than this the sentence claims nothing.
const ENOUGH: u32 = 10;

/// The sentence, and the two tables.
#[component]
pub fn WhatWeSaid(locale: Locale, accuracy: Option<Accuracy>) -> impl IntoView {
    let body = match accuracy {
        None => view! { <p>{t!(locale, manager.said_none)}</p> }.into_any(),
        Some(Accuracy { since, all, services, hours }) => {
            let by_service = services.into_iter().map(|ServiceScore { name, score, .. }| {
                view! { <Row locale name=name.get(locale.code()).to_owned() score /> }
            });
            let by_hour = hours.into_iter().map(|HourScore { hour, score }| {
                view! { <Row locale name=clock(hour) score /> }
            });
            let (by_service, by_hour) = (by_service.collect_view(), by_hour.collect_view());
            view! {
                {(all.tickets >= ENOUGH).then(|| view! { <p class="said-sentence">{sentence(locale, &all)}</p> })}
                <p class="said-basis">{t!(locale, manager.said_basis, count = all.tickets, day = words::day(locale, &since))}</p>
                <Scores locale id="said-services" caption=t!(locale, manager.service) rows=by_service.into_any() />
                <Scores locale id="said-hours" caption=t!(locale, manager.said_hour) rows=by_hour.into_any() />
            }
            .into_any()
        }
    };
    view! {
        <section class="said" aria-labelledby="said">
            <h2 id="said">{t!(locale, manager.said)}</h2>
            {body}
        </section>
    }
}

/// "We said 10–15 min, it was 13. Right 8 times of 10."
fn sentence(locale: Locale, score: &Score) -> String {
    t!(
        locale,
        manager.said_sentence,
        low = score.said.low_minutes,
        high = score.said.high_minutes,
        waited = score.waited_minutes,
        right = out_of_ten(score)
    )
}

/// How often the wait was in the range that had been told: times of ten, or of all where they are fewer.
fn share(locale: Locale, score: &Score) -> String {
    if score.tickets < ENOUGH {
        return t!(locale, manager.said_of_all, right = score.right, all = score.tickets);
    }
    t!(locale, manager.said_of_ten, right = out_of_ten(score))
}

/// How many times of ten the wait was in the range that had been told.
fn out_of_ten(score: &Score) -> String {
    let tickets = u64::from(score.tickets.max(1));
    let tenths = (u64::from(score.right) * 10 + tickets / 2) / tickets;
    tenths.to_string()
}

#[component]
fn Scores(locale: Locale, id: &'static str, caption: &'static str, rows: AnyView) -> impl IntoView {
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby=id>
            <table>
                <thead>
                    <tr>
                        <th scope="col" id=id>{caption}</th>
                        <th scope="col" class="figure">{t!(locale, manager.said_tickets)}</th>
                        <th scope="col" class="figure">{t!(locale, manager.said_range)}</th>
                        <th scope="col" class="figure">{t!(locale, manager.said_was)}</th>
                        <th scope="col" class="figure">{t!(locale, manager.said_right)}</th>
                        <th scope="col" class="figure">{t!(locale, manager.said_error)}</th>
                        <th scope="col" class="figure">{t!(locale, manager.said_bias)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(locale: Locale, name: String, score: Score) -> impl IntoView {
    let said = [score.said.low_minutes.to_string(), "–".to_owned(), score.said.high_minutes.to_string()].concat();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="figure">{score.tickets}</td>
            <td class="figure">{said}</td>
            <td class="figure">{score.waited_minutes}</td>
            <td class="figure">{share(locale, &score)}</td>
            <td class="figure">{tenths(i64::from(score.error_tenths))}</td>
            <td class="figure">{signed(score.bias_tenths)}</td>
        </tr>
    }
}

/// `09:00`
fn clock(hour: u32) -> String {
    let digits = hour.to_string();
    [if hour < 10 { "0" } else { "" }, &digits, ":00"].concat()
}

/// Tenths as a decimal figure: `3.4`.
fn tenths(of: i64) -> String {
    [(of / 10).to_string(), ".".to_owned(), (of % 10).to_string()].concat()
}

/// The same with its sign: `+1.2`, `−0.4`.
fn signed(of: i32) -> String {
    let size = tenths(i64::from(of).abs());
    match of.signum() {
        1 => ["+", &size].concat(),
        -1 => ["−", &size].concat(),
        _ => size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(accuracy: Option<Accuracy>) -> String {
        Owner::new().with(|| view! { <WhatWeSaid locale=Locale::en accuracy /> }.to_html())
    }

    #[test]
    fn one_sentence_says_what_was_said_and_what_it_was() {
        let html = shown(Some(sample::accuracy()));
        assert!(html.contains("We said 10–15 min, it was 13. Right 8 times of 10."), "{html}");
        assert!(html.contains("240 tickets since Monday 2 November."), "{html}");
    }

    #[test]
    fn error_and_bias_stand_by_service_and_by_hour() {
        let html = shown(Some(sample::accuracy()));
        assert!(html.contains("Mortgage") && html.contains("09:00"), "{html}");
        assert!(html.contains("3.4") && html.contains("+1.2") && html.contains("−0.4"), "{html}");
        assert_eq!(html.matches("<table>").count(), 2);
    }

    #[test]
    fn before_the_first_call_nothing_is_claimed() {
        let html = shown(None);
        assert!(html.contains("Nobody has been called yet") && !html.contains("<table>"), "{html}");
    }

    #[test]
    fn a_handful_of_tickets_is_counted_and_no_share_is_claimed() {
        let mut few = sample::accuracy();
        few.all = Score { tickets: 3, right: 2, ..few.all };
        for service in &mut few.services {
            service.score = few.all;
        }
        let html = shown(Some(few));
        assert!(html.contains("2 of 3") && !html.contains("said-sentence"), "{html}");
    }

    #[test]
    fn shares_are_told_out_of_ten_and_rounded_to_the_nearest() {
        let score = |right, tickets| out_of_ten(&Score { right, tickets, ..sample::accuracy().all });
        assert_eq!([score(84, 100), score(85, 100), score(0, 3), score(3, 3)], ["8", "9", "0", "10"]);
    }
}
