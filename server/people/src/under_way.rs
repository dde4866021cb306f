//! The sign-ins that are being checked at this moment: many at once count as many.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Attempt;

/// The sign-ins that are being checked, by login and place.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnderWay(Arc<Mutex<HashMap<Attempt, u32>>>);

/// One of them, until it is dropped.
pub(crate) struct Check<'a> {
    of: &'a UnderWay,
    attempt: Attempt,
}

impl UnderWay {
    pub(crate) fn begin(&self, attempt: &Attempt) -> (Check<'_>, u32) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(attempt.clone()).or_default();
        let others = *count;
        *count += 1;
        (Check { of: self, attempt: attempt.clone() }, others)
    }
}

impl Drop for Check<'_> {
    fn drop(&mut self) {
        let mut all = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.attempt) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.attempt);
            }
        }
    }
}
