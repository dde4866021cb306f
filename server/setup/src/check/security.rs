//! The rules of people and devices, from people's units to those of the server.

use super::Checker;
use crate::security::Security;
use queue::Duration;

impl Checker<'_, '_> {
    pub(super) fn security(&mut self) -> Security {
        let (set, mut security) = (&self.file.security, Security::default());
        security.open_devices = set.open_devices;
        security.second_factor = set.second_factor;
        let spans = [
            (&set.session_hours, "session_hours", 1..=24, 60, &mut security.session),
            (&set.idle_tablet_minutes, "idle_tablet_minutes", 1..=60, 1, &mut security.idle_on_tablet),
            (&set.idle_office_minutes, "idle_office_minutes", 1..=240, 1, &mut security.idle_of_office),
            (&set.idle_desk_minutes, "idle_desk_minutes", 1..=720, 1, &mut security.idle_at_desk),
        ];
        for (value, name, range, minutes, span) in spans {
            let Some(value) = value else { continue };
            let number = *value.get_ref();
            if range.contains(&number) {
                *span = Duration::minutes(i64::from(number) * minutes);
            } else {
                let what = format!("{number} is out of range; write {} to {}", range.start(), range.end());
                self.add(value, &format!("security.{name}"), what);
            }
        }
        security
    }
}
