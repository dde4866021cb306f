//! The targets of the branches, and who changed them last.

use crate::pages::office::figures::targets::set_words;
use crate::ui::Table;
use leptos::prelude::*;
use wire::{BankTarget, BankTargetChange};
use words::{Locale, t};

/// Each service with its targets, and the last changes.
#[component]
pub fn Targets(locale: Locale, targets: Vec<BankTarget>, changes: Vec<BankTargetChange>) -> impl IntoView {
    let minutes = |minutes: u32| words::minutes(locale, minutes);
    let services = targets
        .into_iter()
        .map(|target| {
            let said = |(target, branches): (u32, u32)| {
                t!(locale, targets.branches, minutes = minutes(target), count = branches)
            };
            let said = target.minutes.into_iter().map(said).collect::<Vec<_>>().join(", ");
            view! {
                <tr>
                    <th scope="row">{target.service.get(locale.code()).to_owned()}</th>
                    <td>{said}</td>
                </tr>
            }
        })
        .collect_view();
    let none = changes.is_empty().then(|| view! { <p>{t!(locale, targets.no_changes)}</p> });
    let some = (!changes.is_empty()).then(|| {
        let said = |target: Option<u32>| target.map_or_else(|| t!(locale, targets.none).to_owned(), minutes);
        let rows = changes
            .into_iter()
            .map(|change| {
                let branch = change.branch.as_ref().map(|name| name.get(locale.code()).to_owned());
                let branch = branch.unwrap_or_else(|| t!(locale, targets.every_branch).to_owned());
                view! {
                    <tr>
                        <th scope="row">{change.service.get(locale.code()).to_owned()}</th>
                        <td>{branch}</td>
                        <td>{t!(locale, targets.from_to, old = said(change.old), new = said(change.new))}</td>
                        <td>{set_words(locale, Some(&change.set))}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            t!(locale, figures.service),
            t!(locale, bank.branch),
            t!(locale, targets.change),
            t!(locale, targets.set),
        ];
        view! {
            <Table label=t!(locale, targets.changes) columns>
                {rows}
            </Table>
        }
    });
    view! {
        <h2>{t!(locale, targets.of_bank)}</h2>
        <Table label=t!(locale, targets.of_bank) columns=vec![t!(locale, figures.service), t!(locale, targets.target)]>
            {services}
        </Table>
        <h2>{t!(locale, targets.changes)}</h2>
        {none}
        {some}
    }
}
