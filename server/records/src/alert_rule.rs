//! When a bank's people or programs are told that something is wrong in a branch: the rules, what they find, and when nobody is told. A
//! rule is about what lasts: one trouble is told once, and told again only some time after it was over.

use queue::{AlertKind, Duration, Timestamp};
use std::collections::BTreeSet;

/// The recipient that is always there: the phones of managers that asked to be told of the branch.
pub const PHONES: &str = "phones";

/// Danger at a desk is told to a manager's phone when nobody has answered it for so long.
pub const UNANSWERED: Duration = Duration(30_000);

/// From when to when it is worked, in minutes of a business day.
const WORKING_HOURS: std::ops::Range<u16> = 9 * 60..17 * 60;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Somebody has waited for so many minutes.
    Wait { minutes: u32 },
    /// So many visitors wait.
    Queue { visitors: u32 },
    /// So many visitors did not come today when they were called.
    NoShows { visitors: u32 },
    /// The next visitor for a service is expected to wait for so many minutes longer than its target.
    Forecast { minutes: u32 },
    /// An enrolled kiosk or display is gone.
    Device,
    /// A printer does not print, or its roll is nearly over.
    Printer,
    /// Calls are not spoken.
    Speech,
    /// Somebody asks for help, at the kiosk or at a desk.
    Help,
    /// A visitor was not content.
    LowRating,
    /// A desk is in danger, and nobody has answered.
    Danger,
    /// So much of a complaint's legal time is over, in percent.
    ComplaintDue { percent: u8 },
}

impl When {
    /// Whether the tables alone tell how many wait and for how long: a branch need not run for it.
    pub const fn is_of_the_line(self) -> bool {
        matches!(self, Self::Wait { .. } | Self::Queue { .. })
    }

    /// Whether the staff's screens show it as an alert already.
    pub const fn is_an_alert(self) -> bool {
        match self {
            Self::Device | Self::Printer | Self::Speech | Self::Help | Self::LowRating | Self::Danger => true,
            Self::Wait { .. }
            | Self::Queue { .. }
            | Self::NoShows { .. }
            | Self::Forecast { .. }
            | Self::ComplaintDue { .. } => false,
        }
    }

    /// Whether a trouble may begin at a minute of a day: of complaints nobody hears outside of working hours.
    pub fn may_begin(self, minute: u16, business_day: bool) -> bool {
        !matches!(self, Self::ComplaintDue { .. }) || (business_day && WORKING_HOURS.contains(&minute))
    }
}

/// A rule of the set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRule {
    pub id: String,
    pub when: When,
    /// The branches that it is for; every one where none is named.
    pub branches: BTreeSet<String>,
    /// Who is told, by id.
    pub to: Vec<String>,
    /// A trouble that comes again within this time after it was over is not told again.
    pub pause: Duration,
    /// From when to when, in minutes of the branch's day, nobody is told.
    pub quiet: Option<(u16, u16)>,
}

/// What is known of a branch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    pub waiting: u32,
    /// When the visitor came who waits longest.
    pub oldest: Option<Timestamp>,
    /// What only the server knows on which the branch runs.
    pub inside: Option<Inside>,
    /// The complaints that wait for an answer.
    pub complaints: Vec<OpenComplaint>,
}

/// A complaint that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenComplaint {
    /// As clients are told it: `2026-0012`.
    pub number: String,
    /// How much of its legal time is over, in percent.
    pub over: u8,
}

/// What only the server knows on which a branch runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inside {
    pub no_shows: u32,
    /// The open alerts, with their places, and since when they are open.
    pub alerts: Vec<(AlertKind, String, Timestamp)>,
    /// By service, by how many minutes the expected wait is longer than its target; `None` where nothing is foreseen now.
    pub over_target: Option<Vec<(String, u32)>>,
}

/// Something that a rule finds wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The desk, the device, the service; empty where it is the branch.
    pub place: String,
    /// Minutes, visitors, percent; 1 for what has no number.
    pub value: u32,
}

