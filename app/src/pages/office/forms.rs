//! The code on a form: a scanner types it, or a person does; the page says what the paper is.

use crate::address;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;
use wire::{FormsOffice, OfficeHead, ScannedForm};
use words::{Locale, t};

#[component]
pub fn Forms(locale: Locale, head: OfficeHead, page: FormsOffice) -> impl IntoView {
    let FormsOffice { typed, scanned } = page;
    let branch = head.branch;
    let said = match scanned {
        Some(scanned) => Some(view! { <Said locale branch=branch.clone() scanned /> }.into_any()),
        None if typed.is_empty() => None,
        None => Some(view! { <Notice words=t!(locale, form_codes.no_code, typed = typed) /> }.into_any()),
    };
    view! {
        <p class="lead">{t!(locale, form_codes.lead)}</p>
        <form method="get" action=address::office(&branch, "forms", locale) class="fields">
            <input type="hidden" name="lang" value=locale.code() />
            <div class="form-field">
                <label for="code">{t!(locale, form_codes.code)}</label>
                <input
                    id="code"
                    name="code"
                    type="text"
                    maxlength="120"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="code-hint"
                    autofocus
                />
                <p id="code-hint" class="hint">{t!(locale, form_codes.hint)}</p>
            </div>
            <button type="submit" class="button button-primary">
                {t!(locale, form_codes.look)}
            </button>
        </form>
        <div class="form-code-answer">{said}</div>
    }
}

/// What the paper is, and what to do with one that is not today's.
#[component]
fn Said(locale: Locale, branch: String, scanned: ScannedForm) -> impl IntoView {
    let is_of_today = scanned.is_of_today();
    let Some(name) = scanned.name else {
        return view! { <Notice words=t!(locale, form_codes.unknown, form = scanned.form.as_str()) /> }.into_any();
    };
    let name = name.get(locale.code()).to_owned();
    let language = Locale::known(&scanned.language).map_or(scanned.language.clone(), |own| own.own_name().to_owned());
    let (verdict, tone) = if is_of_today {
        (t!(locale, form_codes.today), Tone::Calm)
    } else {
        (t!(locale, form_codes.other), Tone::Warning)
    };
    let paper = (!is_of_today).then(|| {
        let language = Locale::known(&scanned.language).unwrap_or(locale);
        view! {
            <p>
                <a class="button" rel="external" href=address::form(&branch, &scanned.form, language) type="application/pdf">
                    {t!(locale, form_codes.print)}
                </a>
            </p>
        }
    });
    view! {
        <h2>{name}</h2>
        <Notice words=verdict tone />
        <dl class="public-facts">
            <dt>{t!(locale, form_codes.language)}</dt>
            <dd>{language}</dd>
            <dt>{t!(locale, form_codes.version)}</dt>
            <dd>{scanned.version.to_ascii_uppercase()}</dd>
        </dl>
        {paper}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Text;

    fn shown(name: Option<&str>, now: Option<&str>) -> String {
        let scanned = ScannedForm {
            form: "slip".to_owned(),
            name: name.map(|name| Text::from([("en", name)])),
            language: "it".to_owned(),
            version: "1a2b3c4d".to_owned(),
            now: now.map(str::to_owned),
        };
        Owner::new().with(|| view! { <Said locale=Locale::en branch="centro".to_owned() scanned /> }.to_html())
    }

    #[test]
    fn a_paper_of_another_version_leads_to_today_s() {
        let today = shown(Some("<Slip>"), Some("1a2b3c4d"));
        assert!(today.contains(t!(Locale::en, form_codes.today)) && today.contains("&lt;Slip"), "{today}");
        assert!(!today.contains(".pdf"), "{today}");
        let other = shown(Some("Slip"), Some("99999999"));
        assert!(other.contains(t!(Locale::en, form_codes.other)) && other.contains("slip.pdf?lang=it"), "{other}");
        assert!(shown(None, None).contains("slip"));
    }
}
