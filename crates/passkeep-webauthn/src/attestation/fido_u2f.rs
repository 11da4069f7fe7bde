//! FIDO U2F attestation (WebAuthn L3 §8.6), of security keys from before CTAP2. Legacy.
//!
//! The AAGUID is not looked at: U2F has none, clients write zeros, and the W3C's own vector does not.

use super::{AttestationFormat, AttestationType, Attested, Proof, certificates};
use crate::cbor::{Map, Value};
use crate::{Algorithm, Error};

const FORMAT: AttestationFormat = AttestationFormat::FidoU2f;

pub(super) fn verify<'a>(statement: Map<'a>, attested: &Attested<'_>) -> Result<Proof<'a>, Error> {
    // Step 1: the statement's members.
    let signature = statement.text_key("sig").and_then(Value::bytes);
    let signature = signature.ok_or(FORMAT.malformed("sig is absent or not bytes"))?;
    if statement.len() != 2 {
        return Err(FORMAT.malformed("it holds more than sig and x5c"));
    }
    // Step 2: one certificate, with a key of P-256: 65 bytes of a point that verifies as one below.
    let path = certificates(FORMAT, statement)?;
    if path.len() != 1 {
        return Err(FORMAT.malformed("x5c holds more than one certificate"));
    }
    // Steps 3 and 4: the credential's key is one of P-256, in the old form.
    if attested.public_key.algorithm() != Algorithm::Es256 {
        return Err(FORMAT.refused("the credential's key is not one of ES256"));
    }
    let point =
        attested.public_key.numbers().point().ok_or(FORMAT.refused("the credential's key is no point"))?;
    // Steps 5 and 6: what is signed.
    let message = [
        &[0x00],
        attested.authenticator_data.rp_id_hash().as_slice(),
        attested.client_data_hash,
        attested.credential.credential_id,
        &point,
    ]
    .concat();
    if !path[0].verify(Algorithm::Es256, &message, signature) {
        return Err(FORMAT.signature_invalid());
    }
    Ok(Proof { attestation_type: AttestationType::Basic, path })
}
