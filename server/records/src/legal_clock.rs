//! The legal clock of complaints: by when the law wants an answer, and how that date is reached.
//!
//! Banca d'Italia, Trasparenza XI.3; PSD2 article 101; IVASS 24/2008; Consob 19602/2016. Days count from the day after
//! receipt, also after a change of type. A day that falls on a feast is not put off.

use crate::feasts::{Feast, Feasts, is_weekend};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// What a complaint is about, by the law that governs its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintType {
    Banking,
    Payments,
    Investment,
    Insurance,
}

/// Who decides where the client is not content with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arbiter {
    /// Arbitro Bancario Finanziario.
    Abf,
    /// Arbitro per le Controversie Finanziarie.
    Acf,
    /// Arbitro Assicurativo.
    Aas,
}

/// How days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    CalendarDays(u16),
    BusinessDays(u16),
}

/// A date that the law sets, with how it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub due: Date,
    /// The day of receipt, which does not count.
    pub received: Date,
    pub count: Count,
    /// The feasts between receipt and due that did not count, weekends apart. Empty where calendar days count.
    pub feasts: Vec<(Date, Feast)>,
    /// The Saturdays and Sundays between receipt and due that did not count.
    pub weekend_days: u16,
    /// The feast on which the date falls; it is not put off.
    pub falls_on: Option<Feast>,
}

impl ComplaintType {
    pub const ALL: [Self; 4] = [Self::Banking, Self::Payments, Self::Investment, Self::Insurance];

    /// Returns the type as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Banking => "banking",
            Self::Payments => "payments",
            Self::Investment => "investment",
            Self::Insurance => "insurance",
        }
    }

    /// Returns the type that is written like this.
    pub fn parse(written: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == written)
    }

    /// Returns how many days the law gives for the answer.
    pub const fn answer_within(self) -> Count {
        match self {
            Self::Banking | Self::Investment => Count::CalendarDays(60),
            Self::Payments => Count::BusinessDays(15),
            Self::Insurance => Count::CalendarDays(45),
        }
    }

    /// Returns how many days from receipt the law gives after an interim answer.
    pub const fn answer_after_interim_within(self) -> Option<Count> {
        match self {
            Self::Payments => Some(Count::BusinessDays(35)),
            Self::Banking | Self::Investment | Self::Insurance => None,
        }
    }

    pub const fn arbiter(self) -> Arbiter {
        match self {
            Self::Banking | Self::Payments => Arbiter::Abf,
            Self::Investment => Arbiter::Acf,
            Self::Insurance => Arbiter::Aas,
        }
    }
}

/// Returns by when a complaint has to be answered that was received on this day. `interim`: an interim answer was sent in
/// time.
pub fn deadline(kind: ComplaintType, received: Date, interim: bool, feasts: &Feasts) -> Deadline {
    let longer = kind.answer_after_interim_within().filter(|_| interim);
    count_from(received, longer.unwrap_or(kind.answer_within()), feasts)
}

/// Returns the last of the counted days; the first one is the day after receipt.
pub fn count_from(received: Date, count: Count, feasts: &Feasts) -> Deadline {
    let mut skipped = Vec::new();
    let mut weekend_days = 0;
    let due = match count {
        Count::CalendarDays(days) => received.saturating_add(Span::new().days(i64::from(days))),
        Count::BusinessDays(days) => {
            let mut left = days;
            let mut day = received;
            while left > 0 && day < Date::MAX {
                day = day.saturating_add(1.day());
                match feasts.on(day) {
                    _ if is_weekend(day) => weekend_days += 1,
                    Some(feast) => skipped.push((day, feast)),
                    None => left -= 1,
                }
            }
            day
        }
    };
    Deadline { due, received, count, feasts: skipped, weekend_days, falls_on: feasts.on(due) }
}

/// Returns the day on which `percent` of the days between receipt and due are over, rounded down. Where it is no business
/// day, it is the business day before, so that a reminder never comes too late.
pub fn reminder_day(received: Date, due: Date, percent: u8, feasts: &Feasts) -> Date {
    let whole = received.until(due).map_or(0, |span| span.get_days());
    let part = (i64::from(whole) * i64::from(percent)).div_euclid(100);
    let mut day = received.saturating_add(Span::new().days(part));
    while day > received && !feasts.is_business_day(day) {
        day = day.saturating_sub(1.day());
    }
    day
}
