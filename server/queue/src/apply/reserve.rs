//! What a kiosk holds, to give it out without the server.

use crate::{Alone, Branch, KioskId, Letter, Number, Reserved, Timestamp};

impl Branch {
    pub(super) fn reserve(&mut self, kiosk: &KioskId, letter: Letter, counts: (u32, u32), since: Timestamp) {
        let (from, to) = counts;
        let numbers = (from..=to).map(|count| Reserved { number: Number { letter, count }, since });
        self.reserves.entry(kiosk.clone()).or_default().numbers.extend(numbers);
        self.reserved.insert(letter, to);
    }

    /// The kiosk has given a number out.
    pub(super) fn use_reserved(&mut self, alone: &Alone, number: Number, came: Timestamp) {
        if let Some(reserve) = self.reserves.get_mut(&alone.kiosk) {
            reserve.numbers.retain(|reserved| reserved.number != number);
            reserve.last = Some(came);
        }
    }
}
