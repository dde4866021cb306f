//! Corrects the lengths in the header of a WAV file that was written to a pipe: its writer did not know them yet.

/// A chunk begins with its name and its length, four bytes each.
const HEAD: usize = 8;

/// Returns the file with correct lengths; `None` if it is not a WAV file or holds no sound.
///
/// The format is RIFF, a length, WAVE, and chunks of a name, a length and so many bytes, padded to an even number.
pub fn with_lengths(mut file: Vec<u8>) -> Option<Vec<u8>> {
    if file.get(..4)? != b"RIFF" || file.get(8..12)? != b"WAVE" {
        return None;
    }
    let data = data_chunk(&file)?;
    let start = data + HEAD;
    // A sample has two bytes; half a sample at the end is cut off.
    let length = (length_at(&file, data + 4)?.min(file.len() - start)) & !1;
    if length == 0 {
        return None;
    }
    file.truncate(start + length);
    set_length(&mut file, data + 4, length)?;
    let whole = file.len() - HEAD;
    set_length(&mut file, 4, whole)?;
    Some(file)
}

/// The offset of the chunk with the samples.
fn data_chunk(file: &[u8]) -> Option<usize> {
    let mut at = 12;
    while file.get(at..at + 4)? != b"data" {
        let length = length_at(file, at + 4)?;
        at = (at + HEAD).checked_add(length.next_multiple_of(2))?;
    }
    Some(at)
}

fn length_at(file: &[u8], at: usize) -> Option<usize> {
    let bytes = file.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

fn set_length(file: &mut [u8], at: usize, length: usize) -> Option<()> {
    let bytes = u32::try_from(length).ok()?.to_le_bytes();
    file.get_mut(at..at + 4)?.copy_from_slice(&bytes);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(data_length: u32, samples: &[u8]) -> Vec<u8> {
        let mut file =
            b"RIFF\x24\xf0\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xac\0\0\x02\0\x10\0data".to_vec();
        file.extend(data_length.to_le_bytes());
        file.extend(samples);
        file
    }

    #[test]
    fn a_header_written_before_the_sound_gets_the_sound_s_length() {
        let with_lengths = with_lengths(file(0x7fff_f000, &[1, 2, 3, 4, 5])).unwrap();
        assert_eq!(with_lengths.len(), 48, "half a sample is cut off");
        assert_eq!(with_lengths[4..8], 40_u32.to_le_bytes());
        assert_eq!(with_lengths[40..44], 4_u32.to_le_bytes());
        assert_eq!(with_lengths[44..], [1, 2, 3, 4]);
    }

    #[test]
    fn what_stands_after_the_sound_is_no_sound() {
        let with_lengths = with_lengths(file(2, b"\x01\x02LIST")).unwrap();
        assert_eq!((with_lengths.len(), &with_lengths[44..]), (46, &[1, 2][..]));
    }

    #[test]
    fn what_is_no_wav_file_with_sound_is_refused() {
        for wrong in [&b""[..], b"RIFF", b"hello, this is text", &file(0, b""), &file(4, b"")[..30]] {
            assert_eq!(with_lengths(wrong.to_vec()), None);
        }
    }
}
