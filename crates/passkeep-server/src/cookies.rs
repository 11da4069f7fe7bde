//! Cookies: `__Host-`, Secure, HttpOnly, SameSite=Lax. On http://localhost alone, where Safari drops such cookies, a
//! plain name without Secure.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
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
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::Session => "passkeep-session",
            Self::Device => "passkeep-device",
            Self::Browser => "passkeep-browser",
            Self::Flow => "passkeep-flow",
            Self::Language => "passkeep-language",
        }
    }

    fn lifetime(self) -> Lifetime {
        match self {
            Self::Device | Self::Language => Lifetime::Seconds(DEVICE_SECONDS),
            Self::Session | Self::Browser | Self::Flow => Lifetime::Browser,
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

    /// A `Set-Cookie` with the name's own lifetime.
    pub fn set(self, name: Name, value: &str) -> HeaderValue {
        self.set_for(name, value, name.lifetime())
    }

    /// A `Set-Cookie`.
    pub fn set_for(self, name: Name, value: &str, lifetime: Lifetime) -> HeaderValue {
        let mut cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", self.full_name(name));
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
        match self {
            Self::Secure => format!("__Host-{}", name.as_str()),
            Self::Localhost => name.as_str().to_owned(),
        }
    }
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
