//! The lessons of a practice branch: short tours on the real screens. A step ends when what it asks for has happened.

use queue::Event;

/// The screen that a lesson is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Desk,
    Manager,
    Complaint,
}

impl Screen {
    /// All of them, in the order in which people read of them.
    pub const ALL: [Self; 3] = [Self::Desk, Self::Complaint, Self::Manager];

    /// The screen's name in the address of its help page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Manager => "manager",
            Self::Complaint => "complaint",
        }
    }

    /// The screen with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.as_str() == name)
    }

    /// Only a manager may open it.
    pub fn is_of_manager(self) -> bool {
        self == Self::Manager
    }
}

/// A lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lesson {
    /// Call a visitor and serve them: the tour of the desk.
    Serve,
    /// Call, recall, no-show.
    NoShow,
    PassOn,
    PutAside,
    /// Leave the desk for a moment, and close it.
    Leave,
    /// A complaint in a minute.
    Complaint,
    /// Close the day: the tour of the manager's screen.
    CloseDay,
    Evacuate,
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    OpenDesk,
    /// Have a visitor come who is not real.
    Visitor,
    Call,
    Recall,
    NoShow,
    Start,
    Finish,
    PassOn,
    PutAside,
    Resume,
    Pause,
    ComeBack,
    CloseDesk,
    /// Enter a complaint. Nothing is kept of it.
    EnterComplaint,
    StopTickets,
    CloseDay,
    Evacuate,
    Lift,
}

impl Lesson {
    /// All of them, in the order in which they are learnt.
    pub const ALL: [Self; 8] = [
        Self::Serve,
        Self::NoShow,
        Self::PassOn,
        Self::PutAside,
        Self::Leave,
        Self::Complaint,
        Self::CloseDay,
        Self::Evacuate,
    ];

    /// The lesson's name in the store and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::NoShow => "no_show",
            Self::PassOn => "pass_on",
            Self::PutAside => "put_aside",
            Self::Leave => "leave",
            Self::Complaint => "complaint",
            Self::CloseDay => "close_day",
            Self::Evacuate => "evacuate",
        }
    }

    /// The lesson with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lesson| lesson.as_str() == name)
    }

    pub fn screen(self) -> Screen {
        match self {
            Self::Serve | Self::NoShow | Self::PassOn | Self::PutAside | Self::Leave => Screen::Desk,
            Self::Complaint => Screen::Complaint,
            Self::CloseDay | Self::Evacuate => Screen::Manager,
        }
    }

    /// The tour of somebody's own screen: the one that a first sign-in offers.
    pub fn tour(manages: bool) -> Self {
        if manages { Self::CloseDay } else { Self::Serve }
    }

    /// What is asked for, in this order.
    pub fn steps(self) -> &'static [Step] {
        use Step::{
            Call, CloseDay, CloseDesk, ComeBack, EnterComplaint, Evacuate, Finish, Lift, NoShow, OpenDesk, PassOn,
            Pause, PutAside, Recall, Resume, Start, StopTickets, Visitor,
        };
        match self {
            Self::Serve => &[OpenDesk, Visitor, Call, Start, Finish],
            Self::NoShow => &[OpenDesk, Visitor, Call, Recall, NoShow],
            Self::PassOn => &[OpenDesk, Visitor, Call, Start, PassOn],
            Self::PutAside => &[OpenDesk, Visitor, Call, Start, PutAside, Resume],
            Self::Leave => &[OpenDesk, Pause, ComeBack, CloseDesk],
            Self::Complaint => &[EnterComplaint],
            Self::CloseDay => &[StopTickets, CloseDay],
            Self::Evacuate => &[Evacuate, Lift],
        }
    }

    /// How many steps are over once `step` has happened, where `over` were before. What only prepares is over with what it prepares.
    pub fn after(self, over: usize, step: Step) -> usize {
        let left = self.steps().get(over..).unwrap_or_default();
        let prepared = left.iter().take_while(|next| **next != step && next.prepares()).count();
        if left.get(prepared) == Some(&step) { over + prepared + 1 } else { over }
    }

    /// How many steps are over for somebody who sits at an open desk: who has one is not asked to open it.
    pub fn at_desk(self, over: usize) -> usize {
        if self.steps().get(over) == Some(&Step::OpenDesk) { over + 1 } else { over }
    }
}

impl Step {
    /// A step that may have been done before: a desk that is open already, a visitor who waits already.
    fn prepares(self) -> bool {
        matches!(self, Self::OpenDesk | Self::Visitor)
    }

