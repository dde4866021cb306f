//! The lessons of people in a practice branch: begun, gone on with, and read on from its journal, which says what they have done.

mod following;

pub use following::Following;

use crate::asked::staff;
use queue::{CsrId, Event, Timestamp};
use records::lesson::{Lesson, Step};
use store::lesson::{advance, of_branch, of_person, turn_to};
use store::{BegunLesson, BranchId, Failure, Position, Row, Store};

/// How far somebody is with a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub staff: CsrId,
    pub lesson: Lesson,
    /// How many steps are over.
    pub over: usize,
    /// When it was done last.
    pub done: Option<Timestamp>,
    /// It is the one that the person turned to last.
    pub current: bool,
    /// The practice branch in which it was begun.
    pub branch: BranchId,
    /// The day of what was done last for it.
    pub day: queue::Day,
}

impl Progress {
    fn of(begun: BegunLesson, current: bool) -> Option<Self> {
        let lesson = Lesson::parse(&begun.lesson)?;
        let BegunLesson { staff, branch, steps, day, done, .. } = begun;
        let over = lesson.steps().len().min(steps.try_into().unwrap_or(usize::MAX));
        Some(Self { staff, lesson, over, done, current, branch, day })
    }

    /// What is asked for now; `None` where every step is over.
    pub fn step(&self) -> Option<Step> {
        self.lesson.steps().get(self.over).copied()
    }
}

/// Returns what a person has begun, as far as the journals tell at this moment; the lesson that is under way first.
pub async fn progress(store: &Store, person: CsrId) -> Result<Vec<Progress>, Failure> {
    let mut begun = of_person(store, person).await?;
    if let Some(current) = begun.first_mut() {
        *current = read_on(store, current).await?;
    }
    Ok(begun.into_iter().enumerate().filter_map(|(at, begun)| Progress::of(begun, at == 0)).collect())
}

/// Has a person turn to a lesson in a practice branch whose journal goes as far as `at`. It goes on from the step that it was at, or
/// begins `anew`; one that was done begins anew too.
pub async fn begin(
    store: &Store,
    person: CsrId,
    lesson: Lesson,
    anew: bool,
    (branch, at): (&BranchId, Position),
    now: Timestamp,
) -> Result<(), Failure> {
    let begun = of_person(store, person).await?;
    let under_way = match begun.first() {
        Some(current) => Some((current, read_on(store, current).await?)),
        None => None,
    };
    let latest = under_way.iter().map(|(_, read)| read).chain(begun.iter().skip(1));
    let known = latest.clone().find(|known| known.lesson == lesson.as_str()).map_or(0, |known| known.steps);
    let is_over = usize::try_from(known).is_ok_and(|steps| steps >= lesson.steps().len());
    let turned = latest.map(|known| known.turned + queue::Duration(1)).max().map_or(now, |after| after.max(now));
    let row = BegunLesson {
        staff: person,
        lesson: lesson.as_str().to_owned(),
        branch: branch.clone(),
        steps: if anew || is_over { 0 } else { known },
        day: at.day,
        seq: at.seq,
        turned,
        done: None,
    };
    let mut transaction = store.begin().await?;
    if let Some((before, read)) = &under_way {
        // Another server may have read it on: it came to the same.
        advance(&mut transaction, before, read).await?;
    }
    turn_to(&mut transaction, &row).await?;
    transaction.commit().await
}

/// Notes that a person entered a complaint that is practice: nothing else is kept of it.
pub async fn entered_complaint(store: &Store, person: CsrId, now: Timestamp) -> Result<(), Failure> {
    let Some(before) = of_person(store, person).await?.into_iter().next() else { return Ok(()) };
    let after = stepped(&before, Step::EnterComplaint, now);
    if after != before {
        advance(store, &before, &after).await?;
    }
    Ok(())
}

/// Keeps how far everybody's lesson is in a practice branch whose journal has more.
pub async fn follow(store: &Store, branch: &BranchId) -> Result<(), Failure> {
    let mut last = None;
    for before in of_branch(store, branch).await? {
        // A person's latest comes first; what they turned from rests.
        if last.replace(before.staff) == Some(before.staff) {
            continue;
        }
        let is_current = of_person(store, before.staff).await?.first() == Some(&before);
        if is_current {
            let after = read_on(store, &before).await?;
            if after != before {
                advance(store, &before, &after).await?;
            }
        }
    }
    Ok(())
}

/// Returns a lesson with what the journal tells beyond what was read for it.
async fn read_on(store: &Store, begun: &BegunLesson) -> Result<BegunLesson, Failure> {
    let mut read = begun.clone();
    if Progress::of(read.clone(), true).is_none_or(|progress| progress.step().is_none()) {
        return Ok(read);
    }
    let days = store.days(&begun.branch).await?;
    for day in days.into_iter().filter(|day| *day >= begun.day) {
        let from = if day == begun.day { begun.seq + 1 } else { 1 };
        for row in store.read_day(&begun.branch, &day, from).await? {
            (read.day, read.seq) = (row.day.clone(), row.seq);
            if row.actor == staff(begun.staff) {
                for event in events(&row)? {
                    if let Some(step) = Step::ended_by(&event) {
                        read = stepped(&read, step, event.at());
                    }
                }
            }
        }
    }
    Ok(read)
}

/// A lesson after a step has happened.
fn stepped(begun: &BegunLesson, step: Step, at: Timestamp) -> BegunLesson {
    let Some(lesson) = Lesson::parse(&begun.lesson) else { return begun.clone() };
    let before = usize::try_from(begun.steps).unwrap_or(usize::MAX);
    let over = lesson.after(before, step);
    if over == before {
        return begun.clone();
    }
    let done = if over == lesson.steps().len() { Some(at) } else { begun.done };
    BegunLesson { steps: u32::try_from(over).unwrap_or(u32::MAX), done, ..begun.clone() }
}

fn events(row: &Row) -> Result<Vec<Event>, Failure> {
    serde_json::from_str(&row.events).map_err(|error| {
        Failure::Damaged(format!("branch {}, day {}, row {} cannot be read: {error}", row.branch, row.day, row.seq))
    })
}
