//! The set-up of a branch's day: services, desks, hours, policy. The caller resolves it (the hours are moments, not
//! times on a wall clock). It is recorded with the day, so that a later change of the set-up rewrites no history.

use crate::reserve::NUMBERS_MOST;
use crate::{DeskId, Duration, Letter, ServiceId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The set-up of one branch for one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    pub services: BTreeMap<ServiceId, Service>,
    /// Each desk's profile: the services that it may serve.
    pub desks: BTreeMap<DeskId, BTreeSet<ServiceId>>,
    /// The services that a desk prefers, the most preferred first. The rest of its profile comes after them. A desk
    /// without an entry has no preference.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub preferences: BTreeMap<DeskId, Vec<ServiceId>>,
    /// When tickets are issued today: in order, without overlaps.
    pub hours: Vec<Opening>,
    /// The first opening after this day, where one is planned.
    pub reopens_at: Option<Timestamp>,
    pub policy: Policy,
}

/// How a service queues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub letter: Letter,
    /// The target wait.
    pub target: Duration,
    /// The mean service time.
    pub expected: Duration,
    /// The service time that 80 % of visitors stay under.
    pub p80: Duration,
}

/// A span in which tickets are issued: from `from` up to, not including, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// The rules that a branch may change. A rule that a journal does not mention has its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// The weight of the mean service time in a walk-in's due time, in thousandths.
    pub alpha_milli: i64,
    /// An appointment is due this long before its time.
    pub appointment_lead: Duration,
    /// A visitor who checks in later than this after the booked time queues as a walk-in.
    pub appointment_grace: Duration,
    /// A ticket waits for the officer of its appointment until so long after the booked time, where they are at no desk.
    #[serde(skip_serializing_if = "is_usual_wait")]
    pub officer_wait: Duration,
    /// The largest share, in thousandths, of the contested calls that goes to priority. A call is contested when a
    /// ticket with priority and one without both wait for it.
    pub priority_share_milli: i64,
    /// Each rank in a desk's order of preference adds this delay to the due times of the service at that desk.
    pub preference_step: Duration,
    /// A visitor must have been called this often before they count as a no-show.
    pub no_show_calls: u32,
    /// The first call must be this long ago before a visitor counts as a no-show.
    pub no_show_after: Duration,
    /// The longest delay that a visitor may ask for, all their delays together.
    pub delay_most: Duration,
    /// How long after closing time the desks still serve the visitors who wait.
    pub overtime: Duration,
    /// How far the day may be extended beyond a planned closing time, all extensions together.
    pub extension_most: Duration,
    /// A free desk calls the next visitor by itself after this long; zero where only a person calls.
    #[serde(skip_serializing_if = "Duration::is_zero")]
    pub auto_call_after: Duration,
    #[serde(skip_serializing_if = "ManualPicks::are_allowed")]
    pub manual_picks: ManualPicks,
    /// So many visitors may have a ticket and be away at a time; none where the branch gives no tickets from elsewhere.
    #[serde(skip_serializing_if = "is_none")]
    pub remote_most: u32,
    /// A visitor who is away is waited for so long after their ticket is due, or they are expected.
    #[serde(skip_serializing_if = "is_usual_grace")]
    pub remote_grace: Duration,
    /// A kiosk holds so many numbers of each letter, to give them out while it is without the server; none where it does not.
    #[serde(skip_serializing_if = "is_none")]
    pub reserve_size: u32,
    /// A kiosk gives out tickets without the server for so long.
    #[serde(skip_serializing_if = "is_usual_time_alone")]
    pub alone_most: Duration,
    /// So many visitors may wait to be called back at a time; none where the branch calls nobody back.
    #[serde(skip_serializing_if = "is_none")]
    pub call_backs_most: u32,
    /// Who does not answer is dialled again after this long.
    #[serde(skip_serializing_if = "is_usual_pause")]
    pub call_back_pause: Duration,
    /// Who did not answer so often is a no-show.
    #[serde(skip_serializing_if = "are_usual_dials")]
    pub call_back_dials: u32,
}

/// Whether a CSR may choose whom to call, whoever is next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManualPicks {
    #[default]
    Allowed,
    /// Allowed, and the manager sees how many there are at each desk.
    Counted,
    Off,
}

impl ManualPicks {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
    fn are_allowed(&self) -> bool {
        *self == Self::Allowed
    }
}

