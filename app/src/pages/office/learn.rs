//! The page of the lessons, and the help page of a screen: both made of the lessons' own words.

use super::guide;
use crate::address;
use crate::ui::{Notice, Table, Tone, day_words};
use leptos::prelude::*;
use wire::{HelpOffice, LearnOffice, Learner, Lesson, LessonRow, LessonScreen, OfficeHead, Section};
use words::{Locale, t};

/// What a lesson is for.
fn lead(locale: Locale, lesson: Lesson) -> &'static str {
    match lesson {
        Lesson::Serve => t!(locale, lesson_lead.serve),
        Lesson::NoShow => t!(locale, lesson_lead.no_show),
        Lesson::PassOn => t!(locale, lesson_lead.pass_on),
        Lesson::PutAside => t!(locale, lesson_lead.put_aside),
        Lesson::Leave => t!(locale, lesson_lead.leave),
        Lesson::Complaint => t!(locale, lesson_lead.complaint),
        Lesson::CloseDay => t!(locale, lesson_lead.close_day),
        Lesson::Evacuate => t!(locale, lesson_lead.evacuate),
    }
}

/// The name of a screen's help page.
pub fn help_words(locale: Locale, screen: LessonScreen) -> &'static str {
    match screen {
        LessonScreen::Desk => t!(locale, lessons.help_desk),
        LessonScreen::Manager => t!(locale, lessons.help_manager),
        LessonScreen::Complaint => t!(locale, lessons.help_complaint),
    }
}

#[component]
pub fn Learn(locale: Locale, head: OfficeHead, page: LearnOffice) -> impl IntoView {
    let LearnOffice { practice, lessons, helps, seen, colleagues } = page;
    let OfficeHead { branch, sections, .. } = head;
    let shown = if practice.is_some() {
        let rows = lessons.into_iter().map(|row| view! { <Card locale branch=branch.clone() row /> }).collect_view();
        let who = if seen { t!(locale, lessons.seen) } else { t!(locale, lessons.unseen) };
        view! {
            <p>{who}</p>
            <ul class="office-cards">{rows}</ul>
        }
        .into_any()
    } else {
        view! { <Notice tone=Tone::Calm words=t!(locale, lessons.none) /> }.into_any()
    };
    let helps = helps
        .into_iter()
        .map(|screen| {
            let page = ["help/", screen.path()].concat();
            view! {
                <li>
                    <a href=address::office(&branch, &page, locale)>{help_words(locale, screen)}</a>
                </li>
            }
        })
        .collect_view();
    let guides = sections
        .into_iter()
        .filter(|section| guide::is_there(*section))
        .map(|section| {
            let page = guide::page(section);
            view! {
                <li>
                    <a href=address::office(&branch, &page, locale)>{guide::heading(locale, section)}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, lessons.lead)}</p>
        {shown}
        {(!colleagues.is_empty()).then(|| view! { <Colleagues locale colleagues /> })}
        <h2>{t!(locale, lessons.helps)}</h2>
        <ul class="link-list">{helps} {guides}</ul>
    }
}

/// A lesson, how far the person is with it, and the way to its screen.
#[component]
fn Card(locale: Locale, branch: String, row: LessonRow) -> impl IntoView {
    let LessonRow { lesson, over, of, done, current } = row;
    let (name, under_way) = (words::lesson(locale, lesson), over > 0 && over < of);
    let step = (under_way || (current && over < of)).then(|| t!(locale, lessons.step, step = over + 1, of = of));
    let done = done.map(|day| t!(locale, lessons.done_on, day = day_words(locale, &day)));
    let none = (step.is_none() && done.is_none()).then(|| t!(locale, lessons.not_begun));
    let (words, said) = if under_way {
        (t!(locale, lessons.go_on), t!(locale, lessons.go_on_this, lesson = name))
    } else {
        (t!(locale, lessons.begin), t!(locale, lessons.begin_this, lesson = name))
    };
    let anew = under_way.then(|| {
        view! {
            <button
                type="submit"
                class="button button-quiet"
                name="act"
                value="anew"
                aria-label=t!(locale, lessons.anew_this, lesson = name)
            >
                {t!(locale, lessons.anew)}
            </button>
        }
    });
    view! {
        <li class="office-card">
            <h2>{name}</h2>
            <p>{lead(locale, lesson)}</p>
            <p class="lesson-state">{step} {" "} {done} {none}</p>
            <form method="post" action=address::office(&branch, "learn", locale) class="lesson-ways">
                <input type="hidden" name="lesson" value=lesson.as_str() />
                <button type="submit" class="button" name="act" value="begin" aria-label=said>
                    {words}
                </button>
                {anew}
            </form>
        </li>
    }
}

