//! The fields of a person's form, and the password that is shown once.

use crate::ui::{Icon, TextField, fault_words, role_words};
use leptos::prelude::*;
use wire::{FilledForm, GivenPassword, StaffRole};
use words::{Locale, t};

/// The names and labels of the fields, in their order.
pub fn labels(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("name", t!(locale, people.name).to_owned()),
        ("roles", t!(locale, people.roles).to_owned()),
        ("languages", t!(locale, people.languages).to_owned()),
        ("login", t!(locale, people.login).to_owned()),
    ]
}

/// What is the same of a new person and of one who is there.
#[component]
pub fn PersonFields(locale: Locale, form: FilledForm, roles: Vec<StaffRole>) -> impl IntoView {
    let wrong = form.faults.get("roles").map(|fault| fault_words(locale, fault));
    let described = wrong.is_some().then_some("roles-fault");
    let boxes = roles
        .into_iter()
        .enumerate()
        .map(|(at, role)| {
            let name = ["role-", role.as_str()].concat();
            // The first has the field's own name, so that a fault leads to it.
            let id = if at == 0 { "roles".to_owned() } else { name.clone() };
            let checked = form.value(&name) == "on";
            view! {
                <p class="form-choice">
                    <input id=id.clone() name=name type="checkbox" value="on" checked=checked />
                    <label for=id>{role_words(locale, role)}</label>
                </p>
            }
        })
        .collect_view();
    view! {
        <TextField
            locale
            form=form.clone()
            name="name"
            label=t!(locale, people.name)
            hint=t!(locale, account.name_hint)
        />
        <fieldset class="form-field" aria-describedby=described>
            <legend>{t!(locale, people.roles)}</legend>
            {wrong.map(|words| view! { <p id="roles-fault" class="fault">{words}</p> })}
            {boxes}
        </fieldset>
        <TextField
            locale
            form
            name="languages"
            label=t!(locale, people.languages)
            hint=t!(locale, people.languages_hint)
            optional=true
        />
    }
}

/// A password that was just made. It is on this page and on no other.
#[component]
pub fn Given(locale: Locale, given: GivenPassword) -> impl IntoView {
    let GivenPassword { login, password } = given;
    view! {
        <section class="notice notice-calm" role="status">
            <Icon name="user" />
            <div>
                <p>{t!(locale, people.given, login = login)}</p>
                <p class="given-password">
                    <code>{password}</code>
                </p>
                <p>{t!(locale, people.given_once)}</p>
            </div>
        </section>
    }
}
