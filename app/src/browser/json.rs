//! Reading JSON, with little code: a text is first read into a [`Value`], by code that is there once, and a type then
//! takes what it needs from that. `serde_json` would bring its own copy of the reader, with arrays in place of objects
//! and errors in words, for every type that a browser reads: a third of what a phone loads. Writing is its own.

mod types;

use serde::de::DeserializeOwned;

/// Reads a type from a JSON text; `None` where the text is not JSON, or not of this type.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEEPEST)?;
    reader.space();
    if reader.at < text.len() { None } else { T::deserialize(value).ok() }
}

/// Lists and objects are read down to this depth.
const DEEPEST: u32 = 64;

/// A value of a JSON text.
pub enum Value {
    Null,
    Bool(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Reads this byte if it comes next. Returns whether it did.
    fn takes(&mut self, what: &str) -> bool {
        self.space();
        let comes = self.text.as_bytes()[self.at..].starts_with(what.as_bytes());
        self.at += if comes { what.len() } else { 0 };
        comes
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        self.space();
        match self.peek() {
            b'"' => self.text().map(Value::Text),
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.list(depth.checked_sub(1)?),
            b'-' | b'0'..=b'9' => self.number(),
            _ if self.takes("null") => Some(Value::Null),
            _ if self.takes("true") => Some(Value::Bool(true)),
            _ if self.takes("false") => Some(Value::Bool(false)),
            _ => None,
        }
    }

    fn object(&mut self, depth: u32) -> Option<Value> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes("}") {
            return Some(Value::Object(members));
        }
        loop {
            self.space();
            let key = self.text()?;
            if !self.takes(":") {
                return None;
            }
            members.push((key, self.value(depth)?));
            if self.takes("}") {
                return Some(Value::Object(members));
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn list(&mut self, depth: u32) -> Option<Value> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes("]") {
            return Some(Value::List(members));
        }
        loop {
            members.push(self.value(depth)?);
            if self.takes("]") {
                return Some(Value::List(members));
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn text(&mut self) -> Option<String> {
        if self.peek() != b'"' {
            return None;
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let length = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
            text.push_str(&rest[..length]);
            self.at += length + 1;
            match rest.as_bytes()[length] {
                b'"' => return Some(text),
                b'\\' => text.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.peek();
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                // What lies beyond 16 bits stands as two units.
                let high = (0xd800..0xdc00).contains(&unit);
                if high && self.text.get(self.at..self.at + 2) == Some("\\u") {
                    self.at += 2;
                    let low = self.unit()?.checked_sub(0xdc00)?;
                    char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)?
                } else {
                    char::from_u32(unit)?
                }
            }
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.chars().try_fold(0, |unit, digit| Some(unit * 16 + digit.to_digit(16)?))
    }

    /// Reads the next digits and appends them to `whole`. Returns how many there were.
    fn digits(&mut self, whole: &mut i64) -> Option<i32> {
        let mut count = 0;
        while let digit @ b'0'..=b'9' = self.peek() {
            *whole = whole.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
            self.at += 1;
            count += 1;
        }
        Some(count)
    }

    fn number(&mut self) -> Option<Value> {
        let negative = self.takes("-");
        let mut whole = 0;
        if self.digits(&mut whole)? == 0 {
            return None;
        }
        let mut power = 0;
        let mut is_whole = true;
        if self.peek() == b'.' {
            self.at += 1;
            power = -self.digits(&mut whole)?;
            is_whole = false;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            let below = self.peek() == b'-';
            self.at += usize::from(matches!(self.peek(), b'-' | b'+'));
            let mut exponent = 0;
            self.digits(&mut exponent)?;
            let exponent = i32::try_from(exponent).ok()?;
            power += if below { -exponent } else { exponent };
            is_whole = false;
        }
        let whole = if negative { -whole } else { whole };
        if is_whole {
            return Some(Value::Whole(whole));
        }
        // Exact for what fits: 15 digits and a power of ten up to 22.
        #[allow(clippy::cast_precision_loss)]
        let (whole, scale) = (whole as f64, 10_f64.powi(power.abs()));
        Some(Value::Number(if power < 0 { whole / scale } else { whole * scale }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use std::collections::BTreeMap;

    #[test]
    fn what_serde_json_writes_is_read_as_it_was() {
        let page = wire::KioskPage {
            catalogue: sample::catalogue(),
            snapshot: sample::kiosk(),
            panel_inches: 15.6,
            hours: wire::BranchHours {
                week: vec![wire::OpenHours {
                    days: vec![0, 4],
                    openings: vec![("08:30".to_owned(), "13:30".to_owned())],
                }],
                exceptions: vec![wire::DayHours { day: "2026-12-25".to_owned(), openings: Vec::new() }],
            },
            speech: true,
            prints: false,
            browser_prints: true,
            phone_code: wire::PhoneCode::Link,
            appointments: true,
            requests: false,
        };
        let text = serde_json::to_string(&page).expect("JSON");
        assert_eq!(read::<wire::KioskPage>(&text), Some(page));
        let desk = sample::desk(wire::DeskState::Serving);
        let text = serde_json::to_string_pretty(&desk).expect("JSON");
        assert_eq!(read::<wire::DeskSnapshot>(&text), Some(desk));
    }

    #[test]
    fn texts_are_read_with_all_their_escapes() {
        let text = r#" {"a\"\\\/\b\f\n\r\t": "\u00e8 \ud83d\ude00 è", "": ""} "#;
        let read: BTreeMap<String, String> = read(text).expect("a map");
        assert_eq!(Some(read), serde_json::from_str(text).ok());
    }

    #[test]
    fn numbers_are_read_whole_and_broken() {
        assert_eq!(read::<Vec<i64>>("[0, -7, 1795339800000]"), Some(vec![0, -7, 1_795_339_800_000]));
        assert_eq!(read::<Vec<f32>>("[15.6, 43, -2.5e-1, 1E2]"), Some(vec![15.6, 43.0, -0.25, 100.0]));
        assert_eq!(read::<u8>("256"), None);
        assert_eq!(read::<u32>("-1"), None);
        assert_eq!(read::<i64>("99999999999999999999"), None);
    }

    #[test]
    fn what_is_no_json_is_not_read() {
        for text in
            ["", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "\"a", "\"\\x\"", "\"\\ud800\"", "nul", "1 2", "-", "\"\n\""]
        {
            assert!(read::<serde::de::IgnoredAny>(text).is_none(), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        }
        assert!(read::<serde::de::IgnoredAny>(&"[".repeat(1_000_000)).is_none());
    }
}
