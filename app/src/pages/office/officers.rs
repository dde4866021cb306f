//! Who can be booked, for what and when; and when somebody is not there.

use crate::address;
use crate::ui::{Faults, FormKey, Table, TextField, day_words};
use leptos::prelude::*;
use wire::{AbsenceRow, FilledForm, OfficeHead, OfficerOffice, OfficerRow, OfficersOffice};
use words::{Locale, t};

/// The fields of the hours, Monday's first.
const DAYS: [&str; 7] = ["day0", "day1", "day2", "day3", "day4", "day5", "day6"];

/// `/b/{branch}/office/officers`
#[component]
pub fn Officers(locale: Locale, head: OfficeHead, page: OfficersOffice) -> impl IntoView {
    let OfficersOffice { officers, others } = page;
    let of = |id: u32| address::office(&head.branch, &format!("officers/{id}"), locale);
    let columns = vec![
        t!(locale, officers.name),
        t!(locale, officers.advises),
        t!(locale, officers.week),
        t!(locale, officers.absences),
    ];
    let list = if officers.is_empty() {
        view! { <p>{t!(locale, officers.none)}</p> }.into_any()
    } else {
        let rows = officers.into_iter().map(|row| view! { <Row locale place=of(row.id) row /> }).collect_view();
        view! {
            <Table label=t!(locale, officers.title) columns>
                {rows}
            </Table>
        }
        .into_any()
    };
    let others = others
        .into_iter()
        .map(|(id, name)| {
            view! {
                <li>
                    <a href=of(id)>{t!(locale, officers.add, name = name)}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, officers.lead)}</p>
        {list}
        <section aria-labelledby="others">
            <h2 id="others">{t!(locale, officers.others)}</h2>
            <ul class="link-list">{others}</ul>
        </section>
    }
}

