//! Numbers are reserved for a kiosk, and the tickets that it gave out without the server enter the queue.

use super::Decision;
use crate::call_order::count;
use crate::reserve::RESERVED_AFTER;
use crate::{
    Alone, Branch, Event, HandIn, KIOSKS_MOST, KioskId, Letter, Position, Refusal, Reserve, Reserved, TicketId,
    Timestamp,
};
use std::collections::BTreeSet;

impl Branch {
    /// Fills up what a kiosk holds of each letter.
    pub(super) fn reserve_numbers(&self, kiosk: &KioskId, at: Timestamp) -> Decision {
        let setup = self.running_day()?;
        let size = setup.policy.reserve_size;
        if size == 0 {
            return Err(Refusal::NoReserve);
        }
        let held = self.reserve_of(kiosk);
        if held.is_none() && count(self.reserves.len()) >= KIOSKS_MOST {
            return Err(Refusal::ReservesFull { most: KIOSKS_MOST });
        }
        let letters: BTreeSet<Letter> = setup.services.values().map(|service| service.letter).collect();
        let reserved = |letter: Letter| {
            let numbers = held.into_iter().flat_map(|reserve| &reserve.numbers);
            let missing = size.saturating_sub(count(numbers.filter(|has| has.number.letter == letter).count()));
            let (last, reserved) = self.last_counts(letter);
            let last = last.max(reserved).max(RESERVED_AFTER);
            let (from, to) = (last.saturating_add(1), last.saturating_add(missing));
            let kiosk = kiosk.clone();
            (missing > 0).then_some(Event::NumbersReserved { kiosk, letter, from, to, at })
        };
        Ok(letters.into_iter().filter_map(reserved).collect())
    }

    /// The visitor has the number already. So it counts that the branch was open when they came; what the staff have stopped
    /// since, and whether there is time enough, the kiosk could not know.
    pub(super) fn hand_in(&self, given: &HandIn, at: Timestamp) -> Decision {
        let HandIn { kiosk, number, came, wish } = given;
        let setup = self.running_day()?;
        let service = setup.services.get(&wish.service).ok_or_else(|| Refusal::UnknownService(wish.service.clone()))?;
        self.check_others(wish)?;
        let held = self.reserve_of(kiosk).and_then(|reserve| Some((reserve, reserve.find(*number)?)));
        let Some((reserve, reserved)) = held.filter(|_| number.letter == service.letter) else {
            return Err(Refusal::NotReserved { number: *number });
        };
        let came = self.came(reserve, reserved, *came, at)?;
        let ticket = TicketId(self.counts().issued + 1);
        let due = setup.policy.due(service, wish.priority, came);
        Ok(vec![Event::TicketIssued {
            ticket,
            number: *number,
            service: wish.service.clone(),
            then: wish.then.clone(),
            language: wish.language.clone(),
            priority: wish.priority,
            documents: wish.documents.clone(),
            missing: wish.missing.clone(),
            appointment: None,
            bound: None,
            travel: None,
            call_back: false,
            alone: Some(Alone { kiosk: kiosk.clone(), handed_in: at }),
            token: wish.token.clone(),
            due,
            ahead: self.ahead(&wish.service, Position { due, ticket }),
            at: came,
        }])
    }

    /// When the visitor came, by a clock that may be off: not before the kiosk had the number, nor before whoever it served
    /// before them, and not after now. Who came before the doors opened came when they did.
    fn came(
        &self,
        reserve: &Reserve,
        reserved: Reserved,
        told: Timestamp,
        now: Timestamp,
    ) -> Result<Timestamp, Refusal> {
        let earliest = reserve.last.map_or(reserved.since, |last| last.max(reserved.since));
        let came = told.max(earliest).min(now);
        if self.opening_at(came).is_some() {
            return Ok(came);
        }
        let opens_at = self.next_opening(came);
        let opened = opens_at.filter(|opens_at| *opens_at <= now && self.opening_at(*opens_at).is_some());
        opened.ok_or(Refusal::Closed { opens_at })
    }
}
