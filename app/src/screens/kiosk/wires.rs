//! The parts of the kiosk's page that wire: which screen a step is, and what stands over it. They live here, not among
//! the components, for those know neither streams nor the outbox.

pub mod content;
pub mod over;
pub mod search_words;
