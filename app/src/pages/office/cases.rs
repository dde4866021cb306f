//! Requests in progress: the staff's list, opening one, its card, and its changes.

use super::record::{Facts, StepFields};
use crate::address;
use crate::ui::{AreaField, Faults, FormKey, Notice, SelectField, Table, TextField, day_words};
use leptos::prelude::*;
use wire::{CaseCard, CaseOffice, CaseRow, CasesOffice, FilledForm, NewCaseOffice, OfficeHead};
use words::{Locale, t};

fn state_words(locale: Locale, state: &str) -> &'static str {
    match state {
        "open" => t!(locale, cases.open),
        "waiting_for_client" => t!(locale, cases.waiting),
        "ready" => t!(locale, cases.ready),
        _ => t!(locale, cases.closed),
    }
}

#[component]
pub fn Cases(locale: Locale, head: OfficeHead, page: CasesOffice) -> impl IntoView {
    let branch = head.branch;
    let list = address::office(&branch, "cases", locale);
    let states = ["open", "waiting_for_client", "ready", "closed"]
        .into_iter()
        .map(|state| {
            let here = (state == page.state).then_some("true");
            view! {
                <a class="button" aria-current=here href=[&list, "&state=", state].concat()>
                    {state_words(locale, state)}
                </a>
            }
        })
        .collect_view();
    let none = page.rows.is_empty();
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let CaseRow { id, code, kind, step, state, owner, touched, untouched } = row;
            let href = address::office(&branch, &format!("cases/{id}"), locale);
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{code}</a>
                    </th>
                    <td>{kind.get(locale.code()).to_owned()}</td>
                    <td>{step.get(locale.code()).to_owned()}</td>
                    <td>{state_words(locale, &state)}</td>
                    <td>{owner}</td>
                    <td>
                        {day_words(locale, &touched)} " "
                        {untouched.then(|| view! { <strong class="late">{t!(locale, cases.untouched)}</strong> })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        t!(locale, cases.code),
        t!(locale, cases.kind),
        t!(locale, cases.step),
        t!(locale, cases.state),
        t!(locale, cases.owner),
        t!(locale, cases.touched),
    ];
    view! {
        <div class="office-actions">
            <a class="button button-primary" href=address::office(&branch, "cases/new", locale)>
                {t!(locale, cases.new)}
            </a>
            {states}
        </div>
        {none.then(|| view! { <p>{t!(locale, cases.none)}</p> })}
        <Table label=t!(locale, cases.title) columns>
            {rows}
        </Table>
    }
}

/// Opening a request: its type, then the card.
#[component]
pub fn NewCase(locale: Locale, head: OfficeHead, page: NewCaseOffice) -> impl IntoView {
    let NewCaseOffice { form, kinds, card } = page;
    if let Some(card) = card {
        return view! { <Card locale head card /> }.into_any();
    }
    let kinds: Vec<_> = kinds.into_iter().map(|(id, name)| (id, name.get(locale.code()).to_owned())).collect();
    let labels = vec![
        ("kind", t!(locale, cases.kind).to_owned()),
        ("name", t!(locale, cases.name).to_owned()),
        ("note", t!(locale, cases.note).to_owned()),
    ];
    let (ticket, pin) = (form.value("ticket").to_owned(), form.value("pin").to_owned());
    view! {
        <p class="lead">{t!(locale, cases.new_lead)}</p>
        <Faults locale form=form.clone() labels />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            <input type="hidden" name="ticket" value=ticket />
            <input type="hidden" name="pin" value=pin />
            <SelectField
                locale
                form=form.clone()
                name="kind"
                label=t!(locale, cases.kind)
                choices=kinds
                none=t!(locale, cases.choose)
            />
            <TextField
                locale
                form=form.clone()
                name="name"
                label=t!(locale, cases.name)
                hint=t!(locale, cases.name_hint)
                optional=true
            />
            <AreaField locale form=form name="note" label=t!(locale, cases.note) rows=2 most=500 optional=true />
            <button type="submit" class="button button-primary">
                {t!(locale, cases.enter)}
            </button>
        </form>
    }
    .into_any()
}

