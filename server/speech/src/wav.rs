//! WAV files: corrects the lengths in the header of one that was written to a pipe, because its writer did not know them yet; takes
//! one apart, and puts one together.

/// A chunk begins with its name and its length, four bytes each.
const HEAD: usize = 8;
/// The bytes of a sample.
pub const SAMPLE: usize = 2;
/// The format of plain samples, by its number.
const PCM: u16 = 1;
/// The bytes of the chunk that tells the format of plain samples.
const FORMAT: u32 = 16;

/// What a WAV file says of its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    kind: u16,
    channels: u16,
    pub rate: u32,
    bits: u16,
}

impl Format {
    /// Whether the samples are plain, of 16 bits, in one channel.
    pub fn is_plain(self) -> bool {
        (self.kind, self.channels, self.bits) == (PCM, 1, 16)
    }
}

/// The format and the samples of a file whose lengths are right.
pub fn parts(file: &[u8]) -> Option<(Format, &[u8])> {
    let format = chunk(file, *b"fmt ")? + HEAD;
    let short = |at: usize| Some(u16::from_le_bytes(file.get(format + at..format + at + 2)?.try_into().ok()?));
    let rate = u32::from_le_bytes(file.get(format + 4..format + 8)?.try_into().ok()?);
    let (kind, channels, bits) = (short(0)?, short(2)?, short(14)?);
    let data = chunk(file, *b"data")?;
    let length = length_at(file, data + 4)?;
    let samples = file.get(data + HEAD..)?.get(..length)?;
    Some((Format { kind, channels, rate, bits }, samples))
}

/// A file of plain samples of 16 bits in one channel.
pub fn file(rate: u32, samples: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(samples.len()).ok()?;
    let (sample, bits) = (u16::try_from(SAMPLE).ok()?, 16_u16);
    let mut file = Vec::with_capacity(samples.len() + 44);
    file.extend(b"RIFF");
    file.extend((length + 36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(FORMAT.to_le_bytes());
    file.extend(PCM.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend((rate * u32::from(sample)).to_le_bytes());
    file.extend(sample.to_le_bytes());
    file.extend(bits.to_le_bytes());
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    Some(file)
}

/// Returns the file with correct lengths; `None` if it is not a WAV file or holds no sound.
///
/// The format is RIFF, a length, WAVE, and chunks of a name, a length and so many bytes, padded to an even number.
pub fn with_lengths(mut file: Vec<u8>) -> Option<Vec<u8>> {
    if file.get(..4)? != b"RIFF" || file.get(8..12)? != b"WAVE" {
        return None;
    }
    let data = chunk(&file, *b"data")?;
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

/// The offset of the chunk with this name.
fn chunk(file: &[u8], name: [u8; 4]) -> Option<usize> {
    let mut at = 12;
    while file.get(at..at + 4)? != name {
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
    fn a_file_is_put_together_and_taken_apart() {
        let made = super::file(22_050, &[1, 2, 3, 4]).unwrap();
        assert_eq!(made, with_lengths(file(4, &[1, 2, 3, 4])).unwrap());
        let (format, samples) = parts(&made).unwrap();
        assert_eq!((format.rate, format.is_plain(), samples), (22_050, true, &[1, 2, 3, 4][..]));
        for (at, other) in [(20, 3), (22, 2), (34, 8)] {
            let mut other_format = made.clone();
            other_format[at] = other;
            assert!(!parts(&other_format).unwrap().0.is_plain(), "{at}");
        }
        assert_eq!(parts(&made[..46]), None);
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
