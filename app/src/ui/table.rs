//! A table of the office: it scrolls by itself where the page is narrower, by keys too, and a screen reader hears its name.

use leptos::prelude::*;

/// A table with a head of plain columns; the children are its rows.
#[component]
pub fn Table(
    /// What it is called, for who does not see it.
    label: &'static str,
    columns: Vec<&'static str>,
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view();
    view! {
        <div class="office-table" tabindex="0" role="region" aria-label=label>
            <table>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
