//! The chances of the visitors, spread evenly over the runs (Latin hypercube sampling, `McKay` and others, 1979): of so many
//! runs, each has one of as many equally probable service times of a visitor, in an order of its own. A wait is about a sum
//! of services, so its quantiles vary less from seed to seed than with as many unrelated runs.

use crate::random::Random;

/// The stream of a seed that shuffles; those of the runs are numbered from 0.
const STREAM: u64 = u64::MAX;

/// For each visitor, in which order the runs have the strata.
pub(crate) struct Strata {
    runs: u32,
    orders: Vec<Vec<u32>>,
}

impl Strata {
    pub(crate) fn new(visitors: usize, runs: u32, seed: u64) -> Self {
        let mut random = Random::new(seed, STREAM);
        let mut order: Vec<u32> = (0..runs).collect();
        let mut shuffled = || {
            for last in (1..order.len()).rev() {
                order.swap(last, random.below(last + 1));
            }
            order.clone()
        };
        let orders = (0..visitors).map(|_| shuffled()).collect();
        Self { runs, orders }
    }

    pub(crate) fn runs(&self) -> u32 {
        self.runs
    }

    /// A number between 0 and 1, uniform over all seeds, and over the runs of one.
    pub(crate) fn uniform(&self, visitor: usize, run: u32, random: &mut Random) -> f64 {
        let order = self.orders.get(visitor);
        let run = usize::try_from(run).unwrap_or(usize::MAX);
        match order.and_then(|order| order.get(run)) {
            Some(stratum) => (f64::from(*stratum) + random.uniform()) / f64::from(self.runs.max(1)),
            None => random.uniform(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Strata;
    use crate::random::Random;

    #[test]
    fn the_runs_share_the_whole_distribution_of_each_visitor_evenly() {
        let strata = Strata::new(2, 10, 7);
        let mut random = Random::new(7, 0);
        let mut of =
            |visitor: usize| (0..10).map(|run| strata.uniform(visitor, run, &mut random)).collect::<Vec<f64>>();
        let (one, other) = (of(0), of(1));
        assert_ne!(one, other);
        for mut chances in [one, other] {
            chances.sort_by(f64::total_cmp);
            let in_its_tenth =
                |(tenth, chance): (u8, &f64)| (f64::from(tenth) / 10.0..=f64::from(tenth + 1) / 10.0).contains(chance);
            assert!((0..).zip(&chances).all(in_its_tenth), "{chances:?}");
        }
    }
}
