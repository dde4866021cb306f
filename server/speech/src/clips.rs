//! Calls said by recorded clips: the pack of a language is loaded and checked as a whole, and a call is joined from it. A text
//! that is no call, or for which a clip is missing, is not said by clips at all: nothing is said half in one voice and half in another.

mod fault;
mod pack;
mod sentence;

pub use fault::ClipFault;
pub use sentence::Sentence;

use bytes::Bytes;
use pack::Pack;
use std::collections::BTreeMap;
use std::path::Path;

/// The packs by the code of their language.
#[derive(Debug, Default)]
pub struct Clips(BTreeMap<String, Voice>);

#[derive(Debug)]
struct Voice {
    sentence: Sentence,
    pack: Pack,
}

impl Clips {
    /// Loads the packs in a folder, and says what is wrong with those that are not used. A language without a folder there has none.
    pub fn load<'a>(
        folder: &Path,
        sentences: impl IntoIterator<Item = (&'a str, Sentence)>,
    ) -> (Self, Vec<(Option<&'a str>, ClipFault)>) {
        let (mut clips, mut faults) = (BTreeMap::new(), Vec::new());
        if let Err(source) = std::fs::read_dir(folder) {
            return (Self(clips), vec![(None, ClipFault::Folder { folder: folder.to_owned(), source })]);
        }
        let mut some = false;
        for (language, sentence) in sentences {
            let own = folder.join(language);
            if !own.is_dir() {
                continue;
            }
            some = true;
            match Pack::load(&own, &sentence.names()) {
                Ok(pack) => drop(clips.insert(language.to_owned(), Voice { sentence, pack })),
                Err(wrong) => faults.extend(wrong.into_iter().map(|fault| (Some(language), fault))),
            }
        }
        if !some {
            faults.push((None, ClipFault::NoLanguage { folder: folder.to_owned() }));
        }
        (Self(clips), faults)
    }

    /// The languages in which calls are said by clips.
    pub fn languages(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// A text as a WAV file, where it is a call and every clip for it is there.
    pub(crate) fn say(&self, language: &str, text: &str) -> Option<Bytes> {
        let Voice { sentence, pack } = self.0.get(language)?;
        pack.joined(&sentence.clips(text, |name| pack.has(name))?)
    }
}

#[cfg(test)]
mod tests;
