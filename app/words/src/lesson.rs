//! The words of lessons: on the practice branch's screens, in the office and on the help pages they are the same.

use crate::Locale;
use wire::{Lesson, LessonStep};

/// The name of a lesson.
pub fn lesson(locale: Locale, lesson: Lesson) -> &'static str {
    match lesson {
        Lesson::Serve => t!(locale, lesson_name.serve),
        Lesson::NoShow => t!(locale, lesson_name.no_show),
        Lesson::PassOn => t!(locale, lesson_name.pass_on),
        Lesson::PutAside => t!(locale, lesson_name.put_aside),
        Lesson::Leave => t!(locale, lesson_name.leave),
        Lesson::Complaint => t!(locale, lesson_name.complaint),
        Lesson::CloseDay => t!(locale, lesson_name.close_day),
        Lesson::Evacuate => t!(locale, lesson_name.evacuate),
    }
}

/// What a step of a lesson asks for.
pub fn lesson_step(locale: Locale, step: LessonStep) -> &'static str {
    match step {
        LessonStep::OpenDesk => t!(locale, lesson_step.open_desk),
        LessonStep::Visitor => t!(locale, lesson_step.visitor),
        LessonStep::Call => t!(locale, lesson_step.call),
        LessonStep::Recall => t!(locale, lesson_step.recall),
        LessonStep::NoShow => t!(locale, lesson_step.no_show),
        LessonStep::Start => t!(locale, lesson_step.start),
        LessonStep::Finish => t!(locale, lesson_step.finish),
        LessonStep::PassOn => t!(locale, lesson_step.pass_on),
        LessonStep::PutAside => t!(locale, lesson_step.put_aside),
        LessonStep::Resume => t!(locale, lesson_step.resume),
        LessonStep::Pause => t!(locale, lesson_step.pause),
        LessonStep::ComeBack => t!(locale, lesson_step.come_back),
        LessonStep::CloseDesk => t!(locale, lesson_step.close_desk),
        LessonStep::EnterComplaint => t!(locale, lesson_step.enter_complaint),
        LessonStep::StopTickets => t!(locale, lesson_step.stop_tickets),
        LessonStep::CloseDay => t!(locale, lesson_step.close_day),
        LessonStep::Evacuate => t!(locale, lesson_step.evacuate),
        LessonStep::Lift => t!(locale, lesson_step.lift),
    }
}
