//! The code pages that nearly every receipt printer has. They decide which text can be printed in the printer's own letters.

/// A code page: its number for `ESC t`, and the letters of the bytes from 0x80 on; `\0` for a byte without one.
struct Page {
    number: u8,
    upper: &'static str,
}

/// The languages of Western Europe, with the euro.
const WPC1252: Page = Page {
    number: 16,
    upper: "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ\
             \0¡¢£¤¥¦§¨©ª«¬\0®¯°±²³´µ¶·¸¹º»¼½¾¿\
             ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
             àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
};
/// Those of Central Europe that are written in Latin letters.
const PC852: Page = Page {
    number: 18,
    upper: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
             áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
             └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
             ÓßÔŃńňŠšŔÚŕŰýÝţ´\0˝˛ˇ˘§÷¸°¨˙űŘř■\0",
};

impl Page {
    fn byte(&self, letter: char) -> Option<u8> {
        if letter == ' ' || letter.is_ascii_graphic() {
            return u8::try_from(letter).ok();
        }
        let place = self.upper.chars().position(|other| other == letter && other != '\0')?;
        u8::try_from(0x80 + place).ok()
    }

    fn letter(&self, byte: u8) -> Option<char> {
        match byte {
            0x20..=0x7e => Some(char::from(byte)),
            0x80..=0xff => self.upper.chars().nth(usize::from(byte) - 0x80).filter(|letter| *letter != '\0'),
            _ => None,
        }
    }
}

/// The number of the page that has all letters of a text, and their bytes; `None` where no page has them all.
pub fn encode(text: &str) -> Option<(u8, Vec<u8>)> {
    [WPC1252, PC852].iter().find_map(|page| {
        let bytes: Option<Vec<u8>> = text.chars().map(|letter| page.byte(letter)).collect();
        Some((page.number, bytes?))
    })
}

/// The letter of a byte on the page of this number.
pub fn decode(number: u8, byte: u8) -> Option<char> {
    [WPC1252, PC852].iter().find(|page| page.number == number)?.letter(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_the_euro_and_central_europe_have_a_page_and_what_has_none_is_said() {
        assert_eq!(encode("Città: 5 €"), Some((16, b"Citt\xe0: 5 \x80".to_vec())));
        assert_eq!(encode("Łódź ő"), Some((18, b"\x9d\xa2d\xab \x8b".to_vec())));
        assert_eq!(encode("Chișinău"), None, "the comma below is on no page");
        assert_eq!(encode("مرحبا"), None);
        assert_eq!(encode("a\u{7}"), None, "no control characters");
    }

    #[test]
    fn every_byte_that_is_written_is_read_as_its_letter() {
        for page in [WPC1252, PC852] {
            assert_eq!(page.upper.chars().count(), 128);
            for byte in 0x20..=0xff {
                if let Some(letter) = page.letter(byte) {
                    assert_eq!(page.byte(letter), Some(byte), "{letter:?} on {}", page.number);
                }
            }
        }
    }
}
