//! Cookies: `__Host-`, Secure, HttpOnly, SameSite=Lax. On http://localhost alone, where Safari drops such cookies, a
//! plain name without Secure.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::trust::TrustSecret;
use zeroize::Zeroizing;

/// How long a browser is remembered: browsers themselves allow 400 days.
const DEVICE_SECONDS: i64 = 400 * 24 * 60 * 60;

/// Whether cookies can be Secure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// https.
    Secure,
    /// http://localhost.
    Localhost,
}

/// Our cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The session's token.
    Session,
    /// The browser that accounts know: long-lived.
    Device,
    /// What tickets are bound to: until the browser is closed.
    Browser,
    /// The ticket of a page's flow: so that reloading its page finds it.
    Flow,
    /// The language that was chosen.
    Language,
    /// The request of an app that the person is on the way to.
    Authorize,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::Session => "passkeep-session",
            Self::Device => "passkeep-device",
            Self::Browser => "passkeep-browser",
            Self::Flow => "passkeep-flow",
            Self::Language => "passkeep-language",
            Self::Authorize => "passkeep-authorize",
        }
    }

    fn lifetime(self) -> Lifetime {
        match self {
            Self::Device | Self::Language => Lifetime::Seconds(DEVICE_SECONDS),
            Self::Session | Self::Browser | Self::Flow | Self::Authorize => Lifetime::Browser,
        }
    }
}

/// How long a cookie lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until the browser is closed.
    Browser,
    /// For so many seconds.
    Seconds(i64),
}

impl Transport {
    /// A cookie's value, the first of its name.
    pub fn read(self, name: Name, headers: &HeaderMap) -> Option<&str> {
        let wanted = self.full_name(name);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(key, value)| (key == wanted).then_some(value))
    }

    /// The secrets of trusted devices: a cookie for each account that trusts this browser, named by its tag.
    pub fn read_trust(self, headers: &HeaderMap) -> Vec<TrustSecret> {
        let prefix = self.prefixed(TRUST);
        let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        pairs
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(prefix.as_str())?.split_once('='))
            .filter_map(|(tag, secret)| trust_secret(tag, secret))
            .collect()
    }

    /// A `Set-Cookie` for the secret of a trusted device.
    pub fn set_trust(self, secret: &TrustSecret) -> HeaderValue {
        let name = format!("{}{}", self.prefixed(TRUST), hex(secret.tag));
        self.written(
            &name,
            &URL_SAFE_NO_PAD.encode(secret.bytes.as_slice()),
            Lifetime::Seconds(DEVICE_SECONDS),
        )
    }

    /// A `Set-Cookie` with the name's own lifetime.
    pub fn set(self, name: Name, value: &str) -> HeaderValue {
        self.set_for(name, value, name.lifetime())
    }

    /// A `Set-Cookie`.
    pub fn set_for(self, name: Name, value: &str, lifetime: Lifetime) -> HeaderValue {
        self.written(&self.full_name(name), value, lifetime)
    }

    fn written(self, full_name: &str, value: &str, lifetime: Lifetime) -> HeaderValue {
        let mut cookie = format!("{full_name}={value}; Path=/; HttpOnly; SameSite=Lax");
        if self == Self::Secure {
            cookie.push_str("; Secure");
        }
        if let Lifetime::Seconds(seconds) = lifetime {
            cookie.push_str(&format!("; Max-Age={seconds}"));
        }
        HeaderValue::try_from(cookie).expect("our values are base64url and dots")
    }

    /// A `Set-Cookie` that removes.
    pub fn remove(self, name: Name) -> HeaderValue {
        self.set_for(name, "", Lifetime::Seconds(0))
    }

    fn full_name(self, name: Name) -> String {
        self.prefixed(name.as_str())
    }

    fn prefixed(self, name: &str) -> String {
        match self {
            Self::Secure => format!("__Host-{name}"),
            Self::Localhost => name.to_owned(),
        }
    }
}

/// Before the tag in the name of a trusted device's cookie.
const TRUST: &str = "passkeep-trust-";

/// The secret of a trusted device as an app keeps it: `TAG.SECRET`.
pub fn write_trust(secret: &TrustSecret) -> String {
    format!("{}.{}", hex(secret.tag), URL_SAFE_NO_PAD.encode(secret.bytes.as_slice()))
}

/// Reads what `write_trust` wrote.
pub fn parse_trust(text: &str) -> Option<TrustSecret> {
    let (tag, secret) = text.split_once('.')?;
    trust_secret(tag, secret)
}

fn trust_secret(tag: &str, secret: &str) -> Option<TrustSecret> {
    let digits = (tag.len() == 8 && tag.bytes().all(|b| b.is_ascii_hexdigit())).then_some(tag)?;
    let tag = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(TrustSecret { tag, bytes: CookieSecret::parse(secret)?.0 })
}

fn hex(tag: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(tag))
}

/// A secret of 32 bytes that a cookie holds.
#[derive(Clone)]
pub struct CookieSecret(pub Zeroizing<[u8; 32]>);

impl CookieSecret {
    /// Reads what `encode` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The cookie's value.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_host_only_secure_and_out_of_scripts_reach() {
        let set = Transport::Secure.set(Name::Session, "v");
        assert_eq!(set, "__Host-passkeep-session=v; Path=/; HttpOnly; SameSite=Lax; Secure");
        let set = Transport::Localhost.set(Name::Device, "v");
        assert_eq!(set, "passkeep-device=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
    }

    #[test]
    fn a_trusted_device_has_a_cookie_for_each_account() {
        let secret = |tag, byte| TrustSecret { tag, bytes: Zeroizing::new([byte; 32]) };
        let (one, two) = (secret([0, 0, 0, 7], 1), secret([0xfe; 4], 2));
        let set = Transport::Secure.set_trust(&one);
        let set = set.to_str().unwrap();
        assert!(set.starts_with("__Host-passkeep-trust-00000007="), "{set}");
        let pair = |secret| {
            let set = Transport::Secure.set_trust(secret);
            set.to_str().unwrap().split(';').next().unwrap().to_owned()
        };
        let mut headers = HeaderMap::new();
        let brought = format!("a=b; {}; {}; __Host-passkeep-trust-=x", pair(&one), pair(&two));
        headers.insert(header::COOKIE, brought.parse().unwrap());
        let read = Transport::Secure.read_trust(&headers);
        let tags: Vec<_> = read.iter().map(|secret| (secret.tag, secret.bytes[0])).collect();
        assert_eq!(tags, [([0, 0, 0, 7], 1), ([0xfe; 4], 2)]);
        assert!(Transport::Localhost.read_trust(&headers).is_empty());
        assert_eq!(parse_trust(&write_trust(&two)).unwrap().hash(), two.hash());
        for text in ["", ".", "00000007", "0000007.AA", "+0000007.AA"] {
            assert!(parse_trust(text).is_none(), "{text}");
        }
    }

    #[test]
    fn reads_its_own_name_alone() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            "x-passkeep-session=1; passkeep-session=2; __Host-passkeep-session=3".parse().unwrap(),
        );
        assert_eq!(Transport::Secure.read(Name::Session, &headers), Some("3"));
        assert_eq!(Transport::Localhost.read(Name::Session, &headers), Some("2"));
        assert_eq!(Transport::Secure.read(Name::Device, &headers), None);
    }
}
