//! "My usual service and language", which a phone keeps by itself, with the code that the kiosk reads. `public/usual.js` alone knows what
//! is kept; the server never does.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use words::{Locale, t};

/// What the phone keeps. The script finds the service's name among those of the page.
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
            <div class="usual-shown" data-code=t!(locale, usual.code) hidden>
                <p class="usual-service"></p>
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

/// The script of both pages.
pub fn script() -> impl IntoView {
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
