//! How many of one browser's pages may have a stream at once.
//!
//! A browser allows six connections to a server over HTTP/1.1, and a stream keeps one for itself. Pages of one browser
//! tell each other of their streams over a channel that never leaves it, so that some connections stay free for what
//! people press; who has no seat asks for its snapshot instead. A seat needs no storage: a page that is gone answers no more.

use crate::browser::local::Local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// So many streams at once; the others of the six connections are for requests.
const SEATS: usize = 3;
/// A page without a seat looks for one so often, in milliseconds.
const LOOK_AGAIN: f64 = 15_000.0;
/// Others have answered by then, in milliseconds.
const ANSWERED_BY: f64 = 700.0;

const CHANNEL: &str = "sportello.streams";
const ASKS: &str = "asks";
const HAS: &str = "has";

/// When a stream was opened, by the browser's clock, and a random number that tells two of one moment apart.
type Seniority = (u64, u64);

/// Whether a page may have a stream, from what the others say.
#[derive(Debug, Default)]
struct Seat {
    own: Seniority,
    /// Others whose streams are older.
    seniors: Vec<Seniority>,
    asked_at: f64,
    /// The page follows a stream, or is about to.
    taken: bool,
}

impl Seat {
    /// Another page has a stream; true when this page must give its own up.
    fn heard(&mut self, other: Seniority) -> bool {
        if other < self.own && !self.seniors.contains(&other) {
            self.seniors.push(other);
        }
        let gives_way = self.taken && self.seniors.len() >= SEATS;
        self.taken &= !gives_way;
        gives_way
    }

    /// What the others are to be told, if anything: that this page asks for a seat, or that it has taken one.
    fn look(&mut self, now: f64, clock: u64, random: u64) -> Option<&'static str> {
        if self.taken {
            return None;
        }
        let waited = now - self.asked_at;
        if self.own == (0, 0) || waited > LOOK_AGAIN {
            // The first time it sits down at once and gives way to those who answer; later it asks before it sits down.
            self.taken = self.own == (0, 0);
            (self.own, self.asked_at) = ((clock, random), now);
            self.seniors.clear();
            return Some(ASKS);
        }
        if waited > ANSWERED_BY && self.seniors.len() < SEATS {
            // Two may sit down at once: the younger hears of the elder and gives way.
            self.taken = true;
            return Some(HAS);
        }
        None
    }
}

/// The seat of one page.
#[derive(Clone, Copy)]
pub struct Seats(Local<(Seat, Option<Channel>)>);

/// The channel with its listener.
struct Channel {
    channel: BroadcastChannel,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

impl Seats {
    pub fn new() -> Self {
        Self(Local::new(|| (Seat::default(), None)))
    }

    /// Hears of the others; `give_up` is run when the page must let its stream go. Without such a channel every page has a seat.
    pub fn listen(self, give_up: impl Fn() + 'static) {
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if self.told(&event.data().as_string().unwrap_or_default()) {
                give_up();
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.0.update(|(_, slot)| *slot = Some(Channel { channel, _listener: listener }));
    }

    /// Whether the page may have a stream now.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn is_seated(self, now: f64) -> bool {
        let (clock, random) = (js_sys::Date::now() as u64, (js_sys::Math::random() * 1e15) as u64 + 1);
        self.0
            .update(|(seat, channel)| {
                let Some(Channel { channel, .. }) = channel else { return true };
                if let Some(what) = seat.look(now, clock, random) {
                    say(channel, what, seat.own);
                }
                seat.taken
            })
            .unwrap_or(true)
    }

    /// The page has let its stream go by itself.
    pub fn leave(self) {
        self.0.update(|(seat, _)| *seat = Seat::default());
    }

    /// True when the page must give its stream up.
    fn told(self, said: &str) -> bool {
        let Some((what, other)) = read(said) else { return false };
        let told = self.0.update(|(seat, channel)| {
            let Some(Channel { channel, .. }) = channel else { return false };
            if what == ASKS && seat.taken {
                say(channel, HAS, seat.own);
            }
            what == HAS && seat.heard(other)
        });
        told == Some(true)
    }
}

fn say(channel: &BroadcastChannel, what: &str, (at, random): Seniority) {
    let said = [what, &at.to_string(), &random.to_string()].join(" ");
    let _ = channel.post_message(&said.into());
}

fn read(said: &str) -> Option<(&str, Seniority)> {
    let mut parts = said.split(' ');
    let what = parts.next()?;
    Some((what, (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages that look once in this order, each hearing of those that have a seat.
    fn seated(pages: &mut [Seat], now: f64, clock: u64) -> usize {
        for place in 0..pages.len() {
            if pages[place].look(now, clock + place as u64, 1) == Some(ASKS) {
                let taken: Vec<Seniority> = pages.iter().filter(|seat| seat.taken).map(|seat| seat.own).collect();
                for other in taken {
                    pages[place].heard(other);
                }
            }
        }
        pages.iter().filter(|seat| seat.taken).count()
    }

    #[test]
    fn of_eleven_pages_that_open_together_three_keep_a_stream() {
        let mut pages: Vec<Seat> = (0..11).map(|_| Seat::default()).collect();
        for second in 0..60_u32 {
            assert_eq!(seated(&mut pages, f64::from(second) * 1_000.0, 1_000_000 + u64::from(second) * 1_000), 3);
        }
    }

    #[test]
    fn a_seat_that_becomes_free_is_taken_by_one_who_waits() {
        let mut pages: Vec<Seat> = (0..4).map(|_| Seat::default()).collect();
        seated(&mut pages, 0.0, 1);
        let mut left = pages.split_off(1);
        assert_eq!(seated(&mut left, 5_000.0, 5_000), 2);
        for second in 6..20_u32 {
            seated(&mut left, f64::from(second) * 1_000.0, u64::from(second) * 1_000);
        }
        assert_eq!(left.iter().filter(|seat| seat.taken).count(), 3);
    }

    #[test]
    fn two_who_sit_down_on_one_free_seat_do_not_both_keep_it() {
        let mut waiting = [Seat::default(), Seat::default()];
        let keep = [(1, 1), (2, 1)];
        for (place, seat) in waiting.iter_mut().enumerate() {
            assert_eq!(seat.look(0.0, 10 + place as u64, 1), Some(ASKS));
            seat.taken = false;
            for other in keep {
                seat.heard(other);
            }
        }
        let said = waiting.each_mut().map(|seat| seat.look(800.0, 20, 1).map(|_| seat.own));
        assert_eq!(said.iter().flatten().count(), 2, "neither had heard of the other");
        for seat in &mut waiting {
            for other in said.into_iter().flatten() {
                seat.heard(other);
            }
        }
        assert_eq!(waiting.map(|seat| seat.taken), [true, false]);
    }

    #[test]
    fn what_pages_say_is_read_back_and_nothing_else() {
        assert_eq!(read("has 12 34"), Some((HAS, (12, 34))));
        assert_eq!(read("has 12"), None);
        assert_eq!(read(""), None);
    }
}
