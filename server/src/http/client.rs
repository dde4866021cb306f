//! Who is at the other end of a request: the address that it comes from. Behind a proxy it is the one that the proxy names, where the
//! proxy is one that this server was told to trust; whatever anybody else writes into those headers is ignored.

use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr};

/// The address at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The address of the client: the last in `X-Forwarded-For` that is none of the `trusted` proxies.
pub fn address(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let peer = extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.to_canonical());
    if !trusted.contains(&peer) {
        return peer;
    }
    let named: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .collect();
    let mut client = peer;
    for name in named.into_iter().rev() {
        // What a trusted proxy did not understand, nobody need: it stays the last one that was understood.
        let Ok(address) = name.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
        if !trusted.contains(&client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn of(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(peer.parse().unwrap()));
        let mut headers = HeaderMap::new();
        for list in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(list));
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|address| address.parse().unwrap()).collect();
        address(&extensions, &headers, &trusted).to_string()
    }

    #[test]
    fn what_a_stranger_says_of_itself_is_ignored() {
        assert_eq!(of("10.0.0.9", &["1.2.3.4"], &[]), "10.0.0.9");
        assert_eq!(of("10.0.0.9", &["1.2.3.4"], &["10.0.0.1"]), "10.0.0.9");
    }

    #[test]
    fn a_trusted_proxy_names_the_client_and_what_the_client_wrote_before_is_ignored() {
        assert_eq!(of("10.0.0.1", &["6.6.6.6, 10.0.0.9"], &["10.0.0.1"]), "10.0.0.9");
        assert_eq!(of("10.0.0.1", &["6.6.6.6", "10.0.0.9, 10.0.0.2"], &["10.0.0.1", "10.0.0.2"]), "10.0.0.9");
        assert_eq!(of("::ffff:10.0.0.1", &["2001:db8::7"], &["10.0.0.1"]), "2001:db8::7");
    }

    #[test]
    fn a_proxy_that_names_nobody_stands_for_its_clients() {
        assert_eq!(of("10.0.0.1", &[], &["10.0.0.1"]), "10.0.0.1");
        assert_eq!(of("10.0.0.1", &["nonsense"], &["10.0.0.1"]), "10.0.0.1");
    }
}