/// So long a ticket waits for its officer where the branch sets nothing.
const USUAL_WAIT: Duration = Duration::minutes(5);

/// Journals do not mention it then, as they did not before there was such a wait.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_usual_wait(wait: &Duration) -> bool {
    *wait == USUAL_WAIT
}

/// So long a visitor who is away is waited for where the branch sets nothing.
const USUAL_GRACE: Duration = Duration::minutes(30);

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_usual_grace(grace: &Duration) -> bool {
    *grace == USUAL_GRACE
}

/// So long a kiosk goes on without the server where the branch sets nothing.
const USUAL_TIME_ALONE: Duration = Duration::minutes(60);

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_usual_time_alone(time: &Duration) -> bool {
    *time == USUAL_TIME_ALONE
}

/// So long nobody is dialled again where the branch sets nothing.
const USUAL_PAUSE: Duration = Duration::minutes(15);

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_usual_pause(pause: &Duration) -> bool {
    *pause == USUAL_PAUSE
}

/// So often somebody is dialled where the branch sets nothing.
const USUAL_DIALS: u32 = 3;

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn are_usual_dials(dials: &u32) -> bool {
    *dials == USUAL_DIALS
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_none(count: &u32) -> bool {
    *count == 0
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            alpha_milli: 500,
            appointment_lead: Duration::minutes(15),
            appointment_grace: Duration::minutes(15),
            officer_wait: USUAL_WAIT,
            priority_share_milli: 1_000,
            preference_step: Duration::minutes(2),
            no_show_calls: 2,
            no_show_after: Duration::seconds(60),
            delay_most: Duration::minutes(30),
            overtime: Duration::minutes(30),
            extension_most: Duration::minutes(240),
            auto_call_after: Duration(0),
            manual_picks: ManualPicks::Allowed,
            remote_most: 0,
            remote_grace: USUAL_GRACE,
            reserve_size: 0,
            alone_most: USUAL_TIME_ALONE,
            call_backs_most: 0,
            call_back_pause: USUAL_PAUSE,
            call_back_dials: USUAL_DIALS,
        }
    }
}

impl Policy {
    /// Nobody is expected from farther away.
    pub const fn remote_travel_most(&self) -> Duration {
        Duration::minutes(120)
    }

    /// Whether every figure is in the range that the rules can work with.
    fn is_sound(&self) -> bool {
        let spans = [
            self.appointment_lead,
            self.appointment_grace,
            self.officer_wait,
            self.preference_step,
            self.no_show_after,
            self.delay_most,
            self.overtime,
            self.extension_most,
            self.auto_call_after,
            self.remote_grace,
            self.alone_most,
            self.call_back_pause,
        ];
        self.alpha_milli >= 0
            && self.reserve_size <= NUMBERS_MOST
            && (0..=1_000).contains(&self.priority_share_milli)
            && spans.iter().all(|span| (0..=Duration::minutes(24 * 60).0).contains(&span.0))
    }
}

impl Setup {
    /// Checks whether a day can be run by this set-up. The error is the first fault, in the order of the variants of
    /// [`SetupError`].
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
        if self.policy.is_sound() { Ok(()) } else { Err(SetupError::Policy) }
    }

    fn check_profiles(&self) -> Result<(), SetupError> {
        for (desk, profile) in &self.desks {
            if let Some(service) = profile.iter().find(|service| !self.services.contains_key(*service)) {
                return Err(SetupError::UnknownService { desk: desk.clone(), service: service.clone() });
            }
        }
        for (desk, preference) in &self.preferences {
            let profile = self.desks.get(desk);
            if let Some(service) = preference.iter().find(|service| !profile.is_some_and(|has| has.contains(*service)))
            {
                return Err(SetupError::Preference { desk: desk.clone(), service: service.clone() });
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
    #[error("desk {desk} prefers {service}, which it does not serve")]
    Preference { desk: DeskId, service: ServiceId },
    #[error("no desk serves {0}")]
    Unserved(ServiceId),
    #[error("the opening hours overlap or end before they begin")]
    Hours,
    #[error("the times of service {0} must be above zero, with p80 at least as long as the expected time")]
    Times(ServiceId),
    #[error(
        "in the policy, the weight of the service time must not be below zero, the share of priority calls lies between 0 and 1000 thousandths, a kiosk holds at most 100 numbers of a letter, and every span between none and a day"
    )]
    Policy,
}
