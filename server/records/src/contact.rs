//! How a visitor may be reached: every part is optional, and read so that it cannot be mistaken for anything else.

/// The longest name, in signs.
pub const NAME_MOST: usize = 80;
/// The longest address that mail can have (RFC 5321).
const EMAIL_MOST: usize = 254;

/// A visitor's name and how to reach them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// A part of a contact that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactFault {
    #[error("the name is longer than 80 letters")]
    NameTooLong,
    #[error("a name has letters, spaces, hyphens and apostrophes")]
    NameUnreadable,
    #[error("write the e-mail address as name@example.org, in one line")]
    Email,
    #[error("write the telephone number with 6 to 15 digits, such as +39 06 1234567")]
    Phone,
}

impl ContactFault {
    /// The field that is wrong.
    pub fn field(self) -> &'static str {
        match self {
            Self::NameTooLong | Self::NameUnreadable => "name",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

impl Contact {
    /// Reads what was typed. An empty field is one that was left out.
    pub fn parse(name: &str, email: &str, phone: &str) -> Result<Self, Vec<ContactFault>> {
        let (name, email, phone) = (read(name, parse_name), read(email, parse_email), read(phone, parse_phone));
        match (name, email, phone) {
            (Ok(name), Ok(email), Ok(phone)) => Ok(Self { name, email, phone }),
            (name, email, phone) => Err([name.err(), email.err(), phone.err()].into_iter().flatten().collect()),
        }
    }

    /// What bookings of the same contact share: the address, or else the telephone.
    pub fn key(&self) -> Option<String> {
        let email = self.email.as_ref().map(|email| email.to_lowercase());
        email.or_else(|| self.phone.clone())
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn read<T>(text: &str, parse: impl Fn(&str) -> Result<T, ContactFault>) -> Result<Option<T>, ContactFault> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn parse_name(text: &str) -> Result<String, ContactFault> {
    let name = text.trim();
    if name.chars().count() > NAME_MOST {
        return Err(ContactFault::NameTooLong);
    }
    let fits =
        |sign: char| sign.is_alphabetic() || is_mark(sign) || matches!(sign, ' ' | '-' | '\'' | '’' | '.' | ',' | '·');
    if name.chars().all(fits) { Ok(name.to_owned()) } else { Err(ContactFault::NameUnreadable) }
}

/// Marks that belong to letters before them: vowels of Indian scripts, Hebrew points.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}' | '\u{200c}' | '\u{200d}')
}

fn parse_email(text: &str) -> Result<String, ContactFault> {
    // Line breaks are looked for before anything is cut off: with one, an address could write headers of its own.
    let email = text.trim_matches(' ');
    let (local, domain) = email.rsplit_once('@').ok_or(ContactFault::Email)?;
    let plain = |text: &str| {
        text.bytes().all(|byte| {
            byte.is_ascii_graphic()
                && !matches!(byte, b'@' | b',' | b';' | b'<' | b'>' | b'"' | b'(' | b')' | b'\\' | b':' | b'[' | b']')
        })
    };
    let dots = |text: &str| !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let fits = !local.is_empty()
        && local.len() <= 64
        && email.len() <= EMAIL_MOST
        && plain(local)
        && dots(local)
        && domain.contains('.')
        && domain.split('.').all(label);
    if fits { Ok(email.to_owned()) } else { Err(ContactFault::Email) }
}

fn parse_phone(text: &str) -> Result<String, ContactFault> {
    let (plus, rest) =
        text.trim_matches(' ').strip_prefix('+').map_or(("", text.trim_matches(' ')), |rest| ("+", rest));
    let known =
        rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'/' | b'.' | b'(' | b')'));
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if known && (6..=15).contains(&digits.len()) { Ok(format!("{plus}{digits}")) } else { Err(ContactFault::Phone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Result<Option<String>, Vec<ContactFault>> {
        Contact::parse("", text, "").map(|contact| contact.email)
    }

    #[test]
    fn every_part_may_be_left_out() {
        assert!(Contact::parse("", " ", "").unwrap().is_empty());
        let contact = Contact::parse("Zoë D’Àngelo-Müller", "Zoe.D@example.org", "+39 06 123-4567").unwrap();
        assert_eq!(contact.phone.as_deref(), Some("+39061234567"));
        assert_eq!(contact.key().as_deref(), Some("zoe.d@example.org"));
        assert_eq!(Contact::parse("", "", "06 1234567").unwrap().key().as_deref(), Some("061234567"));
        assert!(Contact::parse("محمد", "", "").is_ok() && Contact::parse("李小龙", "", "").is_ok());
    }

    #[test]
    fn an_address_is_one_line_and_one_address() {
        assert!(email("anna+bank@posta.example.org").is_ok());
        for text in [
            "anna",
            "anna@",
            "@example.org",
            "anna@example",
            "a b@example.org",
            "anna@example.org\r\nBcc: all@example.org",
            "anna@example.org\n",
            "a@b.org,c@d.org",
            "Anna <anna@example.org>",
            ".anna@example.org",
            "an..na@example.org",
            "anna@exa_mple.org",
            "anna@example..org",
            &format!("{}@example.org", "a".repeat(65)),
        ] {
            assert_eq!(email(text), Err(vec![ContactFault::Email]), "{text:?}");
        }
    }

    #[test]
    fn a_name_is_no_markup_and_fits_on_a_line() {
        let refused = |text: &str| Contact::parse(text, "", "").unwrap_err();
        assert_eq!(refused("<b>Anna</b>"), [ContactFault::NameUnreadable]);
        assert_eq!(refused("Anna\nBruno"), [ContactFault::NameUnreadable]);
        assert_eq!(refused(&"a".repeat(81)), [ContactFault::NameTooLong]);
    }

    #[test]
    fn every_faulty_part_is_told_at_once() {
        let faults = Contact::parse("<", "x", "call me").unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field()).collect::<Vec<_>>(), ["name", "email", "phone"]);
    }
}
