//! Alerts are raised and cleared. An alert that is open already is not raised again; another fault of one printer
//! replaces the alert about the first.

use super::Decision;
use crate::{AlertId, AlertKind, AlertPlace, Branch, DeskId, Event, Refusal, Timestamp};

impl Branch {
    pub(super) fn raise_alert(&self, kind: AlertKind, place: &AlertPlace, at: Timestamp) -> Decision {
        self.running_day()?;
        if kind.is_at_a_desk() {
            self.known_desk(&DeskId::new(place.as_str()))?;
        }
        let open = self.alert_at(kind, place);
        if open.is_some_and(|open| open.kind == kind) {
            return Ok(vec![]);
        }
        let replaced = open.map(|open| Event::AlertCleared { alert: open.id, at });
        let alert = AlertId(self.last_alert + 1);
        let raised = Event::AlertRaised { alert, kind, place: place.clone(), at };
        Ok(replaced.into_iter().chain([raised]).collect())
    }

    /// An alert that is cleared already stays cleared: two colleagues may both attend to it.
    pub(super) fn clear_alert(&self, alert: AlertId, at: Timestamp) -> Decision {
        self.running_day()?;
        if alert.0 == 0 || alert.0 > self.last_alert {
            return Err(Refusal::UnknownAlert(alert));
        }
        let open = self.alerts().any(|open| open.id == alert);
        Ok(if open { vec![Event::AlertCleared { alert, at }] } else { vec![] })
    }
}
