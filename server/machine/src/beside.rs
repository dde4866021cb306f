//! Work that keeps a processor busy for milliseconds: hashing a password, checking a PIN.
//!
//! It runs in threads of its own with a lower priority, so that it takes the time that nobody else needs: a morning on which
//! everybody signs in does not hold up a desk that calls. Whoever calls bounds how many run at once.

use std::io;

/// How much nicer than the server these threads are, of 19 at most. The kernel gives them about a tenth of what it gives a thread of the server.
const NICER: i32 = 10;

/// Runs the work in a thread of its own, and returns what it returned.
pub async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (done, result) = tokio::sync::oneshot::channel();
    let run = move || {
        give_way();
        // Nobody may be left who waits for it.
        drop(done.send(work()));
    };
    std::thread::Builder::new().name("beside".to_owned()).spawn(run)?;
    result.await.map_err(|_| io::Error::other("the work that was to be done beside panicked"))
}

/// Lowers the priority of this thread. What cannot be lowered works all the same.
#[cfg(target_os = "linux")]
pub fn give_way() {
    // For the kernel a thread is a process as far as its niceness goes.
    let thread = Some(rustix::thread::gettid());
    let nice = rustix::process::getpriority_process(thread).unwrap_or(0);
    let _ = rustix::process::setpriority_process(thread, nice + NICER);
}

#[cfg(not(target_os = "linux"))]
pub fn give_way() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    #[cfg(target_os = "linux")]
    async fn the_work_gives_way_and_whoever_asked_for_it_does_not() {
        let nice = || rustix::process::getpriority_process(Some(rustix::thread::gettid())).expect("a niceness");
        let before = nice();
        assert_eq!(beside(nice).await.expect("done"), (before + NICER).min(19));
        assert_eq!(nice(), before);
    }

    #[tokio::test]
    async fn work_that_panics_is_an_error_and_not_an_endless_wait() {
        let panics = beside(|| assert_eq!(std::env::args().count(), 0, "as a test wants it")).await;
        assert!(panics.is_err());
    }
}
