//! URIs that an operator registers for a client, compared byte by byte.

/// Where a client's answers go: https, or http to this machine.
///
/// With a loopback address in digits the port may be any, since a native app takes the one that is free (RFC 8252, section
/// 7.3). Custom schemes are not taken: any app on a phone can claim another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectUri(String);

/// Where a client is sent to or told something: https, or http to this machine; never with a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecureUri(String);

const LENGTH_MAX: usize = 512;

/// Loopback by address: nothing that a resolver could send elsewhere.
const LOOPBACK: [&str; 2] = ["http://127.0.0.1", "http://[::1]"];

impl RedirectUri {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        SecureUri::parse(text).map(|uri| Self(uri.0))
    }

    /// The text, as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is this one.
    pub fn takes(&self, asked: &str) -> bool {
        if self.0 == asked {
            return true;
        }
        let (registered, asked) = (after_loopback(&self.0), after_loopback(asked));
        registered.is_some_and(|(host, rest)| asked == Some((host, rest)))
    }
}

/// The host and what follows the port of a URI to a loopback address.
fn after_loopback(uri: &str) -> Option<(&'static str, &str)> {
    let host = LOOPBACK.into_iter().find(|host| uri.starts_with(host))?;
    let rest = &uri[host.len()..];
    let rest = match rest.strip_prefix(':') {
        Some(port_and_rest) => {
            let digits = port_and_rest.bytes().take_while(u8::is_ascii_digit).count();
            let port: u16 = port_and_rest[..digits].parse().ok()?;
            (port != 0).then_some(&port_and_rest[digits..])?
        }
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

impl SecureUri {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        let printable = text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'#' | b'\\' | b'*' | b'"' | b'<' | b'>'));
        if !printable || text.len() > LENGTH_MAX {
            return None;
        }
        let (rest, local) = match text.strip_prefix("https://") {
            Some(rest) => (rest, false),
            None => (text.strip_prefix("http://")?, true),
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let authority = &rest[..end];
        if authority.contains('@') {
            return None;
        }
        let host = match authority.strip_prefix('[') {
            Some(literal) => &literal[..literal.find(']')?],
            None => authority.split(':').next()?,
        };
        let fits = !host.is_empty() && (!local || ["127.0.0.1", "::1", "localhost"].contains(&host));
        fits.then(|| Self(text.to_owned()))
    }

    /// The text, as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_registered() {
        for text in [
            "https://app.example/callback",
            "https://app.example",
            "https://app.example:8443/cb?x=1",
            "http://127.0.0.1/cb",
            "http://[::1]:8080/cb",
            "http://localhost:3000/cb",
        ] {
            assert!(SecureUri::parse(text).is_some(), "{text}");
        }
        for text in [
            "http://app.example/cb",
            "http://localhost.app.example/cb",
            "http://127.0.0.1.app.example/cb",
            "https://user@app.example/cb",
            "https://app.example/cb#part",
            "https://*.app.example/cb",
            "https://app.example\\@evil.example/",
            "https:///cb",
            "com.example.app:/cb",
            "javascript:alert(1)",
            "https://app.example/a b",
            "",
        ] {
            assert!(SecureUri::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn every_byte_counts_but_a_loopback_port() {
        let web = RedirectUri::parse("https://app.example/cb").unwrap();
        assert!(web.takes("https://app.example/cb"));
        for other in [
            "https://app.example/cb/",
            "https://app.example/cB",
            "https://APP.example/cb",
            "https://app.example:443/cb",
            "https://app.example/cb?",
            "https://app.example/cb#",
            "http://app.example/cb",
            "https://app.example/c%62",
        ] {
            assert!(!web.takes(other), "{other}");
        }
        let native = RedirectUri::parse("http://127.0.0.1/cb").unwrap();
        for port in ["", ":1", ":52113", ":65535"] {
            assert!(native.takes(&format!("http://127.0.0.1{port}/cb")), "{port}");
        }
        for other in [
            "http://127.0.0.1:0/cb",
            "http://127.0.0.1:65536/cb",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:1/other",
            "http://127.0.0.1:1@evil.example/cb",
            "http://127.0.0.1.evil.example/cb",
            "http://[::1]:1/cb",
            "http://localhost:1/cb",
            "https://127.0.0.1:1/cb",
        ] {
            assert!(!native.takes(other), "{other}");
        }
        assert!(!RedirectUri::parse("http://localhost/cb").unwrap().takes("http://localhost:1/cb"));
    }
}
