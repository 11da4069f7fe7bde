//! Packed attestation (WebAuthn L3 §8.2): so far by the credential's own key.

use super::{Attestation, Attested};
use crate::Error;
use crate::cbor::Map;

pub(super) const FORMAT: &str = "packed";

pub(super) fn verify(statement: Map<'_>, attested: &Attested<'_>) -> Result<Attestation, Error> {
    let malformed = |reason| Error::AttestationStatementMalformed { format: FORMAT, reason };
    if statement.text_key("x5c").is_some() {
        return Err(Error::AttestationFormatUnsupported { format: "packed with x5c".to_owned() });
    }
    let algorithm = statement
        .text_key("alg")
        .and_then(|value| value.integer())
        .ok_or(malformed("alg is absent or not an integer"))?;
    let signature = statement
        .text_key("sig")
        .and_then(|value| value.bytes())
        .ok_or(malformed("sig is absent or not bytes"))?;
    if statement.len() != 2 {
        return Err(malformed("it holds more than alg and sig"));
    }
    let expected = attested.public_key.algorithm();
    if algorithm != i128::from(expected.cose_identifier()) {
        return Err(Error::AttestationAlgorithmMismatch { expected, seen: algorithm });
    }
    let message = attested.authenticator_data.signed_with(attested.client_data_hash);
    attested
        .public_key
        .verify(&message, signature)
        .map_err(|_| Error::AttestationSignatureInvalid { format: FORMAT })?;
    Ok(Attestation::SelfAttested)
}
