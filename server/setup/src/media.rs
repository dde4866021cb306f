//! The bank's own pictures and videos: what they are by their content, and when they are shown.

use crate::calendar::When;
use std::path::PathBuf;
use wire::Text;

/// A picture or a video for the wall.
#[derive(Debug, Clone, PartialEq)]
pub struct Media {
    pub id: String,
    pub file: MediaFile,
    /// What it shows, in words.
    pub alt: Text,
    pub when: When,
    /// How long a picture stands.
    pub seconds: u32,
}

/// A file that was looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    pub path: PathBuf,
    /// Its type by its content: `image/png`, `video/mp4`.
    pub content_type: &'static str,
}

impl MediaFile {
    pub fn is_video(&self) -> bool {
        self.content_type.starts_with("video/")
    }
}

/// How many bytes of a file tell its type.
pub const BEGINNING: usize = 1024;

/// The type of a file by its first bytes, whatever its name is; `None` for one that the wall does not show.
pub fn content_type(beginning: &[u8]) -> Option<&'static str> {
    let at = |from: usize, to: usize| beginning.get(from..to).unwrap_or_default();
    let holds = |word: &[u8]| beginning.windows(word.len()).any(|window| window == word);
    Some(match beginning {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', ..] if at(8, 12) == b"WEBP" => "image/webp",
        // The same container is used for sound and for pictures of telephones, by its brand.
        _ if at(4, 8) == b"ftyp" && !matches!(at(8, 12), b"heic" | b"avif" | b"M4A " | b"qt  ") => "video/mp4",
        [0x1a, 0x45, 0xdf, 0xa3, ..] if holds(b"webm") => "video/webm",
        _ if is_svg(beginning) => "image/svg+xml",
        _ => return None,
    })
}

/// Whether the first element of a text is a drawing.
fn is_svg(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // A declaration, a document type and comments may stand before it.
    while let Some(end) = ["<?", "<!--", "<!DOCTYPE svg"].iter().find_map(|start| {
        let end = if *start == "<!--" { "-->" } else { ">" };
        rest.starts_with(start).then(|| rest.find(end).map(|at| at + end.len())).flatten()
    }) {
        rest = rest[end..].trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t']))
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn a_file_is_what_its_content_is() {
        for (beginning, is) in [
            (&b"\x89PNG\r\n\x1a\n\0\0"[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"\0\0\0\x20ftypisom", Some("video/mp4")),
            (b"\x1a\x45\xdf\xa3\x01\0\0\0webm", Some("video/webm")),
            (
                b"<?xml version=\"1.0\"?>\n<!-- logo -->\n<svg xmlns=\"http://www.w3.org/2000/svg\">",
                Some("image/svg+xml"),
            ),
            (b"<!DOCTYPE html><html><svg></svg></html>", None),
            (b"<html>", None),
            (b"GIF89a", None),
            (b"RIFF\x10\0\0\0WAVE", None),
            (b"\0\0\0\x20ftypheic", None),
            (b"\x1a\x45\xdf\xa3\x01\0\0\0matroska", None),
            (b"", None),
        ] {
            assert_eq!(content_type(beginning), is, "{}", String::from_utf8_lossy(beginning));
        }
    }
}