/// What the visitor takes away. The PIN is shown once.
#[component]
fn Card(locale: Locale, head: OfficeHead, card: CaseCard) -> impl IntoView {
    let code = [&card.code[..4], " ", &card.code[4..]].concat();
    view! {
        <section class="case-card" aria-label=t!(locale, cases.card)>
            <p>{head.name.get(locale.code()).to_owned()}</p>
            <p>{card.kind.get(locale.code()).to_owned()}</p>
            <dl class="receipt">
                <dt>{t!(locale, cases.code)}</dt>
                <dd class="receipt-number" translate="no">
                    {code}
                </dd>
                <dt>{t!(locale, cases.pin)}</dt>
                <dd class="receipt-number" translate="no">
                    {card.pin}
                </dd>
            </dl>
            <p>{t!(locale, cases.card_how)} " " <strong>{card.address}</strong></p>
        </section>
        <p class="hint">{t!(locale, cases.card_once)}</p>
        <div class="office-actions">
            <a class="button" href=address::office(&head.branch, &format!("cases/{}", card.id), locale)>
                {t!(locale, cases.to_case)}
            </a>
        </div>
    }
}

#[component]
pub fn Case(locale: Locale, page: CaseOffice) -> impl IntoView {
    let CaseOffice { row, version, name, note, steps, step, documents, missing, form, refused } = page;
    let text = |(id, name): (String, wire::Text)| (id, name.get(locale.code()).to_owned());
    let steps: Vec<_> = steps.into_iter().map(text).collect();
    let documents: Vec<_> = documents.into_iter().map(text).collect();
    let missing = missing.iter().map(|name| name.get(locale.code()).to_owned()).collect::<Vec<_>>().join(", ");
    let closed = row.state == "closed";
    let key = |step: &str| format!("{}.{step}", form.key);
    let facts = [(t!(locale, cases.name), name), (t!(locale, cases.note), note), (t!(locale, cases.missing), missing)];
    let button = |to: &'static str, resolved: &'static str, words: &'static str| {
        let key = key(&[to, resolved].concat());
        view! {
            <form method="post">
                <StepFields key version to />
                <input type="hidden" name="resolved" value=resolved />
                <button type="submit" class="button">
                    {words}
                </button>
            </form>
        }
    };
    let forms = (!closed).then(|| {
        let step_form = FilledForm::default().with("step", step);
        view! {
            <h2>{t!(locale, cases.change)}</h2>
            <form method="post" class="fields">
                <StepFields key=key("step") version to="step" />
                <SelectField locale form=step_form name="step" label=t!(locale, cases.step) choices=steps />
                <button type="submit" class="button">
                    {t!(locale, cases.set_step)}
                </button>
            </form>
            <form method="post" class="fields">
                <StepFields key=key("waiting_for_client") version to="waiting_for_client" />
                <SelectField
                    locale
                    form=FilledForm::default()
                    name="missing"
                    label=t!(locale, cases.missing)
                    choices=documents
                    none=t!(locale, cases.choose)
                />
                <button type="submit" class="button">
                    {t!(locale, cases.ask_client)}
                </button>
            </form>
            <div class="office-actions">
                {(row.state == "waiting_for_client").then(|| button("resumed", "", t!(locale, cases.brought)))}
                {button("ready", "", t!(locale, cases.set_ready))}
                {button("closed", "on", t!(locale, cases.close_resolved))}
                {button("closed", "", t!(locale, cases.close_unresolved))}
            </div>
        }
    });
    view! {
        {refused.then(|| view! { <Notice words=t!(locale, cases.refused) /> })}
        <dl class="receipt">
            <dt>{t!(locale, cases.kind)}</dt>
            <dd>{row.kind.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, cases.step)}</dt>
            <dd>{row.step.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, cases.state)}</dt>
            <dd>{state_words(locale, &row.state)}</dd>
            <dt>{t!(locale, cases.owner)}</dt>
            <dd>{row.owner}</dd>
            <dt>{t!(locale, cases.touched)}</dt>
            <dd>{day_words(locale, &row.touched)}</dd>
            <Facts facts=facts.into() />
        </dl>
        {forms}
    }
}