impl AlertRule {
    pub fn is_for(&self, branch: &str) -> bool {
        self.branches.is_empty() || self.branches.contains(branch)
    }

    /// What the rule finds wrong; `None` where it is not known.
    pub fn finds(&self, known: &Known, now: Timestamp) -> Option<Vec<Found>> {
        let at_least = |value: u32, least: u32| {
            (value >= least).then(|| Found { place: String::new(), value }).into_iter().collect::<Vec<_>>()
        };
        let inside = known.inside.as_ref();
        let lasting = |wanted: fn(AlertKind) -> bool, least: Duration| {
            let open = inside?.alerts.iter().filter(|(kind, _, since)| wanted(*kind) && now - *since >= least);
            let mut places: Vec<_> = open.map(|(_, place, _)| Found { place: place.clone(), value: 1 }).collect();
            places.dedup();
            Some(places)
        };
        let alerts = |wanted| lasting(wanted, Duration(0));
        match self.when {
            When::Wait { minutes } => {
                let waits = known.oldest.map_or(0, |oldest| (now - oldest).whole_minutes());
                Some(at_least(waits, minutes.max(1)))
            }
            When::Queue { visitors } => Some(at_least(known.waiting, visitors.max(1))),
            When::NoShows { visitors } => Some(at_least(inside?.no_shows, visitors.max(1))),
            When::Forecast { minutes } => {
                let over = inside?.over_target.as_ref()?.iter().filter(|(_, over)| *over >= minutes.max(1));
                Some(over.map(|(service, over)| Found { place: service.clone(), value: *over }).collect())
            }
            When::Device => alerts(|kind| kind == AlertKind::Device),
            When::Printer => alerts(|kind| matches!(kind, AlertKind::Printer(_))),
            When::Speech => alerts(|kind| kind == AlertKind::Speech),
            When::Help => alerts(|kind| matches!(kind, AlertKind::Help | AlertKind::DeskHelp)),
            When::LowRating => alerts(|kind| kind == AlertKind::LowFeedback),
            When::Danger => lasting(|kind| kind == AlertKind::Danger, UNANSWERED),
            When::ComplaintDue { percent } => {
                let due = known.complaints.iter().filter(|complaint| complaint.over >= percent);
                Some(due.map(|due| Found { place: due.number.clone(), value: u32::from(percent) }).collect())
            }
        }
    }

