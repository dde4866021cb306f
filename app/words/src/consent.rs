//! The words of consents, as clients read them on the screen. What is kept of a consent is a hash of these words.

use crate::Locale;

/// The consent to be called about a product, in a language by its code.
pub fn interest(code: &str, branch: &str, product: &str) -> String {
    t!(Locale::of(code), consent.interest, branch = branch, product = product)
}

/// The consent to a change of the e-mail address.
pub fn contact(code: &str, branch: &str) -> String {
    t!(Locale::of(code), consent.contact, branch = branch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_names_who_calls_and_about_what_in_every_language() {
        for code in ["it", "en", "de", "fr", "es", "ro", "ar", "zh"] {
            let words = interest(code, "City Centre", "Mortgage");
            assert!(words.contains("City Centre") && words.contains("Mortgage") && words.contains("90"), "{words}");
        }
    }
}
