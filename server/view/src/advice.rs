//! What the branch could do about the waiting: open a desk, close one, or move a CSR from one to another.
//!
//! The pressure on a desk's services says which steps are worth a thought; what a step would bring is then told by the
//! same simulation that tells the waits, with the same visitors.

mod desks;
mod gain;

pub use desks::Quiet;

use crate::plan::DAYS_NEEDED;
use desks::Desks;
use forecast::{Change, Conformal, Learned, Today};
use gain::Gain;
use queue::{Branch, DeskId, ServiceId, Timestamp};
use staffing::{Advice as Pressed, Thresholds};
use std::collections::BTreeSet;
use wire::{Advice, Step, Suggestion, Text};

/// How many steps of each kind are simulated at most.
const TRIED: usize = 3;
/// How many suggestions are shown at most.
const SHOWN: usize = 3;
/// A step that gives fewer people than this anything, or less than so many minutes, is not worth a walk.
const LEAST_PEOPLE: u32 = 2;
const LEAST_MINUTES: u32 = 2;
/// A desk may close where nobody waits longer for it by more than this, in minutes.
const MOST_LOST_MINUTES: u32 = 2;

/// A branch at a moment, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub setup: &'a setup::Branch,
    pub branch: &'a Branch,
    pub learned: &'a Learned,
    pub conformal: &'a Conformal,
    pub today: &'a Today,
    pub now: Timestamp,
    /// Of the simulation: the same for what is and for what would be.
    pub seed: u64,
}

/// A step that is worth simulating.
struct Idea {
    step: Step,
    changes: Vec<Change>,
    serves: BTreeSet<ServiceId>,
}

/// The suggestions for a branch, the best first. `quiet` remembers since when desks had little to do.
pub fn advice(case: &Case, quiet: &mut Quiet) -> Advice {
    let days = case.learned.days;
    let desks = Desks::of(case);
    quiet.note(&desks, case.now);
    if days < DAYS_NEEDED {
        return Advice::Unknown { days, needed: DAYS_NEEDED };
    }
    let opening = openings(case, &desks, quiet);
    let closing = if opening.is_empty() { closings(case, &desks, quiet) } else { Vec::new() };
    let tried = |idea: Idea| {
        let gain = Gain::of(case, &idea.changes, &idea.serves);
        (idea, gain)
    };
    let mut found: Vec<(Idea, Gain)> = opening.into_iter().map(tried).filter(|(_, gain)| gain.is_worth_it()).collect();
    found.sort_by_key(|(_, gain)| std::cmp::Reverse(gain.total()));
    found.extend(closing.into_iter().map(tried).filter(|(_, gain)| gain.costs_little()));
    found.truncate(SHOWN);
    Advice::Known { suggestions: found.into_iter().map(|(idea, gain)| suggestion(case, idea, gain)).collect() }
}

/// Closed desks whose services have too much work, each opened, or by the CSR of a desk that has little to do.
fn openings(case: &Case, desks: &Desks, quiet: &Quiet) -> Vec<Idea> {
    let mut ideas = Vec::new();
    let mut profiles: Vec<&BTreeSet<ServiceId>> = Vec::new();
    for (id, desk) in case.branch.desks() {
        // Of desks with the same profile one is enough.
        if desk.csr().is_some()
            || profiles.contains(&&desk.profile)
            || desks.advice(id, quiet, case.now) != Pressed::Open
        {
            continue;
        }
        profiles.push(&desk.profile);
        let serves = desks.waited_for(&desk.profile);
        let open = Change::Open(id.clone());
        ideas.push(Idea {
            step: Step::Open { desk: label(case, id) },
            changes: vec![open.clone()],
            serves: serves.clone(),
        });
        if let Some(from) = desks.idle(&desk.profile, &Thresholds::default()) {
            let step = Step::Move { from: label(case, from), to: label(case, id) };
            ideas.push(Idea { step, changes: vec![Change::Close(from.clone()), open], serves });
        }
    }
    ideas.truncate(2 * TRIED);
    ideas
}

/// Open desks that had little to do for half an hour.
fn closings(case: &Case, desks: &Desks, quiet: &Quiet) -> Vec<Idea> {
    let open = case.branch.desks().filter(|(id, desk)| {
        desk.csr().is_some() && desk.ticket().is_none() && desks.advice(id, quiet, case.now) == Pressed::Close
    });
    let idea = |(id, _): (&DeskId, _)| Idea {
        step: Step::Close { desk: label(case, id) },
        changes: vec![Change::Close(id.clone())],
        serves: case.branch.desk(id).map(|desk| desk.profile.clone()).unwrap_or_default(),
    };
    open.map(idea).take(1).collect()
}

fn suggestion(case: &Case, idea: Idea, gain: Gain) -> Suggestion {
    let closes = matches!(idea.step, Step::Close { .. });
    let (people, minutes) = if closes { (gain.losers, gain.lost_minutes) } else { (gain.winners, gain.won_minutes) };
    let serves = idea.serves.iter().filter(|_| !closes).map(|id| {
        let name = case.setup.service(id).map(|service| service.name.clone());
        name.unwrap_or_else(|| Text::from([("en", id.as_str())]))
    });
    Suggestion {
        step: idea.step,
        serves: serves.collect(),
        in_target: gain.in_target,
        in_target_without: gain.in_target_without,
        people,
        minutes,
    }
}

fn label(case: &Case, id: &DeskId) -> String {
    case.setup.desks.get(id).map_or_else(|| id.to_string(), |desk| desk.label.clone())
}
