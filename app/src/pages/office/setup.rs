//! The pages of the set-up. First of them: what is in force, and the ways to its parts, its versions and its file.

mod change;
mod form;
mod new_rollout;
mod preview;
mod review;
mod rollout;
#[cfg(test)]
mod tests;
mod versions;
mod when;
mod wording;

pub use form::Form;
pub use new_rollout::NewRollout;
pub use preview::Preview;
pub use review::Review;
pub use rollout::{Rollout, Rollouts};
pub use versions::{Compared, Versions};
pub use wording::heading;

use crate::address;
use crate::ui::Notice;
use leptos::prelude::*;
use wire::{OfficeHead, SetupHome};
use wording::saved_words;
use words::{Locale, t};

fn page_of(branch: &str, page: &str, locale: Locale) -> String {
    address::office(branch, &["setup/", page].concat(), locale)
}

/// A language as its own speakers call it, with its code; the code alone where the screens do not know it.
fn language(code: &str) -> String {
    Locale::known(code).map_or_else(|| code.to_owned(), |known| format!("{} ({code})", known.own_name()))
}

#[component]
pub fn Setup(locale: Locale, head: OfficeHead, page: SetupHome) -> impl IntoView {
    let SetupHome { newest, services, languages, whole, rollouts, exports, editor, utc_offset_minutes } = page;
    let branch = head.branch;
    let link = |page: &str, words: String| {
        view! {
            <li>
                <a href=page_of(&branch, page, locale)>{words}</a>
            </li>
        }
    };
    let mut parts = vec![
        ("hours", t!(locale, setup.part_hours)),
        ("desks", t!(locale, setup.part_desks)),
        ("policy", t!(locale, setup.part_policy)),
    ];
    if whole {
        parts.extend([("text", t!(locale, setup.part_text)), ("import", t!(locale, setup.part_import))]);
    }
    let forms = editor.then(|| {
        let parts = parts.into_iter().map(|(page, words)| link(page, words.to_owned())).collect_view();
        let texts = languages.iter().filter(|_| whole);
        let texts = texts
            .map(|code| link(&["text/", code].concat(), t!(locale, setup.part_language, code = language(code))))
            .collect_view();
        let of_services =
            services.iter().map(|(id, name)| link(&["services/", id].concat(), name.clone())).collect_view();
        view! {
            <section aria-labelledby="edit">
                <h2 id="edit">{t!(locale, setup.edit)}</h2>
                <ul class="link-list">{parts} {texts}</ul>
                {(!services.is_empty())
                    .then(|| {
                        view! {
                            <h3>{t!(locale, setup.services)}</h3>
                            <ul class="link-list">{of_services}</ul>
                        }
                    })}
            </section>
        }
    });
    let export = |code: &str, words: String| {
        let query = if code.is_empty() { String::new() } else { ["&language=", code].concat() };
        let href = [page_of(&branch, "export", locale), query].concat();
        view! {
            <li>
                <a href=href download="">
                    {words}
                </a>
            </li>
        }
    };
    let files = languages
        .iter()
        .map(|code| export(code, t!(locale, setup.export_language, code = language(code))))
        .collect_view();
    let (who, came) = saved_words(locale, &newest, utc_offset_minutes);
    let files = exports.then(|| {
        view! {
            <section aria-labelledby="files">
                <h2 id="files">{t!(locale, setup.files)}</h2>
                <ul class="link-list">{export("", t!(locale, setup.export).to_owned())} {files}</ul>
            </section>
        }
    });
    view! {
        <p class="lead">{t!(locale, setup.lead)}</p>
        {(!editor).then(|| view! { <Notice words=t!(locale, setup.off) /> })}
        <section aria-labelledby="in-force">
            <h2 id="in-force">{t!(locale, setup.in_force)}</h2>
            <p>
                <strong>{t!(locale, setup.version, number = newest.number)}</strong>
                " "
                {came}
                ". "
                {who}
            </p>
            <p>
                <a href=page_of(&branch, "versions", locale)>{t!(locale, setup.versions)}</a>
            </p>
            {rollouts
                .then(|| {
                    view! {
                        <p>
                            <a href=page_of(&branch, "rollouts", locale)>{t!(locale, rollout.title)}</a>
                        </p>
                    }
                })}
        </section>
        {forms}
        {files}
    }
}
