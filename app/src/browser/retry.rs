//! Sends a command again until its answer is definite. Every command that must not be lost uses this loop.

use super::api::{self, Reply};
use gloo_timers::future::TimeoutFuture;
use serde::de::DeserializeOwned;
use wire::Problem;

/// The pauses and the number of attempts with which a command is sent.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    /// The pause after the first attempt, in milliseconds; each one after it is twice as long as the one before.
    pub shortest_pause: u32,
    /// No pause is longer, in milliseconds.
    pub longest_pause: u32,
    /// After so many attempts it is given up.
    pub attempts: u32,
}

/// Sends a command under its key until it is answered; `None` where it was given up. `unanswered` is called after each
/// attempt without an answer.
pub async fn post_until_answered<T: DeserializeOwned>(
    retry: &Retry,
    address: &str,
    key: &str,
    body: &str,
    unanswered: impl Fn(),
) -> Option<Result<T, Problem>> {
    let mut pause = retry.shortest_pause;
    for _ in 0..retry.attempts {
        match api::post(address, key, body).await {
            Reply::Done(answer) => return Some(Ok(answer)),
            Reply::Refused(problem) => return Some(Err(problem)),
            Reply::Unanswered => {}
        }
        unanswered();
        TimeoutFuture::new(pause).await;
        pause = (pause * 2).min(retry.longest_pause);
    }
    None
}
