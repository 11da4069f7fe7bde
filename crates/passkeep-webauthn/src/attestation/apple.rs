//! Apple anonymous attestation (WebAuthn L3 §8.8): a certificate made for this one credential.

use super::{AttestationFormat, AttestationType, Attested, Proof, certificates, is_credential_key};
use crate::cbor::Map;
use crate::client_data::sha_256;
use crate::{Error, der};

const FORMAT: AttestationFormat = AttestationFormat::Apple;

pub(super) fn verify<'a>(statement: Map<'a>, attested: &Attested<'_>) -> Result<Proof<'a>, Error> {
    const NONCE: &str = "1.2.840.113635.100.8.2";
    // Step 1: the statement's members. Apple's own devices once wrote `alg` too; it says nothing.
    let path = certificates(FORMAT, statement)?;
    let others = statement.len() - 1;
    if others > usize::from(statement.text_key("alg").is_some()) {
        return Err(FORMAT.malformed("it holds more than x5c"));
    }
    // Steps 2 to 4: the certificate was made for this creation.
    let nonce = path[0].extension(NONCE).and_then(|(value, _)| {
        let tagged = der::whole(value, der::SEQUENCE)?;
        der::whole(der::whole(tagged, der::CONTEXT_1)?, der::OCTET_STRING)
    });
    if nonce != Some(sha_256(&attested.message()).as_slice()) {
        return Err(FORMAT.refused("the certificate's nonce is not this creation's"));
    }
    // Step 5: and for this key.
    if !is_credential_key(&path[0], attested.public_key) {
        return Err(FORMAT.refused("the certificate's key is not the credential's"));
    }
    Ok(Proof { attestation_type: AttestationType::AnonCa, path })
}
