//! What a step would bring: the same visitors are simulated without it and with it.

use super::{Case, LEAST_MINUTES, LEAST_PEOPLE, MOST_LOST_MINUTES};
use forecast::{Change, Effect, Outlook, outlook, what_if};
use queue::{Duration, ServiceId};
use std::collections::BTreeSet;

/// Whoever comes at these distances is asked for to know when waits are within their target again.
const STEP: Duration = Duration::minutes(10);
/// Waits are within their target again once they are so for this many steps.
const LASTING: usize = 3;

/// The difference that a step makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gain {
    /// How many of those who wait would wait at least a minute less, and by how many minutes on the mean of those.
    pub(super) winners: u32,
    pub(super) won_minutes: u32,
    /// The same for those who would wait longer.
    pub(super) losers: u32,
    pub(super) lost_minutes: u32,
    /// In how many minutes those who come wait no longer than the target again; `None`: not today.
    pub(super) in_target: Option<u32>,
    pub(super) in_target_without: Option<u32>,
}

impl Gain {
    /// What changes of the desks would do; the target is that of the services that they are made for.
    pub(super) fn of(case: &Case, changes: &[Change], services: &BTreeSet<ServiceId>) -> Self {
        let Case { branch, learned, conformal, today, now, seed, .. } = *case;
        let effect = what_if(changes, branch, learned, conformal, today, now, seed);
        let later = |changes| outlook(changes, branch, learned, today, (now, STEP), seed);
        Self {
            winners: effect.gain.visitors,
            won_minutes: minutes(effect.gain),
            losers: effect.lose.visitors,
            lost_minutes: minutes(effect.lose),
            in_target: in_target(case, &later(changes), services),
            in_target_without: in_target(case, &later(&[]), services),
        }
    }

    /// Whether the step is worth a walk: enough people gain, and they gain more than others lose.
    pub(super) fn is_worth_it(&self) -> bool {
        self.winners >= LEAST_PEOPLE && self.won_minutes >= LEAST_MINUTES && self.total() > 0
    }

    /// Whether hardly anybody waits longer, and no target is missed for it.
    pub(super) fn costs_little(&self) -> bool {
        self.lost_minutes <= MOST_LOST_MINUTES && self.in_target == Some(0)
    }

    /// The minutes that are gained, less those that are lost.
    pub(super) fn total(&self) -> i64 {
        i64::from(self.winners) * i64::from(self.won_minutes) - i64::from(self.losers) * i64::from(self.lost_minutes)
    }
}

/// In how many minutes the waits for these services are within their targets, and stay so.
fn in_target(case: &Case, outlook: &Outlook, services: &BTreeSet<ServiceId>) -> Option<u32> {
    let setup = case.branch.setup()?;
    let within = |service: &ServiceId, step: usize| {
        let target = setup.services.get(service).map_or(0, |service| service.target.whole_minutes());
        let wait = outlook.get(service).and_then(|later| later.get(step)).map(|later| later.wait);
        // After closing time nobody comes, so nobody waits too long.
        wait.is_none_or(|wait| wait.is_some_and(|wait| wait.median <= f64::from(target)))
    };
    let all_within = |step: usize| services.iter().all(|service| within(service, step));
    let longest = services.iter().filter_map(|service| outlook.get(service)).map(Vec::len).max()?;
    let first = (0..longest).find(|step| (*step..step + LASTING).all(all_within))?;
    Some(crate::units::count(first) * STEP.whole_minutes())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a day, never below zero")]
fn minutes(effect: Effect) -> u32 {
    effect.minutes.round().max(0.0) as u32
}
