//! The building is evacuated, and the waiting room is told things. Both hold at any hour of the day.

use super::Decision;
use crate::{ANNOUNCEMENTS_MOST, AnnouncementId, Branch, Duration, Event, Refusal, Said, Timestamp};

impl Branch {
    /// Two who press at once begin one evacuation. It may begin after the day was closed.
    pub(super) fn begin_evacuation(&self, at: Timestamp) -> Decision {
        self.setup().ok_or(Refusal::NoDay)?;
        Ok(if self.evacuating.is_some() { vec![] } else { vec![Event::EvacuationBegun { at }] })
    }

    pub(super) fn lift_evacuation(&self, at: Timestamp) -> Decision {
        self.setup().ok_or(Refusal::NoDay)?;
        Ok(if self.evacuating.is_some() { vec![Event::EvacuationLifted { at }] } else { vec![] })
    }

    pub(super) fn announce(&self, id: &AnnouncementId, said: &Said, minutes: u32, at: Timestamp) -> Decision {
        self.running_day()?;
        if let Said::DeskCloses { desk, .. } | Said::DeskOpens { desk } = said {
            self.known_desk(desk)?;
        }
        if self.announcements(at).count() >= ANNOUNCEMENTS_MOST {
            return Err(Refusal::AnnouncementsFull);
        }
        let until = at + Duration::minutes(i64::from(minutes));
        Ok(vec![Event::AnnouncementMade { announcement: id.clone(), said: said.clone(), until, at }])
    }

    /// What is over by itself, or was withdrawn, stays so: a screen may have shown it a moment longer.
    pub(super) fn withdraw_announcement(&self, id: &AnnouncementId, at: Timestamp) -> Decision {
        self.running_day()?;
        let shown = self.announcements.iter().any(|announcement| announcement.id == *id);
        let withdrawn = Event::AnnouncementWithdrawn { announcement: id.clone(), at };
        if shown { Ok(vec![withdrawn]) } else { Err(Refusal::UnknownAnnouncement(id.clone())) }
    }

    /// Refuses what brings people in, or sends them through the building, while it is evacuated.
    pub(super) fn not_evacuating(&self) -> Result<(), Refusal> {
        if self.evacuating.is_some() { Err(Refusal::Evacuating) } else { Ok(()) }
    }
}
