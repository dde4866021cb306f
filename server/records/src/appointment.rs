//! The life of a booking: booked, moved, cancelled. Whether its visitor came stands in the journal, by the appointment's id.

use crate::grid::Quarter;
use crate::{Stale, Version};
use queue::{AppointmentId, CsrId, Language, ServiceId, Timestamp, Token};
use serde::{Deserialize, Serialize};

/// What is kept of a booking for good: it names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub id: AppointmentId,
    /// The secret of the visitor's link.
    pub token: Token,
    /// What the visitor types at the kiosk.
    pub code: Code,
    pub officer: CsrId,
    pub service: ServiceId,
    pub language: Language,
    pub start: Quarter,
    /// How many quarter hours are kept for it, the officer's buffer included.
    pub quarters: u32,
    /// The time on the wall that was promised: `2026-12-03T10:15`.
    pub wall: String,
    pub state: State,
    pub version: Version,
}

impl Appointment {
    pub fn starts_at(&self) -> Timestamp {
        self.start.start()
    }

    /// The name of the event in calendars, which never changes.
    pub fn uid(&self) -> String {
        format!("{}@sportello", self.id)
    }
}

/// Whether a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Booked,
    Cancelled,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state that is stored as this text.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Booked, Self::Cancelled].into_iter().find(|state| state.as_str() == text)
    }
}

/// Who changed a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    Visitor,
    Staff(CsrId),
}

impl Party {
    /// The party as it is stored: `visitor`, `staff:7`.
    pub fn written(self) -> String {
        match self {
            Self::Visitor => "visitor".to_owned(),
            Self::Staff(person) => format!("staff:{}", person.0),
        }
    }
}

/// Why a booking cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    #[error("the appointment is cancelled")]
    Cancelled,
    #[error("the time of the appointment is over")]
    Over,
    #[error(transparent)]
    Stale(#[from] Stale),
}

impl Appointment {
    /// Refuses a change of what is over, or of a version that the one who asks has not seen.
    pub fn may_change(&self, seen: Version, now: Timestamp) -> Result<(), ChangeRefusal> {
        self.version.expect(seen)?;
        match self.state {
            State::Cancelled => Err(ChangeRefusal::Cancelled),
            State::Booked if self.starts_at() <= now => Err(ChangeRefusal::Over),
            State::Booked => Ok(()),
        }
    }
}

/// The signs of a code: those that are told apart when read, heard or typed.
const SIGNS: &[u8; 24] = b"BCDFGHJKLMNPQRSTVWXZ2345";
/// How many signs a code has.
pub const CODE_SIGNS: usize = 6;

/// The six signs by which a visitor checks in at the kiosk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(String);

impl Code {
    /// A code of random bits.
    pub fn of_random(mut bits: u64) -> Self {
        let signs = SIGNS.len() as u64;
        let code = (0..CODE_SIGNS).map(|_| {
            let sign = usize::try_from(bits % signs).unwrap_or(0);
            bits /= signs;
            char::from(SIGNS[sign])
        });
        Self(code.collect())
    }

    /// Reads what somebody typed: small letters, spaces and hyphens are no mistakes.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 4 * CODE_SIGNS {
            return None;
        }
        let typed = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).map(|byte| byte.to_ascii_uppercase());
        let code = typed.map(|sign| SIGNS.contains(&sign).then(|| char::from(sign))).collect::<Option<String>>()?;
        (code.len() == CODE_SIGNS).then_some(Self(code))
    }

    /// The code that was stored as this text. The text is not checked.
    pub fn from_written(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as people read it: `BCD 234`.
    pub fn spaced(&self) -> String {
        let middle = self.0.len() / 2;
        format!("{} {}", self.0.get(..middle).unwrap_or_default(), self.0.get(middle..).unwrap_or_default())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub fn appointment(start: i64) -> Appointment {
        Appointment {
            id: AppointmentId::new("a"),
            token: Token::new("t"),
            code: Code::of_random(1),
            officer: CsrId(1),
            service: ServiceId::new("mortgage"),
            language: Language::new("it"),
            start: Quarter(start),
            quarters: 3,
            wall: "2026-12-03T10:15".to_owned(),
            state: State::Booked,
            version: Version(2),
        }
    }

    #[test]
    fn a_booking_is_changed_by_who_has_seen_it_as_it_is_and_before_its_time() {
        let booked = appointment(100);
        let before = Quarter(99).start();
        assert_eq!(booked.may_change(Version(2), before), Ok(()));
        let stale = Stale { seen: Version(1), now: Version(2) };
        assert_eq!(booked.may_change(Version(1), before), Err(ChangeRefusal::Stale(stale)));
        assert_eq!(booked.may_change(Version(2), Quarter(100).start()), Err(ChangeRefusal::Over));
        let cancelled = Appointment { state: State::Cancelled, ..booked };
        assert_eq!(cancelled.may_change(Version(2), before), Err(ChangeRefusal::Cancelled));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::parse("BCD234").unwrap();
        assert_eq!(Code::parse(" bcd-234 "), Some(code.clone()));
        assert_eq!(code.spaced(), "BCD 234");
        for text in ["", "BCD23", "BCD2345", "BCD23A", "BCD23€", "ÀBCD23", "BCD 23 0"] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_code_that_is_given_out_can_be_typed(bits: u64) {
            let code = Code::of_random(bits);
            prop_assert_eq!(Code::parse(&code.spaced()), Some(code));
        }
    }
}
