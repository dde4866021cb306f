//! The program's voice for each language.

/// Language codes, each with espeak-ng's name of its voice.
const VOICES: [(&str, &str); 8] = [
    ("it", "it"),
    ("en", "en-gb"),
    ("de", "de"),
    ("fr", "fr-fr"),
    ("es", "es"),
    ("ro", "ro"),
    ("ar", "ar"),
    ("zh", "cmn"),
];

/// Returns the voice of a language; `None` if there is none.
pub fn of(language: &str) -> Option<&'static str> {
    VOICES.iter().find(|(code, _)| *code == language).map(|(_, voice)| *voice)
}
