//! The plan of a day for one group of services: how many desks each quarter hour needs.

use crate::load::Load;
use crate::patience::Demand;

/// What the plan keeps to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// The target wait.
    pub target_minutes: f64,
    /// The least share of visitors who are called within the target.
    pub share: f64,
    /// Mean time after which a visitor who waits leaves.
    pub patience_minutes: f64,
}

/// What is expected of a stretch of the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quarter {
    /// How long the stretch is, above zero.
    pub minutes: f64,
    /// How many visitors are expected in it.
    pub arrivals: f64,
    /// The mean service time of those visitors; without a meaning where none are expected.
    pub service_minutes: f64,
    /// Whether the desks serve in it; across a break of the branch the load only fades.
    pub open: bool,
}

/// What a stretch needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuarterNeed {
    /// The mean offered load, in erlangs.
    pub load: f64,
    /// The fewest desks that keep to the goal.
    pub desks: u32,
    /// The share of visitors whom so many desks call within the target.
    pub within: f64,
}

/// How many desks each stretch needs, in the order of the stretches. The arrivals count by the load that they bring, so
/// that a stretch after a rush is planned for the work that the rush has left.
pub fn plan(quarters: &[Quarter], goal: &Goal) -> Vec<QuarterNeed> {
    let mut load = Load::default();
    let mut last_service = None;
    let mut need = |quarter: &Quarter| {
        let known = quarter.arrivals > 0.0 && quarter.service_minutes > 0.0;
        let service = if known { Some(quarter.service_minutes) } else { last_service };
        last_service = service;
        let Some(service_minutes) = service else { return QuarterNeed { load: 0.0, desks: 0, within: 1.0 } };
        let per_minute = if known { quarter.arrivals / quarter.minutes } else { 0.0 };
        let mean = load.advance(quarter.minutes, per_minute, service_minutes);
        let patience_minutes = goal.patience_minutes;
        let demand = Demand { per_minute: mean / service_minutes, service_minutes, patience_minutes };
        // What is left of a rush once nobody comes any more ends by itself at the desks that have it.
        let desks =
            if quarter.open && mean >= LEAST_LOAD { demand.fewest_servers(goal.target_minutes, goal.share) } else { 0 };
        QuarterNeed { load: mean, desks, within: demand.called_within(desks, goal.target_minutes) }
    };
    quarters.iter().map(&mut need).collect()
}

/// A load below this asks for no desk of its own: one visitor in two and a half hours of a quarter-hour service.
const LEAST_LOAD: f64 = 0.1;

#[cfg(test)]
mod tests {
    use super::{Goal, Quarter, plan};

    const GOAL: Goal = Goal { target_minutes: 10.0, share: 0.8, patience_minutes: 60.0 };

    fn quarter(arrivals: f64) -> Quarter {
        Quarter { minutes: 15.0, arrivals, service_minutes: 8.0, open: true }
    }

    fn desks(quarters: &[Quarter]) -> Vec<u32> {
        plan(quarters, &GOAL).iter().map(|need| need.desks).collect()
    }

    #[test]
    fn a_steady_day_needs_what_the_formula_says() {
        // 30 an hour for 8 minutes: five desks, by the reference table; less while the day fills.
        let plan = desks(&[quarter(7.5); 8]);
        assert_eq!(plan[7], 5);
        assert!(plan[0] < 5);
        assert!(plan.is_sorted());
    }

    #[test]
    fn a_rush_needs_desks_after_it_has_ended() {
        let quarters = [quarter(10.0), quarter(10.0), quarter(0.0), quarter(0.0)];
        let desks = desks(&quarters);
        assert!(desks[2] >= 1 && desks[2] < desks[1], "{desks:?}");
        assert!(desks[3] <= desks[2], "{desks:?}");
    }

    #[test]
    fn nobody_needs_no_desk() {
        assert_eq!(desks(&[quarter(0.0); 3]), [0, 0, 0]);
    }

    #[test]
    fn a_closed_stretch_needs_no_desk() {
        let closed = Quarter { open: false, ..quarter(7.5) };
        assert_eq!(plan(&[quarter(7.5), closed], &GOAL)[1].desks, 0);
    }

    #[test]
    fn a_plan_keeps_to_its_goal_and_one_desk_less_would_not() {
        for need in plan(&[quarter(3.0), quarter(9.0), quarter(6.0)], &GOAL) {
            assert!(need.within >= GOAL.share && need.desks > 0, "{need:?}");
            let demand = crate::Demand { per_minute: need.load / 8.0, service_minutes: 8.0, patience_minutes: 60.0 };
            assert!(demand.called_within(need.desks - 1, GOAL.target_minutes) < GOAL.share, "{need:?}");
        }
    }
}
