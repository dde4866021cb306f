//! What a login and a name may be.

/// The longest login and the longest name, in characters.
pub const LONGEST: usize = 100;

/// Returns a login: one word without spaces.
pub fn login(text: &str) -> Option<String> {
    let is_odd = |letter: char| letter.is_whitespace() || letter.is_control();
    let fits = !text.is_empty() && !text.contains(is_odd) && text.chars().count() <= LONGEST;
    fits.then(|| text.to_owned())
}

/// Returns a name, without the spaces around it.
pub fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && !text.contains(char::is_control) && text.chars().count() <= LONGEST;
    fits.then(|| text.to_owned())
}
