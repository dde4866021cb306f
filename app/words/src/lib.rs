//! The product's own words, and what is built from them.
//!
//! Words are data: a file for each language in `app/locales/`. `it.json` says which keys there are; `build.rs` makes a
//! constant of each, so that a misspelt key does not compile. The server has all files at hand. A browser has the words
//! that its page carries, and is given those of another language with [`put`].
#![forbid(unsafe_code)]

/// The words of a key in a locale: `t!(locale, kiosk.welcome)` is a `&'static str`, and
/// `t!(locale, wait.range, low = 5, high = 10)` a `String`. A plural takes its number as `count`.
#[macro_export]
macro_rules! t {
    ($locale:expr, $($part:ident).+ $(,)?) => {
        $crate::plain($locale, const { $crate::keys::$($part)::+.plain() })
    };
    ($locale:expr, $($part:ident).+, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::filled(
            $locale,
            const { $crate::keys::$($part)::+.filled(&[$(stringify!($name)),+]) },
            const { $crate::keys::$($part)::+.is_plural() },
            &[$((stringify!($name), &$value as &dyn std::fmt::Display)),+],
        )
    };
}

pub mod case;
#[cfg(not(target_arch = "wasm32"))]
pub mod consent;
mod date;
mod dictionary;
mod document;
mod figure;
#[cfg(not(target_arch = "wasm32"))]
pub mod files;
mod key;
mod lesson;
mod locale;
#[cfg(not(target_arch = "wasm32"))]
pub mod mail;
#[cfg(not(target_arch = "wasm32"))]
mod notification;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod plural;
mod sentence;
pub mod set_up;
mod staff;
mod trouble;

/// The keys by their paths.
#[allow(non_upper_case_globals, dead_code, clippy::module_inception)]
pub mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub use date::{date, day, month_name};
pub use dictionary::{filled, is_at_hand, plain, put};
pub use document::{filling, need};
pub use figure::figure;
pub use key::Key;
pub use lesson::{lesson, lesson_step};
pub use locale::{Locale, among, complete, of_branch, of_staff};
#[cfg(not(target_arch = "wasm32"))]
pub use notification::{call, come_in, moved};
pub use sentence::{ahead, announced, opens, refusal, wait, weekday, words_of};
pub use staff::{ahead_of_them, desk_state, minutes, park_reason, paused, sign_in_refusal};
pub use trouble::trouble;
#[cfg(not(target_arch = "wasm32"))]
pub use trouble::{news, news_test};

#[cfg(test)]
mod tests;
