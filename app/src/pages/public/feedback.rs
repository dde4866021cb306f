//! What visitors are asked after their visit: one question a page, each answered by a touch.

use crate::ui::{AreaField, Faults, FormKey};
use leptos::prelude::*;
use wire::{FeedbackAsk, FeedbackPage};
use words::{Locale, t};

/// The heading of the page: the question.
pub fn heading(locale: Locale, ask: FeedbackAsk) -> &'static str {
    match ask {
        FeedbackAsk::Early => t!(locale, feedback.early),
        FeedbackAsk::Satisfaction => t!(locale, feedback.satisfaction),
        FeedbackAsk::Effort => t!(locale, feedback.effort),
        FeedbackAsk::Recommendation => t!(locale, feedback.recommendation),
        FeedbackAsk::Comment => t!(locale, feedback.comment),
        FeedbackAsk::Thanks { .. } => t!(locale, feedback.thanks),
    }
}

/// The question's answers, and the way past it.
#[component]
pub fn Feedback(locale: Locale, page: FeedbackPage) -> impl IntoView {
    let number = (!page.number.is_empty()).then(|| {
        view! { <p class="lead">{t!(locale, feedback.ticket, number = page.number.as_str())}</p> }
    });
    let shown = match page.ask {
        FeedbackAsk::Early => view! { <p>{t!(locale, feedback.early_detail)}</p> }.into_any(),
        FeedbackAsk::Satisfaction => view! { <Satisfaction locale page /> }.into_any(),
        FeedbackAsk::Effort => {
            let words = [
                t!(locale, feedback.e1),
                t!(locale, feedback.e2),
                t!(locale, feedback.e3),
                t!(locale, feedback.e4),
                t!(locale, feedback.e5),
                t!(locale, feedback.e6),
                t!(locale, feedback.e7),
            ];
            let choices = words.into_iter().enumerate().map(|(at, words)| (at + 1, words.to_owned())).collect();
            view! { <Scale locale page name="effort" choices class="answers-list" skip="comment" /> }.into_any()
        }
        FeedbackAsk::Recommendation => {
            let choices = (0..=10).map(|rating| (rating, rating.to_string())).collect();
            view! {
                <p id="scale" class="hint">
                    {t!(locale, feedback.r_scale)}
                </p>
                <Scale locale page name="recommendation" choices class="answers-row" skip="comment" />
            }
            .into_any()
        }
        FeedbackAsk::Comment => view! { <Comment locale page /> }.into_any(),
        FeedbackAsk::Thanks { low } => view! { <Thanks locale low complain=page.complain /> }.into_any(),
    };
    view! {
        {number}
        {shown}
    }
}