    /// The step that an event ends, done by the person who learns.
    pub fn ended_by(event: &Event) -> Option<Self> {
        match event {
            Event::DeskOpened { .. } | Event::DeskTakenOver { .. } => Some(Self::OpenDesk),
            Event::TicketIssued { .. } => Some(Self::Visitor),
            Event::TicketCalled { .. } => Some(Self::Call),
            Event::TicketRecalled { .. } => Some(Self::Recall),
            Event::TicketNoShow { .. } => Some(Self::NoShow),
            Event::ServiceStarted { .. } => Some(Self::Start),
            Event::ServiceFinished { .. } => Some(Self::Finish),
            Event::TicketTransferred { .. } => Some(Self::PassOn),
            Event::TicketParked { .. } => Some(Self::PutAside),
            Event::TicketResumed { .. } => Some(Self::Resume),
            Event::DeskPaused { .. } => Some(Self::Pause),
            Event::DeskResumed { .. } => Some(Self::ComeBack),
            Event::DeskClosed { .. } => Some(Self::CloseDesk),
            Event::IssuingStopped { service: None, .. } => Some(Self::StopTickets),
            Event::DayClosed { .. } => Some(Self::CloseDay),
            Event::EvacuationBegun { .. } => Some(Self::Evacuate),
            Event::EvacuationLifted { .. } => Some(Self::Lift),
            Event::DayOpened { .. }
            | Event::DayReopened { .. }
            | Event::DayExtended { .. }
            | Event::IssuingStopped { service: Some(_), .. }
            | Event::IssuingResumed { .. }
            | Event::NumbersReserved { .. }
            | Event::TicketCancelled { .. }
            | Event::TicketDelayed { .. }
            | Event::TicketReinstated { .. }
            | Event::TicketReleased { .. }
            | Event::TicketCalledIn { .. }
            | Event::VisitorSetOff { .. }
            | Event::VisitorArrived { .. }
            | Event::TicketMissed { .. }
            | Event::PriorityChanged { .. }
            | Event::ServiceChanged { .. }
            | Event::DocumentChecked { .. }
            | Event::LendingAsked { .. }
            | Event::DeskNotLent { .. }
            | Event::DeskLent { .. }
            | Event::DeskReturned { .. }
            | Event::AlertRaised { .. }
            | Event::AlertCleared { .. }
            | Event::SolvedWithoutTicket { .. }
            | Event::AnnouncementMade { .. }
            | Event::AnnouncementWithdrawn { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_step_ends_by_an_event_that_the_rules_have_or_by_a_form_of_its_own() {
        // One of each event ever written.
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../queue/tests/golden/event");
        let ended: Vec<Step> = std::fs::read_dir(golden)
            .expect("the golden events")
            .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text"))
            .map(|event| serde_json::from_str::<Event>(&event).expect("an event"))
            .filter_map(|event| Step::ended_by(&event))
            .collect();
        for lesson in Lesson::ALL {
            for step in lesson.steps() {
                assert!(*step == Step::EnterComplaint || ended.contains(step), "nothing ends {step:?} of {lesson:?}");
            }
        }
    }

    #[test]
    fn a_lesson_has_a_name_of_its_own_and_some_steps() {
        let names: BTreeSet<&str> = Lesson::ALL.iter().map(|lesson| lesson.as_str()).collect();
        assert_eq!(names.len(), Lesson::ALL.len());
        for lesson in Lesson::ALL {
            assert_eq!(Lesson::parse(lesson.as_str()), Some(lesson));
            assert!(!lesson.steps().is_empty());
        }
        for screen in Screen::ALL {
            assert_eq!(Screen::parse(screen.as_str()), Some(screen));
            assert!(Lesson::ALL.iter().any(|lesson| lesson.screen() == screen), "{screen:?} has a lesson");
        }
        assert_eq!((Lesson::parse("cash"), Screen::parse("kiosk")), (None, None));
    }

    #[test]
    fn steps_end_in_their_order_and_what_only_prepares_may_have_been_done_before() {
        let lesson = Lesson::NoShow;
        assert_eq!(lesson.after(0, Step::OpenDesk), 1);
        assert_eq!(lesson.after(0, Step::Visitor), 2, "the desk was open");
        assert_eq!(lesson.after(1, Step::Call), 3, "somebody waited");
        assert_eq!(lesson.after(0, Step::Recall), 0, "nobody was called");
        assert_eq!(lesson.after(3, Step::Start), 3, "another step than the one that is asked for");
        assert_eq!(lesson.after(4, Step::NoShow), 5);
        assert_eq!(lesson.after(5, Step::NoShow), 5, "it is over");
        assert_eq!(lesson.after(9, Step::NoShow), 9, "a lesson that was longer once");
    }

    #[test]
    fn who_sits_at_an_open_desk_is_not_asked_to_open_one() {
        assert_eq!((Lesson::Serve.at_desk(0), Lesson::Serve.at_desk(2), Lesson::Complaint.at_desk(0)), (1, 2, 0));
    }

    #[test]
    fn the_tour_of_somebody_s_own_screen_is_of_a_screen_that_they_may_open() {
        assert!(!Lesson::tour(false).screen().is_of_manager() && Lesson::tour(true).screen().is_of_manager());
    }
}
