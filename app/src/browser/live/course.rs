//! How a page is kept up to date, second by second: by its stream while that speaks, by asking while it does not.
//!
//! It decides and does nothing itself. It is given the page's running time in milliseconds and what happened, and returns
//! what to do.

/// Silence after which a screen says that it is not updating; heartbeats come every 5 s.
pub const STALE_AFTER: f64 = 10_000.0;
/// Silence after which a stream is given up and opened again.
const REOPEN_AFTER: f64 = 12_000.0;
/// A stream that has said nothing for so long is helped out by asking: more than a heartbeat's pause.
const QUIET_AFTER: f64 = 7_000.0;
/// A new stream speaks at once; the page asks when it has not done so by then.
const OPENING: f64 = 2_500.0;
/// A page that nobody sees keeps its stream so long, so that a glance elsewhere costs nothing.
const LINGER: f64 = 5_000.0;
/// The pauses between two questions: where the page is seen, where it is not, and the longest while nobody answers.
const ASK_SEEN: f64 = 2_000.0;
const ASK_HIDDEN: f64 = 5_000.0;
const ASK_UNANSWERED: f64 = 5_000.0;
/// So many streams in a row that stay mute while questions are answered are held back by something on the way.
const MUTE_TRIES: u32 = 2;
/// The pause before a stream is tried again where something holds it back.
const MUTE_PAUSE: f64 = 60_000.0;

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// The stream is to be closed.
    pub close: bool,
    /// A stream is to be opened.
    pub open: bool,
    /// The snapshot is to be fetched once.
    pub ask: bool,
}

/// What the page finds when it looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub now: f64,
    /// The browser has given the stream up.
    pub broken: bool,
    /// The browser's other pages leave room for a stream of this one.
    pub seated: bool,
    /// Nobody can see the page.
    pub hidden: bool,
    /// From 0 to 1, lest all screens come back in the same second.
    pub random: f64,
}

/// The course of one page.
#[derive(Debug, Clone, Default)]
pub struct Course {
    heard_at: f64,
    opened_at: Option<f64>,
    /// When the present stream last spoke.
    spoke_at: Option<f64>,
    reopen_at: f64,
    hidden_since: Option<f64>,
    ask_at: f64,
    /// Somebody has just come to see the page: whatever the stream does, it asks.
    ask_now: bool,
    asking: bool,
    answered_at: Option<f64>,
    unanswered: u32,
    mute: u32,
    failures: u32,
}

impl Course {
    /// A page whose snapshot is of `now`.
    pub fn starting_at(now: f64) -> Self {
        Self { heard_at: now, ..Self::default() }
    }

    /// When the page last heard, by whichever way.
    pub fn heard_at(&self) -> f64 {
        self.heard_at
    }

    /// Something on the way holds streams back; the page asks instead.
    pub fn is_held_back(&self) -> bool {
        self.mute >= MUTE_TRIES
    }

    /// What to do at a look, once a second and whenever something has changed.
    pub fn look(&mut self, look: Look) -> Steps {
        let Look { now, .. } = look;
        self.hidden_since = look.hidden.then(|| self.hidden_since.unwrap_or(now));
        let (close, open) = self.stream(look);
        let due = now >= self.ask_at && !self.is_spoken_to(now);
        let ask = !self.asking && (due || self.ask_now);
        if ask {
            (self.asking, self.ask_now) = (true, false);
        }
        Steps { close, open, ask }
    }

    fn stream(&mut self, Look { now, broken, seated, random, .. }: Look) -> (bool, bool) {
        let wanted = seated && self.hidden_since.is_none_or(|since| now - since < LINGER);
        let Some(opened_at) = self.opened_at else {
            let open = wanted && now >= self.reopen_at;
            if open {
                (self.opened_at, self.spoke_at) = (Some(now), None);
            }
            return (false, open);
        };
        if !wanted {
            self.opened_at = None;
            // Seen again, it is opened at once.
            self.reopen_at = now;
            return (true, false);
        }
        let silent = now - self.spoke_at.unwrap_or(opened_at) > REOPEN_AFTER;
        if !broken && !silent {
            return (false, false);
        }
        if silent && self.answered_at.is_some_and(|at| at > opened_at) {
            self.mute += 1;
        } else {
            self.failures += 1;
        }
        self.opened_at = None;
        // A page that is left open for hours need not hurry.
        let pause = if self.failures > 60 { 30_000.0 } else { 1_000.0 + 4_000.0 * random };
        self.reopen_at = now + if self.is_held_back() { MUTE_PAUSE } else { pause };
        (true, false)
    }

    fn is_spoken_to(&self, now: f64) -> bool {
        let Some(opened_at) = self.opened_at else { return false };
        match self.spoke_at {
            Some(at) => now - at < QUIET_AFTER,
            None => now - opened_at < OPENING && self.mute == 0 && self.failures == 0,
        }
    }

    /// The stream spoke; true where the page had lost the server before that. A heartbeat proves that nothing holds it back.
    pub fn spoke(&mut self, now: f64, heartbeat: bool) -> bool {
        self.spoke_at = Some(now);
        if heartbeat {
            self.mute = 0;
        }
        self.heard(now)
    }

