//! Calling the staff. The same call twice is one; what is wrong with a printer may change while it is open.

use super::Decision;
use crate::{AlertId, AlertKind, AlertPlace, Branch, DeskId, Event, Refusal, Timestamp};

impl Branch {
    pub(super) fn raise_alert(&self, kind: AlertKind, place: &AlertPlace, at: Timestamp) -> Decision {
        self.running_day()?;
        if kind == AlertKind::DeskHelp {
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

    /// Two who see to the same alert see to it once.
    pub(super) fn clear_alert(&self, alert: AlertId, at: Timestamp) -> Decision {
        self.running_day()?;
        if alert.0 == 0 || alert.0 > self.last_alert {
            return Err(Refusal::UnknownAlert(alert));
        }
        let open = self.alerts().any(|open| open.id == alert);
        Ok(if open { vec![Event::AlertCleared { alert, at }] } else { vec![] })
    }
}
