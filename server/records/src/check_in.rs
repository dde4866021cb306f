//! What becomes of a visitor who checks in for an appointment. Each outcome has its own sentence and its own way out.

use crate::appointment::{Appointment, State};
use crate::grid::date;
use jiff::tz::TimeZone;
use queue::{Duration, Number, Timestamp};

/// When a visitor may check in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckInRules {
    /// The earliest: so long before the booked time.
    pub early: Duration,
    /// The latest: so long after it. Who comes later queues as a walk-in.
    pub grace: Duration,
}

impl Default for CheckInRules {
    fn default() -> Self {
        Self { early: Duration::minutes(60), grace: Duration::minutes(15) }
    }
}

/// Where the visitor stands: the branch's id, its zone, and the ticket that this appointment has already.
#[derive(Debug, Clone)]
pub struct Here<'a> {
    pub branch: &'a str,
    pub zone: &'a TimeZone,
    pub ticket: Option<Number>,
}

/// What becomes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckIn {
    /// They get a ticket with the booked time.
    OnTime,
    /// They are late and get a ticket as a walk-in.
    Late { booked: Timestamp },
    /// They come back from this moment on, and may have the time until then to themselves.
    Early { from: Timestamp, booked: Timestamp },
    /// The appointment is on another day, gone or to come.
    WrongDay { booked: Timestamp, over: bool },
    /// The appointment is at another branch.
    WrongBranch { branch: String },
    /// They have their ticket.
    AlreadyThere { number: Number },
    /// The appointment was cancelled.
    Cancelled,
}

/// Decides what becomes of a visitor who checks in at `now` for a booking of `branch`.
pub fn check_in(booked: &Appointment, branch: &str, here: &Here<'_>, rules: CheckInRules, now: Timestamp) -> CheckIn {
    if branch != here.branch {
        return CheckIn::WrongBranch { branch: branch.to_owned() };
    }
    if booked.state == State::Cancelled {
        return CheckIn::Cancelled;
    }
    if let Some(number) = here.ticket {
        return CheckIn::AlreadyThere { number };
    }
    let at = booked.starts_at();
    if date(here.zone, at) != date(here.zone, now) {
        return CheckIn::WrongDay { booked: at, over: at < now };
    }
    let from = at - rules.early;
    if now < from {
        CheckIn::Early { from, booked: at }
    } else if now > at + rules.grace {
        CheckIn::Late { booked: at }
    } else {
        CheckIn::OnTime
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appointment::tests::appointment;
    use crate::grid::{Quarter, parse_start};
    use queue::Letter;

    fn rome() -> TimeZone {
        TimeZone::get("Europe/Rome").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        parse_start(&rome(), text).unwrap()
    }

    fn booked() -> Appointment {
        appointment(Quarter::beginning(at("2026-12-03T10:15")).unwrap().0)
    }

    fn outcome(booked: &Appointment, now: &str) -> CheckIn {
        let here = Here { branch: "centro", zone: &rome(), ticket: None };
        check_in(booked, "centro", &here, CheckInRules::default(), at(now))
    }

    #[test]
    fn a_visitor_is_received_from_an_hour_before_to_the_end_of_the_grace() {
        let booked = booked();
        let early = CheckIn::Early { from: at("2026-12-03T09:15"), booked: booked.starts_at() };
        assert_eq!(outcome(&booked, "2026-12-03T09:14:59"), early);
        assert_eq!(outcome(&booked, "2026-12-03T09:15"), CheckIn::OnTime);
        assert_eq!(outcome(&booked, "2026-12-03T10:30"), CheckIn::OnTime);
        assert_eq!(outcome(&booked, "2026-12-03T10:30:01"), CheckIn::Late { booked: booked.starts_at() });
    }

    #[test]
    fn another_day_is_told_apart_from_a_late_one() {
        let booked = booked();
        let wrong = |over| CheckIn::WrongDay { booked: booked.starts_at(), over };
        assert_eq!(outcome(&booked, "2026-12-04T00:00"), wrong(true));
        assert_eq!(outcome(&booked, "2026-12-02T23:59"), wrong(false));
    }

    #[test]
    fn a_cancelled_booking_another_branch_and_a_second_time_have_each_their_outcome() {
        let cancelled = Appointment { state: State::Cancelled, ..booked() };
        assert_eq!(outcome(&cancelled, "2026-12-03T10:00"), CheckIn::Cancelled);
        let now = at("2026-12-03T10:00");
        let number = Number { letter: Letter::new('M').unwrap(), count: 7 };
        let here = Here { branch: "centro", zone: &rome(), ticket: Some(number) };
        let rules = CheckInRules::default();
        assert_eq!(check_in(&booked(), "centro", &here, rules, now), CheckIn::AlreadyThere { number });
        let elsewhere = CheckIn::WrongBranch { branch: "stazione".to_owned() };
        assert_eq!(check_in(&booked(), "stazione", &here, rules, now), elsewhere);
    }
}
