//! A signature in the compact form. (RFC 7515, section 7.1)

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use super::PublicJwk;

/// The longest that is read: a client's assertion or proof is far shorter.
const LENGTH_MAX: usize = 8 * 1024;

/// What was signed, read and not verified yet.
#[derive(Clone, Debug)]
pub struct Jws<'a> {
    /// The header.
    pub header: Map<String, Value>,
    /// The payload, which must be a JSON object here.
    unverified: Map<String, Value>,
    signed: &'a str,
    signature: Vec<u8>,
}

/// Why a signature was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JwsFault {
    /// Not three parts of base64url, or no JSON in them.
    Shape,
    /// Signed by an algorithm that is not the key's, or by none.
    Algorithm,
    /// The header asks for something that must be understood. (RFC 7515, section 4.1.11)
    Critical,
    /// The signature is another's.
    Signature,
}

impl<'a> Jws<'a> {
    /// Reads the three parts.
    pub fn parse(text: &'a str) -> Result<Self, JwsFault> {
        if text.len() > LENGTH_MAX {
            return Err(JwsFault::Shape);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(JwsFault::Shape)?;
        let (header, payload) = signed.split_once('.').ok_or(JwsFault::Shape)?;
        let header = object(header)?;
        if header.contains_key("crit") {
            return Err(JwsFault::Critical);
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| JwsFault::Shape)?;
        Ok(Self { header, unverified: object(payload)?, signed, signature })
    }

    /// A text of the header.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }

    /// A text that nobody has verified: to look for the key by, and for nothing else.
    pub fn unverified_text(&self, name: &str) -> Option<&str> {
        self.unverified.get(name).and_then(Value::as_str)
    }

    /// The claims, once a key has verified them.
    pub fn verify(&self, key: &PublicJwk) -> Result<&Map<String, Value>, JwsFault> {
        // The key says what is verified, never the header: RFC 8725, section 3.1.
        if self.header_text("alg") != Some(key.algorithm().as_str()) {
            return Err(JwsFault::Algorithm);
        }
        match key.verifies(self.signed.as_bytes(), &self.signature) {
            true => Ok(&self.unverified),
            false => Err(JwsFault::Signature),
        }
    }
}

fn object(part: &str) -> Result<Map<String, Value>, JwsFault> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsFault::Shape)?;
    serde_json::from_slice(&bytes).map_err(|_| JwsFault::Shape)
}