/// The faces, from the worst to the best. None is chosen beforehand.
#[component]
fn Satisfaction(locale: Locale, page: FeedbackPage) -> impl IntoView {
    let faces = [
        ("M14 35 Q24 24 34 35", t!(locale, feedback.s1)),
        ("M15 34 Q24 28 33 34", t!(locale, feedback.s2)),
        ("M15 32 L33 32", t!(locale, feedback.s3)),
        ("M15 30 Q24 37 33 30", t!(locale, feedback.s4)),
        ("M13 28 Q24 42 35 28", t!(locale, feedback.s5)),
    ];
    let buttons = faces
        .into_iter()
        .enumerate()
        .map(|(at, (mouth, words))| {
            view! {
                <button type="submit" class="button face" name="satisfaction" value=(at + 1).to_string()>
                    <svg class="face-picture" viewBox="0 0 48 48" aria-hidden="true">
                        <circle cx="24" cy="24" r="21" />
                        <path d="M16 18 L16 21 M32 18 L32 21" />
                        <path d=mouth />
                    </svg>
                    <span>{words}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=page.action class="answers-faces">
            <FormKey form=page.form />
            <input type="hidden" name="lang" value=locale.code() />
            {buttons}
        </form>
        <p class="hint">{t!(locale, feedback.anonymous)}</p>
    }
}

/// A question whose answers are numbers or words in a row.
#[component]
fn Scale(
    locale: Locale,
    page: FeedbackPage,
    name: &'static str,
    choices: Vec<(usize, String)>,
    class: &'static str,
    skip: &'static str,
) -> impl IntoView {
    let buttons = choices
        .into_iter()
        .map(|(rating, words)| {
            view! {
                <button type="submit" class="button" name=name value=rating.to_string()>
                    {words}
                </button>
            }
        })
        .collect_view();
    let (action, of) = (page.action.clone(), page.of.clone());
    view! {
        <form method="post" action=page.action.clone() class=class>
            <FormKey form=page.form />
            <input type="hidden" name="of" value=page.of />
            <input type="hidden" name="lang" value=locale.code() />
            {buttons}
        </form>
        <Skip locale action of skip />
    }
}

#[component]
fn Comment(locale: Locale, page: FeedbackPage) -> impl IntoView {
    let (action, of) = (page.action.clone(), page.of.clone());
    let labels = vec![("comment", t!(locale, feedback.comment).to_owned())];
    view! {
        <Faults locale form=page.form.clone() labels />
        <form method="post" action=page.action class="fields">
            <FormKey form=page.form.clone() />
            <input type="hidden" name="of" value=page.of />
            <input type="hidden" name="lang" value=locale.code() />
            <AreaField
                locale
                form=page.form
                name="comment"
                label=t!(locale, feedback.comment)
                hint=t!(locale, feedback.comment_hint)
                most=1000
            />
            <button type="submit" class="button button-primary">
                {t!(locale, feedback.send)}
            </button>
        </form>
        <Skip locale action of skip="thanks" />
    }
}

/// The way past a question; nobody has to answer.
#[component]
fn Skip(locale: Locale, action: String, of: String, skip: &'static str) -> impl IntoView {
    let href = [&action, "?skip=", skip, "&of=", &of, "&lang=", locale.code()].concat();
    view! {
        <p>
            <a href=href>{t!(locale, feedback.skip)}</a>
        </p>
    }
}

#[component]
fn Thanks(locale: Locale, low: bool, complain: String) -> impl IntoView {
    let low = low.then(|| {
        view! {
            <p>{t!(locale, feedback.thanks_low)}</p>
            <p>
                <a class="button" href=complain>
                    {t!(locale, feedback.complain)}
                </a>
            </p>
        }
    });
    view! {
        <p>{t!(locale, feedback.thanks_detail)}</p>
        {low}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::FilledForm;

    fn shown(ask: FeedbackAsk) -> String {
        let page = FeedbackPage {
            ask,
            action: "/f/0123".to_owned(),
            of: String::new(),
            number: "A007".to_owned(),
            form: FilledForm::new("k1234567"),
            complain: "/b/centro/complain".to_owned(),
        };
        Owner::new().with(|| view! { <Feedback locale=Locale::en page /> }.to_html())
    }

    #[test]
    fn each_face_has_words_and_none_is_chosen() {
        let html = shown(FeedbackAsk::Satisfaction);
        for rating in 1..=5 {
            assert!(html.contains(&format!("value=\"{rating}\"")), "{html}");
        }
        assert!(html.contains(t!(Locale::en, feedback.s1)) && !html.contains("checked"), "{html}");
    }

    #[test]
    fn whoever_was_not_content_is_offered_a_complaint_and_nobody_else() {
        assert!(shown(FeedbackAsk::Thanks { low: true }).contains("/b/centro/complain"));
        assert!(!shown(FeedbackAsk::Thanks { low: false }).contains("/b/centro/complain"));
    }

    #[test]
    fn every_question_but_the_first_can_be_passed_over() {
        for ask in [FeedbackAsk::Effort, FeedbackAsk::Recommendation, FeedbackAsk::Comment] {
            assert!(shown(ask).contains("/f/0123?skip="), "{ask:?}");
        }
    }
}
