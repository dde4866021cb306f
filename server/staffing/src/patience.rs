//! Erlang-A: servers whose visitors leave when their patience ends (M/M/n+M). The formulas are those of Mandelbaum and
//! Zeltyn, "Service engineering in action: the Palm/Erlang-A queue" (2007).
//!
//! The offered wait, which is what a visitor of endless patience would wait, has a density in proportion to
//! lambda * exp(g(x)) with g(x) = lambda (1 - exp(-theta x)) / theta - n mu x. All measures are integrals of it. The largest
//! value of g is taken out of the exponent, so that no load overflows.

use crate::erlang::blocked;

/// Integrals use this many intervals of Simpson's rule: ten digits for every load of a branch.
const INTERVALS: u32 = 1_000;
/// Where the density has fallen below e^-45 of its largest value, nothing that a double can hold is left.
const NEGLIGIBLE: f64 = -45.0;
/// More desks than any branch has. The search for the fewest ends here.
const MOST_SERVERS: u32 = 200;

/// Who comes: all three figures are above zero, but for `per_minute`, which is zero where nobody comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Arrivals per minute.
    pub per_minute: f64,
    /// Mean service time.
    pub service_minutes: f64,
    /// Mean time after which a visitor who waits leaves.
    pub patience_minutes: f64,
}

/// What visitors meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waits {
    /// The probability of any wait.
    pub delayed: f64,
    /// The probability of leaving unserved.
    pub leaves: f64,
    /// The mean wait of all visitors, those who leave included.
    pub mean_minutes: f64,
    /// The mean number of visitors who wait.
    pub queue: f64,
}

/// The density of the offered wait for a number of servers.
struct OfferedWait {
    arrivals: f64,
    departures: f64,
    impatience: f64,
    /// The largest value of the exponent.
    peak: f64,
    /// Where the density has become negligible.
    end: f64,
    /// exp(-peak) / Erlang-B of one server less: the weight of the states with a free server.
    free: f64,
    /// The weight of all states.
    total: f64,
}

impl OfferedWait {
    fn of(demand: &Demand, servers: u32) -> Self {
        let (arrivals, impatience) = (demand.per_minute, 1.0 / demand.patience_minutes);
        let departures = f64::from(servers) / demand.service_minutes;
        let summit = ((arrivals / departures).ln() / impatience).max(0.0);
        let blocked = blocked(servers - 1, arrivals * demand.service_minutes);
        let mut density = Self { arrivals, departures, impatience, peak: 0.0, end: summit, free: 0.0, total: 0.0 };
        density.peak = density.exponent(summit);
        let mut step = 1.0 / departures;
        while density.exponent(density.end) > NEGLIGIBLE {
            density.end += step;
            step *= 2.0;
        }
        density.free = (-density.peak).exp() / blocked;
        density.total = density.free + arrivals * density.mass();
        density
    }

    /// g(x), less its largest value once that is known.
    fn exponent(&self, minutes: f64) -> f64 {
        let come = self.arrivals * -(-self.impatience * minutes).exp_m1() / self.impatience;
        come - self.departures * minutes - self.peak
    }

    /// The integral of exp(g) over all waits.
    fn mass(&self) -> f64 {
        simpson(0.0, self.end, |minutes| self.exponent(minutes).exp())
    }

    /// The probability of being called within `minutes` and before patience ends, for a visitor who has to wait.
    fn served_within(&self, minutes: f64) -> f64 {
        let density = |wait: f64| (self.exponent(wait) - self.impatience * wait).exp();
        self.arrivals * simpson(0.0, minutes.clamp(0.0, self.end), density) / self.total
    }
}

impl Demand {
    /// The offered load, in erlangs.
    pub fn load(&self) -> f64 {
        self.per_minute * self.service_minutes
    }

    /// What visitors meet at so many servers.
    pub fn waits(&self, servers: u32) -> Waits {
        if self.per_minute <= 0.0 {
            return Waits { delayed: 0.0, leaves: 0.0, mean_minutes: 0.0, queue: 0.0 };
        }
        let (delayed, leaves) = if servers == 0 {
            (1.0, 1.0)
        } else {
            let wait = OfferedWait::of(self, servers);
            let mass = wait.mass();
            let leaves = ((-wait.peak).exp() + (wait.arrivals - wait.departures) * mass) / wait.total;
            (wait.arrivals * mass / wait.total, leaves.max(0.0))
        };
        let mean_minutes = leaves * self.patience_minutes;
        Waits { delayed, leaves, mean_minutes, queue: self.per_minute * mean_minutes }
    }

    /// The share of all visitors who are called within `minutes`; a visitor who leaves is not called. 1 where nobody
    /// comes.
    pub fn called_within(&self, servers: u32, minutes: f64) -> f64 {
        if self.per_minute <= 0.0 {
            return 1.0;
        }
        if servers == 0 {
            return 0.0;
        }
        let wait = OfferedWait::of(self, servers);
        (wait.free / wait.total + wait.served_within(minutes)).min(1.0)
    }

    /// The fewest servers by which at least `share` of the visitors are called within `minutes`.
    pub fn fewest_servers(&self, minutes: f64, share: f64) -> u32 {
        (0..MOST_SERVERS).find(|servers| self.called_within(*servers, minutes) >= share).unwrap_or(MOST_SERVERS)
    }
}

/// The integral of a smooth function by Simpson's rule.
fn simpson(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    let step = (to - from) / f64::from(INTERVALS);
    let weight = |index: u32| match index {
        0 | INTERVALS => 1.0,
        odd if odd % 2 == 1 => 4.0,
        _ => 2.0,
    };
    (0..=INTERVALS).map(|index| weight(index) * function(from + f64::from(index) * step)).sum::<f64>() * step / 3.0
}
