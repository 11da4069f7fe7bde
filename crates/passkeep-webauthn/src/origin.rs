//! Who asked: the origin that the client wrote into the client data (WebAuthn L3 §5.8.1, §13.4.9).
//!
//! Origins are compared byte by byte with those that the relying party listed. So an origin is kept in
//! the one form in which a client would write it, and any other spelling is refused when it is listed.

use crate::Error;
use crate::error::excerpt;
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

const ANDROID_SCHEME: &str = "android:apk-key-hash:";
const SHA_256_BYTES: usize = 32;
const HOST_BYTES_MAX: usize = 253;
const LABEL_BYTES_MAX: usize = 63;

/// An origin that the relying party expects: `https://` with a domain, `http://localhost`, or an Android
/// app as `android:apk-key-hash:` with the SHA-256 of its signing certificate. Apps on iOS and macOS come
/// with the `https` origin of their associated domain.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

/// Why a string is no origin that a client would write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OriginFault {
    /// Neither `https://`, nor `http://` with `localhost`, nor `android:apk-key-hash:`.
    #[error("the scheme must be https, or http for localhost, or android:apk-key-hash")]
    Scheme,
    /// A slash, query, fragment or user after the scheme.
    #[error("an origin ends after host and port")]
    MoreThanOrigin,
    /// The host is no domain in lower-case ASCII (an international name stands in its `xn--` form).
    #[error("the host must be a domain in lower-case ASCII")]
    Host,
    /// The port is not a number from 1 to 65535 in plain digits, or it is the scheme's own.
    #[error("the port must be a plain number, and absent where it is the scheme's own")]
    Port,
    /// What follows `android:apk-key-hash:` is not the base64url of 32 bytes.
    #[error("the key hash must be 32 bytes in base64url without padding")]
    KeyHash,
}

impl Origin {
    /// Parses an origin in the form in which clients write it; any other spelling is refused.
    pub fn parse(origin: &str) -> Result<Self, Error> {
        match check(origin) {
            Ok(()) => Ok(Origin(origin.to_owned())),
            Err(fault) => Err(Error::OriginMalformed { seen: excerpt(origin), fault }),
        }
    }

    /// The origin of an Android app, by the SHA-256 of the certificate that it is signed with.
    pub fn android(certificate_sha_256: [u8; SHA_256_BYTES]) -> Self {
        Origin(format!("{ANDROID_SCHEME}{}", crate::base64url::encode(&certificate_sha_256)))
    }

    /// The origin as clients write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host of a web origin. An Android app has none.
    pub fn host(&self) -> Option<&str> {
        let (_, authority) = self.0.split_once("://")?;
        Some(authority.split_once(':').map_or(authority, |(host, _)| host))
    }
}

fn check(origin: &str) -> Result<(), OriginFault> {
    if let Some(key_hash) = origin.strip_prefix(ANDROID_SCHEME) {
        let hash = crate::base64url::decode(key_hash).ok_or(OriginFault::KeyHash)?;
        return if hash.len() == SHA_256_BYTES { Ok(()) } else { Err(OriginFault::KeyHash) };
    }
    if let Some(authority) = origin.strip_prefix("https://") {
        let (host, port) = split_port(authority)?;
        check_domain(host)?;
        return check_port(port, 443);
    }
    if let Some(authority) = origin.strip_prefix("http://") {
        let (host, port) = split_port(authority)?;
        return if host == "localhost" { check_port(port, 80) } else { Err(OriginFault::Scheme) };
    }
    Err(OriginFault::Scheme)
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), OriginFault> {
    if authority.contains(['/', '?', '#', '@', '\\']) {
        return Err(OriginFault::MoreThanOrigin);
    }
    Ok(match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    })
}

/// A domain, not an address: WebAuthn's RP IDs are domains, and a name whose last label is a number
/// is an IPv4 address to browsers.
fn check_domain(host: &str) -> Result<(), OriginFault> {
    let is_label = |label: &str| {
        (1..=LABEL_BYTES_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last_is_number =
        host.rsplit('.').next().is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    if host.len() > HOST_BYTES_MAX || last_is_number || !host.split('.').all(is_label) {
        return Err(OriginFault::Host);
    }
    Ok(())
}

fn check_port(port: Option<&str>, default: u16) -> Result<(), OriginFault> {
    let Some(port) = port else { return Ok(()) };
    let plain = !port.starts_with(['0', '+']);
    match port.parse::<u16>() {
        Ok(number) if plain && number != default => Ok(()),
        _ => Err(OriginFault::Port),
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// As a string, so that an error shows what was expected and what was seen alike.
impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl TryFrom<String> for Origin {
    type Error = Error;

    fn try_from(origin: String) -> Result<Self, Error> {
        Origin::parse(&origin)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}
