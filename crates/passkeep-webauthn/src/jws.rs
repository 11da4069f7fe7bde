//! A JSON Web Signature in compact form that brings its certificates (RFC 7515 §3.1, §4.1.6): SafetyNet's statements and
//! FIDO's metadata come as one.

use crate::certificate::{Certificate, PATH_MAX};
use crate::json;
use aws_lc_rs::signature::{self as aws, VerificationAlgorithm};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;

/// A JWS as it came: nothing of it is verified yet.
pub(crate) struct Jws<'a> {
    pub(crate) algorithm: String,
    pub(crate) payload: Vec<u8>,
    certificates: Vec<Vec<u8>>,
    signed: &'a [u8],
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    x5c: Vec<String>,
    #[serde(default)]
    crit: Option<serde::de::IgnoredAny>,
}

impl<'a> Jws<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(bytes).map_err(|_| "the JWS is not text")?;
        let [header, payload, signature] = text.split('.').collect::<Vec<_>>()[..] else {
            return Err("the JWS is not of three parts");
        };
        let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| "a part of the JWS is not base64url");
        let read: Header = json::read(&decode(header)?).map_err(|_| "the JWS's header can't be read")?;
        // RFC 7515 §4.1.11: what must be understood and is not.
        if read.crit.is_some() {
            return Err("the JWS's header demands an extension");
        }
        if !(1..=PATH_MAX).contains(&read.x5c.len()) {
            return Err("the JWS brings no certificate in x5c, or more than eight");
        }
        let certificates = read.x5c.iter().map(|text| STANDARD.decode(text)).collect::<Result<_, _>>();
        Ok(Jws {
            algorithm: read.alg,
            payload: decode(payload)?,
            certificates: certificates.map_err(|_| "x5c holds what is not base64")?,
            signed: &bytes[..header.len() + 1 + payload.len()],
            signature: decode(signature)?,
        })
    }

    /// Its certificates, the one that signed first.
    pub(crate) fn path(&self) -> Result<Vec<Certificate<'_>>, &'static str> {
        self.certificates.iter().map(|der| Certificate::parse(der)).collect()
    }

    /// Whether a certificate's key signed it.
    pub(crate) fn is_signed_by(&self, certificate: &Certificate<'_>) -> bool {
        verification(&self.algorithm)
            .is_some_and(|verification| certificate.verify_by(verification, self.signed, &self.signature))
    }
}

/// The algorithms of RFC 7518 §3.1 that sign with a certificate's key, and EdDSA (RFC 8037). ECDSA signatures are two
/// numbers of fixed length there, not DER.
fn verification(algorithm: &str) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match algorithm {
        "ES256" => &aws::ECDSA_P256_SHA256_FIXED,
        "ES384" => &aws::ECDSA_P384_SHA384_FIXED,
        "ES512" => &aws::ECDSA_P521_SHA512_FIXED,
        "EdDSA" => &aws::ED25519,
        "RS256" => &aws::RSA_PKCS1_2048_8192_SHA256,
        "RS384" => &aws::RSA_PKCS1_2048_8192_SHA384,
        "RS512" => &aws::RSA_PKCS1_2048_8192_SHA512,
        "PS256" => &aws::RSA_PSS_2048_8192_SHA256,
        "PS384" => &aws::RSA_PSS_2048_8192_SHA384,
        "PS512" => &aws::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}
