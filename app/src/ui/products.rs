//! The products that stand by a service: each in the same words and in the set-up's order, with the sheet that the law asks for.

use crate::address;
use leptos::prelude::*;
use wire::Product;
use words::{Locale, t};

/// The list; nothing where there are none. It explains, and prefers none.
#[component]
pub fn Products(
    locale: Locale,
    /// The branch's id.
    branch: String,
    products: Vec<Product>,
    /// Each is shown whole, as on paper; otherwise it is opened by its name.
    #[prop(optional)]
    whole: bool,
    /// Each leads to the form on which a visitor asks to be told more.
    #[prop(optional)]
    ask: bool,
) -> impl IntoView {
    if products.is_empty() {
        return ().into_any();
    }
    let code = locale.code();
    let entries = products
        .into_iter()
        .map(|product| {
            let Product { id, name, what, costs, risks, sheet } = product;
            let name = name.get(code).to_owned();
            let sheet = sheet.unwrap_or_else(|| address::sheet(&branch, &id));
            view! {
                <li>
                    <details open=whole>
                        <summary>{name.clone()}</summary>
                        <p>{what.get(code).to_owned()}</p>
                        <dl>
                            <dt>{t!(locale, products.costs)}</dt>
                            <dd>{costs.get(code).to_owned()}</dd>
                            <dt>{t!(locale, products.risks)}</dt>
                            <dd>{risks.get(code).to_owned()}</dd>
                        </dl>
                        <a class="product-sheet" rel="external noopener noreferrer" target="_blank" href=sheet>
                            {t!(locale, products.sheet)}
                            <span class="unseen">": " {name.clone()}</span>
                        </a>
                        {ask.then(|| view! {
                            <a class="product-ask" href=[&address::page(&branch, "interest", locale), "&product=", &id].concat()>
                                {t!(locale, consent.ask)}
                                <span class="unseen">": " {name}</span>
                            </a>
                        })}
                    </details>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="products" aria-labelledby="products">
            <h2 id="products">{t!(locale, products.title)}</h2>
            <ul class="product-list">{entries}</ul>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn each_product_has_the_same_fields_and_its_sheet_in_the_given_order() {
        let product = |id: &str, sheet: Option<&str>| Product {
            id: id.to_owned(),
            name: sample::text("Conto", "Account"),
            what: sample::text("Per pagare.", "To pay."),
            costs: sample::text("Canone.", "A fee."),
            risks: sample::text("Frode.", "Fraud."),
            sheet: sheet.map(str::to_owned),
        };
        let shown = |products| {
            let branch = "centro".to_owned();
            Owner::new().with(|| view! { <Products locale=Locale::en branch products /> }.to_html())
        };
        let html = shown(vec![product("z", None), product("a", Some("https://bank.example/a.pdf"))]);
        let own = html.find("/api/v1/branches/centro/products/z.pdf").expect("the branch's own sheet");
        assert!(own < html.find("https://bank.example/a.pdf").expect("a sheet elsewhere"), "{html}");
        for words in ["To pay.", "A fee.", "Fraud."] {
            assert_eq!(html.matches(words).count(), 2, "{words}: {html}");
        }
        assert!(!shown(Vec::new()).contains("<section"));
    }
}
