//! The users of a demo with their passwords and roles, on its front door and where people sign in.

use super::role_words::role_words;
use leptos::prelude::*;
use wire::DemoUser;
use words::{Locale, t};

/// A table of users, each with the password and what it opens.
#[component]
pub fn DemoUsers(locale: Locale, users: Vec<DemoUser>) -> impl IntoView {
    let rows = users
        .into_iter()
        .map(|DemoUser { login, password, role }| {
            view! {
                <tr>
                    <td><code>{login}</code></td>
                    <td><code>{password}</code></td>
                    <td>{role_words(locale, role)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t!(locale, sign_in.user)}</th>
                    <th scope="col">{t!(locale, sign_in.password)}</th>
                    <th scope="col">{t!(locale, people.roles)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
