//! Lessons in the practice branch, and a help page for each screen from the same texts. A lesson is begun here and done there.

use super::{language, sections, shown};
use crate::http::authorise::{Colleague, Csr, same_origin};
use crate::http::convert;
use crate::http::extract::{Branch, Fields, path_parameter};
use crate::http::own_path::own_path;
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::office::lessons::{self, Progress};
use axum::response::{IntoResponse, Redirect, Response};
use branch::Handle;
use machine::clock;
use people::may;
use records::lesson::{Lesson, Screen};
use serde::Deserialize;
use store::{BranchId, Person, Position, Role, lesson, staff};
use wire::{GuideOffice, HelpOffice, LearnOffice, Learner, LessonRow, OfficeBody, Said, Section};

/// `GET /b/{branch}/office/learn`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let setup = branch.live().setup();
    let manages = may(&person, &setup.id, Role::Manager);
    let own = lessons::progress(&visit.state.store, person.id).await?;
    let rows = Lesson::ALL.into_iter().filter(|lesson| manages || !lesson.screen().is_of_manager());
    let page = LearnOffice {
        practice: setup.beside.clone(),
        lessons: rows.map(|lesson| row(&branch, lesson, &own)).collect(),
        helps: screens(manages).map(convert::lesson_screen).collect(),
        seen: setup.manager_sees_lessons,
        colleagues: if manages && setup.manager_sees_lessons {
            colleagues(&visit, &branch, &person).await?
        } else {
            Vec::new()
        },
    };
    Ok(shown(visit, &branch, person, OfficeBody::Learn(Box::new(page))).await)
}

/// The screens that a person may open.
fn screens(manages: bool) -> impl Iterator<Item = Screen> {
    Screen::ALL.into_iter().filter(move |screen| manages || !screen.is_of_manager())
}

/// The screens whose guide a person may read. Everybody who works here may enter a complaint.
fn helps(setup: &setup::Branch, person: &Person) -> impl Iterator<Item = Screen> {
    let serves = may(person, &setup.id, Role::Csr);
    let screens = screens(may(person, &setup.id, Role::Manager));
    screens.filter(move |screen| serves || *screen == Screen::Complaint)
}

fn row(branch: &Handle, lesson: Lesson, progress: &[Progress]) -> LessonRow {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let known = progress.iter().find(|progress| progress.lesson == lesson);
    let setup = branch.live().setup();
    LessonRow {
        lesson: convert::lesson(lesson),
        over: known.map_or(0, |progress| count(progress.over)),
        of: count(lesson.steps().len()),
        done: known.and_then(|progress| progress.done).map(|at| setup.calendar.date(at).to_string()),
        current: known.is_some_and(|progress| progress.current),
    }
}

/// What the branch's people have done in its practice branch.
async fn colleagues(visit: &Visit, branch: &Handle, manager: &Person) -> Result<Vec<Learner>> {
    let setup = branch.live().setup();
    let people = staff::all(&visit.state.store).await?;
    let mut learners = Vec::new();
    for person in people.into_iter().filter(|person| person.id != manager.id && may(person, &setup.id, Role::Csr)) {
        let mut progress = lessons::progress(&visit.state.store, person.id).await?;
        progress.retain(|progress| Some(progress.branch.as_str()) == setup.beside.as_deref());
        progress.sort_by_key(|progress| progress.lesson);
        let lessons = progress.iter().map(|begun| row(branch, begun.lesson, &progress)).collect();
        learners.push(Learner { name: person.name, lessons });
    }
    learners.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(learners)
}

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LearnForm {
    /// `begin`, `anew` or `decline`.
    act: String,
    lesson: String,
    next: String,
}

