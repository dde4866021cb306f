//! How many desks the next day needs, by quarter hour and letter: Erlang-A against the arrivals that were learned.

use crate::units::{count, time};
use forecast::{LEAVING_EDGES, Learned};
use queue::{Letter, Opening, ServiceId, Timestamp};
use setup::Branch;
use staffing::{Goal, Quarter};
use std::collections::BTreeMap;
use wire::{DayPlan, Plan, PlanGroup, PlanQuarter, Time};

/// With fewer days than this behind it a branch is not known well enough to plan for it, or to suggest anything.
pub const DAYS_NEEDED: u32 = 5;
/// The least share of visitors who are called within the target.
const SHARE: f64 = 0.8;
const QUARTER_MINUTES: i64 = 15;
const QUARTER: i64 = QUARTER_MINUTES * 60_000;
/// Patience, in minutes, is taken from how many leave in the first so many minutes of waiting.
const PATIENCE_WINDOW: f64 = 40.0;
/// The mean patience, in minutes, is at least and at most this. Where nobody leaves it is the longest.
const SHORTEST_PATIENCE: f64 = 20.0;
const LONGEST_PATIENCE: f64 = 240.0;

/// The plan of the first day after today on which the branch opens.
pub fn plan(setup: &Branch, learned: &Learned, now: Timestamp) -> Plan {
    if learned.days < DAYS_NEEDED {
        return Plan::Unknown { days: learned.days, needed: DAYS_NEEDED };
    }
    let calendar = &setup.calendar;
    let Some(from) = calendar.first_opening_after(calendar.date(now)) else { return Plan::Closed };
    let openings = calendar.openings(calendar.date(from));
    let Some(end) = openings.last().map(|opening| opening.to) else { return Plan::Closed };
    let moments: Vec<Timestamp> = (from.0..end.0).step_by(step()).map(Timestamp).collect();
    let day = PlannedDay { setup, learned, openings: &openings, moments: &moments };
    let letters: BTreeMap<Letter, Vec<&ServiceId>> =
        setup.services.iter().fold(BTreeMap::new(), |mut letters, (id, service)| {
            letters.entry(service.letter).or_default().push(id);
            letters
        });
    let (groups, needs): (Vec<PlanGroup>, Vec<Vec<u32>>) =
        letters.iter().map(|(letter, services)| (group(setup, *letter, services), day.desks(services))).unzip();
    let all: Vec<&ServiceId> = setup.services.keys().collect();
    let quarters = moments.iter().enumerate().map(|(place, at)| PlanQuarter {
        from: time(*at),
        visitors_tenths: tenths(day.arrivals(&all, *at)),
        desks: needs.iter().map(|desks| desks[place]).collect(),
    });
    let open = |quarter: &PlanQuarter| day.is_open(Timestamp(quarter.from.millis()));
    let mut quarters: Vec<PlanQuarter> = quarters.filter(open).collect();
    trim(&mut quarters);
    let offset = calendar.utc_offset_minutes(from);
    let from = quarters.first().map_or_else(|| time(from), |quarter| quarter.from);
    Plan::Known(DayPlan { from, utc_offset_minutes: offset, days: learned.days, groups, quarters })
}

fn step() -> usize {
    usize::try_from(QUARTER).unwrap_or(usize::MAX)
}

/// The day that is planned.
struct PlannedDay<'a> {
    setup: &'a Branch,
    learned: &'a Learned,
    openings: &'a [Opening],
    /// The beginnings of its quarter hours, breaks included.
    moments: &'a [Timestamp],
}

impl PlannedDay<'_> {
    fn is_open(&self, at: Timestamp) -> bool {
        self.openings.iter().any(|opening| opening.from <= at && at < opening.to)
    }

    /// The visitors who are expected for these services in the quarter hour from `at` on.
    fn arrivals(&self, services: &[&ServiceId], at: Timestamp) -> f64 {
        services.iter().map(|service| self.of_service(service, at)).sum()
    }

    fn of_service(&self, service: &ServiceId, at: Timestamp) -> f64 {
        let offset = self.setup.calendar.utc_offset_minutes(at);
        let weekday = u8::try_from(Time::from_millis(at.0).weekday(offset)).unwrap_or(0);
        let minutes = (at.0.div_euclid(60_000) + i64::from(offset)).rem_euclid(24 * 60);
        let quarter = usize::try_from(minutes / QUARTER_MINUTES).unwrap_or(0);
        self.learned.arrivals.expected(service, weekday, quarter)
    }

    /// The desks that a group of services needs, quarter hour by quarter hour.
    fn desks(&self, services: &[&ServiceId]) -> Vec<u32> {
        let rules = self.moments.first().map(|at| self.setup.rules(*at)).unwrap_or_default();
        let quarter = |at: &Timestamp| {
            let (mut arrivals, mut work) = (0.0, 0.0);
            for service in services {
                let come = self.of_service(service, *at);
                arrivals += come;
                work += come * self.learned.service_time(service, &rules).mean();
            }
            let service_minutes = if arrivals > 0.0 { work / arrivals } else { 0.0 };
            Quarter { minutes: 15.0, arrivals, service_minutes, open: self.is_open(*at) }
        };
        let quarters: Vec<Quarter> = self.moments.iter().map(quarter).collect();
        let target =
            services.iter().filter_map(|service| self.setup.services.get(*service)).map(|one| one.target).min();
        let goal = Goal {
            target_minutes: target.map_or(0.0, |target| f64::from(target.whole_minutes())),
            share: SHARE,
            patience_minutes: patience(self.learned),
        };
        staffing::plan(&quarters, &goal).into_iter().map(|need| need.desks).collect()
    }
}

