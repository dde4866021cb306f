//! The list to take away: what to have ready for a service, without a ticket, on a phone or on paper. It needs no script.

use crate::address;
use crate::browser::page;
use crate::ui::{PlainBar, Products, ReadyList, Unreadable, VisitorArticles};
use leptos::prelude::*;
use wire::{ReadyPage, Service, Text};
use words::{Locale, t};

/// `/b/{branch}/ready/{service}`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<ReadyPage>() {
        Some(page) => view! { <Ready locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

#[component]
fn Ready(locale: Locale, page: ReadyPage) -> impl IntoView {
    let ReadyPage { branch, name, languages, disclaimer, service, articles, code: has_code } = page;
    let (documents, forms) = (service.documents.clone(), service.forms.clone());
    let products = service.products.clone();
    let (own, picture) =
        (address::ready(&branch, &service.id, locale), address::ready_qr(&branch, &service.id, locale));
    // On paper only: the way back from it.
    let code = has_code.then(|| {
        view! {
            <a class="take-away-code" rel="external" href=own>
                <img src=picture alt=t!(locale, ready.code) width="120" height="120" />
            </a>
        }
    });
    view! {
        <PlainBar locale locales=words::among(&languages) name=name.get(locale.code()) />
        <main class="take-away">
            <h1>{service.name.get(locale.code()).to_owned()}</h1>
            <About locale service />
            <section aria-labelledby="ready">
                <h2 id="ready">{t!(locale, ready.title)}</h2>
                <ReadyList locale documents forms at_hand=Vec::new() branch=branch.clone() />
            </section>
            <VisitorArticles locale articles whole=true />
            <Products locale branch products whole=true ask=true />
            <p class="take-away-note">{disclaimer.get(locale.code()).to_owned()}</p>
            <p class="take-away-note take-away-keep">{t!(locale, ready.keep)}</p>
            {code}
        </main>
    }
}

/// How it works, how long it takes, who helps, and what needs no visit.
#[component]
fn About(locale: Locale, service: Service) -> impl IntoView {
    let words = |text: &Text| text.get(locale.code()).to_owned();
    let rows = [
        (t!(locale, ready.how), Some(words(&service.how))),
        (t!(locale, ready.minutes), Some(t!(locale, wait.about, minutes = service.minutes))),
        (t!(locale, ready.who), Some(words(&service.who))),
        (t!(locale, ready.self_service), service.self_service.as_ref().map(words)),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(label, words)| {
            let words = words.filter(|words| !words.is_empty())?;
            Some(view! {
                <div>
                    <dt>{label}</dt>
                    <dd>{words}</dd>
                </div>
            })
        })
        .collect_view();
    view! { <dl class="take-away-about">{rows}</dl> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(locale: Locale) -> String {
        with_code(locale, true)
    }

    fn with_code(locale: Locale, code: bool) -> String {
        let service = sample::catalogue().service("cash").expect("a sample service").1.clone();
        let head = sample::head();
        let page = ReadyPage {
            branch: head.branch,
            name: head.name,
            languages: head.languages,
            disclaimer: sample::catalogue().disclaimer,
            service,
            articles: Vec::new(),
            code,
        };
        Owner::new().with(|| view! { <Ready locale page /> }.to_html())
    }

    #[test]
    fn the_list_says_how_how_long_and_who_in_the_visitor_s_language() {
        let html = shown(Locale::it);
        for words in ["Alla cassa mostra il documento.", "circa 6 minuti", "Cassa", "Elenco indicativo."] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(shown(Locale::en).contains("about 6 minutes"));
    }

    #[test]
    fn the_paper_leads_back_where_phones_reach_the_server_and_only_there() {
        let code = "/ready/cash/qr.svg";
        assert!(shown(Locale::it).contains(code) && !with_code(Locale::it, false).contains(code));
        assert!(!with_code(Locale::it, false).contains("<img"));
    }

    #[test]
    fn documents_come_in_order_with_their_conditions() {
        let html = shown(Locale::it);
        let place = |words: &str| html.find(words).unwrap_or_else(|| panic!("no {words}: {html}"));
        assert!(place("Documento d'identità valido") < place("Carta di pagamento"));
        assert!(html.contains("Se usa la carta"), "{html}");
    }

    #[test]
    fn each_form_has_its_paper_in_the_same_language() {
        assert!(shown(Locale::en).contains("/api/v1/branches/centro/forms/slip.pdf?lang=en"));
    }
}