/// `POST /b/{branch}/office/learn`: begins a lesson or goes on with it, and leads to its screen; or takes the offer of a tour away.
pub async fn act(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Fields(form): Fields<LearnForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    if form.act == "decline" {
        lesson::decline(&visit.state.store, person.id, clock::now()).await?;
        return Ok(Redirect::to(&own_path(&form.next)).into_response());
    }
    let setup = branch.live().setup();
    let wanted = Lesson::parse(&form.lesson);
    let wanted = wanted.filter(|lesson| !lesson.screen().is_of_manager() || may(&person, &setup.id, Role::Manager));
    let (Some(wanted), Some(beside)) = (wanted, &setup.beside) else { return Err(Error::not_found()) };
    let practice = visit.state.branches.get(beside).await?.ok_or_else(Error::not_found)?;
    let at = practice.live().read(|branch, seq| branch.day().map(|day| Position { day: day.clone(), seq }));
    let at = at.ok_or_else(|| Error::internal("a practice branch without a day"))?;
    let (id, anew) = (BranchId::new(beside), form.act == "anew");
    lessons::begin(&visit.state.store, person.id, wanted, anew, (&id, at), clock::now()).await?;
    Ok(to_screen(beside, wanted.screen(), &language(&visit)))
}

/// Leads to the screen of a lesson in the practice branch.
fn to_screen(practice: &str, screen: Screen, language: &str) -> Response {
    let page = match screen {
        Screen::Desk => "desk",
        Screen::Manager => "manager",
        Screen::Complaint => "office/complaints/new",
    };
    Redirect::to(&format!("/b/{practice}/{page}?{}", asked(language))).into_response()
}

/// The language of the next page. Only an id is put into an address: a text may be anything.
fn asked(language: &str) -> String {
    let known = !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if known { format!("lang={language}") } else { String::new() }
}

/// After a complaint was entered where people learn: its step is over, and nothing else of it is kept.
pub async fn entered_complaint(visit: Visit, practice: &setup::Branch, person: &Person) -> Page {
    lessons::entered_complaint(&visit.state.store, person.id, clock::now()).await?;
    let real = practice.beside.as_deref().unwrap_or(&practice.id);
    let (said, language) = (Said::Practised.as_str(), asked(&language(&visit)));
    Ok(Redirect::to(&format!("/b/{real}/office/learn?said={said}&{language}")).into_response())
}

/// `GET /b/{branch}/office/help/{screen}`: the guide to a screen, or to a section that the person may open.
pub async fn help(mut visit: Visit, Branch(branch): Branch, Colleague(person): Colleague) -> Page {
    let asked = path_parameter(&mut visit.parts, "screen").await;
    let setup = branch.live().setup();
    let mut guides = sections(&setup, &person).into_iter().filter(|section| *section != Section::Home);
    if let Some(section) = guides.find(|section| section.path() == asked) {
        return Ok(shown(visit, &branch, person, OfficeBody::Guide(GuideOffice { section })).await);
    }
    let screen = helps(&setup, &person).find(|known| known.as_str() == asked).ok_or_else(Error::not_found)?;
    let lessons = Lesson::ALL.into_iter().filter(|lesson| lesson.screen() == screen);
    let steps = |lesson: Lesson| lesson.steps().iter().copied().map(convert::lesson_step).collect();
    let page = HelpOffice {
        screen: convert::lesson_screen(screen),
        lessons: lessons.map(|lesson| (convert::lesson(lesson), steps(lesson))).collect(),
    };
    Ok(shown(visit, &branch, person, OfficeBody::Help(Box::new(page))).await)
}

/// The tour that is offered on a person's own screen: to who has begun no lesson and has not declined, where there is a practice branch.
pub async fn tour(visit: &Visit, branch: &Handle, person: &Person, manages: bool) -> Result<Option<wire::Lesson>> {
    let setup = branch.live().setup();
    let may_learn = !setup.practice && setup.beside.is_some();
    let is_new = may_learn && lesson::is_new(&visit.state.store, person.id).await?;
    Ok(is_new.then(|| convert::lesson(Lesson::tour(manages))))
}