    /// How long nobody is told, from a minute of the branch's day on.
    pub fn quiet_for(&self, minute: u16) -> Duration {
        const DAY: u16 = 24 * 60;
        let Some((from, until)) = self.quiet else { return Duration(0) };
        let is_quiet = if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until };
        if is_quiet { Duration::minutes(i64::from((until + DAY - minute) % DAY)) } else { Duration(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use queue::PrinterFault;

    const NOW: Timestamp = Timestamp(100 * 60_000);

    fn rule(when: When) -> AlertRule {
        AlertRule {
            id: "rule".to_owned(),
            when,
            branches: BTreeSet::new(),
            to: vec![],
            pause: Duration::minutes(30),
            quiet: Some((20 * 60, 8 * 60)),
        }
    }

    fn values(when: When, known: &Known) -> Option<Vec<u32>> {
        rule(when).finds(known, NOW).map(|found| found.into_iter().map(|found| found.value).collect())
    }

    #[test]
    fn a_wait_and_a_queue_are_found_from_their_bound_on() {
        let known = Known { waiting: 7, oldest: Some(Timestamp(79 * 60_000)), ..Known::default() };
        assert_eq!(values(When::Wait { minutes: 21 }, &known), Some(vec![21]));
        assert_eq!(values(When::Wait { minutes: 22 }, &known), Some(vec![]));
        assert_eq!(values(When::Queue { visitors: 7 }, &known), Some(vec![7]));
        assert_eq!(values(When::Queue { visitors: 8 }, &known), Some(vec![]));
        assert_eq!(values(When::Queue { visitors: 0 }, &Known::default()), Some(vec![]), "nobody is no queue");
    }

    #[test]
    fn what_only_another_server_knows_is_not_taken_for_well() {
        let known = Known::default();
        for when in [When::NoShows { visitors: 1 }, When::Device, When::Printer, When::Forecast { minutes: 5 }] {
            assert_eq!(values(when, &known), None, "{when:?}");
        }
        let known = Known { inside: Some(Inside::default()), ..known };
        assert_eq!(values(When::Forecast { minutes: 5 }, &known), None, "nothing is foreseen");
        assert_eq!(values(When::Device, &known), Some(vec![]));
    }

    #[test]
    fn each_place_is_a_trouble_of_its_own() {
        let alerts = vec![
            (AlertKind::Printer(PrinterFault::RollLow), "kiosk".to_owned(), NOW),
            (AlertKind::Printer(PrinterFault::OutOfPaper), "lobby".to_owned(), NOW),
            (AlertKind::LowFeedback, "feedback".to_owned(), NOW),
        ];
        let over_target = Some(vec![("cash".to_owned(), 4), ("cards".to_owned(), 9)]);
        let known = Known { inside: Some(Inside { no_shows: 2, alerts, over_target }), ..Known::default() };
        let places = |when| {
            let found = rule(when).finds(&known, NOW).unwrap();
            found.into_iter().map(|found| found.place).collect::<Vec<_>>()
        };
        assert_eq!(places(When::Printer), ["kiosk", "lobby"]);
        assert_eq!(places(When::LowRating), ["feedback"]);
        assert_eq!(places(When::Forecast { minutes: 5 }), ["cards"]);
        assert_eq!(places(When::Help), [""; 0]);
    }

    #[test]
    fn danger_is_told_once_nobody_has_answered_for_half_a_minute() {
        let danger = |seconds: i64| {
            let alerts = vec![(AlertKind::Danger, "3".to_owned(), NOW - Duration::seconds(seconds))];
            let known = Known { inside: Some(Inside { alerts, ..Inside::default() }), ..Known::default() };
            values(When::Danger, &known)
        };
        assert_eq!((danger(29), danger(30)), (Some(vec![]), Some(vec![1])));
    }

    #[test]
    fn a_complaint_is_told_of_from_its_part_of_the_legal_time_on_and_in_working_hours() {
        let complaint = |number: &str, over| OpenComplaint { number: number.to_owned(), over };
        let complaints = vec![complaint("2026-0001", 49), complaint("2026-0002", 80)];
        let known = Known { complaints, ..Known::default() };
        let found = rule(When::ComplaintDue { percent: 50 }).finds(&known, NOW).unwrap();
        assert_eq!(found, [Found { place: "2026-0002".to_owned(), value: 50 }]);
        let when = When::ComplaintDue { percent: 50 };
        assert!(when.may_begin(9 * 60, true) && when.may_begin(16 * 60 + 59, true));
        assert!(!when.may_begin(8 * 60 + 59, true) && !when.may_begin(17 * 60, true) && !when.may_begin(600, false));
        assert!(When::Danger.may_begin(0, false));
    }

    #[test]
    fn quiet_hours_may_go_over_midnight_and_end_when_they_say() {
        let rule = rule(When::Help);
        assert_eq!(rule.quiet_for(19 * 60 + 59), Duration(0));
        assert_eq!(rule.quiet_for(20 * 60), Duration::minutes(12 * 60));
        assert_eq!(rule.quiet_for(0), Duration::minutes(8 * 60));
        assert_eq!(rule.quiet_for(8 * 60), Duration(0));
        let noon = AlertRule { quiet: Some((12 * 60, 13 * 60)), ..rule };
        assert_eq!((noon.quiet_for(12 * 60 + 45), noon.quiet_for(13 * 60)), (Duration::minutes(15), Duration(0)));
    }
}
