//! Why a text is not said.

/// Why there is no sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeechError {
    /// The text has no letter and no digit.
    TextEmpty,
    /// The text has this many characters, more than [`crate::TEXT_MAX`].
    TextTooLong(usize),
    /// The program has no voice for this language.
    NoVoice(String),
    /// Too many texts are requested at once; the request may be repeated.
    Busy,
    /// The program is switched off or missing, it has lost this voice, or it failed on this text.
    Unavailable,
}
