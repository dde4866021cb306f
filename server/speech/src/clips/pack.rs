//! The clips of one language: `{name}.wav`, all with one rate, kept in memory.

use super::fault::ClipFault;
use crate::wav;
use bytes::Bytes;
use std::collections::HashMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

/// How many samples a second a clip has.
pub const RATES: RangeInclusive<u32> = 8_000..=48_000;
/// The longest clip.
pub const LONGEST_SECONDS: u32 = 5;
/// The bytes of all clips of a language.
pub const SIZE_MAX: usize = 64_000_000;
/// The silence between two clips, as a share of a second: 80 ms.
const PAUSE: (usize, usize) = (2, 25);

/// The clips of a language by name.
#[derive(Debug)]
pub struct Pack {
    rate: u32,
    clips: HashMap<String, Vec<u8>>,
}

impl Pack {
    /// Loads the clips of a folder, the `needed` ones and every other number.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn load(folder: &Path, needed: &[String]) -> Result<Self, Vec<ClipFault>> {
        let mut faults = Vec::new();
        let there = names(folder).map_err(|source| vec![ClipFault::Folder { folder: folder.to_owned(), source }])?;
        let missing: Vec<String> =
            needed.iter().filter(|name| !there.contains(name)).map(|name| format!("{name}.wav")).collect();
        if !missing.is_empty() {
            faults.push(ClipFault::Missing { folder: folder.to_owned(), names: missing });
        }
        let (mut clips, mut size) = (HashMap::new(), 0);
        let mut first: Option<(String, u32)> = None;
        for name in there.into_iter().filter(|name| needed.contains(name) || is_number(name)) {
            let file = folder.join(format!("{name}.wav"));
            let (rate, samples) = match clip(&file) {
                Ok(clip) => clip,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let (first, first_rate) = first.get_or_insert_with(|| (format!("{name}.wav"), rate));
            if *first_rate != rate {
                faults.push(ClipFault::OtherRate { file, rate, first: first.clone(), first_rate: *first_rate });
            }
            size += samples.len();
            if size > SIZE_MAX {
                faults.push(ClipFault::TooMuch { folder: folder.to_owned() });
                break;
            }
            clips.insert(name, samples);
        }
        match first {
            Some((_, rate)) if faults.is_empty() => Ok(Self { rate, clips }),
            _ => Err(faults),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.clips.contains_key(name)
    }

    /// The clips of these names one after the other, as a WAV file; nothing where one is missing.
    pub fn joined(&self, names: &[String]) -> Option<Bytes> {
        let (part, whole) = PAUSE;
        let pause = usize::try_from(self.rate).ok()? * part / whole * wav::SAMPLE;
        let mut samples = Vec::new();
        for name in names {
            let clip = self.clips.get(name)?;
            if !samples.is_empty() {
                samples.resize(samples.len() + pause, 0);
            }
            samples.extend_from_slice(clip);
        }
        wav::file(self.rate, &samples).map(Bytes::from)
    }
}

/// The names of the WAV files in a folder, in their order.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?.file_name();
        names.extend(file.to_str().and_then(|file| file.strip_suffix(".wav")).map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether a clip says a number of several figures.
fn is_number(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|figure| figure.is_ascii_digit())
}

/// The rate of a clip and its samples.
fn clip(file: &Path) -> Result<(u32, Vec<u8>), ClipFault> {
    let file = file.to_owned();
    // What is longer is no clip, and is not read into memory.
    let longest = u64::from(RATES.end() * LONGEST_SECONDS) * wav::SAMPLE as u64;
    match fs::metadata(&file) {
        Ok(about) if about.len() > longest * 2 => return Err(ClipFault::TooLong { file }),
        Ok(_) => (),
        Err(source) => return Err(ClipFault::Unreadable { file, source }),
    }
    let read = match fs::read(&file) {
        Ok(read) => read,
        Err(source) => return Err(ClipFault::Unreadable { file, source }),
    };
    let Some(sound) = wav::with_lengths(read) else { return Err(ClipFault::NoWav { file }) };
    let Some((format, samples)) = wav::parts(&sound) else { return Err(ClipFault::NoWav { file }) };
    if format.is_plain() {
        let rate = format.rate;
        if !RATES.contains(&rate) {
            return Err(ClipFault::Rate { file, rate });
        }
        if samples.len() as u64 > u64::from(rate * LONGEST_SECONDS) * wav::SAMPLE as u64 {
            return Err(ClipFault::TooLong { file });
        }
        Ok((rate, samples.to_vec()))
    } else {
        Err(ClipFault::Format { file })
    }
}
