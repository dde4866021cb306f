//! When to open or to close a desk now: the work that waits for its services and the work that will come, per open
//! desk.

/// How many visitors, of a day that went as expected, the day so far is weighed against: a quiet first hour changes
/// little.
const PRIOR_VISITORS: f64 = 60.0;

/// The work for a set of services, in minutes of desk time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pressure {
    /// The work that waits now.
    pub waiting_minutes: f64,
    /// The work of the visitors who are expected in the next half hour, by what was learned.
    pub coming_minutes: f64,
    /// Minutes that the open desks can work in that half hour, breaks taken off.
    pub desk_minutes: f64,
    /// How many visitors came today.
    pub came: f64,
    /// How many were expected until now.
    pub expected: f64,
    /// Desks that are open and serve one of the services.
    pub open_desks: u32,
}

/// When to act, in minutes of work per desk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// A desk is opened from this pressure on: 4 to 8 minutes.
    pub open: f64,
    /// A desk is closed once the pressure has been below a third of `open` for so many minutes.
    pub quiet_minutes: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { open: 6.0, quiet_minutes: 30.0 }
    }
}

/// What the pressure asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    Open,
    Keep,
    Close,
}

impl Pressure {
    /// How much busier the day is than expected: 1 for a day as expected.
    pub fn scale(&self) -> f64 {
        (self.came + PRIOR_VISITORS) / (self.expected + PRIOR_VISITORS)
    }

    /// Half the work per desk now, and half of it in half an hour. Infinite where work waits and no desk is open; zero
    /// without work.
    pub fn per_desk(&self) -> f64 {
        let now = self.waiting_minutes;
        let soon = (now + self.coming_minutes * self.scale() - self.desk_minutes).max(0.0);
        let work = f64::midpoint(now, soon);
        if work <= 0.0 { 0.0 } else { work / f64::from(self.open_desks) }
    }

    /// Whether the pressure counts as low: below a third of what opens a desk.
    pub fn is_low(&self, thresholds: &Thresholds) -> bool {
        self.per_desk() < thresholds.open / 3.0
    }

    /// What to do, where the pressure has been low for `low_minutes`. The last desk is never closed.
    pub fn advice(&self, thresholds: &Thresholds, low_minutes: f64) -> Advice {
        if self.per_desk() >= thresholds.open {
            Advice::Open
        } else if self.open_desks > 1 && self.is_low(thresholds) && low_minutes >= thresholds.quiet_minutes {
            Advice::Close
        } else {
            Advice::Keep
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Advice, Pressure, Thresholds};

    const QUIET: Pressure = Pressure {
        waiting_minutes: 0.0,
        coming_minutes: 0.0,
        desk_minutes: 60.0,
        came: 40.0,
        expected: 40.0,
        open_desks: 2,
    };

    fn advice(pressure: Pressure, low_minutes: f64) -> Advice {
        pressure.advice(&Thresholds::default(), low_minutes)
    }

    #[test]
    fn work_now_and_work_in_half_an_hour_count_half_each() {
        // W0 = 16 / 2; W30 = (16 + 50 - 60) / 2 = 3; (8 + 3) / 2.
        let pressure = Pressure { waiting_minutes: 16.0, coming_minutes: 50.0, ..QUIET };
        assert!((pressure.per_desk() - 5.5).abs() < 1e-12);
    }

    #[test]
    fn a_desk_is_opened_from_the_threshold_on() {
        assert_eq!(advice(Pressure { waiting_minutes: 23.9, ..QUIET }, 0.0), Advice::Keep);
        assert_eq!(advice(Pressure { waiting_minutes: 24.0, ..QUIET }, 0.0), Advice::Open);
    }

    #[test]
    fn a_desk_is_closed_after_half_an_hour_below_a_third_of_it() {
        assert_eq!(advice(QUIET, 29.0), Advice::Keep);
        assert_eq!(advice(QUIET, 30.0), Advice::Close);
        assert_eq!(advice(Pressure { waiting_minutes: 8.0, ..QUIET }, 60.0), Advice::Keep);
    }

    #[test]
    fn the_last_desk_is_never_closed() {
        assert_eq!(advice(Pressure { open_desks: 1, desk_minutes: 30.0, ..QUIET }, 90.0), Advice::Keep);
    }

    #[test]
    fn work_without_a_desk_opens_one_and_no_work_does_not() {
        let none = Pressure { open_desks: 0, desk_minutes: 0.0, ..QUIET };
        assert_eq!(advice(Pressure { waiting_minutes: 1.0, ..none }, 0.0), Advice::Open);
        assert_eq!(advice(none, 90.0), Advice::Keep);
    }

    #[test]
    fn a_busy_day_weighs_the_forecast_up_and_a_few_visitors_hardly() {
        let busy = Pressure { came: 90.0, expected: 40.0, ..QUIET };
        assert!((busy.scale() - 1.5).abs() < 1e-12);
        let early = Pressure { came: 3.0, expected: 1.0, ..QUIET };
        assert!(early.scale() < 1.05);
    }
}
