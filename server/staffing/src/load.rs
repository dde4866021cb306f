//! The offered load of a day: the work that would be under way if every visitor were served at once.
//!
//! Where a service takes long, the work of a rush hour is there long after the arrivals have ceased. The load follows
//! dm/dt = lambda(t) - m / E\[S\] (Eick, Massey and Whitt, "The physics of the Mt/G/inf queue", 1993); within a stretch of
//! constant arrivals that equation has a closed solution.

/// The load at a moment, in erlangs; none at first.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Load(f64);

impl Load {
    /// The load now.
    pub fn erlangs(self) -> f64 {
        self.0
    }

    /// Goes on by `minutes` in which `per_minute` visitors come, each of whom takes `service_minutes`. Returns the mean
    /// load of the stretch.
    pub fn advance(&mut self, minutes: f64, per_minute: f64, service_minutes: f64) -> f64 {
        let steady = per_minute * service_minutes;
        let above = self.0 - steady;
        let fade = -(-minutes / service_minutes).exp_m1();
        self.0 = steady + above * (1.0 - fade);
        steady + above * fade * service_minutes / minutes
    }
}

#[cfg(test)]
mod tests {
    use super::Load;

    #[test]
    fn the_load_approaches_arrivals_times_service_time() {
        let mut load = Load::default();
        load.advance(600.0, 0.5, 10.0);
        assert!((load.erlangs() - 5.0).abs() < 1e-9);
    }

    #[test]
    fn the_load_of_a_long_service_outlasts_its_arrivals() {
        let mut load = Load::default();
        load.advance(60.0, 0.5, 30.0);
        let peak = load.erlangs();
        load.advance(30.0, 0.0, 30.0);
        assert!((load.erlangs() - peak * (-1.0_f64).exp()).abs() < 1e-9);
    }

    #[test]
    fn one_stretch_gives_what_many_short_ones_give() {
        let (mut at_once, mut in_steps) = (Load::default(), Load::default());
        let whole = at_once.advance(15.0, 0.4, 12.0);
        let steps: f64 = (0..1_500).map(|_| in_steps.advance(0.01, 0.4, 12.0)).sum();
        assert!((at_once.erlangs() - in_steps.erlangs()).abs() < 1e-9);
        assert!((whole - steps / 1_500.0).abs() < 1e-9);
    }
}
