//! What the staff have to see to, the first due first.

use crate::address;
use crate::ui::{FormKey, Table, complaint_kind, day_words};
use leptos::prelude::*;
use wire::{FilledForm, OfficeHead, Pressure, ToDoEntry, ToDoOffice};
use words::{Locale, t};

const KINDS: [&str; 6] = ["complaint", "feedback", "case", "follow_up", "interest", "contact_check"];

fn name_of(locale: Locale, kind: &str) -> &'static str {
    match kind {
        "complaint" => t!(locale, to_do.complaint),
        "feedback" => t!(locale, to_do.feedback),
        "follow_up" => t!(locale, to_do.follow_up),
        "interest" => t!(locale, to_do.interest),
        "contact_check" => t!(locale, to_do.contact_check),
        _ => t!(locale, to_do.case),
    }
}

fn pressure_words(locale: Locale, pressure: Pressure) -> &'static str {
    match pressure {
        Pressure::Calm => "",
        Pressure::Half => t!(locale, to_do.half),
        Pressure::Urgent => t!(locale, to_do.urgent),
        Pressure::Today => t!(locale, to_do.today),
        Pressure::Over => t!(locale, to_do.over),
    }
}

#[component]
pub fn ToDo(locale: Locale, head: OfficeHead, page: ToDoOffice) -> impl IntoView {
    let ToDoOffice { list, names, staff, form } = page;
    let here = address::office(&head.branch, "to-do", locale);
    let filter = |query: String, words: String, current: bool| {
        view! {
            <a class="button" href=[&here, query.as_str()].concat() aria-current=current.then_some("true")>
                {words}
            </a>
        }
    };
    let all = filter(String::new(), t!(locale, to_do.all).to_owned(), list.kind.is_empty() && !list.mine);
    let mine = filter("&mine=1".to_owned(), t!(locale, to_do.mine).to_owned(), list.mine);
    let kinds = KINDS
        .into_iter()
        .map(|kind| {
            let open = list.counts.iter().find(|count| count.kind == kind).map_or(0, |count| count.open);
            let words = format!("{} ({open})", name_of(locale, kind));
            filter(["&kind=", kind].concat(), words, list.kind == kind)
        })
        .collect_view();
    let none = list.entries.is_empty();
    let rows = list
        .entries
        .iter()
        .map(|entry| {
            let (entry, names, staff, form) = (entry.clone(), names.clone(), staff.clone(), form.clone());
            view! { <Row locale branch=head.branch.clone() entry names staff form /> }
        })
        .collect_view();
    let filters = match (list.kind.is_empty(), list.mine) {
        (_, true) => "&mine=1".to_owned(),
        (false, _) => ["&kind=", &list.kind].concat(),
        _ => String::new(),
    };
    let page_link = |page: u32, words: &'static str| {
        view! {
            <a class="button" href=format!("{here}{filters}&page={page}")>
                {words}
            </a>
        }
    };
    let columns = vec![t!(locale, to_do.what), t!(locale, to_do.due), t!(locale, to_do.who)];
    view! {
        <div class="office-actions">{all} {mine} {kinds}</div>
        {none.then(|| view! { <p>{t!(locale, to_do.none)}</p> })}
        <Table label=t!(locale, to_do.title) columns>
            {rows}
        </Table>
        <div class="office-actions">
            {(list.page > 0).then(|| page_link(list.page - 1, t!(locale, to_do.before)))}
            {list.more.then(|| page_link(list.page + 1, t!(locale, to_do.after)))}
        </div>
    }
}

#[component]
fn Row(
    locale: Locale,
    branch: String,
    entry: ToDoEntry,
    names: Vec<(String, wire::Text)>,
    staff: Vec<(u32, String)>,
    form: FilledForm,
) -> impl IntoView {
    let record = entry.record;
    let page = match entry.kind.as_str() {
        "complaint" => format!("complaints/{record}"),
        "case" => format!("cases/{record}"),
        "follow_up" => format!("follow-ups/{record}"),
        "interest" => format!("interests/{record}"),
        "contact_check" => format!("contact-checks/{record}"),
        _ => "feedback".to_owned(),
    };
    let named = names.iter().find(|(id, _)| *id == entry.detail).map(|(_, name)| name.get(locale.code()).to_owned());
    let detail = match entry.kind.as_str() {
        "complaint" => complaint_kind(locale, &entry.detail).to_owned(),
        _ => named.unwrap_or_default(),
    };
    let late = matches!(entry.pressure, Pressure::Urgent | Pressure::Today | Pressure::Over);
    let form = FilledForm { key: format!("{}.{}.{record}", form.key, entry.kind), ..form };
    let id = format!("who-{}-{record}", entry.kind);
    let options = staff
        .into_iter()
        .map(|(person, name)| {
            let selected = entry.assigned == Some(person);
            view! { <option value=person.to_string() selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <a href=address::office(&branch, &page, locale)>
                    {name_of(locale, &entry.kind)} " " {entry.label.clone()}
                </a>
                <br />
                <span class="hint">{detail}</span>
            </th>
            <td>
                {day_words(locale, &entry.due)} " "
                <strong class=late.then_some("late")>{pressure_words(locale, entry.pressure)}</strong>
            </td>
            <td>
                <form method="post" class="office-actions">
                    <FormKey form />
                    <input type="hidden" name="kind" value=entry.kind />
                    <input type="hidden" name="record" value=record.to_string() />
                    <label class="unseen" for=id.clone()>
                        {t!(locale, to_do.who)}
                    </label>
                    <select id=id name="person">
                        <option value="">{t!(locale, to_do.nobody)}</option>
                        {options}
                    </select>
                    <button type="submit" class="button">
                        {t!(locale, to_do.assign)}
                    </button>
                </form>
            </td>
        </tr>
    }
}
