//! What a branch's day is run by: services, desks, hours, policy. Resolved outside (the hours are moments, not
//! times on a wall clock) and recorded with the day, so that a later change of the set-up rewrites nothing.

use crate::{DeskId, Duration, Letter, ServiceId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The set-up of one branch for one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    pub services: BTreeMap<ServiceId, Service>,
    /// Each desk's profile: the services that it may serve.
    pub desks: BTreeMap<DeskId, BTreeSet<ServiceId>>,
    /// When tickets are given out today, in order, not overlapping.
    pub hours: Vec<Opening>,
    /// The first opening after this day, where one is planned.
    pub reopens_at: Option<Timestamp>,
    pub policy: Policy,
}

/// How a service queues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub letter: Letter,
    /// The wait that the branch aims for.
    pub target: Duration,
    /// Mean service time.
    pub expected: Duration,
    /// The service time that 80 % of visitors stay under.
    pub p80: Duration,
}

/// A stretch of time in which tickets are given out: from `from` up to, not including, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// How the next ticket is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The weight of the mean service time in a ticket's due time, in thousandths.
    pub alpha_milli: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { alpha_milli: 500 }
    }
}

impl Setup {
    /// Whether a day can be run by it; the first thing that is wrong, in the order of the variants below.
    pub fn check(&self) -> Result<(), SetupError> {
        if self.services.is_empty() {
            return Err(SetupError::NoService);
        }
        if self.desks.is_empty() {
            return Err(SetupError::NoDesk);
        }
        self.check_profiles()?;
        self.check_hours()?;
        self.check_times()?;
        if self.policy.alpha_milli < 0 { Err(SetupError::Policy) } else { Ok(()) }
    }

    fn check_profiles(&self) -> Result<(), SetupError> {
        for (desk, profile) in &self.desks {
            if let Some(service) = profile.iter().find(|service| !self.services.contains_key(*service)) {
                return Err(SetupError::UnknownService { desk: desk.clone(), service: service.clone() });
            }
        }
        let served = |service: &ServiceId| self.desks.values().any(|profile| profile.contains(service));
        match self.services.keys().find(|service| !served(service)) {
            Some(service) => Err(SetupError::Unserved(service.clone())),
            None => Ok(()),
        }
    }

    fn check_hours(&self) -> Result<(), SetupError> {
        let forward = self.hours.iter().all(|opening| opening.from < opening.to);
        let in_order = self.hours.windows(2).all(|pair| pair[0].to <= pair[1].from);
        if forward && in_order { Ok(()) } else { Err(SetupError::Hours) }
    }

    fn check_times(&self) -> Result<(), SetupError> {
        let sound =
            |service: &Service| service.target.0 > 0 && service.expected.0 > 0 && service.p80 >= service.expected;
        match self.services.iter().find(|(_, service)| !sound(service)) {
            Some((id, _)) => Err(SetupError::Times(id.clone())),
            None => Ok(()),
        }
    }
}

/// Why a set-up cannot run a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("the branch has no service")]
    NoService,
    #[error("the branch has no desk")]
    NoDesk,
    #[error("desk {desk} serves {service}, which is not a service of the branch")]
    UnknownService { desk: DeskId, service: ServiceId },
    #[error("no desk serves {0}")]
    Unserved(ServiceId),
    #[error("the opening hours overlap or end before they begin")]
    Hours,
    #[error("the times of service {0} must be above zero, with p80 at least as long as the expected time")]
    Times(ServiceId),
    #[error("the weight of the mean service time in the call order must not be below zero")]
    Policy,
}
