//! The bar of a lesson on the staff's screens of a practice branch: what to do now. It is asked for whenever something has happened.

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::live::{Live, Snapshot};
use crate::ui::changing;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{LessonNow, LessonUnderWay};
use words::{Locale, t};

/// The lesson that the person has under way; nothing in a branch that is real.
#[component]
pub fn LessonBar<T: Snapshot>(locale: Locale, live: Live<T>) -> impl IntoView {
    let told = RwSignal::<Option<LessonUnderWay>>::new(None);
    let place = live.snapshot.with_untracked(|snapshot| {
        snapshot.head().filter(|head| head.practice).map(|head| address::view(&head.branch, "lesson"))
    });
    if let Some(place) = place {
        let moment =
            Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.head().map(|head| (head.day.clone(), head.seq))));
        // What an earlier question found is not shown after a later one.
        let asked = StoredValue::new(0_u32);
        Effect::new(move || {
            // Read and not only tracked: a memo that nobody has read follows nothing.
            moment.with(|_| ());
            asked.update_value(|asked| *asked += 1);
            let (own, place) = (asked.get_value(), place.clone());
            spawn_local(async move {
                if let Reply::Done(LessonNow { lesson }) = api::get(&place).await
                    && asked.try_get_value() == Some(own)
                {
                    told.try_set(lesson);
                }
            });
        });
    }
    changing(move || told.get().map(|lesson| view! { <Lesson locale lesson /> }))
}

#[component]
fn Lesson(locale: Locale, lesson: LessonUnderWay) -> impl IntoView {
    let LessonUnderWay { lesson, over, of, step, beside } = lesson;
    let count = step.map(|_| t!(locale, lessons.step, step = over + 1, of = of));
    let words = step.map_or(t!(locale, lessons.over), |step| words::lesson_step(locale, step));
    view! {
        <aside class="lesson-bar" aria-label=t!(locale, lessons.label)>
            <p role="status">
                <strong>{words::lesson(locale, lesson)}</strong>
                " "
                {count.map(|count| view! { <span class="lesson-count">{count}</span> })}
                " "
                <span class="lesson-step">{words}</span>
            </p>
            <a class="button button-quiet" rel="external" href=address::office(&beside, "learn", locale)>
                {t!(locale, lessons.all)}
            </a>
        </aside>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::LessonStep;

    fn html(over: u32, step: Option<LessonStep>) -> String {
        let beside = "centro".to_owned();
        let lesson = LessonUnderWay { lesson: wire::Lesson::NoShow, over, of: 5, step, beside };
        Owner::new().with(|| view! { <Lesson locale=Locale::en lesson /> }.to_html())
    }

    #[test]
    fn the_bar_says_which_step_it_is_and_what_to_do() {
        let html = html(1, Some(LessonStep::Visitor));
        for part in ["Step 2 of 5", t!(Locale::en, lesson_step.visitor), "/b/centro/office/learn?lang=en"] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_lesson_that_is_over_says_so() {
        let html = html(5, None);
        assert!(html.contains(t!(Locale::en, lessons.over)) && !html.contains("Step"), "{html}");
    }
}