    /// A question was answered; true where the page had lost the server before that.
    pub fn answered(&mut self, now: f64) -> bool {
        self.asking = false;
        self.answered_at = Some(now);
        let hidden = self.hidden_since.is_some();
        self.ask_at = now + if hidden { ASK_HIDDEN } else { ASK_SEEN };
        if std::mem::take(&mut self.unanswered) > 0 {
            // The server is back: the stream is tried at once.
            self.reopen_at = self.reopen_at.min(now);
        }
        self.heard(now)
    }

    /// Nobody answered.
    pub fn unanswered(&mut self, now: f64, random: f64) {
        self.asking = false;
        self.unanswered += 1;
        self.ask_at = now + (ASK_SEEN * f64::from(self.unanswered)).min(ASK_UNANSWERED) + 1_000.0 * random;
        self.failures += u32::from(now - self.heard_at > STALE_AFTER);
    }

    /// Somebody sees the page again: it asks at once.
    pub fn seen_again(&mut self) {
        self.ask_now = true;
    }

    fn heard(&mut self, now: f64) -> bool {
        self.heard_at = now;
        std::mem::take(&mut self.failures) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with its stream and what is on the way.
    #[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
    struct Page {
        course: Course,
        ticks: u32,
        open: bool,
        hidden: bool,
        seated: bool,
        /// A stream says at once what it has to say.
        speaks: bool,
        answers: bool,
        opened: u32,
        asked: u32,
    }

    impl Page {
        fn new() -> Self {
            let course = Course::starting_at(0.0);
            let (open, hidden, seated, speaks, answers) = (false, false, true, true, true);
            Self { course, ticks: 0, open, hidden, seated, speaks, answers, opened: 0, asked: 0 }
        }

        fn second(&mut self) {
            let (now, hidden, seated) = (self.now(), self.hidden, self.seated);
            let steps = self.course.look(Look { now, broken: false, seated, hidden, random: 0.5 });
            self.open = (self.open && !steps.close) || steps.open;
            self.opened += u32::from(steps.open);
            let heartbeat = self.ticks.is_multiple_of(5);
            if self.open && self.speaks && (steps.open || heartbeat) {
                self.course.spoke(now, !steps.open);
            }
            if steps.ask {
                self.asked += 1;
                if self.answers {
                    self.course.answered(now);
                } else {
                    self.course.unanswered(now, 0.5);
                }
            }
            self.ticks += 1;
        }

        fn now(&self) -> f64 {
            f64::from(self.ticks) * 1_000.0
        }

        fn seconds(&mut self, count: u32) -> &mut Self {
            (0..count).for_each(|_| self.second());
            self
        }

        fn is_stale(&self) -> bool {
            self.now() - self.course.heard_at() > STALE_AFTER
        }
    }

    #[test]
    fn a_stream_that_speaks_is_followed_and_nothing_is_asked() {
        let mut page = Page::new();
        page.seconds(600);
        assert_eq!((page.opened, page.asked, page.course.is_held_back()), (1, 0, false));
    }

    #[test]
    fn a_page_whose_streams_are_mute_asks_is_never_stale_and_says_why_after_two_tries() {
        let mut page = Page { speaks: false, ..Page::new() };
        for second in 0..120 {
            page.second();
            assert!(!page.is_stale(), "after {second} s");
        }
        assert!(page.course.is_held_back());
        assert!(page.asked > 30, "{}", page.asked);
        let tried = page.opened;
        page.seconds(120);
        assert!(page.opened > tried, "the stream is tried again from time to time");
        page.speaks = true;
        page.seconds(120);
        assert!(!page.course.is_held_back());
    }

    #[test]
    fn a_page_without_a_server_is_stale_and_blames_nothing_on_the_way() {
        let mut page = Page::new();
        page.seconds(10);
        (page.speaks, page.answers) = (false, false);
        page.seconds(60);
        assert!(page.is_stale() && !page.course.is_held_back());
        (page.speaks, page.answers) = (true, true);
        page.seconds(7);
        assert!(!page.is_stale() && page.open, "it is right again and follows its stream");
        assert!(!page.course.is_held_back());
    }

    #[test]
    fn a_hidden_page_lets_its_stream_go_and_takes_it_up_at_once_when_seen() {
        let mut page = Page::new();
        page.seconds(5);
        page.hidden = true;
        page.seconds(10);
        assert!(!page.open);
        page.seconds(60);
        assert!(!page.is_stale() && page.asked >= 10, "who is called behind another page is still told");
        page.hidden = false;
        page.course.seen_again();
        let asked = page.asked;
        page.second();
        assert!(page.open && page.asked > asked);
    }

    #[test]
    fn a_page_without_a_seat_lives_by_asking() {
        let mut page = Page { seated: false, ..Page::new() };
        page.seconds(60);
        assert!(page.opened == 0 && page.asked >= 20 && !page.is_stale() && !page.course.is_held_back());
    }
}
