//! The address at which passkeys are made and used. A passkey of one address is worth nothing at another: that is what makes it of no
//! use to a page that only looks like this one. Pure.

use std::time::Duration;
use store::Failure;
use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Who asks for a passkey, as a browser shows it.
const NAME: &str = "Sportello";
/// The browser waits so long for a finger, a face or a PIN.
const ANSWER_WITHIN: Duration = Duration::from_mins(5);

/// An address at which browsers make and use passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: Url,
}

impl RelyingParty {
    /// Reads an origin, as `https://sportello.example`. `None` where browsers make no passkeys: without TLS, but for the machine
    /// itself, and at an address that is a number and no name.
    pub fn at(origin: &str) -> Option<Self> {
        let origin = Url::parse(origin).ok()?;
        let id = origin.domain()?.to_owned();
        let is_own_machine = id == "localhost" || id.ends_with(".localhost");
        let is_origin = origin.path() == "/" && origin.query().is_none() && origin.fragment().is_none();
        let is_nobodys = origin.username().is_empty() && origin.password().is_none();
        let is_safe = origin.scheme() == "https" || origin.scheme() == "http" && is_own_machine;
        (is_origin && is_nobodys && is_safe).then_some(Self { id, origin })
    }

    /// The host, by which a passkey is bound to this address.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What asks and checks. The origin counts with its port.
    pub(crate) fn webauthn(&self) -> Result<Webauthn, Failure> {
        let builder = WebauthnBuilder::new(&self.id, &self.origin);
        let built = builder.and_then(|builder| builder.rp_name(NAME).timeout(ANSWER_WITHIN).build());
        built.map_err(|error| Failure::Other(format!("no passkeys at {}: {error}", self.origin)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_tls_or_the_machine_itself() {
        for (origin, id) in [
            ("https://sportello.example", "sportello.example"),
            ("https://sportello.example:8443", "sportello.example"),
            ("http://localhost:3000", "localhost"),
            ("http://a.localhost", "a.localhost"),
        ] {
            let party = RelyingParty::at(origin).unwrap();
            assert_eq!(party.id(), id, "{origin}");
            assert!(party.webauthn().is_ok(), "{origin}");
        }
        for origin in [
            "http://sportello.example",
            "https://192.168.1.10",
            "http://127.0.0.1:3000",
            "https://[::1]",
            "ftp://localhost",
            "https://sportello.example/path",
            "https://anna@sportello.example",
            "localhost",
            "",
        ] {
            assert_eq!(RelyingParty::at(origin), None, "{origin}");
        }
    }
}
