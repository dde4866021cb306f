//! Small and capital letters: the browser brings its own tables, which would be 25 kB of every first load; the server has
//! those of the standard library.

/// The text in small letters.
#[cfg(target_arch = "wasm32")]
pub fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// The text in small letters.
#[cfg(not(target_arch = "wasm32"))]
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The text in capital letters.
#[cfg(target_arch = "wasm32")]
pub fn upper(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}

/// The text in capital letters.
#[cfg(not(target_arch = "wasm32"))]
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| upper(first.encode_utf8(&mut [0; 4])) + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_alone_is_raised() {
        assert_eq!(capitalised("équipe à part"), "Équipe à part");
        assert_eq!(capitalised("X"), "X");
        assert_eq!(capitalised(""), "");
    }
}
