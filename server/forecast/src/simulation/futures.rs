//! How a desk may go on: when it pauses, comes back, opens or closes. Each past day of the desk that fits today so far
//! gives one future, with a weight.

use super::visitors::span;
use crate::learned::{DeskDay, DeskDays};
use crate::today::{DeskToday, Today};
use queue::{Desk, DeskState, Duration, Timestamp};

/// A day that is this many days older counts half as much.
const HALF_LIFE_DAYS: f64 = 15.0;
const SAME_WEEKDAY: f64 = 2.0;
/// The weight of a past day that began otherwise than today.
const CONTRADICTED: f64 = 0.05;
/// How exactly the moment is known at which a pause was due, in seconds.
const SLACK_SECONDS: i64 = 180;
/// A desk that closes within this of the branch's closing time serves until nobody waits.
const CLOSING_SLACK: Duration = Duration::minutes(20);
/// Minutes of a pause before any was seen, each as probable as the others, and the weight of each.
const UNKNOWN_PAUSE: [f64; 6] = [5.0, 10.0, 15.0, 20.0, 30.0, 45.0];
const UNKNOWN_PAUSE_WEIGHT: f64 = 0.05;
/// Two moments of different days are about the same when they are no further apart.
const ABOUT: Duration = Duration::minutes(60);
/// A day that had more pauses than this, more or fewer, up to this hour is one of another kind.
const LIKE: usize = 1;
/// A desk that should have opened some time ago opens in so many minutes, if at all.
const LATE_OPENING_MINUTES: f64 = 10.0;

/// The moment at which nothing comes any more.
pub(crate) const NEVER: Timestamp = Timestamp(i64::MAX);

/// A span in which a desk does not call. It begins when the desk is free, and lasts as long as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Away {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
}

/// One way in which a desk may go on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Future {
    pub(crate) weight: f64,
    pub(crate) away: Vec<Away>,
}

/// What the futures of a desk depend on.
pub(crate) struct DeskNow<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) so_far: DeskToday,
    pub(crate) past: Option<&'a DeskDays>,
    pub(crate) today: &'a Today,
    pub(crate) now: Timestamp,
    /// When the branch closes today.
    pub(crate) closing: Timestamp,
}

