//! Why the clips of a language are not used: the file, and what to do.

use super::pack::{LONGEST_SECONDS, RATES, SIZE_MAX};
use std::io;
use std::path::PathBuf;

/// What is wrong with a pack of clips.
#[derive(Debug, thiserror::Error)]
pub enum ClipFault {
    #[error("the folder of clips {folder:?} cannot be read: {source}. Name another one with --clips, or leave it out")]
    Folder { folder: PathBuf, source: io::Error },
    #[error(
        "the folder of clips {folder:?} has no folder of a branch's language. Name one \"it\" for Italian, and so on"
    )]
    NoLanguage { folder: PathBuf },
    #[error("{folder:?} lacks {}. Record what is missing", names.join(", "))]
    Missing { folder: PathBuf, names: Vec<String> },
    #[error("{file:?} cannot be read: {source}. Give the server leave to read it")]
    Unreadable { file: PathBuf, source: io::Error },
    #[error("{file:?} is no WAV file with sound. Save it as WAV, PCM, 16 bits, one channel")]
    NoWav { file: PathBuf },
    #[error("{file:?} is not PCM with 16 bits and one channel. Save it so")]
    Format { file: PathBuf },
    #[error("{file:?} has {rate} samples a second. Save all clips with one rate from {} to {}", RATES.start(), RATES.end())]
    Rate { file: PathBuf, rate: u32 },
    #[error(
        "{file:?} has {rate} samples a second, and {first:?} has {first_rate}. Save all clips of a language with one rate"
    )]
    OtherRate { file: PathBuf, rate: u32, first: String, first_rate: u32 },
    #[error("{file:?} is longer than {LONGEST_SECONDS} seconds. Cut it to its word")]
    TooLong { file: PathBuf },
    #[error("the clips in {folder:?} have more than {} MB. Take away numbers that are rarely called", SIZE_MAX / 1_000_000)]
    TooMuch { folder: PathBuf },
}