#[component]
fn Row(locale: Locale, place: String, row: OfficerRow) -> impl IntoView {
    let OfficerRow { name, services, week, absences, .. } = row;
    let services = services.iter().map(|name| name.get(locale.code())).collect::<Vec<_>>().join(", ");
    let week = week
        .into_iter()
        .map(|(day, hours)| view! { <li>{words::weekday(locale, usize::from(day))} " " {hours}</li> })
        .collect_view();
    let absences = absences.iter().map(|absence| view! { <li>{absence_words(locale, absence)}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row">
                <a href=place>{name}</a>
            </th>
            <td>{services}</td>
            <td>
                <ul class="bare-list">{week}</ul>
            </td>
            <td>
                <ul class="bare-list">{absences}</ul>
            </td>
        </tr>
    }
}

/// A span in words, with what is still booked in it.
fn absence_words(locale: Locale, absence: &AbsenceRow) -> String {
    let wall = |wall: &str| {
        let (day, clock) = wall.split_once('T').unwrap_or((wall, ""));
        [&day_words(locale, day), ", ", clock].concat()
    };
    let span = t!(locale, officers.from_to, from = wall(&absence.from), to = wall(&absence.to));
    match absence.booked {
        0 => span,
        booked => [&span, ". ", &t!(locale, officers.booked, count = booked)].concat(),
    }
}

/// `/b/{branch}/office/officers/{person}`
#[component]
pub fn Officer(locale: Locale, head: OfficeHead, page: OfficerOffice) -> impl IntoView {
    let OfficerOffice { id, can_be_booked, form, services, languages, absences, away, .. } = page;
    let action = address::office(&head.branch, &format!("officers/{id}"), locale);
    let remove = can_be_booked.then(|| {
        let form = form.clone();
        view! {
            <form method="post" action=action.clone() class="form">
                <FormKey form />
                <p class="hint">{t!(locale, officers.remove_hint)}</p>
                <button type="submit" class="button button-danger" name="do" value="remove">
                    {t!(locale, officers.remove)}
                </button>
            </form>
        }
    });
    let absences = can_be_booked.then(|| {
        let (branch, action) = (head.branch.clone(), action.clone());
        view! { <Absences locale branch action absences form=away /> }
    });
    let languages = words::among(&languages);
    let languages = languages.into_iter().map(|language| (language.code().to_owned(), language.own_name().to_owned()));
    let services = services.into_iter().map(|(id, name)| (id, name.get(locale.code()).to_owned()));
    let days = DAYS.iter().enumerate().map(|(day, name)| {
        let label = words::weekday(locale, day);
        view! { <TextField locale form=form.clone() name=name label optional=true /> }
    });
    let mut labels = vec![("services", t!(locale, officers.services).to_owned())];
    labels.extend(DAYS.iter().enumerate().map(|(day, name)| (*name, words::weekday(locale, day).to_owned())));
    view! {
        <form method="post" action=action.clone() class="form">
            <Faults locale form=form.clone() labels />
            <FormKey form=form.clone() />
            <Ticks
                id="services"
                legend=t!(locale, officers.services)
                hint=t!(locale, officers.services_hint)
                prefix="service."
                form=form.clone()
                choices=services.collect()
            />
            <Ticks
                id="speaks"
                legend=t!(locale, officers.speaks)
                hint=t!(locale, officers.speaks_hint)
                prefix="speaks."
                form=form.clone()
                choices=languages.collect()
            />
            <fieldset class="field">
                <legend>{t!(locale, officers.hours)}</legend>
                <p class="hint">{t!(locale, officers.hours_hint)}</p>
                {days.collect_view()}
            </fieldset>
            <button type="submit" class="button button-primary" name="do" value="save">
                {t!(locale, officers.save)}
            </button>
        </form>
        {absences}
        {remove}
    }
}

/// Boxes to tick, each a field of its own.
#[component]
fn Ticks(
    id: &'static str,
    legend: &'static str,
    hint: &'static str,
    prefix: &'static str,
    form: FilledForm,
    choices: Vec<(String, String)>,
) -> impl IntoView {
    let boxes = choices
        .into_iter()
        .map(|(value, words)| {
            let name = [prefix, &value].concat();
            let checked = form.value(&name) == "on";
            view! {
                <p class="form-choice">
                    <input id=name.clone() name=name.clone() type="checkbox" value="on" checked=checked />
                    <label for=name>{words}</label>
                </p>
            }
        })
        .collect_view();
    view! {
        <fieldset id=id class="field">
            <legend>{legend}</legend>
            <p class="hint">{hint}</p>
            <div class="form-choices">{boxes}</div>
        </fieldset>
    }
}

#[component]
fn Absences(
    locale: Locale,
    branch: String,
    action: String,
    absences: Vec<AbsenceRow>,
    form: FilledForm,
) -> impl IntoView {
    let none = absences.is_empty().then(|| view! { <p>{t!(locale, officers.no_absences)}</p> });
    let still_booked = absences.iter().any(|absence| absence.booked > 0);
    let book = still_booked.then(|| {
        view! {
            <p>
                <a href=address::office(&branch, "book", locale)>{t!(locale, officers.book)}</a>
            </p>
        }
    });
    let back = FilledForm::new(form.key.clone());
    let rows = absences
        .into_iter()
        .map(|absence| {
            view! {
                <li class="announced">
                    <span>{absence_words(locale, &absence)}</span>
                    <form method="post" action=action.clone()>
                        <FormKey form=back.clone() />
                        <input type="hidden" name="at" value=absence.at />
                        <button type="submit" class="button" name="do" value="back">
                            {t!(locale, officers.back)}
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let labels = vec![("from", t!(locale, officers.from).to_owned()), ("to", t!(locale, officers.to).to_owned())];
    view! {
        <section aria-labelledby="absences">
            <h2 id="absences">{t!(locale, officers.absences)}</h2>
            {none}
            <ul class="announcements">{rows}</ul>
            {book}
            <form method="post" action=action.clone() class="form">
                <Faults locale form=form.clone() labels />
                <FormKey form=form.clone() />
                <TextField locale form=form.clone() name="from" label=t!(locale, officers.from) kind="datetime-local" />
                <TextField locale form name="to" label=t!(locale, officers.to) kind="datetime-local" />
                <button type="submit" class="button" name="do" value="away">
                    {t!(locale, officers.away)}
                </button>
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{FieldFault, Section, Text};

    fn head() -> OfficeHead {
        sample::office_head("Gaia", true, Section::Officers)
    }

    fn page(form: FilledForm, booked: u32) -> OfficerOffice {
        OfficerOffice {
            id: 3,
            name: "Elena".to_owned(),
            can_be_booked: true,
            form,
            services: vec![("mortgage".to_owned(), Text::from([("it", "Mutuo"), ("en", "Mortgage")]))],
            languages: head().languages,
            absences: vec![AbsenceRow {
                at: 7,
                from: "2026-12-03T08:30".to_owned(),
                to: "2026-12-04T13:30".to_owned(),
                booked,
            }],
            away: FilledForm::new("k2"),
        }
    }

    fn html(page: OfficerOffice) -> String {
        Owner::new().with(|| view! { <Officer locale=Locale::en head=head() page /> }.to_html())
    }

    #[test]
    fn what_is_still_booked_in_an_absence_is_said() {
        let html = html(page(FilledForm::new("k1"), 2));
        assert!(html.contains("2 appointments are still booked in it"), "{html}");
        assert!(!self::html(page(FilledForm::new("k1"), 0)).contains("still booked"));
    }

    #[test]
    fn what_was_typed_stays_with_what_is_wrong() {
        let mut form = FilledForm::new("k1").with("service.mortgage", "on").with("day2", "8-13");
        form.fault("day2", FieldFault::Malformed);
        let html = html(page(form, 0));
        assert!(html.contains("value=\"8-13\"") && html.contains("aria-invalid=\"true\""), "{html}");
        assert!(html.contains("id=\"service.mortgage\"") && html.contains("checked"), "{html}");
    }
}
