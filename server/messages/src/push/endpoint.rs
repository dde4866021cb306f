//! Where messages may be sent. The address comes from a visitor's browser, and must not make this server speak to a machine that
//! only this server can reach (SSRF). It has to be HTTPS with a public name or address; the addresses of the name are checked
//! again when a message is sent. Redirects are not followed.

use super::Unusable;
use futures::future::BoxFuture;
use hyper_util::client::legacy::connect::dns::Name;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::task::{Context, Poll};
use url::{Host, Url};

/// No push service has a longer address.
const LONGEST: usize = 1024;

/// How far messages may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The public network, by HTTPS.
    Public,
    /// The public network, and this machine itself by HTTP too: for a demo, which listens on this machine only.
    ThisMachine,
    /// Any network, by HTTP too: for addresses that the bank itself has set, and has said to be in its own network.
    Inside,
}

/// A push service's address for one browser.
#[derive(Debug, Clone)]
pub struct Endpoint(pub Url);

impl Endpoint {
    pub fn parse(text: &str, reach: Reach) -> Result<Self, Unusable> {
        let refuse = |why| Err(Unusable::Endpoint(why));
        if text.len() > LONGEST {
            return refuse("is longer than 1,024 characters");
        }
        let Ok(url) = Url::parse(text) else { return refuse("is no address") };
        let here = reach == Reach::ThisMachine && is_this_machine(&url);
        let inside = reach == Reach::Inside;
        if url.scheme() != "https" && !((here || inside) && url.scheme() == "http") {
            return refuse("must begin with https://");
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return refuse("must have no user, no password and no fragment");
        }
        let public = match url.host() {
            Some(Host::Ipv4(ip)) => is_public(ip.into()),
            Some(Host::Ipv6(ip)) => is_public(ip.into()),
            Some(Host::Domain(name)) => name.contains('.') && !name.ends_with(".localhost"),
            None => false,
        };
        if public || here || (inside && url.host().is_some()) {
            Ok(Self(url))
        } else {
            refuse("must be on the public network")
        }
    }

    /// `https://push.example`: the audience of a signature.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The part of the address that may be logged; the rest is a secret of the browser.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Whether an address is one of the public network: <https://www.iana.org/assignments/iana-ipv4-special-registry>
/// and its like for IPv6.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = a == 0 || a >= 240 || (a, b, c) == (192, 0, 0) || (a == 198 && (18..20).contains(&b));
    let private = ip.is_private() || ip.is_loopback() || ip.is_link_local();
    !(shared || special || private || ip.is_multicast() || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(ip) = ip.to_ipv4() {
        return is_public_v4(ip);
    }
    let [first, second, ..] = ip.segments();
    // Global unicast, without what leads back into IPv4 (6to4, Teredo) and what is for books.
    (0x2000..0x4000).contains(&first) && first != 0x2002 && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
}

/// A resolver that returns public addresses only, also after their owner changes them (DNS rebinding).
#[derive(Debug, Clone, Copy)]
pub struct PublicNames(pub Reach);

impl tower::Service<Name> for PublicNames {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<Self::Response>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let reach = self.0;
        Box::pin(async move {
            let allowed = |address: &SocketAddr| {
                let own = match reach {
                    Reach::Public => false,
                    Reach::ThisMachine => address.ip().is_loopback(),
                    Reach::Inside => true,
                };
                own || is_public(address.ip())
            };
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.filter(allowed).collect();
            if found.is_empty() {
                return Err(io::Error::other("the name leads to no public address"));
            }
            Ok(found.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_to_the_public_network_only() {
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
            "https://web.push.apple.com/QAbc",
            "https://8.8.8.8/x",
            "https://[2606:4700::1111]/x",
        ] {
            assert!(Endpoint::parse(good, Reach::Public).is_ok(), "{good}");
        }
        for bad in [
            "http://fcm.googleapis.com/x",
            "ftp://fcm.googleapis.com/x",
            "https://user:word@fcm.googleapis.com/x",
            "https://localhost/x",
            "https://intranet/x",
            "https://127.0.0.1/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://10.1.2.3/x",
            "https://172.16.0.1/x",
            "https://192.168.1.1/x",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/x",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://[fd00::1]/x",
            "https://[fe80::1]/x",
            "https://[2002:0a00:0001::]/x",
            "not an address",
            "",
        ] {
            assert!(Endpoint::parse(bad, Reach::Public).is_err(), "{bad}");
        }
        assert!(Endpoint::parse(&format!("https://push.example/{}", "x".repeat(LONGEST)), Reach::Public).is_err());
    }

    #[test]
    fn a_demo_may_speak_to_its_own_machine_and_to_no_other_private_one() {
        assert!(Endpoint::parse("http://127.0.0.1:4000/x", Reach::ThisMachine).is_ok());
        assert!(Endpoint::parse("http://192.168.1.1/x", Reach::ThisMachine).is_err());
        assert!(Endpoint::parse("http://push.example/x", Reach::ThisMachine).is_err());
    }

    #[test]
    fn what_the_bank_has_in_its_own_network_is_reached_where_it_says_so() {
        for inside in ["http://10.1.2.3/x", "https://192.168.1.1/x", "http://hooks.intranet:8080/x", "http://[::1]/x"] {
            assert!(Endpoint::parse(inside, Reach::Inside).is_ok(), "{inside}");
        }
        for bad in ["ftp://10.1.2.3/x", "http://user:word@10.1.2.3/x", "not an address", "http://"] {
            assert!(Endpoint::parse(bad, Reach::Inside).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_followed() {
        use tower::Service;
        let refused = PublicNames(Reach::Public).call("localhost".parse().unwrap()).await;
        assert!(refused.is_err());
        assert!(PublicNames(Reach::ThisMachine).call("localhost".parse().unwrap()).await.is_ok());
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_browser_sends_is_refused_or_leads_to_the_public_network(
            text in r"(https?://)?([a-z0-9.:@\[\]%-]{0,40})(/.{0,20})?|.{0,60}"
        ) {
            if let Ok(endpoint) = Endpoint::parse(&text, Reach::Public) {
                proptest::prop_assert_eq!(endpoint.0.scheme(), "https");
                proptest::prop_assert!(!is_this_machine(&endpoint.0), "{}", text);
                proptest::prop_assert!(endpoint.0.username().is_empty() && endpoint.0.password().is_none());
                proptest::prop_assert!(endpoint.origin().starts_with("https://"));
            }
        }
    }
}
