//! The formulas of A. K. Erlang for servers without abandonment (1917). A load is in erlangs: arrivals per minute times
//! mean service minutes.

/// Erlang-B: the probability that a visitor finds every server busy, where nobody waits. Computed by the recursion
/// B(n) = a B(n-1) / (n + a B(n-1)), which is stable for any number of servers.
pub fn blocked(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |before, server| load * before / (f64::from(server) + load * before))
}

/// Erlang-C: the probability that a visitor has to wait, where everybody waits. 1 where the load is too much for the
/// servers, since the queue then grows without end.
pub fn delayed(servers: u32, load: f64) -> f64 {
    let capacity = f64::from(servers);
    if load >= capacity {
        return 1.0;
    }
    let blocked = blocked(servers, load);
    capacity * blocked / (capacity - load * (1.0 - blocked))
}

#[cfg(test)]
mod tests {
    use super::{blocked, delayed};

    #[test]
    fn without_servers_everybody_is_blocked_and_waits() {
        assert!((blocked(0, 2.0) - 1.0).abs() < 1e-12);
        assert!((delayed(0, 2.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_visitors_nobody_is_blocked_or_waits() {
        assert!(blocked(3, 0.0).abs() < 1e-12);
        assert!(delayed(3, 0.0).abs() < 1e-12);
    }

    #[test]
    fn a_load_beyond_the_servers_makes_everybody_wait() {
        assert!((delayed(3, 3.0) - 1.0).abs() < 1e-12);
    }
}
