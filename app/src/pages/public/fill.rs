//! A form to fill in on the visitor's own phone. What is written goes into the PDF in the browser (`public/paper.js`, `public/fill.js`):
//! there is no form that could be sent, and no field has a name.

use crate::address;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::{FillField, FillKind, FillPage};
use words::{Locale, t};

/// An IBAN with the spaces between its groups.
const IBAN_MOST: u32 = 42;
/// No place of a form holds more.
const TEXT_MOST: u32 = 2000;

/// `/b/{branch}/fill/{form}`
#[component]
pub fn Fill(locale: Locale, branch: String, page: FillPage) -> impl IntoView {
    let FillPage { form, name, language, fields } = page;
    let paper = address::form(&branch, &form, locale);
    let open = view! {
        <p>
            <a class="button" rel="external" href=paper.clone() type="application/pdf">
                {t!(locale, ready.paper)}
            </a>
        </p>
    };
    if fields.is_empty() {
        return view! {
            <p class="lead">{t!(locale, fill.own_paper)}</p>
            {open}
        }
        .into_any();
    }
    let fields = fields.into_iter().map(|field| one(locale, field)).collect_view();
    let file = [form, ".pdf".to_owned()].concat();
    view! {
        <div id="fill-without">
            <p class="lead">{t!(locale, fill.without_script)}</p>
            {open}
        </div>
        <div
            id="fill"
            class="fields"
            hidden
            data-paper=paper
            data-file=file
            data-title=name
            data-letters=t!(locale, fill.letters)
            data-long=t!(locale, fill.long)
            data-faulty=t!(locale, fill.faulty)
            data-saved=t!(locale, fill.saved)
        >
            <p class="lead">{t!(locale, fill.lead)}</p>
            <p class="fill-stays">{t!(locale, fill.stays)}</p>
            <div class="fields" lang=language.clone() dir=direction(&language)>
                {fields}
            </div>
            <p>
                <button id="fill-save" type="button" class="button button-primary">
                    {t!(locale, fill.save)}
                </button>
            </p>
            <p>
                <button id="fill-share" type="button" class="button" hidden>
                    {t!(locale, fill.share)}
                </button>
            </p>
            <p role="status"></p>
        </div>
        <script src="/paper.js" defer nonce=use_nonce()></script>
        <script src="/fill.js" defer nonce=use_nonce()></script>
    }
    .into_any()
}

fn direction(language: &str) -> &'static str {
    Locale::of(language).dir()
}

/// A field, or words to read.
fn one(locale: Locale, field: FillField) -> AnyView {
    let FillField { name, label, kind } = field;
    let control = match kind {
        FillKind::Section => return view! { <h2>{label}</h2> }.into_any(),
        FillKind::Note => return view! { <p>{label}</p> }.into_any(),
        FillKind::Signature => {
            return view! {
                <p>
                    {label} ": " <span lang=locale.code() dir=locale.dir()>{t!(locale, fill.signature)}</span>
                </p>
            }
            .into_any();
        }
        FillKind::Choice(options) => return choice(name, label, options).into_any(),
        FillKind::Text(1) => view! { <input id=name.clone() type="text" maxlength=TEXT_MOST /> }.into_any(),
        FillKind::Text(lines) => {
            view! { <textarea id=name.clone() rows=lines maxlength=TEXT_MOST></textarea> }.into_any()
        }
        FillKind::Amount => {
            view! { <input id=name.clone() type="text" inputmode="decimal" autocomplete="off" maxlength="40" /> }
                .into_any()
        }
        FillKind::Date => view! { <input id=name.clone() type="date" /> }.into_any(),
        FillKind::Iban => view! {
            <input
                id=name.clone()
                type="text"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength=IBAN_MOST
                data-compact=""
            />
        }
        .into_any(),
    };
    view! {
        <div class="form-field">
            <label for=name.clone()>{label}</label>
            {control}
        </div>
    }
    .into_any()
}

/// Boxes to tick, as the paper has them.
fn choice(name: String, label: String, options: Vec<(String, String)>) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(id, words)| {
            view! {
                <p class="form-choice">
                    <input id=id.clone() type="checkbox" />
                    <label for=id>{words}</label>
                </p>
            }
        })
        .collect_view();
    view! {
        <fieldset class="form-field" id=name>
            <legend>{label}</legend>
            {options}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fields: Vec<FillField>) -> String {
        let (form, name, language) = ("slip".to_owned(), "Distinta".to_owned(), "it".to_owned());
        let page = FillPage { form, name, language, fields };
        Owner::new().with(|| view! { <Fill locale=Locale::en branch="centro".to_owned() page /> }.to_html())
    }

    fn field(name: &str, kind: FillKind) -> FillField {
        FillField { name: name.to_owned(), label: format!("<{name}>"), kind }
    }

    #[test]
    fn nothing_that_is_written_can_be_sent() {
        let html = shown(vec![
            field("field_01", FillKind::Text(1)),
            field("field_02", FillKind::Text(3)),
            field("field_03", FillKind::Choice(vec![("field_03_1".to_owned(), "Versamento".to_owned())])),
            field("field_04", FillKind::Date),
            field("field_05", FillKind::Iban),
            field("field_06", FillKind::Amount),
        ]);
        assert!(!html.contains("<form") && !html.contains(" name=") && !html.contains("type=\"submit\""), "{html}");
        for id in ["field_01", "field_02", "field_03_1", "field_04", "field_05", "field_06"] {
            assert!(html.contains(&format!(" id=\"{id}\"")) && html.contains(&format!("for=\"{id}\"")), "{id}: {html}");
        }
        for part in [t!(Locale::en, fill.stays), "lang=\"it\"", "forms/slip.pdf?lang=en", "&lt;field_01", "/fill.js"] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_file_of_the_bank_s_own_is_opened_and_a_signature_stays_for_paper() {
        let html = shown(Vec::new());
        assert!(html.contains(t!(Locale::en, fill.own_paper)) && !html.contains("fill.js"), "{html}");
        let html = shown(vec![field("field_01", FillKind::Signature)]);
        assert!(html.contains(t!(Locale::en, fill.signature)) && !html.contains("<input"), "{html}");
    }
}
