//! The versions of the set-up: who saved which, what differs between two, and the way back.

use super::change::in_a_line;
use super::form::refusal;
use super::page_of;
use super::wording::{Changes, saved_words};
use leptos::prelude::*;
use wire::{OfficeHead, SetupCompared, SetupVersions};
use words::{Locale, t};

#[component]
pub fn Versions(locale: Locale, head: OfficeHead, page: SetupVersions) -> impl IntoView {
    let SetupVersions { saves, before, utc_offset_minutes } = page;
    let branch = head.branch;
    let older = before.map(|before| {
        let href = [page_of(&branch, "versions", locale), format!("&before={before}")].concat();
        view! {
            <p>
                <a href=href>{t!(locale, setup.older)}</a>
            </p>
        }
    });
    let rows = saves
        .into_iter()
        .map(|save| {
            let (who, came) = saved_words(locale, &save, utc_offset_minutes);
            let href = page_of(&branch, &format!("versions/{}", save.number), locale);
            let changes: Vec<_> = save
                .changes
                .iter()
                .take(5)
                .map(|change| {
                    view! {
                        <li>
                            {in_a_line(locale, change)} <code class="setup-path">{change.path.clone()}</code>
                        </li>
                    }
                })
                .collect();
            let more = save.changes.len() > 5;
            view! {
                <li>
                    <h2>
                        <a href=href>{t!(locale, setup.version, number = save.number)}</a>
                    </h2>
                    <p>{came} ". " {who}</p>
                    {(!changes.is_empty())
                        .then(|| {
                            view! {
                                <ul class="setup-changes">{changes} {more.then(|| view! { <li>"…"</li> })}</ul>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="announcements">{rows}</ul>
        {older}
    }
}

#[component]
pub fn Compared(locale: Locale, head: OfficeHead, page: SetupCompared) -> impl IntoView {
    let SetupCompared { save, with, changes, newest, exports, may_undo, refused, utc_offset_minutes } = page;
    let branch = head.branch;
    let (who, came) = saved_words(locale, &save, utc_offset_minutes);
    let own = page_of(&branch, &format!("versions/{}", save.number), locale);
    let refused = refused.map(|refused| refusal(locale, refused, &[], utc_offset_minutes));
    let export = [page_of(&branch, "export", locale), format!("&number={}", save.number)].concat();
    let export = exports.then(|| {
        view! {
            <a class="button" href=export download="">
                {t!(locale, setup.export_version)}
            </a>
        }
    });
    let undo = may_undo.then(|| {
        view! {
            <form method="post" action=own.clone()>
                <input type="hidden" name="seen" value=newest />
                <button type="submit" class="button">
                    {t!(locale, setup.undo)}
                </button>
            </form>
        }
    });
    let differs = if with == 0 {
        view! { <p>{t!(locale, setup.first)}</p> }.into_any()
    } else {
        view! {
            <h2 id="differs">{t!(locale, setup.against, number = with)}</h2>
            <Changes locale changes />
        }
        .into_any()
    };
    view! {
        {refused}
        <p>{came} ". " {who}</p>
        {differs}
        <form method="get" action=own.clone() class="fields">
            <input type="hidden" name="lang" value=locale.code() />
            <div class="form-field">
                <label for="with">{t!(locale, setup.compare)}</label>
                <input id="with" name="with" type="number" min="1" max=newest value=with.max(1) required />
            </div>
            <button type="submit" class="button">
                {t!(locale, setup.compare_do)}
            </button>
        </form>
        <div class="office-actions">
            {undo} {export}
        </div>
    }
}
