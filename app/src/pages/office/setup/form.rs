//! A form of the set-up, with what is wrong above it and beside its fields.

use super::page_of;
use super::wording::{Changes, label_words, saved_words};
use crate::ui::{Notice, area_text};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::{OfficeHead, SetupFault, SetupField, SetupForm, SetupGroup, SetupInput, SetupRefused, SetupUnfit};
use words::{Locale, t};

/// A fault, with its line where the text of the file is edited.
fn fault_line(locale: Locale, fault: &SetupFault) -> String {
    let SetupFault { file, line, field, what, at } = fault;
    let (field, what) = (field.as_str(), what.as_str());
    match file {
        Some(file) => t!(locale, setup.fault_in, file = file.as_str(), line = *line, field = field, what = what),
        None if at.as_deref() == Some("text") => t!(locale, setup.fault, line = *line, field = field, what = what),
        None => [field, ": ", what].concat(),
    }
}

/// Why nothing was saved. The check's own words are English, as in the log and on the command line.
pub fn refusal(locale: Locale, refused: SetupRefused, faults: &[SetupFault], offset: i32) -> AnyView {
    match refused {
        SetupRefused::Faulty => {
            let rows: Vec<_> = faults
                .iter()
                .map(|fault| {
                    let words = fault_line(locale, fault);
                    let words = match &fault.at {
                        Some(at) => view! { <a href=["#", at].concat()>{words}</a> }.into_any(),
                        None => words.into_any(),
                    };
                    view! { <li lang="en">{words}</li> }
                })
                .collect();
            view! {
                <div class="faults" role="alert" tabindex="-1" autofocus>
                    <h2>{t!(locale, setup.faulty)}</h2>
                    <ul>{rows}</ul>
                </div>
            }
            .into_any()
        }
        SetupRefused::Stale(theirs) => {
            let (who, came) = saved_words(locale, &theirs, offset);
            view! {
                <Notice words=t!(locale, setup.stale, number = theirs.number) />
                <section aria-labelledby="theirs">
                    <h2 id="theirs">{t!(locale, setup.stale_theirs)}</h2>
                    <p>{came} ". " {who}</p>
                    <Changes locale changes=theirs.changes />
                    <p>{t!(locale, setup.stale_keep)}</p>
                </section>
            }
            .into_any()
        }
        SetupRefused::Unchanged => view! { <Notice words=t!(locale, setup.unchanged) /> }.into_any(),
        SetupRefused::NotYours => view! { <Notice words=t!(locale, setup.not_yours) /> }.into_any(),
        SetupRefused::OfOneBranch => view! { <Notice words=t!(locale, rollout.alone) /> }.into_any(),
        SetupRefused::Unfit(unfit) => view! { <Notice words=unfit_words(locale, unfit) /> }.into_any(),
    }
}

/// Why a file is no set-up.
fn unfit_words(locale: Locale, unfit: SetupUnfit) -> &'static str {
    match unfit {
        SetupUnfit::Nothing => t!(locale, setup.file_nothing),
        SetupUnfit::TooLong => t!(locale, setup.file_too_long),
        SetupUnfit::Picture => t!(locale, setup.file_picture),
        SetupUnfit::Page => t!(locale, setup.file_page),
        SetupUnfit::NoText => t!(locale, setup.file_no_text),
    }
}

/// The form that takes a file: what it changes is shown first.
#[component]
fn FromFile(locale: Locale, action: String, seen: u32) -> impl IntoView {
    view! {
        <form method="post" action=action enctype="multipart/form-data" class="setup-form">
            <input type="hidden" name="seen" value=seen />
            <fieldset class="setup-group">
                <legend>{t!(locale, setup.from_file)}</legend>
                <div class="form-field">
                    <label for="file">{t!(locale, setup.file)}</label>
                    <input id="file" name="file" type="file" accept=".toml,text/plain" required />
                </div>
            </fieldset>
            <button type="submit" class="button button-primary">
                {t!(locale, setup.check_file)}
            </button>
        </form>
    }
}

#[component]
pub fn Form(locale: Locale, head: OfficeHead, page: SetupForm) -> impl IntoView {
    let SetupForm { part, seen, groups, faults, refused, utc_offset_minutes, .. } = page;
    let refused = refused.map(|refused| refusal(locale, refused, &faults, utc_offset_minutes));
    let groups = groups
        .into_iter()
        .map(|SetupGroup { label, fields }| {
            let fields = fields.into_iter().map(|field| view! { <Field locale field /> }).collect_view();
            view! {
                <fieldset class="setup-group">
                    <legend>{label_words(locale, &label)}</legend>
                    {fields}
                </fieldset>
            }
        })
        .collect_view();
    let action = page_of(&head.branch, &part, locale);
    let from_file = (part == "import").then(|| view! { <FromFile locale action=action.clone() seen /> });
    view! {
        {refused}
        {from_file}
        <form method="post" action=action class="setup-form" data-typed="">
            <input type="hidden" name="seen" value=seen />
            {groups}
            // What the check says while this is typed, where the script runs.
            <div role="status" class="setup-typed">
                <p></p>
                <ul lang="en"></ul>
            </div>
            <div class="office-actions">
                <button type="submit" class="button button-primary" name="do" value="check">
                    {t!(locale, setup.check)}
                </button>
                <button type="submit" class="button" name="do" value="preview">
                    {t!(locale, setup.preview)}
                </button>
            </div>
        </form>
        <script src="/setup-check.js" defer nonce=use_nonce()></script>
    }
}

#[component]
fn Field(locale: Locale, field: SetupField) -> impl IntoView {
    let SetupField { name, label, input, value, faults } = field;
    let words = label_words(locale, &label);
    let fault_id = [&name, "-fault"].concat();
    let hint_id = [&name, "-hint"].concat();
    let wrong = (!faults.is_empty()).then_some("true");
    let usual = input == SetupInput::Number && name.contains('.');
    let described: Vec<String> = [(usual, &hint_id), (wrong.is_some(), &fault_id)]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, id)| id.clone())
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let hint = usual.then(|| view! { <p id=hint_id class="hint">{t!(locale, setup.usual)}</p> });
    let fault = wrong.map(|_| {
        view! {
            <p id=fault_id class="fault" lang="en">
                {faults.join(" ")}
            </p>
        }
    });
    let (id, ticked) = (name.clone(), value == "on");
    match input {
        SetupInput::Tick => view! {
            <div class="form-field">
                {fault}
                <p class="form-choice">
                    <input
                        id=id.clone()
                        name=name
                        type="checkbox"
                        value="on"
                        checked=ticked
                        aria-describedby=described
                    />
                    <label for=id>{words}</label>
                </p>
            </div>
        }
        .into_any(),
        SetupInput::Lines(rows) => view! {
            <div class="form-field">
                <label for=id.clone()>{words}</label>
                {fault}
                <textarea
                    id=id
                    name=name
                    rows=rows
                    spellcheck="false"
                    aria-describedby=described
                    aria-invalid=wrong
                >
                    {area_text(&value)}
                </textarea>
            </div>
        }
        .into_any(),
        SetupInput::Text | SetupInput::Number | SetupInput::Clock => {
            let mode = (input == SetupInput::Number).then_some("numeric");
            let placeholder = (input == SetupInput::Clock).then_some("00:00");
            view! {
                <div class="form-field">
                    <label for=id.clone()>{words}</label>
                    {hint}
                    {fault}
                    <input
                        id=id
                        name=name
                        type="text"
                        value=value
                        inputmode=mode
                        placeholder=placeholder
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=wrong
                    />
                </div>
            }
            .into_any()
        }
    }
}
