//! Whole numbers in requests. JSON has one kind of number, and JSON Schema counts `5.0` as an integer, so it is read as 5.

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// Reads a whole number from 0 to the largest that 32 bits hold.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    deserializer.deserialize_u32(Whole)
}

struct Whole;

impl Visitor<'_> for Whole {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 to 4294967295")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u32, E> {
        u32::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<u32, E> {
        // What prints without a sign and a fraction is whole.
        let whole = if number.fract() == 0.0 { number.to_string().parse().ok() } else { None };
        whole.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Request {
        #[serde(deserialize_with = "super::number")]
        minutes: u32,
    }

    fn minutes(text: &str) -> Option<u32> {
        serde_json::from_str(&["{\"minutes\": ", text, "}"].concat()).ok().map(|request: Request| request.minutes)
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point_and_no_other() {
        for (text, read) in [("5", 5), ("5.0", 5), ("4294967295", u32::MAX), ("4294967295.0", u32::MAX), ("1e2", 100)] {
            assert_eq!(minutes(text), Some(read), "{text}");
        }
        for text in ["5.5", "-1", "-1.0", "4294967296", "4294967296.0", "1e300", "\"5\"", "null", "true"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
