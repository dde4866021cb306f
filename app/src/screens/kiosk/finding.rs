//! The ways to a need that are not the categories: questions, and quick answers that need no desk.

use super::frame::StepLink;
use super::step::Step;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Answer, Question};
use words::{Locale, t};

/// Tiles that a screen shows at most.
const TILES: usize = 6;

/// A question; each choice leads on.
#[component]
pub fn Asked(locale: Locale, question: Question, go: Callback<Step>) -> impl IntoView {
    let tiles = question
        .choices
        .into_iter()
        .map(|choice| {
            view! {
                <li>
                    <StepLink locale to=Step::from(choice.leads_to) go class="tile tile-service">
                        <span class="tile-name">{choice.label.get(locale.code()).to_owned()}</span>
                    </StepLink>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1 id="step" tabindex="-1">{question.text.get(locale.code()).to_owned()}</h1>
        <p class="kiosk-lead">{t!(locale, kiosk.find_lead)}</p>
        <ul class="tiles tiles-services">{tiles}</ul>
    }
}

/// A page of the quick answers, six at a time.
#[component]
pub fn AnswerList(locale: Locale, answers: Vec<Answer>, page: usize, go: Callback<Step>) -> impl IntoView {
    let pages = answers.len().div_ceil(TILES).max(1);
    let page = page.min(pages - 1);
    let tiles = answers
        .into_iter()
        .skip(page * TILES)
        .take(TILES)
        .map(|answer| {
            view! {
                <li>
                    <StepLink locale to=Step::Answer(answer.id) go class="tile tile-service tile-answer">
                        <Icon name=answer.icon />
                        <span class="tile-name">{answer.title.get(locale.code()).to_owned()}</span>
                    </StepLink>
                </li>
            }
        })
        .collect_view();
    let more = (pages > 1).then(|| {
        view! {
            <StepLink locale to=Step::Answers((page + 1) % pages) go class="kiosk-way kiosk-more">
                <Icon name="arrow" />
                <span>{t!(locale, kiosk.more_answers, page = page + 1, pages = pages)}</span>
            </StepLink>
        }
    });
    view! {
        <h1 id="step" tabindex="-1">{t!(locale, kiosk.answers)}</h1>
        <p class="kiosk-lead">{t!(locale, kiosk.answers_lead)}</p>
        <ul class="tiles tiles-services">{tiles}</ul>
        {more}
    }
}

/// A quick answer; whoever says that it helped needs no ticket.
#[component]
pub fn AnswerShown(
    locale: Locale,
    answer: Answer,
    /// The opening hours, which some answers show.
    hours: impl IntoView + 'static,
    go: Callback<Step>,
    /// It helped.
    solved: Callback<()>,
) -> impl IntoView {
    let code = locale.code();
    let hours = answer.shows_hours.then_some(hours);
    let desk = answer.service.map(|service| {
        view! {
            <StepLink locale to=Step::Service(service) go class="kiosk-way">
                <Icon name="ticket" />
                <span>{t!(locale, kiosk.not_solved)}</span>
            </StepLink>
        }
    });
    view! {
        <h1 id="step" tabindex="-1">{answer.title.get(code).to_owned()}</h1>
        <section class="answer-card" aria-labelledby="step" tabindex="0">
            {answer.phone.map(|phone| view! { <p class="answer-phone"><Icon name="phone" /><span>{phone}</span></p> })}
            <p>{answer.text.get(code).to_owned()}</p>
            {hours}
        </section>
        <div class="answer-ways">
            <button type="button" class="take" on:click=move |_| solved.run(())>
                <Icon name="check" />
                <span>{t!(locale, kiosk.solved)}</span>
            </button>
            {desk}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn go() -> Callback<Step> {
        Callback::new(|_| ())
    }

    #[test]
    fn every_choice_of_a_question_leads_on() {
        let question = sample::catalogue().questions.remove(0);
        let html = Owner::new().with(|| view! { <Asked locale=Locale::en question go=go() /> }.to_html());
        assert!(html.contains("?lang=en&amp;service=cash") && html.contains("?lang=en&amp;answer=hours"), "{html}");
    }

    #[test]
    fn a_dozen_answers_are_two_pages() {
        let answer = sample::catalogue().answers.remove(0);
        let html = |page| {
            let answers = (0..8).map(|id| Answer { id: id.to_string(), ..answer.clone() }).collect();
            Owner::new().with(|| view! { <AnswerList locale=Locale::en answers page go=go() /> }.to_html())
        };
        assert_eq!(html(0).matches("tile-answer").count(), 6);
        assert_eq!(html(1).matches("tile-answer").count(), 2);
        // A page that is not there is the last one; after it comes the first.
        assert!(html(9).contains("answers=0"));
    }

    #[test]
    fn an_answer_shows_its_number_and_the_hours_and_where_to_go_instead() {
        let answer = sample::catalogue().answers.remove(0);
        let html = Owner::new().with(|| {
            let solved = Callback::new(|()| ());
            let hours = view! { <dl>"the hours"</dl> };
            view! { <AnswerShown locale=Locale::en answer hours go=go() solved /> }.to_html()
        });
        assert!(html.contains("800 822 056") && html.contains("the hours"), "{html}");
        assert!(html.contains("service=cash"));
    }
}