/// The mean patience, from how many of those who wait leave.
fn patience(learned: &Learned) -> f64 {
    let mut from = 0.0;
    let mut left = 0.0;
    for (rate, edge) in learned.leaving.per_minute.iter().zip(LEAVING_EDGES) {
        let to = edge.min(PATIENCE_WINDOW);
        left += rate * (to - from).max(0.0);
        from = to;
    }
    if left <= 0.0 { LONGEST_PATIENCE } else { (PATIENCE_WINDOW / left).clamp(SHORTEST_PATIENCE, LONGEST_PATIENCE) }
}

fn group(setup: &Branch, letter: Letter, services: &[&ServiceId]) -> PlanGroup {
    let serves = |desk: &&setup::Desk| services.iter().any(|service| desk.profile.contains(*service));
    let who = services.iter().find_map(|service| setup.service(service)).map(|service| service.who.clone());
    let desks = count(setup.desks.values().filter(serves).count());
    PlanGroup { letter: letter.to_string(), name: who.unwrap_or_default(), desks }
}

/// Takes off the quarter hours at both ends in which nobody is expected.
fn trim(quarters: &mut Vec<PlanQuarter>) {
    let used = |quarter: &PlanQuarter| quarter.visitors_tenths > 0 || quarter.desks.iter().any(|desks| *desks > 0);
    let Some(last) = quarters.iter().rposition(used) else { return };
    quarters.truncate(last + 1);
    let first = quarters.iter().position(used).unwrap_or(0);
    quarters.drain(..first);
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the visitors of a quarter hour are few")]
fn tenths(visitors: f64) -> u32 {
    (visitors * 10.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecast::{QUARTERS, ServiceArrivals};
    use setup::Setup;

    /// Sunday 2026-11-22, 10:30 in Rome: the next opening is on Monday at 08:30.
    const SUNDAY: Timestamp = Timestamp(1_795_339_800_000);

    fn setup() -> std::sync::Arc<Branch> {
        Setup::load(None).unwrap().branches.into_values().next().unwrap()
    }

    /// A branch that knows of `per_quarter` visitors for cash on Mondays, all day long.
    fn learned(setup: &Branch, days: u32, per_quarter: f32) -> Learned {
        let mut service = ServiceArrivals::default();
        service.per_quarter[0] = vec![per_quarter; QUARTERS];
        let mut learned = Learned { days, ..Learned::from_setup(&setup.rules(SUNDAY)) };
        learned.arrivals.services.insert(ServiceId::new("cash"), service);
        learned
    }

    fn known(plan: Plan) -> DayPlan {
        let Plan::Known(plan) = plan else { panic!("{plan:?}") };
        plan
    }

    #[test]
    fn a_branch_with_few_days_behind_it_has_no_plan() {
        let setup = setup();
        let plan = plan(&setup, &learned(&setup, 4, 3.0), SUNDAY);
        assert_eq!(plan, Plan::Unknown { days: 4, needed: 5 });
    }

    #[test]
    fn the_plan_covers_the_opening_hours_of_the_next_open_day() {
        let setup = setup();
        let plan = known(plan(&setup, &learned(&setup, 20, 3.0), SUNDAY));
        assert_eq!(plan.from.clock(plan.utc_offset_minutes), "08:30");
        assert_eq!(plan.from.weekday(plan.utc_offset_minutes), 0);
        let clocks: Vec<String> = plan.quarters.iter().map(|quarter| quarter.from.clock(60)).collect();
        assert!(clocks.contains(&"13:15".to_owned()) && clocks.contains(&"14:45".to_owned()), "{clocks:?}");
        assert!(!clocks.contains(&"13:30".to_owned()), "the break has no quarter hours");
        assert_eq!(clocks.last().map(String::as_str), Some("16:00"));
    }

    #[test]
    fn only_the_group_that_visitors_come_for_needs_desks() {
        let setup = setup();
        let plan = known(plan(&setup, &learned(&setup, 20, 4.0), SUNDAY));
        let letter = setup.services[&ServiceId::new("cash")].letter.to_string();
        let place = plan.groups.iter().position(|group| group.letter == letter).unwrap();
        let noon = &plan.quarters[14];
        assert!(noon.desks[place] >= 2, "{noon:?}");
        assert_eq!(noon.desks.iter().sum::<u32>(), noon.desks[place]);
        assert_eq!(noon.visitors_tenths, 40);
        assert!(plan.groups[place].desks >= 1 && !plan.groups[place].name.get("it").is_empty());
    }

    #[test]
    fn more_visitors_need_more_desks() {
        let setup = setup();
        let most = |per_quarter| {
            let plan = known(plan(&setup, &learned(&setup, 20, per_quarter), SUNDAY));
            plan.quarters.iter().flat_map(|quarter| quarter.desks.clone()).max().unwrap()
        };
        assert!(most(2.0) < most(8.0));
    }

    #[test]
    fn patience_is_learned_and_bounded() {
        let mut learned = Learned::default();
        assert!((patience(&learned) - LONGEST_PATIENCE).abs() < 1e-9, "nobody leaves");
        learned.leaving.per_minute = [1.0 / 60.0; LEAVING_EDGES.len() + 1];
        assert!((patience(&learned) - 60.0).abs() < 1e-9);
        learned.leaving.per_minute = [9.0; LEAVING_EDGES.len() + 1];
        assert!((patience(&learned) - SHORTEST_PATIENCE).abs() < 1e-9);
    }
}
