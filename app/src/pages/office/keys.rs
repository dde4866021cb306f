//! The keys of the bank's programs: which there are, and the way to a new one, which is shown once.

use crate::address;
use crate::ui::{Faults, FormKey, Notice, Table, TextField, Tone, day_words};
use leptos::prelude::*;
use wire::{KeyRow, KeysOffice, OfficeHead};
use words::{Locale, t};

/// `/b/{branch}/office/keys`
#[component]
pub fn Keys(locale: Locale, head: OfficeHead, page: KeysOffice) -> impl IntoView {
    let KeysOffice { keys, form, made } = page;
    let here = |path: &str| address::office(&head.branch, path, locale);
    let made = made.map(|(name, key)| {
        view! {
            <Notice tone=Tone::Warning words=t!(locale, keys.once, name = name) />
            <p class="receipt-number" translate="no">
                {key}
            </p>
        }
    });
    let none = keys.is_empty().then(|| view! { <p>{t!(locale, keys.none)}</p> });
    let rows = keys
        .into_iter()
        .map(|row| {
            let KeyRow { id, name, made_by, made, used, revoked } = row;
            let used = used.map_or_else(|| t!(locale, keys.never).to_owned(), |day| day_words(locale, &day));
            let state = match revoked {
                Some(day) => t!(locale, keys.revoked, day = day_words(locale, &day)).into_any(),
                None => view! {
                    <form method="post" action=here(&format!("keys/{id}"))>
                        <button type="submit" class="button">
                            {t!(locale, keys.revoke)}
                            <span class="unseen">": " {name.clone()}</span>
                        </button>
                    </form>
                }
                .into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{day_words(locale, &made)} " · " {made_by}</td>
                    <td>{used}</td>
                    <td>{state}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![t!(locale, keys.name), t!(locale, keys.made), t!(locale, keys.used), t!(locale, keys.state)];
    let labels = vec![("name", t!(locale, keys.name).to_owned())];
    view! {
        <p class="lead">{t!(locale, keys.lead)}</p>
        {made}
        {none}
        <Table label=t!(locale, keys.title) columns>
            {rows}
        </Table>
        <section aria-labelledby="new-key">
            <h2 id="new-key">{t!(locale, keys.new)}</h2>
            <Faults locale form=form.clone() labels />
            <form method="post" action=here("keys") class="fields">
                <FormKey form=form.clone() />
                <TextField locale form name="name" label=t!(locale, keys.name) hint=t!(locale, keys.name_hint) />
                <button type="submit" class="button button-primary">
                    {t!(locale, keys.make)}
                </button>
            </form>
        </section>
    }
}
