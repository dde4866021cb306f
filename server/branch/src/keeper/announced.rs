//! The words of announcements that the staff typed: read where the journal speaks of one whose words are not at hand, as
//! after a restart, or when another server took it.

use super::Keeper;
use queue::{Branch, Day, Event, Said};
use store::{Failure, announcement};

impl Keeper {
    /// Has the words of all typed announcements at hand that a state speaks of.
    pub(super) async fn read_announced(&self, branch: &Branch, day: &Day) -> Result<(), Failure> {
        let now = machine::clock::now();
        let ids = branch.announcements(now).filter(|made| made.said == Said::Typed).map(|made| made.id.to_string());
        self.read_words(ids.collect(), day).await
    }

    /// The same of what happened.
    pub(super) async fn read_announced_in(&self, events: &[Event], day: &Day) -> Result<(), Failure> {
        let typed = |event: &Event| match event {
            Event::AnnouncementMade { announcement, said: Said::Typed, .. } => Some(announcement.to_string()),
            _ => None,
        };
        self.read_words(events.iter().filter_map(typed).collect(), day).await
    }

    async fn read_words(&self, ids: Vec<String>, day: &Day) -> Result<(), Failure> {
        let is_missing = |id: &String| !self.live.announced().contains_key(id);
        if !ids.iter().any(is_missing) {
            return Ok(());
        }
        for (id, words) in announcement::of_day(&self.store, &self.id, day).await? {
            match serde_json::from_str(&words) {
                Ok(words) => self.live.put_announced(&id, words),
                Err(error) => tracing::error!(branch = %self.id, id, %error, "an announcement cannot be read"),
            }
        }
        Ok(())
    }
}
