//! Android Key attestation (WebAuthn L3 §8.4): Android's key store certifies the credential's own key.

use super::{AttestationFormat, AttestationType, Attested, Proof, certified, is_credential_key};
use crate::cbor::Map;
use crate::{Error, der};

const FORMAT: AttestationFormat = AttestationFormat::AndroidKey;

/// Numbers of Android's key attestation schema.
const PURPOSE: u32 = der::context(1);
const ALL_APPLICATIONS: u32 = der::context(600);
const ORIGIN: u32 = der::context(702);
const PURPOSE_SIGN: &[u8] = &[2];
const ORIGIN_GENERATED: &[u8] = &[0];

pub(super) fn verify<'a>(statement: Map<'a>, attested: &Attested<'_>) -> Result<Proof<'a>, Error> {
    // Steps 1 and 2: the statement's members; the certificate's key signed, and is the credential's.
    let path = certified(FORMAT, statement, attested)?;
    if !is_credential_key(&path[0], attested.public_key) {
        return Err(FORMAT.refused("the certificate's key is not the credential's"));
    }
    // Steps 3 and 4: what the key store says of the key.
    const KEY_DESCRIPTION: &str = "1.3.6.1.4.1.11129.2.1.17";
    let (value, _) = path[0]
        .extension(KEY_DESCRIPTION)
        .ok_or(FORMAT.refused("the certificate has no description of its key"))?;
    check_description(value, attested)?;
    Ok(Proof { attestation_type: AttestationType::Basic, path })
}

/// The key was made for this creation, in the key store, for this app alone, and to sign.
///
/// Both lists count, that of software and that of the trusted environment: who demands the latter asks the metadata.
/// What neither list says is not held against the key: the W3C's own vector has two empty ones.
fn check_description(value: &[u8], attested: &Attested<'_>) -> Result<(), Error> {
    let unreadable = || FORMAT.refused("the description of the certificate's key can't be read");
    let members = der::whole(value, der::SEQUENCE).and_then(der::items).ok_or_else(unreadable)?;
    // attestationVersion, its security level, keymasterVersion, its level, challenge, uniqueId, software, TEE.
    let [_, _, _, _, (der::OCTET_STRING, challenge), _, (der::SEQUENCE, software), (der::SEQUENCE, tee), ..] =
        members.as_slice()
    else {
        return Err(unreadable());
    };
    if *challenge != attested.client_data_hash {
        return Err(FORMAT.refused("the key was described for another creation"));
    }
    let (software, tee) = der::items(software).zip(der::items(tee)).ok_or_else(unreadable)?;
    let listed = |tag| {
        software.iter().chain(&tee).filter(move |(found, _)| *found == tag).map(|(_, content)| *content)
    };
    if listed(ALL_APPLICATIONS).next().is_some() {
        return Err(FORMAT.refused("every app may use the key"));
    }
    let is_generated = |origin: &[u8]| {
        [der::INTEGER, der::ENUMERATED].iter().any(|tag| der::whole(origin, *tag) == Some(ORIGIN_GENERATED))
    };
    if !listed(ORIGIN).all(is_generated) {
        return Err(FORMAT.refused("the key was not made in the key store"));
    }
    let signs = |purposes: &[u8]| {
        let purposes = der::whole(purposes, der::SET).and_then(der::items);
        purposes.is_some_and(|purposes| purposes.contains(&(der::INTEGER, PURPOSE_SIGN)))
    };
    if !listed(PURPOSE).all(signs) {
        return Err(FORMAT.refused("the key is not one that signs"));
    }
    Ok(())
}
