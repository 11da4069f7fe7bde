//! Packed attestation (WebAuthn L3 §8.2): by a certified key, or by the credential's own.

use super::{
    AttestationFormat, AttestationType, Attested, Proof, certified, check_aaguid_extension, signature,
};
use crate::Error;
use crate::cbor::Map;
use crate::certificate::{COMMON_NAME, Certificate};

const FORMAT: AttestationFormat = AttestationFormat::Packed;

pub(super) fn verify<'a>(statement: Map<'a>, attested: &Attested<'_>) -> Result<Proof<'a>, Error> {
    if statement.text_key("x5c").is_none() {
        return verify_self(statement, attested);
    }
    let path = certified(FORMAT, statement, attested)?;
    check_certificate(&path[0])?;
    check_aaguid_extension(FORMAT, &path[0], attested)?;
    Ok(Proof { attestation_type: AttestationType::Basic, path })
}

fn verify_self(statement: Map<'_>, attested: &Attested<'_>) -> Result<Proof<'static>, Error> {
    let (algorithm, signature) = signature(FORMAT, statement, attested)?;
    if statement.len() != 2 {
        return Err(FORMAT.malformed("it holds more than alg and sig"));
    }
    let expected = attested.public_key.algorithm();
    if algorithm != expected {
        let seen = algorithm.cose_identifier().into();
        return Err(Error::AttestationAlgorithmMismatch { expected, seen });
    }
    attested.public_key.verify(&attested.message(), signature).map_err(|_| FORMAT.signature_invalid())?;
    Ok(Proof { attestation_type: AttestationType::SelfAttestation, path: vec![] })
}

/// §8.2.1.
fn check_certificate(certificate: &Certificate<'_>) -> Result<(), Error> {
    const COUNTRY: &str = "2.5.4.6";
    const ORGANIZATION: &str = "2.5.4.10";
    const ORGANIZATIONAL_UNIT: &str = "2.5.4.11";
    if !certificate.is_version_3() {
        return Err(FORMAT.refused("the certificate is not of version 3"));
    }
    let is_country =
        |country: &&str| country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    let one = |oid| {
        let values = certificate.subject(oid);
        values.first().copied().filter(|value| !value.is_empty() && values.len() == 1)
    };
    if one(COUNTRY).filter(is_country).is_none() {
        return Err(FORMAT.refused("the certificate's subject names no country by two letters"));
    }
    if one(ORGANIZATION).is_none() || one(COMMON_NAME).is_none() {
        return Err(FORMAT.refused("the certificate's subject names no vendor"));
    }
    if one(ORGANIZATIONAL_UNIT) != Some("Authenticator Attestation") {
        return Err(FORMAT.refused("the certificate's subject is no authenticator attestation"));
    }
    if certificate.is_authority() {
        return Err(FORMAT.refused("the certificate is a certification authority's"));
    }
    Ok(())
}
