//! Addresses of the configuration: the base URL, the RP ID within it, and the proxies' networks.

use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

/// The one URL under which people see the server: `https`, or `http` on localhost alone. It has no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    host: String,
    https: bool,
}

impl BaseUrl {
    pub(super) const EXPECTED: &str =
        "an https URL without a path, as https://account.example.com (http for localhost alone)";

    /// Reads a base URL.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let Some(Host::Domain(host)) = url.host() else { return None };
        let https = match url.scheme() {
            "https" => true,
            "http" if host == "localhost" => false,
            _ => return None,
        };
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let nameless = url.username().is_empty() && url.password().is_none();
        if !bare || !nameless || host.ends_with('.') {
            return None;
        }
        Some(Self { origin: url.origin().ascii_serialization(), host: host.to_owned(), https })
    }

    /// The URL without a slash at its end: also the origin that browsers send, and the issuer.
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Its host.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is `https`. Where it isn't, it is localhost.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Whether `rp_id` may stand for this host: the host itself, or a parent of it of two labels or more. Browsers
    /// refuse the public suffixes among those by themselves. (WebAuthn Level 3, 5.1.3 step 8)
    pub fn takes_rp_id(&self, rp_id: &str) -> bool {
        let parent = rp_id.contains('.')
            && self.host.strip_suffix(rp_id).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'));
        rp_id == self.host || parent
    }
}

/// Reads a network in CIDR notation; a single address is a network of one.
pub(super) fn parse_network(text: &str) -> Option<IpNet> {
    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).ok()?;
    // A network of everybody would let everybody say who they are.
    (network.prefix_len() > 0).then_some(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_are_https_or_localhost() {
        for (text, origin) in [
            ("https://account.example.com", "https://account.example.com"),
            ("https://Account.Example.com:443/", "https://account.example.com"),
            ("https://account.example.com:8443", "https://account.example.com:8443"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(BaseUrl::parse(text).expect(text).as_str(), origin);
        }
        for text in [
            "",
            "account.example.com",
            "http://account.example.com",
            "http://127.0.0.1:8080",
            "https://10.0.0.1",
            "https://[::1]",
            "https://example.com/path",
            "https://example.com/?q",
            "https://example.com/#f",
            "https://user@example.com",
            "https://example.com.",
            "ftp://example.com",
            "http://localhost.example.com",
        ] {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_rp_id_is_the_host_or_a_parent_of_it() {
        let base = BaseUrl::parse("https://a.b.example.com").unwrap();
        for rp_id in ["a.b.example.com", "b.example.com", "example.com"] {
            assert!(base.takes_rp_id(rp_id), "{rp_id}");
        }
        for rp_id in ["com", "ple.com", ".example.com", "x.a.b.example.com", "example.org", "", "."] {
            assert!(!base.takes_rp_id(rp_id), "{rp_id}");
        }
        assert!(BaseUrl::parse("http://localhost:8080").unwrap().takes_rp_id("localhost"));
    }

    #[test]
    fn a_network_is_never_everybody() {
        assert!(parse_network("10.0.0.0/8").is_some());
        assert_eq!(parse_network("192.0.2.7").map(|n| n.prefix_len()), Some(32));
        for text in ["0.0.0.0/0", "::/0", "10.0.0.0/33", "example.com", ""] {
            assert_eq!(parse_network(text), None, "{text}");
        }
    }
}
