//! From the wire's types to the store's and the queue's own, and back, where several nouns need it.

use queue::Timestamp;
use records::lesson::{Lesson, Screen, Step};
use store::Role;
use wire::{LessonScreen, LessonStep, StaffRole};

pub fn place(place: wire::Place) -> queue::QueuePlace {
    match place {
        wire::Place::First => queue::QueuePlace::First,
        wire::Place::ByDue => queue::QueuePlace::ByDue,
        wire::Place::Last => queue::QueuePlace::Last,
    }
}

pub fn moment(time: wire::Time) -> Timestamp {
    Timestamp(time.millis())
}

pub fn role(role: Role) -> StaffRole {
    match role {
        Role::Csr => StaffRole::Csr,
        Role::Manager => StaffRole::Manager,
        Role::Complaints => StaffRole::Complaints,
        Role::Admin => StaffRole::Admin,
    }
}

pub fn lesson(lesson: Lesson) -> wire::Lesson {
    match lesson {
        Lesson::Serve => wire::Lesson::Serve,
        Lesson::NoShow => wire::Lesson::NoShow,
        Lesson::PassOn => wire::Lesson::PassOn,
        Lesson::PutAside => wire::Lesson::PutAside,
        Lesson::Leave => wire::Lesson::Leave,
        Lesson::Complaint => wire::Lesson::Complaint,
        Lesson::CloseDay => wire::Lesson::CloseDay,
        Lesson::Evacuate => wire::Lesson::Evacuate,
    }
}

pub fn lesson_step(step: Step) -> LessonStep {
    match step {
        Step::OpenDesk => LessonStep::OpenDesk,
        Step::Visitor => LessonStep::Visitor,
        Step::Call => LessonStep::Call,
        Step::Recall => LessonStep::Recall,
        Step::NoShow => LessonStep::NoShow,
        Step::Start => LessonStep::Start,
        Step::Finish => LessonStep::Finish,
        Step::PassOn => LessonStep::PassOn,
        Step::PutAside => LessonStep::PutAside,
        Step::Resume => LessonStep::Resume,
        Step::Pause => LessonStep::Pause,
        Step::ComeBack => LessonStep::ComeBack,
        Step::CloseDesk => LessonStep::CloseDesk,
        Step::EnterComplaint => LessonStep::EnterComplaint,
        Step::StopTickets => LessonStep::StopTickets,
        Step::CloseDay => LessonStep::CloseDay,
        Step::Evacuate => LessonStep::Evacuate,
        Step::Lift => LessonStep::Lift,
    }
}

pub fn lesson_screen(screen: Screen) -> LessonScreen {
    match screen {
        Screen::Desk => LessonScreen::Desk,
        Screen::Manager => LessonScreen::Manager,
        Screen::Complaint => LessonScreen::Complaint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_and_a_screen_have_one_name_on_either_side() {
        for of_rules in Lesson::ALL {
            assert_eq!(lesson(of_rules).as_str(), of_rules.as_str());
        }
        for screen in Screen::ALL {
            assert_eq!(lesson_screen(screen).path(), screen.as_str());
        }
    }
}