/// What the colleagues have done, for a manager who may see it.
#[component]
fn Colleagues(locale: Locale, colleagues: Vec<Learner>) -> impl IntoView {
    let said = |row: LessonRow| {
        let name = words::lesson(locale, row.lesson);
        match row.done {
            Some(day) => t!(locale, lessons.colleague_done, lesson = name, day = day_words(locale, &day)),
            None => t!(locale, lessons.colleague_begun, lesson = name, over = row.over, of = row.of),
        }
    };
    let rows = colleagues
        .into_iter()
        .map(|Learner { name, lessons }| {
            let none = lessons.is_empty().then(|| t!(locale, lessons.colleague_none));
            let lessons = lessons.into_iter().map(|row| view! { <li>{said(row)}</li> }).collect::<Vec<_>>();
            let lessons = (!lessons.is_empty()).then(|| view! { <ul class="bare-list">{lessons}</ul> });
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{none} {lessons}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{t!(locale, lessons.colleagues)}</h2>
        <Table label=t!(locale, lessons.colleagues) columns=vec![t!(locale, lessons.colleague), t!(locale, lessons.title)]>
            {rows}
        </Table>
    }
}

/// The help page of a screen: its lessons to be read, and printed.
#[component]
pub fn Help(locale: Locale, head: OfficeHead, page: HelpOffice) -> impl IntoView {
    let lessons = page
        .lessons
        .into_iter()
        .map(|(lesson, steps)| {
            let steps =
                steps.into_iter().map(|step| view! { <li>{words::lesson_step(locale, step)}</li> }).collect_view();
            view! {
                <section class="help-lesson">
                    <h2>{words::lesson(locale, lesson)}</h2>
                    <p>{lead(locale, lesson)}</p>
                    <ol>{steps}</ol>
                </section>
            }
        })
        .collect_view();
    let all = head.sections.contains(&Section::Learn).then(|| {
        view! {
            <p class="office-actions">
                <a class="button" href=address::office(&head.branch, "learn", locale)>
                    {t!(locale, lessons.all)}
                </a>
            </p>
        }
    });
    view! {
        <p class="lead">{t!(locale, lessons.help_lead)}</p>
        {lessons}
        {all}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::LessonStep;

    fn row(lesson: Lesson, over: u32, done: Option<&str>) -> LessonRow {
        LessonRow { lesson, over, of: 5, done: done.map(str::to_owned), current: false }
    }

    fn page() -> LearnOffice {
        LearnOffice {
            practice: Some("centro-practice".to_owned()),
            lessons: vec![row(Lesson::Serve, 5, Some("2026-11-20")), row(Lesson::NoShow, 2, None)],
            helps: vec![LessonScreen::Desk],
            seen: false,
            colleagues: Vec::new(),
        }
    }

    fn learn(page: LearnOffice) -> String {
        let head = sample::office_head("Anna", false, Section::Learn);
        Owner::new().with(|| view! { <Learn locale=Locale::en head page /> }.to_html())
    }

    #[test]
    fn a_lesson_says_how_far_it_is_and_goes_on_from_there() {
        let html = learn(page());
        for part in
            ["Done on Friday 20 November 2026.", "Step 3 of 5", "Go on: Call, recall, no-show", "value=\"anew\""]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains("/b/centro/office/help/desk?lang=en"), "{html}");
        assert!(html.contains(t!(Locale::en, lessons.unseen)) && !html.contains("<table"), "{html}");
    }

    #[test]
    fn people_are_told_that_their_manager_sees_what_they_have_done_and_the_manager_does() {
        let bruno = Learner { name: "Bruno".to_owned(), lessons: vec![row(Lesson::PassOn, 2, None)] };
        let carla = Learner { name: "Carla".to_owned(), lessons: Vec::new() };
        let html = learn(LearnOffice { seen: true, colleagues: vec![bruno, carla], ..page() });
        for part in
            [t!(Locale::en, lessons.seen), "Bruno", "Pass on: 2 of 5 steps", t!(Locale::en, lessons.colleague_none)]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_branch_without_a_practice_branch_says_so_and_has_no_button() {
        let html = learn(LearnOffice { practice: None, ..page() });
        assert!(html.contains(t!(Locale::en, lessons.none)) && !html.contains("<button"), "{html}");
    }

    #[test]
    fn a_help_page_is_made_of_the_lessons_own_words() {
        let lessons = vec![(Lesson::Serve, vec![LessonStep::OpenDesk, LessonStep::Call])];
        let head = sample::office_head("Anna", false, Section::Learn);
        let page = HelpOffice { screen: LessonScreen::Desk, lessons };
        let html = Owner::new().with(|| view! { <Help locale=Locale::en head page /> }.to_html());
        for words in
            [t!(Locale::en, lesson_name.serve), t!(Locale::en, lesson_lead.serve), t!(Locale::en, lesson_step.call)]
        {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}
