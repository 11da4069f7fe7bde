//! None attestation (WebAuthn L3 §8.7): an empty statement that proves nothing.

use super::Attestation;
use crate::Error;
use crate::cbor::Map;

pub(super) const FORMAT: &str = "none";

pub(super) fn verify(statement: Map<'_>) -> Result<Attestation, Error> {
    if statement.len() != 0 {
        return Err(Error::AttestationStatementMalformed { format: FORMAT, reason: "it is not empty" });
    }
    Ok(Attestation::None)
}
