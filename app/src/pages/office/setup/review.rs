//! What a save would change, before it is saved.

use super::page_of;
use super::wording::Changes;
use leptos::prelude::*;
use wire::{OfficeHead, SetupReview};
use words::{Locale, t};

#[component]
pub fn Review(locale: Locale, head: OfficeHead, page: SetupReview) -> impl IntoView {
    let SetupReview { part, seen, typed, changes, spreads, .. } = page;
    let action = page_of(&head.branch, &part, locale);
    let back = action.clone();
    let typed =
        typed.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    view! {
        <p class="lead">{t!(locale, setup.review_lead)}</p>
        <section aria-labelledby="review">
            <h2 id="review">{t!(locale, setup.review)}</h2>
            <Changes locale changes />
        </section>
        <form method="post" action=action class="office-actions">
            <input type="hidden" name="seen" value=seen />
            {typed}
            <button type="submit" class="button button-primary" name="do" value="save">
                {t!(locale, setup.save)}
            </button>
            <button type="submit" class="button" name="do" value="preview">
                {t!(locale, setup.preview)}
            </button>
            {spreads
                .then(|| {
                    view! {
                        <button type="submit" class="button" name="do" value="spread">
                            {t!(locale, rollout.spread)}
                        </button>
                    }
                })}
            <a class="button" href=back>
                {t!(locale, setup.back)}
            </a>
        </form>
    }
}
