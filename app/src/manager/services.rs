//! The waits by service; what breaks its target is marked with an icon and words, not by colour alone.

use super::figures::is_late;
use crate::ui::Icon;
use crate::words::{self, Locale};
use leptos::prelude::*;
use leptos_i18n::td_string;
use wire::{ServiceRow, Time};

/// One row a service.
#[component]
pub fn Services(locale: Locale, rows: Vec<ServiceRow>, now: Time) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Row locale row now /> }).collect_view();
    view! {
        <section class="services" aria-labelledby="services">
            <h2 id="services">{td_string!(locale, manager.services)}</h2>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="services">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(locale, manager.letter)}</th>
                            <th scope="col">{td_string!(locale, manager.service)}</th>
                            <th scope="col" class="figure">{td_string!(locale, manager.waiting)}</th>
                            <th scope="col" class="figure">{td_string!(locale, manager.longest)}</th>
                            <th scope="col" class="figure">{td_string!(locale, manager.target)}</th>
                            <th scope="col" class="figure">{td_string!(locale, manager.expected)}</th>
                            <th scope="col" class="figure">{td_string!(locale, manager.open_desks)}</th>
                            <th scope="col">{td_string!(locale, manager.status)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(locale: Locale, row: ServiceRow, now: Time) -> impl IntoView {
    let late = is_late(&row, now);
    let (class, icon, words) = if late {
        ("status status-late", "warning", td_string!(locale, manager.late))
    } else if row.open_desks == 0 {
        ("status status-none", "minus", td_string!(locale, manager.no_desk))
    } else {
        ("status status-good", "check", td_string!(locale, manager.in_target))
    };
    let longest = row.oldest_issued_at.map_or_else(
        || td_string!(locale, manager.nobody).to_owned(),
        |oldest| words::minutes(locale, now.minutes_since(oldest)),
    );
    view! {
        <tr class:late=late class:quiet=row.waiting == 0>
            <td>
                <span class="letter">{row.letter}</span>
            </td>
            <th scope="row">{row.name.get(locale.code()).to_owned()}</th>
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
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_service_over_its_target_is_marked_in_words() {
        let snapshot = sample::manager();
        let html = Owner::new()
            .with(|| view! { <Services locale=Locale::en rows=snapshot.services now=snapshot.head.at /> }.to_html());
        assert_eq!(html.matches("status-late").count(), 1);
        assert!(html.contains("Over target") && html.contains("No desk open"));
        assert!(html.contains("5–10 minutes"));
    }
}
