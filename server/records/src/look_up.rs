//! From where the state of a request is looked up, and how many wrong PINs a place has.
//!
//! An address has 20 in an hour. An enrolled device and a member of staff have five in a minute, apart from their address: many
//! visitors share a kiosk, and many callers a member of staff, so that none of them may be kept out for long by another. What a
//! device's visitors type is not counted with what phones type on the branch's network. Each code is locked after five wrong
//! PINs, wherever they come from.

use queue::{CsrId, Duration};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// For how long a wrong PIN counts at most.
pub const PINS_COUNTED: Duration = Duration::minutes(60);

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Address(IpAddr),
    /// An enrolled device, by its number.
    Device(u32),
    Staff(CsrId),
}

impl Place {
    /// How many wrong PINs are looked at within [`within`](Self::within).
    pub const fn wrong_pins(self) -> u32 {
        match self {
            Self::Address(_) => 20,
            Self::Device(_) | Self::Staff(_) => 5,
        }
    }

    /// The time in which they are counted, and the longest that a place is stopped.
    pub const fn within(self) -> Duration {
        match self {
            Self::Address(_) => PINS_COUNTED,
            Self::Device(_) | Self::Staff(_) => Duration::minutes(1),
        }
    }
}

/// The name under which its wrong PINs are counted. Who has one IPv6 address has the 2^64 of its network.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(IpAddr::V4(address)) => write!(f, "{address}"),
            Self::Address(IpAddr::V6(address)) => {
                let network = Ipv6Addr::from_bits(address.to_bits() >> 64 << 64);
                write!(f, "{network}/64")
            }
            Self::Device(device) => write!(f, "device:{device}"),
            Self::Staff(CsrId(person)) => write!(f, "staff:{person}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Place {
        Place::Address(text.parse().unwrap())
    }

    #[test]
    fn an_address_has_twenty_an_hour_and_nobody_at_a_kiosk_waits_longer_than_a_minute() {
        assert_eq!((address("10.0.0.7").wrong_pins(), address("10.0.0.7").within()), (20, Duration::minutes(60)));
        for shared in [Place::Device(3), Place::Staff(CsrId(3))] {
            assert_eq!((shared.wrong_pins(), shared.within()), (5, Duration::minutes(1)));
        }
    }

    #[test]
    fn places_are_counted_apart_and_an_ipv6_network_as_one() {
        assert_eq!(address("10.0.0.7").to_string(), "10.0.0.7");
        assert_eq!(address("2001:db8::7").to_string(), address("2001:db8::ffff:1").to_string());
        assert_ne!(address("2001:db8::7").to_string(), address("2001:db8:0:1::7").to_string());
        assert_ne!(Place::Device(3).to_string(), Place::Staff(CsrId(3)).to_string());
    }
}