impl DeskNow<'_> {
    /// The ways in which the desk may go on; never empty.
    pub(crate) fn futures(&self) -> Vec<Future> {
        let days = self.past.into_iter().flat_map(|past| past.days.iter().rev());
        let weigh = |(age, day): (u16, &DeskDay)| {
            let same = if day.weekday == self.today.weekday { SAME_WEEKDAY } else { 1.0 };
            same * 0.5_f64.powf(f64::from(age) / HALF_LIFE_DAYS)
        };
        let days = (0_u16..).zip(days).map(|(age, day)| (weigh((age, day)), day));
        let mut futures: Vec<Future> = match &self.desk.state {
            DeskState::Closed => days.flat_map(|(weight, day)| self.when_closed(weight, day)).collect(),
            DeskState::Open { pause: Some(pause), .. } => {
                let mut futures: Vec<Future> =
                    days.filter_map(|(weight, day)| self.in_pause(weight, day, pause.since)).collect();
                futures.extend(UNKNOWN_PAUSE.iter().filter_map(|minutes| self.unknown_pause(*minutes, pause.since)));
                futures
            }
            DeskState::Open { pause: None, .. } => days.map(|(weight, day)| self.when_open(weight, day)).collect(),
        };
        if futures.is_empty() {
            let away = match &self.desk.state {
                DeskState::Closed => vec![Away { from: self.now, to: NEVER }],
                // It has lasted longer than any pause that was seen: a part of that is to come.
                DeskState::Open { pause: Some(pause), .. } => {
                    let more = ((self.now - pause.since).0 / 3).clamp(60_000, 3_600_000);
                    vec![Away { from: self.now, to: self.now + Duration(more) }]
                }
                DeskState::Open { pause: None, .. } => Vec::new(),
            };
            futures.push(Future { weight: 1.0, away });
        }
        futures
    }

    fn moment(&self, seconds: u32) -> Timestamp {
        self.today.midnight + Duration::seconds(i64::from(seconds))
    }

    /// The pauses of a past day from the `nth` on that can still come, and the desk's closing where it closes early.
    fn rest(&self, day: &DeskDay, nth: usize) -> Vec<Away> {
        let pauses =
            day.pauses.iter().skip(nth).map(|(from, to)| Away { from: self.moment(*from), to: self.moment(*to) });
        let mut away: Vec<Away> = pauses.filter(|pause| pause.to > self.now && pause.from > self.now).collect();
        let closes = self.moment(day.closes);
        if closes > self.now && closes + CLOSING_SLACK < self.closing {
            away.retain(|pause| pause.from < closes);
            away.push(Away { from: closes, to: NEVER });
        }
        away
    }

    fn when_open(&self, weight: f64, day: &DeskDay) -> Future {
        let now = self.today.seconds(self.now);
        let began = day.pauses.iter().filter(|(from, _)| i64::from(*from) <= now).count();
        // A desk that is often away keeps no count of its pauses: such a day is followed by the clock.
        let nth = if began.abs_diff(self.so_far.pauses) > LIKE { began } else { self.so_far.pauses };
        let mut future = Future { weight, away: self.rest(day, nth) };
        if let Some((from, to)) = day.pauses.get(nth)
            && i64::from(*from) <= now
        {
            // The pause is overdue. Was there a moment since at which the desk could have gone, and called instead?
            let last_call = self.so_far.last_call.map_or(i64::MIN, |call| self.today.seconds(call));
            let idle = self.desk.ticket().is_none();
            let could_have_gone =
                last_call > i64::from(*from) + SLACK_SECONDS || (idle && now > i64::from(*from) + SLACK_SECONDS);
            if could_have_gone {
                future.weight *= CONTRADICTED;
            }
            let to = self.now + Duration::seconds(i64::from(to.saturating_sub(*from)));
            future.away.insert(0, Away { from: self.now, to });
        }
        future
    }

    fn in_pause(&self, weight: f64, day: &DeskDay, since: Timestamp) -> Option<Future> {
        let nth = self.so_far.pauses.max(1) - 1;
        let (from, to) = day.pauses.get(nth).or_else(|| day.pauses.last())?;
        let until = since + Duration::seconds(i64::from(to.saturating_sub(*from)));
        if until <= self.now {
            return None;
        }
        let mut away = vec![Away { from: self.now, to: until }];
        away.extend(self.rest(day, nth + 1).into_iter().filter(|next| next.from > until));
        Some(Future { weight, away })
    }

    fn unknown_pause(&self, minutes: f64, since: Timestamp) -> Option<Future> {
        let until = since + span(minutes);
        let away = vec![Away { from: self.now, to: until }];
        (until > self.now).then_some(Future { weight: UNKNOWN_PAUSE_WEIGHT, away })
    }

    fn when_closed(&self, weight: f64, day: &DeskDay) -> Vec<Future> {
        if let Some(since) = self.so_far.closed_since {
            return self.when_closed_again(weight, day, since);
        }
        let opens = self.moment(day.opens);
        if opens > self.now {
            let mut away = vec![Away { from: self.now, to: opens }];
            away.extend(self.rest(day, 0));
            return vec![Future { weight, away }];
        }
        let late = self.now - opens < Duration::minutes(30);
        let to = if late { self.now + span(LATE_OPENING_MINUTES) } else { NEVER };
        vec![Future { weight: weight * if late { 1.0 } else { CONTRADICTED }, away: vec![Away { from: self.now, to }] }]
    }

    /// The desk was open and has closed: it may come back as after a pause that began at about this time of a past day,
    /// or stay closed as on a past day that ended at about this time.
    fn when_closed_again(&self, weight: f64, day: &DeskDay, since: Timestamp) -> Vec<Future> {
        let about = |seconds: u32| (self.moment(seconds) - since).0.abs() <= ABOUT.0;
        let pauses = day.pauses.iter().enumerate().filter(|(_, (from, _))| about(*from));
        let mut futures: Vec<Future> = pauses
            .filter_map(|(nth, (from, to))| {
                let until = since + Duration::seconds(i64::from(to.saturating_sub(*from)));
                let mut away = vec![Away { from: self.now, to: until }];
                away.extend(self.rest(day, nth + 1).into_iter().filter(|next| next.from > until));
                (until > self.now).then_some(Future { weight, away })
            })
            .collect();
        if about(day.closes) {
            futures.push(Future { weight, away: vec![Away { from: self.now, to: NEVER }] });
        }
        futures
    }
}

impl Future {
    /// The only future of a desk that closes as soon as it is free.
    pub(crate) fn closes(now: Timestamp) -> Vec<Self> {
        vec![Self { weight: 1.0, away: vec![Away { from: now, to: NEVER }] }]
    }
}
