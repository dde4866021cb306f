//! When a sender sends: at a fixed rate, whatever the answers do (latency counts from the intended moment, so that a slow server
//! cannot hide its delays: no coordinated omission), or as fast as answers come.

use std::time::{Duration, Instant};

/// How long after the end a sender may still send what was due before it.
const GRACE: Duration = Duration::from_secs(1);

/// The moments of one sender.
#[derive(Debug, Clone)]
pub struct Pace {
    until: Instant,
    next: Instant,
    /// Between two moments of this sender; `None`: as fast as answers come.
    every: Option<Duration>,
    /// Between the first moments of two neighbours.
    stagger: Duration,
}

impl Pace {
    /// `rate` a second, by so many senders together.
    pub fn new(began: Instant, lasts: Duration, rate: Option<f64>, senders: usize) -> Self {
        let between = rate.map(|rate| Duration::from_secs_f64(1.0 / rate.max(0.001)));
        Self {
            until: began + lasts,
            next: began,
            every: between.map(|between| between * u32::try_from(senders).unwrap_or(u32::MAX)),
            stagger: between.unwrap_or_default(),
        }
    }

    /// The moments of one sender, by its index.
    pub fn of(&self, sender: usize) -> Self {
        let first = self.next + self.stagger * u32::try_from(sender).unwrap_or(u32::MAX);
        Self { next: first, ..self.clone() }
    }

    /// Waits for the next moment and returns it; `None` after the end.
    pub async fn next(&mut self) -> Option<Instant> {
        let Some(every) = self.every else {
            let now = Instant::now();
            return (now < self.until).then_some(now);
        };
        let intended = self.next;
        if intended >= self.until || Instant::now() >= self.until + GRACE {
            return None;
        }
        self.next += every;
        if intended > Instant::now() {
            tokio::time::sleep_until(intended.into()).await;
        }
        Some(intended)
    }

    /// How many moments were missed because earlier answers took too long.
    pub fn missed(&self) -> u64 {
        let Some(every) = self.every else { return 0 };
        let left = self.until.saturating_duration_since(self.next);
        u64::try_from(left.as_nanos().div_ceil(every.as_nanos().max(1))).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sender_that_was_held_up_is_measured_from_the_moment_that_was_meant() {
        let began = Instant::now();
        let mut pace = Pace::new(began, Duration::from_millis(100), Some(100.0), 2).of(1);
        let first = pace.next().await.unwrap();
        assert_eq!(first - began, Duration::from_millis(10));
        std::thread::sleep(Duration::from_millis(70));
        let second = pace.next().await.unwrap();
        assert_eq!(second - began, Duration::from_millis(30));
        assert!(second.elapsed() >= Duration::from_millis(40));
        let rest = [pace.next().await, pace.next().await, pace.next().await, pace.next().await];
        assert_eq!(rest.iter().flatten().count(), 3, "50, 70 and 90 ms, then the time is over");
        assert_eq!(pace.missed(), 0);
    }

    #[tokio::test]
    async fn what_could_not_be_sent_in_time_is_known() {
        let began = Instant::now().checked_sub(Duration::from_secs(2)).unwrap();
        let mut pace = Pace::new(began, Duration::from_millis(100), Some(100.0), 1);
        assert!(pace.next().await.is_none());
        assert_eq!(pace.missed(), 10);
    }
}
