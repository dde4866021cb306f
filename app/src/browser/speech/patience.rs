//! How long a sound is waited for, and how often it is asked for.

/// What one listener waits at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patience {
    /// A sound that has not been fetched after so many milliseconds, however often it was asked for, is missed.
    pub fetched: f64,
    /// A sound in memory that stands still for so many milliseconds is given up by the player.
    pub still: u32,
    /// The player begins a sound at most this many times.
    pub plays: u32,
}

/// For one visitor who hears nothing else: a part that is missed is a sentence that is missed.
pub const VISITOR: Patience = Patience { fetched: 20_000.0, still: 8_000, plays: 2 };
/// For a hall: the next call waits for this one, which is on the wall and is said a second time.
pub const HALL: Patience = Patience { fetched: 6_000.0, still: 5_000, plays: 1 };

/// The longest wait for one answer, in milliseconds.
const ANSWER: f64 = 8_000.0;
/// The pause after the first request that had no answer, in milliseconds; each one after it is twice as long.
const PAUSE: f64 = 400.0;

/// The requests for one sound.
#[derive(Debug, Clone, Copy)]
pub struct Requests {
    until: f64,
    pause: f64,
}

impl Requests {
    /// The requests that begin at `now`, in milliseconds.
    pub fn beginning(now: f64, patience: Patience) -> Self {
        Self { until: now + patience.fetched, pause: PAUSE }
    }

    /// How long a request that is sent at `now` is waited for, in milliseconds.
    pub fn longest(&self, now: f64) -> u32 {
        whole((self.until - now).min(ANSWER))
    }

    /// The pause before the next request, in milliseconds, after one without an answer; nothing once the time is over.
    pub fn pause(&mut self, now: f64) -> Option<u32> {
        let pause = self.pause;
        self.pause *= 2.0;
        (now + pause < self.until).then(|| whole(pause))
    }
}

/// Milliseconds as a timer takes them; at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and ANSWER or a longer pause")]
fn whole(millis: f64) -> u32 {
    millis.max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When each request for a sound is sent, where each is answered after `answer` milliseconds with nothing.
    fn sent(patience: Patience, answer: f64) -> (Vec<f64>, f64) {
        let mut now = 1_000.0;
        let mut requests = Requests::beginning(now, patience);
        let mut sent = Vec::new();
        loop {
            sent.push(now - 1_000.0);
            now += answer.min(f64::from(requests.longest(now)));
            match requests.pause(now) {
                Some(pause) => now += f64::from(pause),
                None => return (sent, now - 1_000.0),
            }
        }
    }

    #[test]
    fn a_sound_that_is_refused_at_once_is_asked_for_again_in_growing_pauses_and_not_for_ever() {
        let (sent, ended) = sent(VISITOR, 0.0);
        assert_eq!(sent, [0.0, 400.0, 1_200.0, 2_800.0, 6_000.0, 12_400.0]);
        assert!(ended <= VISITOR.fetched);
    }

    #[test]
    fn a_server_that_never_answers_is_asked_again_and_given_up_in_time() {
        let (sent, ended) = sent(VISITOR, f64::INFINITY);
        assert_eq!(sent, [0.0, 8_400.0, 17_200.0]);
        assert!((ended - VISITOR.fetched).abs() < 1.0, "{ended}");
    }

    #[test]
    fn a_hall_waits_for_no_sound_longer_than_for_a_call() {
        for answer in [0.0, 1_000.0, f64::INFINITY] {
            let (sent, ended) = sent(HALL, answer);
            assert!(ended <= HALL.fetched, "{sent:?} {ended}");
        }
    }
}
