//! Errors of waits that were told, and coverage of ranges. Sums only, so that memory does not grow with the log.

/// How far waits that were told lay from what happened. In minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    pub tickets: u64,
    absolute: f64,
    squares: f64,
    signed: f64,
}

impl Score {
    pub(crate) fn add(&mut self, told: f64, waited: f64) {
        let error = told - waited;
        self.tickets += 1;
        self.absolute += error.abs();
        self.squares += error * error;
        self.signed += error;
    }

    /// `None` where no ticket was told anything.
    fn over_tickets(&self, sum: f64) -> Option<f64> {
        (self.tickets > 0).then(|| sum / as_float(self.tickets))
    }

    pub fn mean_absolute_error(&self) -> Option<f64> {
        self.over_tickets(self.absolute)
    }

    pub fn root_mean_square_error(&self) -> Option<f64> {
        self.over_tickets(self.squares).map(f64::sqrt)
    }

    /// Above 0 where longer waits were told than happened.
    pub fn bias(&self) -> Option<f64> {
        self.over_tickets(self.signed)
    }
}

/// How many waits lay in the ranges that were told, and how wide the ranges were.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RangeScore {
    pub tickets: u64,
    inside: u64,
    width: f64,
}

impl RangeScore {
    pub(crate) fn add(&mut self, (low, high): (f64, f64), waited: f64) {
        // A range ends on a millisecond, and a wait of exactly that belongs to it.
        const EXACT: f64 = 1e-6;
        self.tickets += 1;
        self.inside += u64::from(low - EXACT <= waited && waited <= high + EXACT);
        self.width += high - low;
    }

    /// The share of the waits that lay in their ranges.
    pub fn coverage(&self) -> Option<f64> {
        (self.tickets > 0).then(|| as_float(self.inside) / as_float(self.tickets))
    }

    /// The mean width of the ranges, in minutes.
    pub fn width(&self) -> Option<f64> {
        (self.tickets > 0).then(|| self.width / as_float(self.tickets))
    }
}

fn as_float(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{RangeScore, Score};

    #[test]
    fn errors_are_measured_as_their_names_say() {
        let mut score = Score::default();
        assert_eq!(score.mean_absolute_error(), None);
        score.add(10.0, 7.0);
        score.add(10.0, 14.0);
        assert_eq!(score.mean_absolute_error(), Some(3.5));
        assert_eq!(score.bias(), Some(-0.5));
        assert_eq!(score.root_mean_square_error(), Some(12.5_f64.sqrt()));
    }

    #[test]
    fn a_range_covers_its_ends() {
        let mut ranges = RangeScore::default();
        for waited in [4.9, 5.0, 7.0, 9.0, 9.1] {
            ranges.add((5.0, 9.0), waited);
        }
        assert_eq!((ranges.coverage(), ranges.width()), (Some(0.6), Some(4.0)));
    }
}
