//! Waits against the targets that were in force: those with which each day began, as its journal has them. A target that is changed
//! later changes no figure of before.

use crate::quarter::Facts;
use queue::{Day, Duration, ServiceId};
use records::kpi::{Figure, share};
use std::collections::BTreeMap;

/// Visits that were called, and those within a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnTarget {
    pub within: u32,
    pub called: u32,
}

impl OnTarget {
    fn add(&mut self, wait: i64, target: Duration) {
        self.called += 1;
        self.within += u32::from(wait <= target.0);
    }

    pub fn share(self) -> Figure {
        share(self.within, self.called)
    }
}

/// The targets of a day, by service.
pub type DayTargets = BTreeMap<ServiceId, Duration>;

/// Counts the visits of a quarter hour that were called within their targets. A service without a target has none to meet.
pub fn on_target(facts: &Facts, targets: &DayTargets) -> OnTarget {
    let mut all = OnTarget::default();
    for group in &facts.visits {
        let Some(target) = targets.get(&group.service) else { continue };
        group.times.iter().filter_map(|(wait, _)| *wait).for_each(|wait| all.add(wait, *target));
    }
    all
}

/// A target of a service, from its first day of a period to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetSpan {
    pub service: ServiceId,
    pub first: Day,
    pub last: Day,
    pub target: Duration,
    pub counted: OnTarget,
}

/// The targets of some days, with what came of them.
#[derive(Debug, Clone, Default)]
pub struct TargetReport {
    days: BTreeMap<Day, DayTargets>,
    counted: BTreeMap<(ServiceId, Day), OnTarget>,
}

impl TargetReport {
    /// `days`: the targets with which each began.
    pub fn new(days: BTreeMap<Day, DayTargets>) -> Self {
        Self { days, counted: BTreeMap::new() }
    }

    /// Adds a quarter hour of a day.
    pub fn add(&mut self, day: &Day, facts: &Facts) {
        let Some(targets) = self.days.get(day) else { return };
        for group in &facts.visits {
            let Some(target) = targets.get(&group.service) else { continue };
            let counted = self.counted.entry((group.service.clone(), day.clone())).or_default();
            group.times.iter().filter_map(|(wait, _)| *wait).for_each(|wait| counted.add(wait, *target));
        }
    }

    /// All services together, of one where only that is asked for.
    pub fn total(&self, only: Option<&ServiceId>) -> OnTarget {
        let wanted = self.counted.iter().filter(|((service, _), _)| only.is_none_or(|only| only == service));
        wanted.fold(OnTarget::default(), |all, (_, one)| OnTarget {
            within: all.within + one.within,
            called: all.called + one.called,
        })
    }

    /// By service each target from the first day on which it was in force to the last.
    pub fn spans(&self, only: Option<&ServiceId>) -> Vec<TargetSpan> {
        let mut spans: BTreeMap<ServiceId, Vec<TargetSpan>> = BTreeMap::new();
        for (day, targets) in &self.days {
            for (service, target) in targets.iter().filter(|(service, _)| only.is_none_or(|only| only == *service)) {
                let counted = self.counted.get(&(service.clone(), day.clone())).copied().unwrap_or_default();
                let of_service = spans.entry(service.clone()).or_default();
                match of_service.last_mut().filter(|span| span.target == *target) {
                    Some(span) => {
                        span.last = day.clone();
                        span.counted.within += counted.within;
                        span.counted.called += counted.called;
                    }
                    None => of_service.push(TargetSpan {
                        service: service.clone(),
                        first: day.clone(),
                        last: day.clone(),
                        target: *target,
                        counted,
                    }),
                }
            }
        }
        spans.into_values().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quarter::Group;
    use crate::visit::{Channel, End};

    const MINUTE: i64 = 60_000;

    fn facts(waits: &[i64]) -> Facts {
        let group = Group {
            service: ServiceId::new("cash"),
            letter: None,
            channel: Channel::Kiosk,
            desk: None,
            end: End::Served,
            first: true,
            times: waits.iter().map(|minutes| (Some(minutes * MINUTE), 0)).chain([(None, 0)]).collect(),
        };
        Facts { visits: vec![group], desks: vec![] }
    }

    #[test]
    fn each_day_is_counted_by_the_target_with_which_it_began() {
        let day = |number: u8| Day::from_written(&format!("2026-11-{number}"));
        let target = |minutes| DayTargets::from([(ServiceId::new("cash"), Duration::minutes(minutes))]);
        let days = [(day(23), target(10)), (day(24), target(10)), (day(25), target(5))].into();
        let mut report = TargetReport::new(days);
        for number in 23..=26 {
            report.add(&day(number), &facts(&[4, 8, 12]));
        }
        let spans = report.spans(None);
        let told: Vec<_> = spans
            .iter()
            .map(|span| (span.first.as_str(), span.last.as_str(), span.target.whole_minutes(), span.counted))
            .collect();
        assert_eq!(
            told,
            [
                ("2026-11-23", "2026-11-24", 10, OnTarget { within: 4, called: 6 }),
                ("2026-11-25", "2026-11-25", 5, OnTarget { within: 1, called: 3 }),
            ]
        );
        assert_eq!(report.total(None), OnTarget { within: 5, called: 9 }, "who was never called is not counted");
        assert_eq!(report.total(Some(&ServiceId::new("cards"))).share().value, None);
        assert_eq!(on_target(&facts(&[4, 8, 12]), &target(8)), OnTarget { within: 2, called: 3 });
    }
}
