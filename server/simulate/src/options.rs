//! What can be said of a simulated branch, with the defaults of the study in which the call order was chosen.

use crate::draw::{exponential, millis, span};
use queue::Duration;
use rand_chacha::ChaCha8Rng;

/// How a simulated branch is.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The share of the desks' open time that visitors ask for, over a usual week. 0.78 by default.
    pub load: f64,
    /// When visitors come.
    pub profile: Profile,
    /// The spread between days of one weekday: the standard deviation of the logarithm of the visitors' number. 0.1.
    pub day_spread: f64,
    /// How far the true mean of a service is from the set-up's: the standard deviation of the logarithm. 0.15.
    pub drift: f64,
    /// How far the CSRs' speeds are apart: the standard deviation of the logarithm. 0.2.
    pub skill_spread: f64,
    /// The share of visitors with priority. 0.08.
    pub priority_share: f64,
    /// The share of visitors who have booked. 0.12.
    pub appointment_share: f64,
    /// The share of bookings whose visitors do not come at all. 0.08.
    pub missed_share: f64,
    /// The share of visitors who leave the queue and say so, on their phone. 0.01.
    pub cancel_share: f64,
    /// A visitor who has waited `w` does not answer the call with the probability `1 - exp(-(w/scale)^shape)`. 150
    /// minutes by default.
    pub no_show_scale: Duration,
    /// 1.3 by default.
    pub no_show_shape: f64,
    /// The share of calls in which the CSR picks another ticket than the next one. 0 by default.
    pub override_share: f64,
    /// How long a visitor walks to the desk, on average. 30 seconds.
    pub walk: Duration,
    /// How long a desk needs between two visitors, on average. 15 seconds.
    pub changeover: Duration,
    /// The break of each desk in an opening of more than three hours. 15 minutes.
    pub short_break: Duration,
    /// The break of each desk in an opening of more than six hours. 40 minutes.
    pub lunch: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            load: 0.78,
            profile: Profile::default(),
            day_spread: 0.1,
            drift: 0.15,
            skill_spread: 0.2,
            priority_share: 0.08,
            appointment_share: 0.12,
            missed_share: 0.08,
            cancel_share: 0.01,
            no_show_scale: Duration::minutes(150),
            no_show_shape: 1.3,
            override_share: 0.0,
            walk: Duration::seconds(30),
            changeover: Duration::seconds(15),
            short_break: Duration::minutes(15),
            lunch: Duration::minutes(40),
        }
    }
}

impl Options {
    /// How probably a visitor who has waited so long does not answer the call.
    pub(crate) fn no_show(&self, waited: Duration) -> f64 {
        1.0 - (-(millis(waited) / millis(self.no_show_scale)).powf(self.no_show_shape)).exp()
    }

    /// How long the walk to the desk takes: one of many.
    pub(crate) fn walk(&self, random: &mut ChaCha8Rng) -> Duration {
        span(millis(self.walk) * (0.4 + 0.6 * exponential(random)).min(3.0))
    }

    /// How probably the walk to the desk takes longer.
    pub(crate) fn walk_is_longer(&self, passed: Duration) -> f64 {
        let parts = millis(passed) / millis(self.walk).max(1.0);
        if parts < 3.0 { (-(parts - 0.4).max(0.0) / 0.6).exp() } else { 0.0 }
    }

    /// How long a desk needs between two visitors: one of many.
    pub(crate) fn changeover(&self, random: &mut ChaCha8Rng) -> Duration {
        span(millis(self.changeover) * (0.5 + 0.5 * exponential(random)).min(4.0)).max(Duration(1))
    }
}

/// When visitors come: the shape of a day and of a week. Heights are relative to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The height of the quiet hours.
    pub base: f64,
    /// The rush hours.
    pub peaks: Vec<Peak>,
    /// From Monday to Sunday, relative to the mean day.
    pub weekdays: [f64; 7],
}

/// A rush hour: a bell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// The place of its top in the open time of the day: 0 for the first opening, 1 for the last closing.
    pub at: f64,
    /// Its height above the base.
    pub height: f64,
    /// Its standard deviation, as a part of the open time.
    pub width: f64,
}

impl Default for Profile {
    /// A rush in the middle of the morning and one in the afternoon; Mondays are busy.
    fn default() -> Self {
        Self {
            base: 1.0,
            peaks: vec![Peak { at: 0.25, height: 0.9, width: 0.08 }, Peak { at: 0.78, height: 0.6, width: 0.07 }],
            weekdays: [1.15, 0.95, 0.9, 0.95, 1.05, 0.8, 0.6],
        }
    }
}

impl Profile {
    /// The height at a place in the open time of the day.
    pub fn height(&self, place: f64) -> f64 {
        let bell = |peak: &Peak| peak.height * (-0.5 * ((place - peak.at) / peak.width).powi(2)).exp();
        self.base + self.peaks.iter().map(bell).sum::<f64>()
    }

    /// The mean height of a day.
    pub fn mean(&self) -> f64 {
        const PLACES: u32 = 400;
        let places = (0..PLACES).map(|place| (f64::from(place) + 0.5) / f64::from(PLACES));
        places.map(|place| self.height(place)).sum::<f64>() / f64::from(PLACES)
    }

    /// No height is above this.
    pub fn most(&self) -> f64 {
        self.base + self.peaks.iter().map(|peak| peak.height.max(0.0)).sum::<f64>()
    }
}
