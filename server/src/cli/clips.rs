//! The recorded clips by which calls are said, where the settings name a folder of them.

use setup::Setup;
use speech::{Clips, Sentence};
use std::collections::BTreeSet;
use std::path::Path;
use words::{Locale, t};

/// Stands for the number and for the desk while the words around them are looked for; no word has these.
const PLACES: [char; 2] = ['\u{1}', '\u{2}'];

/// Loads the clips in the languages of all branches, and logs what is wrong with them.
pub fn load(folder: Option<&Path>, setup: &Setup) -> Clips {
    let Some(folder) = folder else { return Clips::default() };
    let languages = setup.branches.values().flat_map(|branch| &branch.languages);
    let locales: BTreeSet<Locale> = languages.filter_map(|language| Locale::known(language.as_str())).collect();
    let sentences = locales.into_iter().filter_map(|locale| Some((locale.code(), sentence(locale)?)));
    let (clips, faults) = Clips::load(folder, sentences);
    for (language, fault) in &faults {
        let language = language.unwrap_or("every language");
        tracing::warn!("calls are said by the program for speech, and not by clips ({language}): {fault}");
    }
    if !clips.languages().is_empty() {
        tracing::info!(languages = clips.languages().join(", "), "calls are said by recorded clips");
    }
    clips
}

/// The words of a call around its number and its desk.
fn sentence(locale: Locale) -> Option<Sentence> {
    let [number, desk] = PLACES;
    let call = t!(locale, lobby.spoken, number = number, desk = desk);
    let (before, rest) = call.split_once(number)?;
    let (between, after) = rest.split_once(desk)?;
    Some(Sentence { before: before.to_owned(), between: between.to_owned(), after: after.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_the_number_and_then_the_desk() {
        for locale in Locale::every() {
            let Sentence { before, between, .. } = sentence(locale).unwrap();
            assert!(!before.is_empty() && !between.is_empty(), "{}", locale.code());
        }
        let italian = sentence(Locale::it).unwrap();
        assert_eq!([italian.before, italian.between, italian.after], ["Numero ", ", sportello ", ""]);
    }
}
