//! A proof that a client holds a key, for one request. (RFC 9449, sections 4.2 and 4.3)

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::client::Spendable;
use crate::jose::{Jws, PublicJwk};
use crate::moment::Timestamp;

/// A proof, verified. It is good once: spend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProof {
    /// The thumbprint of the key: what tokens are bound to.
    pub thumbprint: String,
    /// What is spent.
    pub spendable: Spendable,
}

/// What a proof must be for.
#[derive(Clone, Copy, Debug)]
pub struct ProvedRequest<'a> {
    /// The method.
    pub method: &'a str,
    /// The URL without query and fragment.
    pub url: &'a str,
    /// The access token that comes with it.
    pub access_token: Option<&'a str>,
}

/// Why a proof was not taken: for the client's developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProofFault {
    /// Not a JWT of this kind with a public key in its header.
    Shape,
    /// The key did not sign it.
    Signature,
    /// `htm` or `htu` is of another request.
    Request,
    /// `iat` is too long ago or ahead.
    Time,
    /// `jti` is missing or too long.
    Id,
    /// `ath` is not the access token's.
    Token,
}

/// How far a client's clock may be off, and how long a proof may be on its way.
const WINDOW_SECONDS: i64 = 60;

const ID_LENGTH_MAX: usize = 256;

/// Verifies a proof.
pub fn verify_key_proof(
    text: &str,
    request: ProvedRequest<'_>,
    now: Timestamp,
) -> Result<KeyProof, KeyProofFault> {
    let jws = Jws::parse(text).map_err(|_| KeyProofFault::Shape)?;
    if jws.header_text("typ") != Some("dpop+jwt") {
        return Err(KeyProofFault::Shape);
    }
    let jwk = jws.header.get("jwk").ok_or(KeyProofFault::Shape)?;
    let key = PublicJwk::parse(jwk).map_err(|_| KeyProofFault::Shape)?;
    let claims = jws.verify(&key).map_err(|_| KeyProofFault::Signature)?;
    let says = |name: &str| claims.get(name).and_then(Value::as_str);
    let url = says("htu").map(|url| url.split(['?', '#']).next().unwrap_or_default());
    if says("htm") != Some(request.method) || url != Some(request.url) {
        return Err(KeyProofFault::Request);
    }
    let at = claims.get("iat").and_then(Value::as_i64).filter(|at| (0..=253_402_300_799).contains(at));
    let at = Timestamp(at.ok_or(KeyProofFault::Time)? * 1000);
    if now.seconds_since(at).abs() > WINDOW_SECONDS {
        return Err(KeyProofFault::Time);
    }
    let id = says("jti").filter(|id| (1..=ID_LENGTH_MAX).contains(&id.len())).ok_or(KeyProofFault::Id)?;
    if let Some(token) = request.access_token {
        let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()));
        if says("ath") != Some(hash.as_str()) {
            return Err(KeyProofFault::Token);
        }
    }
    let thumbprint = key.thumbprint();
    // It is remembered for longer than it could be taken.
    let forgotten_at = at.plus_seconds(3 * WINDOW_SECONDS);
    let spendable = Spendable::of(&thumbprint, "dpop", id.as_bytes(), forgotten_at);
    Ok(KeyProof { thumbprint, spendable })
}
