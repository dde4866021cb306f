//! What a visitor should have ready, to read: documents and forms in the order in which the desk needs them.

use crate::address;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Document, Filled, Form};
use words::{Locale, t};

/// The two lists, with a tick at the documents that the visitor has.
#[component]
pub fn ReadyList(
    locale: Locale,
    documents: Vec<Document>,
    forms: Vec<Form>,
    at_hand: Vec<String>,
    /// The id of the branch, where the visitor can open the forms themselves: not on the kiosk.
    #[prop(optional, into)]
    branch: Option<String>,
) -> impl IntoView {
    let nothing = documents.is_empty().then(|| view! { <p>{t!(locale, ready.nothing)}</p> });
    let documents = documents
        .into_iter()
        .map(|document| {
            let has = at_hand.contains(&document.id);
            view! {
                <li class="ready-item" class:ready-has=has>
                    <span class="ready-name">{document.name.get(locale.code()).to_owned()}</span>
                    <span class="ready-need">{words::need(locale, &document)}</span>
                    {document.hint.map(|hint| view! { <span class="ready-hint">{hint.get(locale.code()).to_owned()}</span> })}
                    {has.then(|| {
                        view! {
                            <span class="ready-tick">
                                <Icon name="check" />
                                {t!(locale, ready.have_it)}
                            </span>
                        }
                    })}
                </li>
            }
        })
        .collect_view();
    let forms = (!forms.is_empty()).then(|| view! { <FormList locale forms branch /> });
    view! {
        <div class="ready">
            <h3>{t!(locale, ready.documents)}</h3>
            {nothing}
            <ol>{documents}</ol>
            {forms}
        </div>
    }
}

#[component]
fn FormList(locale: Locale, forms: Vec<Form>, branch: Option<String>) -> impl IntoView {
    let forms = forms
        .into_iter()
        .map(|form| {
            let paper = branch.as_ref().filter(|_| form.filled != Filled::WithAdviser).map(|branch| {
                let href = address::form(branch, &form.id, locale);
                let name = form.name.get(locale.code()).to_owned();
                let fill = address::fill(branch, &form.id, locale);
                view! {
                    <a class="ready-paper" rel="external" href=fill>
                        <Icon name="phone" />
                        <span>
                            {t!(locale, fill.action)}
                            <span class="unseen">": " {name.clone()}</span>
                        </span>
                    </a>
                    <a class="ready-paper" rel="external" href=href type="application/pdf">
                        <Icon name="form" />
                        <span>
                            {t!(locale, ready.paper)}
                            <span class="unseen">": " {name}</span>
                        </span>
                    </a>
                }
            });
            view! {
                <li class="ready-item">
                    <span class="ready-name">{form.name.get(locale.code()).to_owned()}</span>
                    <span class="ready-need">{words::filling(locale, &form)}</span>
                    {paper}
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>{t!(locale, ready.forms)}</h3>
        <ol>{forms}</ol>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(filled: Filled, branch: Option<String>) -> String {
        let forms = vec![Form { id: "slip".to_owned(), name: sample::text("Distinta", "Slip"), filled }];
        let props = ReadyListProps { locale: Locale::it, documents: Vec::new(), forms, at_hand: Vec::new(), branch };
        Owner::new().with(|| ReadyList(props).to_html())
    }

    #[test]
    fn a_form_that_the_visitor_fills_in_can_be_opened_where_there_is_a_phone() {
        let link = "/api/v1/branches/centro/forms/slip.pdf?lang=it";
        let own = Some("centro".to_owned());
        assert!(
            shown(Filled::Branch, own.clone()).contains(link)
                && shown(Filled::BranchOrHome, own.clone()).contains(link)
        );
        let fill = "/b/centro/fill/slip?lang=it";
        assert!(shown(Filled::Branch, own.clone()).contains(fill), "it can be filled in there too");
        assert!(!shown(Filled::WithAdviser, own.clone()).contains(fill) && !shown(Filled::Branch, None).contains(fill));
        assert!(!shown(Filled::WithAdviser, own).contains(link), "the adviser has it");
        assert!(!shown(Filled::Branch, None).contains(link), "a kiosk does not lead away");
    }
}
