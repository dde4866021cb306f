//! The users of a demo with their passwords, on its front door and where people sign in.

use leptos::prelude::*;
use words::{Locale, t};

/// A table of users, each with the password.
#[component]
pub fn DemoUsers(locale: Locale, users: Vec<(String, String)>) -> impl IntoView {
    let rows = users
        .into_iter()
        .map(|(user, password)| {
            view! {
                <tr>
                    <td><code>{user}</code></td>
                    <td><code>{password}</code></td>
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
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
