//! The story of a ticket: what happened to it, and whom it overtook or was overtaken by.

use crate::given::{
    ANNA, BRUNO, Scene, call_ticket, cancel, close_desk, delay, finish, minute, open_desk, park, reinstate,
    set_priority, setup, start, take_over, today, transfer,
};
use queue::{Command, Destination, Event, HistoryEntry, ParkReason, QueuePlace, TicketId, history};

/// A scene that keeps its journal.
struct Day {
    scene: Scene,
    journal: Vec<Event>,
}

impl Day {
    fn begun() -> Self {
        let journal = vec![Event::DayOpened { day: today(), setup: Box::new(setup()), at: minute(0) }];
        let mut day = Self { scene: Scene::opened(), journal };
        day.does(0, &open_desk("1", ANNA));
        day.does(0, &open_desk("3", BRUNO));
        day
    }

    fn does(&mut self, at: i64, command: &Command) -> &mut Self {
        let events = self.scene.at(at).does(command);
        self.journal.extend(events);
        self
    }

    fn takes(&mut self, at: i64, service: &str, priority: bool) -> TicketId {
        let wish = queue::Issue { priority, ..crate::given::issue(service) };
        self.does(at, &Command::Issue(wish));
        TicketId(self.scene.branch.counts().issued)
    }

    fn calls(&mut self, at: i64) -> &mut Self {
        self.does(at, &crate::given::call_next("1", ANNA))
    }

    fn story(&self, ticket: TicketId) -> Vec<HistoryEntry> {
        history(&self.journal, ticket)
    }

    /// The names of what happened.
    fn names(&self, ticket: TicketId) -> Vec<String> {
        let name =
            |happening: &HistoryEntry| format!("{:?}", happening.event).split(' ').next().unwrap_or("").to_owned();
        self.story(ticket).iter().map(name).collect()
    }
}

fn numbers(happening: &HistoryEntry) -> Vec<String> {
    happening.overtook.iter().map(ToString::to_string).collect()
}

#[test]
fn a_story_is_told_from_issue_to_end_in_order() {
    let mut day = Day::begun();
    let ticket = day.takes(1, "cash", false);
    day.does(2, &delay(ticket, 5)).does(3, &set_priority(ticket, true)).calls(8);
    day.does(9, &park("1", ANNA, ParkReason::Other)).does(12, &Command::Resume { ticket }).calls(13);
    day.does(14, &start("1", ANNA)).does(15, &finish("1", ANNA));
    let expected = [
        "TicketIssued",
        "TicketDelayed",
        "PriorityChanged",
        "TicketCalled",
        "TicketParked",
        "TicketResumed",
        "TicketCalled",
        "ServiceStarted",
        "ServiceFinished",
    ];
    assert_eq!(day.names(ticket), expected);
    assert!(day.story(ticket).iter().all(|happening| happening.number == Some(day.scene.ticket(ticket).number)));
}

#[test]
fn a_story_is_of_one_ticket_alone() {
    let mut day = Day::begun();
    let (mine, other) = (day.takes(1, "cash", false), day.takes(2, "cash", false));
    day.calls(3).does(4, &start("1", ANNA)).does(5, &finish("1", ANNA)).does(6, &cancel(other));
    assert_eq!(day.names(other), ["TicketIssued", "TicketCancelled"]);
    assert_eq!(day.names(mine).len(), 4);
}

#[test]
fn a_call_lists_whom_it_overtook_and_each_of_those_hears_of_it() {
    let mut day = Day::begun();
    let plain = [day.takes(0, "card", false), day.takes(0, "cash", false)];
    let account = day.takes(0, "account", false);
    let priority = day.takes(1, "cash", true);
    day.calls(2);
    let call = day.story(priority).pop().unwrap();
    assert_eq!(numbers(&call), ["A001", "A002"]);
    for ticket in plain {
        let heard = day.story(ticket).pop().unwrap();
        assert_eq!((&heard, heard.number.unwrap().to_string().as_str()), (&call, "A003"));
    }
    // The desk that called does not serve it, so it was not overtaken there.
    assert_eq!(day.names(account), ["TicketIssued"]);
}

#[test]
fn who_asked_to_be_called_later_or_was_not_there_is_not_overtaken() {
    let mut day = Day::begun();
    let (later, gone) = (day.takes(0, "cash", false), day.takes(0, "cash", false));
    let called = day.takes(1, "cash", false);
    day.does(1, &delay(later, 20)).does(1, &cancel(gone)).calls(2);
    assert_eq!(numbers(&day.story(called).pop().unwrap()), Vec::<String>::new());
    assert_eq!(day.names(later), ["TicketIssued", "TicketDelayed"]);
}

#[test]
fn a_choice_lists_whom_it_overtook_too() {
    let mut day = Day::begun();
    day.takes(0, "cash", false);
    let chosen = day.takes(1, "cash", false);
    day.does(2, &call_ticket("1", ANNA, chosen));
    assert_eq!(numbers(&day.story(chosen).pop().unwrap()), ["A001"]);
}

#[test]
fn what_a_call_says_it_overtook_is_as_many_as_the_story_lists() {
    let mut day = Day::begun();
    for _ in 0..3 {
        day.takes(0, "card", false);
    }
    let first = day.takes(1, "card", true);
    day.calls(2);
    let happening = day.story(first).pop().unwrap();
    let Event::TicketCalled { reason, .. } = happening.event else { panic!("a call") };
    assert_eq!((reason.overtaken, happening.overtook.len()), (3, 3));
}

#[test]
fn a_story_tells_of_transfer_and_release_and_return() {
    let mut day = Day::begun();
    let ticket = day.takes(0, "cash", false);
    day.calls(1).does(2, &transfer("1", ANNA, Destination::Desk(crate::given::desk_id("3")), QueuePlace::First));
    day.does(3, &close_desk("3", BRUNO)).calls(4).does(5, &crate::given::no_show("1", ANNA));
    day.does(6, &reinstate(ticket, QueuePlace::First));
    let expected =
        ["TicketIssued", "TicketCalled", "TicketTransferred", "TicketReleased", "TicketCalled", "TicketNoShow"];
    assert_eq!(day.names(ticket)[..6], expected);
    assert_eq!(day.names(ticket)[6], "TicketReinstated");
}

#[test]
fn the_end_of_the_day_is_the_end_of_who_was_left_and_of_nobody_else() {
    let mut day = Day::begun();
    let (served, left) = (day.takes(0, "cash", false), day.takes(0, "cash", false));
    day.calls(1).does(2, &start("1", ANNA)).does(3, &finish("1", ANNA));
    day.does(450, &crate::given::CLOSE_DAY);
    let end = day.story(left).pop().unwrap();
    assert_eq!((end.event, end.number), (Event::DayClosed { at: minute(450) }, None));
    assert_eq!(day.names(served).last().unwrap(), "ServiceFinished");
}

#[test]
fn a_ticket_that_the_day_does_not_have_has_no_story() {
    let mut day = Day::begun();
    day.takes(0, "cash", false);
    assert_eq!(day.story(TicketId(2)), []);
}

#[test]
fn what_cannot_have_happened_is_left_out_of_the_story() {
    let mut day = Day::begun();
    let ticket = day.takes(0, "cash", false);
    day.does(1, &take_over("1", queue::CsrId(5)));
    let stray = Event::ServiceStarted { ticket, desk: crate::given::desk_id("1"), at: minute(1) };
    day.journal.push(stray);
    assert_eq!(day.names(ticket), ["TicketIssued"]);
}
