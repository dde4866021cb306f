//! Random bytes from the operating system.

/// `N` bytes that nobody can guess.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap_or_else(|error| unreachable!("the operating system has no randomness: {error}"));
    bytes
}
