//! Quick answers: visitors who need no ticket.

use crate::given::{Scene, minute, open_day, setup, today};
use queue::{AnswerId, Branch, Command, Day, Event, Refusal};

fn solved(answer: &str) -> Command {
    Command::CountSolved { answer: AnswerId::new(answer) }
}

#[test]
fn whoever_goes_with_an_answer_is_counted_and_has_no_ticket() {
    let mut scene = Scene::opened();
    let event = Event::SolvedWithoutTicket { answer: AnswerId::new("hours"), at: minute(3) };
    assert_eq!(scene.at(3).does(&solved("hours")), [event]);
    scene.does(&solved("hours"));
    assert_eq!((scene.branch.solved(), scene.branch.counts().issued), (2, 0));
}

#[test]
fn the_next_day_counts_anew() {
    let mut scene = Scene::opened();
    scene.does(&solved("iban"));
    scene.at(24 * 60).does(&open_day(Day::new(2026, 11, 24), setup()));
    assert!(*scene.branch.day().expect("a day") > today());
    assert_eq!(scene.branch.solved(), 0);
}

#[test]
fn nobody_is_counted_where_no_day_runs() {
    assert_eq!(Branch::new().decide(&solved("hours"), minute(0)), Err(Refusal::NoDay));
}
