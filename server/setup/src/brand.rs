//! How a bank shows itself: its name, its logo and its colour, and how legible a colour is.

use crate::media::MediaFile;
use std::fmt;
use std::str::FromStr;

/// Name, logo and colour of the bank; nothing by default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brand {
    pub name: Option<String>,
    pub logo: Option<MediaFile>,
    pub colour: Option<Colour>,
}

/// A colour of the screen, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    pub const WHITE: Self = Self([255; 3]);

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The nearest darker shade on which white has at least this contrast.
    #[must_use]
    pub fn darkened(self, contrast: f64) -> Self {
        let shade = |percent: u16| {
            let channel = |channel: u8| u8::try_from(u16::from(channel) * percent / 100).unwrap_or(channel);
            Self(self.0.map(channel))
        };
        let dark_enough = |shade: &Self| shade.contrast(Self::WHITE) >= contrast;
        (0..=100).rev().map(shade).find(dark_enough).unwrap_or(Self([0; 3]))
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl FromStr for Colour {
    type Err = ();

    /// `#0b5d57`
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii()).ok_or(())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(drop);
        Ok(Self([channel(0)?, channel(2)?, channel(4)?]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn a_contrast_is_the_one_that_wcag_defines() {
        assert!((colour("#000000").contrast(Colour::WHITE) - 21.0).abs() < 0.001);
        assert!((colour("#777777").contrast(Colour::WHITE) - 4.48).abs() < 0.01);
        assert!((Colour::WHITE.contrast(colour("#0b5d57")) - 7.7).abs() < 0.1);
    }

    #[test]
    fn a_darker_shade_is_as_dark_as_it_must_be() {
        for text in ["#0b5d57", "#c8102e", "#777777", "#ffffff"] {
            let dark = colour(text).darkened(7.0);
            assert!(dark.contrast(Colour::WHITE) >= 7.0, "{text} becomes {dark}");
        }
        assert_eq!(colour("#08423e").darkened(7.0), colour("#08423e"), "what is dark enough stays");
    }

    #[test]
    fn a_colour_is_written_as_in_a_style_sheet() {
        assert_eq!(colour("#C8102E").to_string(), "#c8102e");
        for wrong in ["", "red", "#fff", "c8102e", "#c8102", "#c8102g", "#c8102e00", "#è8102"] {
            assert_eq!(wrong.parse::<Colour>(), Err(()), "{wrong}");
        }
    }
}
