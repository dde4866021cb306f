//! The offer of a tour of the person's own screen, in the practice branch. Once taken or declined it does not come again.

use crate::address;
use leptos::prelude::*;
use wire::Lesson;
use words::{Locale, t};

#[component]
pub fn TourOffer(
    locale: Locale,
    branch: String,
    /// The page that the offer stands on (`desk`, `manager`), to which who declines comes back.
    here: &'static str,
    lesson: Lesson,
) -> impl IntoView {
    let act = address::office(&branch, "learn", locale);
    view! {
        <section class="tour-offer" aria-labelledby="tour-offer">
            <h2 id="tour-offer">{t!(locale, lessons.tour)}</h2>
            <p>{t!(locale, lessons.tour_lead)}</p>
            <form method="post" action=act class="tour-ways">
                <input type="hidden" name="lesson" value=lesson.as_str() />
                <input type="hidden" name="next" value=address::page(&branch, here, locale) />
                <button type="submit" class="button button-primary" name="act" value="begin">
                    {t!(locale, lessons.tour_begin)}
                </button>
                <button type="submit" class="button button-quiet" name="act" value="decline">
                    {t!(locale, lessons.tour_decline)}
                </button>
            </form>
        </section>
    }
}
