//! The order of announcements: new calls in their order, each a second time a while later, one at a time.

use std::collections::VecDeque;
use words::Locale;

/// The time between the first and the second announcement of a call, in milliseconds.
const AGAIN_AFTER: f64 = 9_000.0;
/// More new calls than these do not wait: the oldest were said minutes too late. A burst of all desks is shorter.
const LONGEST: usize = 40;
/// While more calls than these wait, the voice alone leads from one to the next: the chime takes longer than a number.
const BURST: usize = 3;
/// After so many milliseconds of silence the chime rings in any case.
const SILENCE: f64 = 3_000.0;

/// A call, or what else the room is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The business day, and the count of calls in it.
    pub day: String,
    pub seq: u64,
    /// Whom or what it is about; a newer one about the same takes the place of a repetition.
    pub about: String,
    /// The words in each language in which it is said, in their order.
    pub lines: Vec<(Locale, String)>,
}

#[derive(Debug, Default)]
pub struct Queue {
    new: VecDeque<Announcement>,
    /// The second announcements, each with the earliest moment for it.
    again: VecDeque<(f64, Announcement)>,
    /// Since when it is silent.
    silent_since: Option<f64>,
}

impl Queue {
    /// Adds a new call. An earlier call of the same visitor is not announced a second time any more.
    pub fn call(&mut self, announcement: Announcement) {
        self.again.retain(|(_, known)| known.about != announcement.about);
        self.new.push_back(announcement);
        if self.new.len() > LONGEST {
            self.new.pop_front();
        }
    }

    /// What is said instead of all that waits.
    pub fn say_alone(&mut self, announcement: Announcement) {
        self.new.clear();
        self.again.clear();
        self.new.push_back(announcement);
    }

    /// What is to be announced now, at `now` in milliseconds, and whether for the first time. New calls come first;
    /// the second time falls away for a visitor who is there already: `wanted` says so.
    pub fn next(&mut self, now: f64, wanted: impl Fn(&Announcement) -> bool) -> Option<(Announcement, bool)> {
        if let Some(new) = self.new.pop_front() {
            return Some((new, true));
        }
        self.again.retain(|(_, announcement)| wanted(announcement));
        let due = self.again.front().is_some_and(|(at, _)| *at <= now);
        due.then(|| self.again.pop_front()).flatten().map(|(_, announcement)| (announcement, false))
    }

    /// Whether the chime rings before what is announced now.
    pub fn chimes(&self, now: f64) -> bool {
        self.new.len() <= BURST || self.silent_since.is_none_or(|since| now - since > SILENCE)
    }

    /// It was announced; `now` it is silent again. Where it is to be said `again`, it is after a while.
    pub fn said(&mut self, announcement: Announcement, again: bool, now: f64) {
        self.silent_since = Some(now);
        let called_anew = self.new.iter().any(|new| new.about == announcement.about);
        if again && !called_anew {
            self.again.push_back((now + AGAIN_AFTER, announcement));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(seq: u64, number: &str) -> Announcement {
        let lines = vec![(Locale::it, format!("Numero {number}, sportello 3"))];
        Announcement { day: "2026-11-22".to_owned(), seq, about: number.to_owned(), lines }
    }

    /// Everything that is announced between two moments, each taking two seconds, as "A001 at 0".
    fn play(queue: &mut Queue, from: u32, until: u32) -> Vec<String> {
        play_with(queue, true, from, until)
    }

    fn play_with(queue: &mut Queue, speech: bool, from: u32, until: u32) -> Vec<String> {
        let mut heard = Vec::new();
        let mut now = f64::from(from);
        while now < f64::from(until) {
            match queue.next(now, |_| true) {
                Some((announcement, first)) => {
                    heard.push(format!("{} at {}", announcement.about, now / 1_000.0));
                    now += 2_000.0;
                    queue.said(announcement, first && speech, now);
                }
                None => now += 500.0,
            }
        }
        heard
    }

    #[test]
    fn a_call_is_said_twice_the_second_time_after_nine_seconds() {
        let mut queue = Queue::default();
        queue.call(call(1, "A001"));
        assert_eq!(play(&mut queue, 0, 60_000), ["A001 at 0", "A001 at 11"]);
    }

    #[test]
    fn calls_wait_for_one_another_and_a_second_time_waits_for_a_new_call() {
        let mut queue = Queue::default();
        queue.call(call(1, "A001"));
        queue.call(call(2, "B001"));
        assert_eq!(play(&mut queue, 0, 11_000), ["A001 at 0", "B001 at 2"]);
        queue.call(call(3, "C001"));
        assert_eq!(play(&mut queue, 11_000, 60_000), ["C001 at 11", "A001 at 13", "B001 at 15", "C001 at 22"]);
    }

    #[test]
    fn a_visitor_who_is_there_is_not_called_a_second_time() {
        let mut queue = Queue::default();
        queue.call(call(1, "A001"));
        play(&mut queue, 0, 3_000);
        assert_eq!(queue.next(20_000.0, |_| false), None);
        assert_eq!(queue.next(20_000.0, |_| true), None, "it was given up for good");
    }

    #[test]
    fn a_burst_of_twenty_calls_is_said_whole_in_its_order_with_few_chimes() {
        let mut queue = Queue::default();
        (1..=20).for_each(|seq| queue.call(call(seq, &format!("A{seq:03}"))));
        let (mut now, mut heard, mut chimes) = (0.0, Vec::new(), 0);
        while let Some((announcement, true)) = queue.next(now, |_| true) {
            chimes += u32::from(queue.chimes(now));
            heard.push(announcement.seq);
            now += 2_500.0;
            queue.said(announcement, true, now);
        }
        assert_eq!(heard, (1..=20).collect::<Vec<u64>>());
        assert_eq!(chimes, 5, "the first, and the last ones after the burst");
    }

    #[test]
    fn what_is_urgent_drops_all_that_waits() {
        let mut queue = Queue::default();
        queue.call(call(1, "A001"));
        play(&mut queue, 0, 3_000);
        queue.call(call(2, "B001"));
        queue.say_alone(call(0, "evacuation"));
        assert_eq!(play(&mut queue, 3_000, 30_000), ["evacuation at 3", "evacuation at 14"]);
    }

    #[test]
    fn a_recall_takes_the_place_of_the_second_time() {
        let mut queue = Queue::default();
        queue.call(call(1, "A001"));
        play(&mut queue, 0, 5_000);
        queue.call(call(2, "A001"));
        assert_eq!(play(&mut queue, 5_000, 60_000), ["A001 at 5", "A001 at 16"]);
    }

    #[test]
    fn without_speech_a_call_is_made_once_and_a_flood_of_calls_is_bounded() {
        let mut queue = Queue::default();
        (0..100).for_each(|seq| queue.call(call(seq, &format!("A{seq:03}"))));
        let heard = play_with(&mut queue, false, 0, 600_000);
        assert_eq!((heard.len(), heard[0].as_str()), (LONGEST, "A060 at 0"));
    }
}
