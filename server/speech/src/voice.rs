//! Which voice speaks a language.

/// Languages by their code, each with espeak-ng's voice for it.
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

/// The voice of a language; `None` where nobody speaks it.
pub fn of(language: &str) -> Option<&'static str> {
    VOICES.iter().find(|(code, _)| *code == language).map(|(_, voice)| *voice)
}
