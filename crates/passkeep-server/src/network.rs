//! Where a client is, as its network tells: the peer's address, or what a proxy of ours says of it.
//!
//! A header is read only where the peer is a proxy that the operator has named, and only the one header that he says his
//! proxies write: any client can send the others. An address is shown to people and limits strangers; it grants
//! nothing.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;
use passkeep_decision::device::NetworkPlace;

use crate::config::{ForwardedHeader, Proxies, Transport};

/// The other end of a connection. An extension of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Whose word on addresses is taken.
#[derive(Clone, Debug)]
pub struct Network {
    proxies: Option<Proxies>,
}

impl Network {
    /// As the configuration has it.
    pub fn new(transport: &Transport) -> Self {
        match transport {
            Transport::Proxied(proxies) => Self { proxies: Some(proxies.clone()) },
            Transport::Localhost | Transport::Tls { .. } => Self { proxies: None },
        }
    }

    /// The client's address. Behind proxies it is the last that none of them has: who stands before them can write what
    /// he likes, but only further to the left.
    pub fn address(&self, peer: Option<Peer>, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer?.0.to_canonical();
        let Some(proxies) = &self.proxies else { return Some(peer) };
        let ours = |address: &IpAddr| proxies.networks.iter().any(|network| network.contains(address));
        if !ours(&peer) {
            return Some(peer);
        }
        for hop in hops(proxies.header, headers).into_iter().rev() {
            // What can't be read hides all that stands before it.
            let address = hop?.to_canonical();
            if !ours(&address) {
                return Some(address);
            }
        }
        None
    }

    /// What people are shown of it: what the operator's proxy says of the country, and the address; of an IPv6 address
    /// the network alone.
    pub fn place(&self, address: Option<IpAddr>, headers: &HeaderMap) -> Option<NetworkPlace> {
        let named = self.proxies.as_ref().and_then(|proxies| proxies.place_header.as_ref());
        let told = named.and_then(|name| headers.get(name)?.to_str().ok()).unwrap_or_default().trim();
        let shown = address.map(shown).unwrap_or_default();
        let glue = if told.is_empty() || shown.is_empty() { "" } else { " · " };
        NetworkPlace::fitted(&format!("{told}{glue}{shown}"))
    }
}

/// An address as people are shown it: IPv4 whole, of IPv6 the /64; this machine's own as it is.
fn shown(address: IpAddr) -> String {
    match network(address) {
        IpAddr::V6(network) if !address.is_loopback() => format!("{network}/64"),
        _ => address.to_string(),
    }
}

/// The network that one subscriber has: the IPv4 address, the IPv6 /64.
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(whole) => IpAddr::V6(Ipv6Addr::from_bits(whole.to_bits() & !u128::from(u64::MAX))),
    }
}

/// The addresses that the header names, the client's first; none for what can't be read.
fn hops(header: ForwardedHeader, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(header.name()).iter();
    let members = lines.flat_map(|line| line.to_str().unwrap_or("?").split(','));
    members
        .map(|member| match header {
            ForwardedHeader::XForwardedFor => hop(member.trim()),
            ForwardedHeader::Forwarded => {
                let node = member.split(';').find_map(|pair| {
                    let (name, value) = pair.trim().split_once('=')?;
                    name.eq_ignore_ascii_case("for").then_some(value)
                });
                hop(node?.trim_matches('"'))
            }
        })
        .collect()
}

/// `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711` (RFC 7239, section 6).
fn hop(text: &str) -> Option<IpAddr> {
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(address, _)| address);
    let address = bracketed.unwrap_or(text).parse();
    address.ok().or_else(|| text.parse().ok().map(|socket: std::net::SocketAddr| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxied(header: ForwardedHeader, place_header: Option<&str>) -> Network {
        let networks = vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        let place_header = place_header.map(|name| name.parse().unwrap());
        Network { proxies: Some(Proxies { networks, header, place_header }) }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_forwarded_address_is_taken_from_named_proxies_alone() {
        let check =
            |network: &Network, peer: &str, told: &[(&'static str, &'static str)], expected: Option<&str>| {
                let found = network.address(Some(Peer(peer.parse().unwrap())), &headers(told));
                assert_eq!(found, expected.map(|text| text.parse().unwrap()), "{peer} {told:?}");
            };
        let x = proxied(ForwardedHeader::XForwardedFor, None);
        let one = [("x-forwarded-for", "203.0.113.7")];
        check(&Network { proxies: None }, "198.51.100.1", &one, Some("198.51.100.1"));
        check(&x, "198.51.100.1", &one, Some("198.51.100.1"));
        check(&x, "10.0.0.1", &one, Some("203.0.113.7"));
        check(&x, "::ffff:10.0.0.1", &one, Some("203.0.113.7"));
        let forged = [("x-forwarded-for", "192.0.2.1, 203.0.113.7, 10.0.0.2")];
        check(&x, "10.0.0.1", &forged, Some("203.0.113.7"));
        check(&x, "10.0.0.1", &[("x-forwarded-for", "192.0.2.1, junk, 10.0.0.2")], None);
        check(&x, "10.0.0.1", &[("x-forwarded-for", "10.9.9.9")], None);
        check(&x, "10.0.0.1", &[], None);
        // The header that the proxies don't write is the client's own.
        check(&x, "10.0.0.1", &[("forwarded", "for=192.0.2.1")], None);
        let f = proxied(ForwardedHeader::Forwarded, None);
        let quoted =
            [("forwarded", "for=192.0.2.1, For=\"[2001:db8:1:2:3::4]:4711\";proto=https, for=10.0.0.3")];
        check(&f, "fd00::1", &quoted, Some("2001:db8:1:2:3::4"));
        check(&f, "10.0.0.1", &[("forwarded", "for=_hidden")], None);
    }

    #[test]
    fn a_place_is_the_operators_word_and_the_network() {
        let place = |network: &Network, address: &str, told: &[(&'static str, &'static str)]| {
            network.place(address.parse().ok(), &headers(told)).map(|place| place.to_string())
        };
        let own = Network { proxies: None };
        let country = [("x-country", "PT")];
        assert_eq!(place(&own, "203.0.113.7", &country), Some("203.0.113.7".into()));
        assert_eq!(place(&own, "2001:db8:1:2:3::4", &[]), Some("2001:db8:1:2::/64".into()));
        assert_eq!(place(&own, "::1", &[]), Some("::1".into()));
        let named = proxied(ForwardedHeader::XForwardedFor, Some("x-country"));
        assert_eq!(place(&named, "203.0.113.7", &country), Some("PT · 203.0.113.7".into()));
        assert_eq!(place(&named, "none", &country), Some("PT".into()));
        assert_eq!(place(&named, "none", &[]), None);
    }
}
