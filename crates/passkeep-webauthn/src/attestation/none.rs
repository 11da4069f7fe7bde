//! None attestation (WebAuthn L3 §8.7): an empty statement that proves nothing.

use super::{AttestationFormat, AttestationType, Proof};
use crate::Error;
use crate::cbor::Map;

pub(super) fn verify(statement: Map<'_>) -> Result<Proof<'static>, Error> {
    if statement.len() != 0 {
        return Err(AttestationFormat::None.malformed("it is not empty"));
    }
    Ok(Proof { attestation_type: AttestationType::None, path: vec![] })
}
