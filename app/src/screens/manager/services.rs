//! The waits by service; what breaks its target is marked with an icon and words, not by colour alone.

use super::day::DayOrder;
use super::figures::is_late;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Offer, ServiceRow, Time};
use words::{Locale, t};

/// One row a service.
#[component]
pub fn Services(
    locale: Locale,
    rows: Vec<ServiceRow>,
    now: Time,
    /// The tickets of one service can be stopped and resumed.
    free: bool,
    press: Callback<DayOrder>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Row locale row now free press /> }).collect_view();
    view! {
        <section class="services" aria-labelledby="services">
            <h2 id="services">{t!(locale, manager.services)}</h2>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="services">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(locale, manager.letter)}</th>
                            <th scope="col">{t!(locale, manager.service)}</th>
                            <th scope="col" class="figure">{t!(locale, manager.waiting)}</th>
                            <th scope="col" class="figure">{t!(locale, manager.longest)}</th>
                            <th scope="col" class="figure">{t!(locale, manager.target)}</th>
                            <th scope="col" class="figure">{t!(locale, manager.expected)}</th>
                            <th scope="col" class="figure">{t!(locale, manager.open_desks)}</th>
                            <th scope="col">{t!(locale, manager.status)}</th>
                            <th scope="col">{t!(locale, manager.offer)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(locale: Locale, row: ServiceRow, now: Time, free: bool, press: Callback<DayOrder>) -> impl IntoView {
    let late = is_late(&row, now);
    let (class, icon, words) = if late {
        ("status status-late", "warning", t!(locale, manager.late))
    } else if row.open_desks == 0 {
        ("status status-none", "minus", t!(locale, manager.no_desk))
    } else {
        ("status status-good", "check", t!(locale, manager.in_target))
    };
    let longest = row.oldest_issued_at.map_or_else(
        || t!(locale, manager.nobody).to_owned(),
        |oldest| words::minutes(locale, now.minutes_since(oldest)),
    );
    let name = row.name.get(locale.code()).to_owned();
    view! {
        <tr class:late=late class:quiet=row.waiting == 0>
            <td>
                <span class="letter">{row.letter}</span>
            </td>
            <th scope="row">{name.clone()}</th>
            <td class="figure">{row.waiting}</td>
            <td class="figure">{longest}</td>
            <td class="figure">{words::minutes(locale, row.target_minutes)}</td>
            <td class="figure">{words::wait(locale, row.wait)}</td>
            <td class="figure">{row.open_desks}</td>
            <td>
                <span class=class>
                    <Icon name=icon />
                    <span>{words}</span>
                </span>
            </td>
            <td class="offer">
                <Giving locale id=row.id name offer=row.offer free press />
            </td>
        </tr>
    }
}

/// Whether tickets for the service are given out, and the button that changes it.
#[component]
fn Giving(
    locale: Locale,
    id: String,
    name: String,
    offer: Offer,
    free: bool,
    press: Callback<DayOrder>,
) -> impl IntoView {
    let (class, state) = match offer {
        Offer::Open => ("", t!(locale, manager.offer_open)),
        Offer::Stopped => ("offer-off", t!(locale, manager.offer_stopped)),
        Offer::TooLate => ("offer-off", t!(locale, manager.offer_too_late)),
    };
    let (words, label) = if offer == Offer::Stopped {
        (t!(locale, manager.resume), t!(locale, manager.resume_service, service = name))
    } else {
        (t!(locale, manager.stop), t!(locale, manager.stop_service, service = name))
    };
    let run = move |_| {
        let service = Some(id.clone());
        press.run(if offer == Offer::Stopped { DayOrder::Resume(service) } else { DayOrder::Stop(service) });
    };
    view! {
        <span class=class>{state}</span>
        " "
        <button type="button" class="button" aria-label=label disabled=!free on:click=run>
            {words}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(rows: Vec<ServiceRow>) -> String {
        let now = sample::head().at;
        Owner::new().with(|| {
            let press = Callback::new(|_| ());
            view! { <Services locale=Locale::en rows now free=true press /> }.to_html()
        })
    }

    #[test]
    fn a_service_over_its_target_is_marked_in_words() {
        let html = shown(sample::manager().services);
        assert_eq!(html.matches("status-late").count(), 1);
        assert!(html.contains("Over target") && html.contains("No desk open"));
        assert!(html.contains("5–10 minutes"));
    }

    #[test]
    fn a_service_that_was_stopped_can_be_resumed() {
        let mut rows = sample::manager().services;
        assert!(shown(rows.clone()).contains("Stop tickets for: Cash"));
        rows.truncate(1);
        rows[0].offer = Offer::Stopped;
        let html = shown(rows);
        assert!(html.contains("Stopped") && html.contains("Resume tickets for: Cash"), "{html}");
    }
}
