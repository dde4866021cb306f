//! Reads the text of a set-up file. The text is UTF-8, with or without a byte order mark; another encoding is recognised, so
//! that its message says which one it is and what to do.

use crate::fault::{Error, Fault};
use std::path::Path;

/// Reads a file as UTF-8, without its byte order mark.
///
/// # Errors
/// The file cannot be read, or it has another encoding.
pub fn read(path: &Path) -> Result<String, Error> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| Error::Unreadable { file: file.clone(), source })?;
    decode(bytes).map_err(|fault| Error::Faulty { file, faults: vec![fault] })
}

/// The text in the bytes of a file.
///
/// # Errors
/// They have another encoding.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, Fault> {
    if let Some(encoding) = wide_encoding(&bytes) {
        let what = format!(
            "the file is written in {encoding}, as by `>` of Windows PowerShell; save it as UTF-8 in an editor, or write it \
             with `sportello setup | Out-File -Encoding utf8 FILE`"
        );
        return Err(encoding_fault(1, what));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].split(|byte| *byte == b'\n').count();
        encoding_fault(line, single_byte_encoding(bytes, at))
    })
}

fn encoding_fault(line: usize, what: String) -> Fault {
    Fault { file: None, line, field: "encoding".to_owned(), what }
}

/// The encoding of a file whose characters have two or four bytes, by its byte order mark or by the zeros that ASCII
/// letters leave in it.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match *bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0, 0, 0, letter, ..] | [letter, 0, 0, 0, ..] if letter != 0 => Some("UTF-32"),
        [0, one, 0, other, ..] | [one, 0, other, 0, ..] if one != 0 && other != 0 => Some("UTF-16"),
        _ => None,
    }
}

/// The message for a byte that is not UTF-8. Windows-1252 is the encoding that Western Windows calls ANSI; a byte from 0xA0
/// on is the character of the same number in Unicode.
fn single_byte_encoding(bytes: &[u8], at: usize) -> String {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let shown = if byte >= 0xa0 { format!(" (\"{}\" there)", char::from(byte)) } else { String::new() };
    format!(
        "the byte 0x{byte:02X} is not UTF-8; the file looks like Windows-1252, also called ANSI{shown}: save it as UTF-8 in an \
         editor, or convert it with `iconv -f WINDOWS-1252 -t UTF-8`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_is_read_with_and_without_a_byte_order_mark() {
        assert_eq!(decode("è\n".as_bytes().to_vec()).unwrap(), "è\n");
        assert_eq!(decode("\u{feff}è\n".as_bytes().to_vec()).unwrap(), "è\n");
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn utf_16_and_utf_32_are_named_with_a_remedy() {
        let text = "format = \"sportello-setup/1\"";
        let wide: Vec<u8> = text.chars().flat_map(|char| u32::from(char).to_le_bytes()).collect();
        for (bytes, encoding) in [
            (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), "UTF-16"),
            (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), "UTF-16"),
            (utf16(text, u16::to_le_bytes), "UTF-16"),
            (utf16(text, u16::to_be_bytes), "UTF-16"),
            (wide, "UTF-32"),
        ] {
            let fault = decode(bytes).unwrap_err();
            assert_eq!((fault.line, fault.field.as_str()), (1, "encoding"));
            assert!(fault.what.contains(encoding) && fault.what.contains("save it as UTF-8"), "{fault}");
        }
    }

    #[test]
    fn windows_1252_is_named_with_its_line_and_a_remedy() {
        let fault = decode(b"# set-up\nname.it = \"Citt\xe0\"\n".to_vec()).unwrap_err();
        assert_eq!(fault.line, 2);
        assert!(fault.what.contains("Windows-1252") && fault.what.contains("\"à\" there"), "{fault}");
        assert!(fault.what.contains("iconv -f WINDOWS-1252 -t UTF-8"), "{fault}");
        let quotes = decode(b"name.it = \x93Centro\x94".to_vec()).unwrap_err();
        assert!(quotes.what.contains("0x93"), "{quotes}");
    }
}
