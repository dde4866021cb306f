//! What is played: the branch, its desks and services, who plays which desk, and how fast.

use queue::{CsrId, DeskId, ServiceId, Setup};
use rand_chacha::ChaCha8Rng;
use simulate::draw::{Lognormal, Purpose, millis, stream};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The share of their time for which the played desks are busy.
const LOAD: f64 = 0.9;
/// The same for the desks that are free for whoever tries the demo. Their visitors give up after a while.
const LOAD_OF_OTHERS: f64 = 0.25;

/// How long a player waits after a failure before trying again.
pub(crate) const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// A day to play.
#[derive(Debug, Clone)]
pub struct Show {
    /// The branch's id.
    pub branch: String,
    /// The languages that visitors choose among.
    pub languages: Vec<String>,
    pub setup: Setup,
    /// The player of each played desk.
    pub players: BTreeMap<DeskId, Player>,
    /// The password of the players.
    pub password: String,
    /// Everything goes so many times as fast as in a branch.
    pub pace: f64,
    pub seed: u64,
}

/// A CSR who is played.
#[derive(Debug, Clone)]
pub struct Player {
    pub login: String,
    pub csr: CsrId,
}

impl Show {
    /// The path of the branch's routes.
    pub(crate) fn base(&self) -> String {
        format!("/api/v1/branches/{}", self.branch)
    }

    /// A stream of random numbers of a player.
    pub(crate) fn random(&self, player: &str) -> ChaCha8Rng {
        stream(self.seed, player, Purpose::Desks)
    }

    /// A time of the branch at the pace of the show.
    pub(crate) fn at_pace(&self, millis: f64) -> Duration {
        Duration::from_secs_f64((millis / 1e3 / self.pace).clamp(0.0, 86_400.0))
    }

    /// How long a service takes at a standard normal number.
    pub(crate) fn service_time(&self, service: &ServiceId, normal: f64) -> Duration {
        let usual = self.setup.services.get(service);
        let millis = usual.map_or(240_000.0, |of| Lognormal::with_p80(of.expected, of.p80).at(normal));
        self.at_pace(millis)
    }

    /// How many visitors come for each service in a millisecond of the branch's time.
    pub(crate) fn rates(&self) -> BTreeMap<ServiceId, f64> {
        let mut rates = BTreeMap::new();
        for (desk, profile) in &self.setup.desks {
            let load = if self.players.contains_key(desk) { LOAD } else { LOAD_OF_OTHERS };
            let share = load / f64::from(u32::try_from(profile.len()).unwrap_or(u32::MAX).max(1));
            for service in profile {
                let mean = self.setup.services.get(service).map_or(240_000.0, |of| millis(of.expected));
                // A minute more for the way to the desk and the pause after it.
                *rates.entry(service.clone()).or_insert(0.0) += share / (mean + 60_000.0);
            }
        }
        rates
    }
}

/// The desks to play: half of the branch's, and those that together serve the most services.
pub fn choose_desks(desks: &BTreeMap<DeskId, BTreeSet<ServiceId>>) -> Vec<DeskId> {
    let mut chosen: Vec<DeskId> = Vec::new();
    let mut served: BTreeSet<&ServiceId> = BTreeSet::new();
    while chosen.len() < desks.len() / 2 {
        let free = desks.iter().filter(|(desk, _)| !chosen.contains(desk));
        // Of equal desks the first.
        let new = |profile: &BTreeSet<ServiceId>| profile.iter().filter(|service| !served.contains(service)).count();
        let Some((desk, profile)) = free.rev().max_by_key(|(_, profile)| new(profile)) else { break };
        chosen.push(desk.clone());
        served.extend(profile);
    }
    chosen.sort();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_played_desks_serve_as_many_services_as_they_can() {
        let desk = |id: &str, services: &[&str]| {
            (DeskId::new(id), services.iter().map(|service| ServiceId::new(service)).collect::<BTreeSet<_>>())
        };
        let desks = BTreeMap::from([
            desk("1", &["cash"]),
            desk("2", &["cash", "cards"]),
            desk("3", &["cash", "cards"]),
            desk("4", &["loans"]),
            desk("5", &["cards"]),
        ]);
        assert_eq!(choose_desks(&desks), [DeskId::new("2"), DeskId::new("4")]);
        assert_eq!(choose_desks(&BTreeMap::from([desk("1", &["cash"])])), []);
    }
}
