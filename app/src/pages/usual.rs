//! "My usual service and language", which a phone keeps by itself: the ticket's page offers it, the branch's page shows it with the
//! code that the kiosk reads. `public/usual.js` alone knows what is kept; the server never does.

use crate::address;
use crate::browser::page;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::TicketPage;
use words::{Locale, t};

/// On the page of a ticket: keep its service and its language, or forget what is kept.
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

/// On the page of a branch: what the phone keeps. The script finds the service's name among those of the page.
#[component]
pub fn Mine(locale: Locale, branch: String) -> impl IntoView {
    view! {
        <section
            id="usual"
            class="usual"
            aria-labelledby="usual-title"
            hidden
            data-codes=["/api/v1/branches/", &branch, "/ready/"].concat()
            data-forgotten=t!(locale, usual.forgotten)
        >
            <h2 id="usual-title">{t!(locale, usual.mine)}</h2>
            <div class="usual-shown" hidden>
                <p class="usual-service"></p>
                <img alt=t!(locale, usual.code) width="200" height="200" />
                <p>{t!(locale, usual.at_kiosk)}</p>
            </div>
            <p class="usual-absent" hidden>
                {t!(locale, usual.absent)}
            </p>
            <button type="button" class="button">{t!(locale, usual.forget)}</button>
            <p role="status"></p>
        </section>
        {script()}
    }
}

fn script() -> impl IntoView {
    view! { <script src="/usual.js" defer nonce=use_nonce()></script> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_s_page_shows_nothing_of_it_before_the_phone_does() {
        let html = Owner::new().with(|| view! { <Mine locale=Locale::en branch="centro".to_owned() /> }.to_html());
        assert!(html.contains(r#"aria-labelledby="usual-title" hidden"#), "{html}");
        assert!(html.contains("/api/v1/branches/centro/ready/") && !html.contains(" src=\"/api"), "{html}");
    }
}
