//! How many visitors come: by weekday, quarter hour and service.

use queue::ServiceId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The quarter hours of a day.
pub const QUARTERS: usize = 96;

/// The visitors who are expected, service by service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrivals {
    pub services: BTreeMap<ServiceId, ServiceArrivals>,
}

/// The visitors who are expected for one service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceArrivals {
    /// By weekday, Monday first: visitors in each quarter hour of the branch's local day. Empty: nobody is expected.
    pub per_quarter: [Vec<f32>; 7],
    /// The share of them who have priority.
    pub priority: f64,
    /// The share of them who come for an appointment.
    pub appointments: f64,
    /// How many minutes before the booked time they come; below 0 after it.
    pub early_minutes: f64,
}

impl ServiceArrivals {
    /// The visitors who are expected in a quarter hour of the local day; weekday 0 is Monday.
    pub fn in_quarter(&self, weekday: u8, quarter: usize) -> f64 {
        let day = self.per_quarter.get(usize::from(weekday));
        day.and_then(|day| day.get(quarter)).copied().map_or(0.0, f64::from)
    }
}

impl Arrivals {
    /// The visitors who are expected for a service in a quarter hour of the local day; weekday 0 is Monday.
    pub fn expected(&self, service: &ServiceId, weekday: u8, quarter: usize) -> f64 {
        self.services.get(service).map_or(0.0, |arrivals| arrivals.in_quarter(weekday, quarter))
    }

    /// The visitors who are expected, for all services, from midnight to `minutes` later.
    pub fn expected_until(&self, weekday: u8, minutes: f64) -> f64 {
        let quarters = minutes.max(0.0) / 15.0;
        let part = |quarter: u8| (quarters - f64::from(quarter)).clamp(0.0, 1.0);
        let in_quarter = |quarter: u8| {
            let all = self.services.values().map(|service| service.in_quarter(weekday, usize::from(quarter)));
            all.sum::<f64>() * part(quarter)
        };
        (0..96).map(in_quarter).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrivals, QUARTERS, ServiceArrivals};
    use queue::ServiceId;

    #[test]
    fn what_is_expected_until_a_moment_counts_part_of_its_quarter_hour() {
        let mut service = ServiceArrivals::default();
        service.per_quarter[2] = vec![2.0; QUARTERS];
        let arrivals = Arrivals { services: [(ServiceId::new("cash"), service)].into() };
        assert!((arrivals.expected_until(2, 37.5) - 5.0).abs() < 1e-9);
        assert!(arrivals.expected_until(3, 37.5).abs() < 1e-9);
        assert!((arrivals.expected(&ServiceId::new("cash"), 2, 95) - 2.0).abs() < 1e-9);
    }
}
