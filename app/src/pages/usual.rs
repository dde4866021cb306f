//! On the page of a ticket: its service and its language can be kept on the phone, as the visitor's usual ones (`public/usual.js`).

use crate::address;
use crate::browser::page;
use crate::pages::public::usual::script;
use leptos::prelude::*;
use wire::TicketPage;
use words::{Locale, t};

/// Keep them, or forget what is kept.
pub fn keep(locale: Locale) -> Option<impl IntoView> {
    let TicketPage { service, snapshot, .. } = page::initial()?;
    Some(view! {
        <section
            id="usual"
            class="usual usual-keep"
            aria-labelledby="usual-title"
            hidden
            data-service=service
            data-language=snapshot.language.0
            data-keep=t!(locale, usual.keep)
            data-kept=t!(locale, usual.kept)
            data-forget=t!(locale, usual.forget)
            data-forgotten=t!(locale, usual.forgotten)
        >
            <h2 id="usual-title">{t!(locale, usual.title)}</h2>
            <p>{t!(locale, usual.detail)}</p>
            <button type="button" class="button">{t!(locale, usual.keep)}</button>
            <p role="status"></p>
            <p>
                <a href=address::branch(&snapshot.head.branch, locale)>{t!(locale, usual.page)}</a>
            </p>
        </section>
        {script()}
    })
}
