//! Where visitors' phones reach this server: at the address that was set, at that of the request, or at the machine's own one
//! on its network. An address of loopback would lead each phone to itself, so no code shows one.

use axum::http::{HeaderMap, header};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use url::{Host, Url};

/// An address that belongs to nobody (RFC 5737); the way to it is the way out of this machine.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
/// No name of the DNS is longer; a longer text would fit into no code.
const LONGEST_HOST: usize = 260;

/// What is known of the way from a phone to this server.
#[derive(Debug, Clone)]
pub struct Phones {
    /// The address that was set.
    set: Option<String>,
    listens_at: SocketAddr,
}

/// Where phones are led that scan a code of a kiosk on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To the address that was set.
    Set(String),
    /// To the machine's own address on its network.
    Own(String),
    /// Nowhere: the server listens on this machine only, or the machine has no network.
    Nowhere,
}

impl Phones {
    pub fn new(set: Option<String>, listens_at: SocketAddr) -> Self {
        Self { set, listens_at }
    }

    /// The origin at which a phone reaches what this request asked for; `None` where only this machine does.
    pub fn origin(&self, headers: &HeaderMap) -> Option<String> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let asked =
            || host.filter(|host| host.len() <= LONGEST_HOST && reaches(host)).map(|host| format!("http://{host}"));
        self.set.clone().or_else(asked).or_else(|| self.own())
    }

    /// Where phones are led that scan a code of a kiosk on this machine.
    pub fn way(&self) -> Way {
        let set = self.set.clone().map(Way::Set);
        set.or_else(|| self.own().map(Way::Own)).unwrap_or(Way::Nowhere)
    }

    /// The machine's own address on its network, where the server listens on it. It may change while the server runs.
    fn own(&self) -> Option<String> {
        let listened = Some(self.listens_at.ip()).filter(|ip| !ip.is_unspecified());
        let ip = listened.or_else(on_the_network).filter(|ip| !leads_back(*ip))?;
        Some(format!("http://{}", SocketAddr::new(ip, self.listens_at.port())))
    }
}

/// Whether a host, with or without a port, can be reached from another machine.
pub fn reaches(host: &str) -> bool {
    let url = Url::parse(&format!("http://{host}/")).ok();
    match url.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let own = ["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"];
            !own.contains(&name) && !name.ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => !leads_back(ip.into()),
        Some(Host::Ipv6(ip)) => !leads_back(ip.into()),
        None => false,
    }
}

/// Whether an address is that of whoever uses it.
fn leads_back(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || ip.is_unspecified()
}

/// The address that this machine has on the network by which it reaches others. A UDP socket is connected for it, which
/// sends nothing.
fn on_the_network() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    // An address that the machine gave itself leads to no router, and so to no phone.
    let made_up = matches!(ip, IpAddr::V4(ip) if ip.is_link_local());
    (!made_up).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn origin(set: Option<&str>, listens_at: &str, host: &'static str) -> Option<String> {
        let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
        Phones::new(set.map(str::to_owned), listens_at.parse().unwrap()).origin(&headers)
    }

    const LOOPBACK: [&str; 15] = [
        "127.0.0.1:3000",
        "127.0.0.1",
        "127.1.2.3:80",
        "127.1:3000",
        "2130706433",
        "0x7f.1",
        "localhost:3000",
        "LocalHost",
        "localhost.",
        "kiosk.localhost:3000",
        "[::1]:3000",
        "[::ffff:127.0.0.1]:3000",
        "[::]:3000",
        "0.0.0.0:3000",
        "localhost.localdomain",
    ];

    #[test]
    fn no_address_leads_a_phone_to_itself() {
        for host in LOOPBACK.into_iter().chain(["", "::1", "a b", "/"]) {
            assert_eq!(origin(None, "127.0.0.1:3000", host), None, "{host}");
            assert_eq!(origin(None, "[::1]:3000", host), None, "{host}");
        }
        assert_eq!(Phones::new(None, "127.0.0.1:3000".parse().unwrap()).origin(&HeaderMap::new()), None);
    }

    #[test]
    fn the_address_that_was_set_goes_first_then_that_of_the_request() {
        let (set, host) = (Some("https://lobby.example"), "branch.example:3000");
        assert_eq!(origin(set, "127.0.0.1:3000", "127.0.0.1:3000"), set.map(str::to_owned));
        assert_eq!(origin(set, "127.0.0.1:3000", host), set.map(str::to_owned));
        for host in [host, "192.168.1.20:3000", "[2001:db8::7]:3000", "localhosts.example", "box"] {
            assert_eq!(origin(None, "127.0.0.1:3000", host), Some(format!("http://{host}")));
        }
    }

    #[test]
    fn a_server_that_listens_on_the_network_leads_phones_to_its_own_address() {
        for host in LOOPBACK {
            let own = origin(None, "192.168.1.20:3000", host);
            assert_eq!(own.as_deref(), Some("http://192.168.1.20:3000"), "{host}");
            let own = origin(None, "[2001:db8::7]:3000", host);
            assert_eq!(own.as_deref(), Some("http://[2001:db8::7]:3000"), "{host}");
        }
        // On every address: the one by which this machine reaches others, where it reaches any.
        let own = origin(None, "0.0.0.0:3000", "localhost:3000");
        assert_eq!(own, on_the_network().map(|ip| format!("http://{ip}:3000")));
        assert!(own.is_none_or(|own| reaches(own.trim_start_matches("http://"))));
    }
}
