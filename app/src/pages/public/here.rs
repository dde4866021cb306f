//! Where the QR code on the wall leads a phone that is not known: what to do with the code.

use crate::address;
use leptos::prelude::*;
use wire::HerePage;
use words::{Locale, t};

/// `/b/{branch}/here`
#[component]
pub fn Here(locale: Locale, branch: String, page: HerePage) -> impl IntoView {
    let code = page.code.map(|code| {
        view! {
            <dl class="public-facts">
                <dt>{t!(locale, ticket.code)}</dt>
                <dd>{code}</dd>
            </dl>
        }
    });
    view! {
        <p class="lead">{t!(locale, here.how)}</p>
        {code}
        <p>{t!(locale, ticket.code_detail)}</p>
        <p>
            <a class="button" href=address::branch(&branch, locale)>
                {t!(locale, public.back)}
            </a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_that_is_not_known_is_told_where_to_write_the_code() {
        let shown = |code: Option<&str>| {
            let (branch, page) = ("centro".to_owned(), HerePage { code: code.map(str::to_owned) });
            Owner::new().with(|| view! { <Here locale=Locale::en branch page /> }.to_html())
        };
        let html = shown(Some("4821"));
        assert!(html.contains("4821") && html.contains(t!(Locale::en, here.how)), "{html}");
        assert!(!shown(None).contains("<dd"), "no code stands in the address");
    }
}
