//! What happens the more or the less often, the longer one has waited for it: a rate for each span of waiting.

/// How much time has passed in all when something happens that had not happened after `since`. Each span ends at one of
/// `edges`, the last has no end. `chance` is a number of the exponential distribution with mean 1. Infinite where it never
/// happens.
pub(crate) fn passes(edges: &[f64], rates: &[f64], since: f64, mut chance: f64) -> f64 {
    let mut from = since.max(0.0);
    for (span, rate) in rates.iter().enumerate() {
        let end = edges.get(span).copied().unwrap_or(f64::INFINITY);
        if end <= from || *rate <= 0.0 {
            from = from.max(end);
            continue;
        }
        let used = rate * (end - from);
        if used >= chance {
            return from + chance / rate;
        }
        chance -= used;
        from = end;
    }
    f64::INFINITY
}
