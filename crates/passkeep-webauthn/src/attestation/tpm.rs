//! TPM attestation (WebAuthn L3 §8.3): the TPM of a computer certifies a key that it holds.
//!
//! Two things are left to the trust anchor, as the W3C's vectors show them: which manufacturers there are (their list
//! changes, and who can be certified under a root is the root's affair), and booleans other than 0 and 1.

mod structures;

use super::{
    AttestationFormat, AttestationType, Attested, Proof, certificates, check_aaguid_extension, signature,
};
use crate::cbor::{Map, Value};
use crate::certificate::Certificate;
use crate::{Algorithm, Error};
use aws_lc_rs::digest;
use structures::{CertifyInfo, PublicArea};

const FORMAT: AttestationFormat = AttestationFormat::Tpm;

pub(super) fn verify<'a>(statement: Map<'a>, attested: &Attested<'_>) -> Result<Proof<'a>, Error> {
    // Step 1: the statement's members.
    if statement.text_key("ver").and_then(Value::text) != Some("2.0") {
        return Err(FORMAT.malformed("ver is not 2.0"));
    }
    let (algorithm, signature) = signature(FORMAT, statement, attested)?;
    let member = |name| statement.text_key(name).and_then(Value::bytes);
    let cert_info = member("certInfo").ok_or(FORMAT.malformed("certInfo is absent or not bytes"))?;
    let pub_area = member("pubArea").ok_or(FORMAT.malformed("pubArea is absent or not bytes"))?;
    if statement.len() != 6 {
        return Err(FORMAT.malformed("it holds more than ver, alg, sig, x5c, certInfo and pubArea"));
    }
    let path = certificates(FORMAT, statement)?;
    // Step 2: the key that the TPM speaks of is the credential's.
    let area =
        PublicArea::parse(pub_area).ok_or(FORMAT.malformed("pubArea is no TPMT_PUBLIC of RSA or ECC"))?;
    if !area.is_key(attested.public_key) {
        return Err(FORMAT.refused("pubArea holds another key than the credential's"));
    }
    // Steps 3 and 4: what the TPM certified is that key, for this creation.
    let info = CertifyInfo::parse(cert_info)
        .ok_or(FORMAT.malformed("certInfo is no attestation of a certified key"))?;
    let hash = hash_of(algorithm).ok_or(FORMAT.refused("its algorithm names no hash"))?;
    if info.extra_data != digest::digest(hash, &attested.message()).as_ref() {
        return Err(FORMAT.refused("certInfo was made for another creation"));
    }
    if !area.has_name(pub_area, info.name) {
        return Err(FORMAT.refused("certInfo certifies another key than pubArea's"));
    }
    // Step 5: it was signed by the attestation key, whose certificate is one of such.
    if !path[0].verify(algorithm, cert_info, signature) {
        return Err(FORMAT.signature_invalid());
    }
    check_certificate(&path[0])?;
    check_aaguid_extension(FORMAT, &path[0], attested)?;
    Ok(Proof { attestation_type: AttestationType::AttCa, path })
}

fn hash_of(algorithm: Algorithm) -> Option<&'static digest::Algorithm> {
    Some(match algorithm {
        Algorithm::Es256 | Algorithm::Es256k | Algorithm::Rs256 | Algorithm::Ps256 => &digest::SHA256,
        Algorithm::Es384 | Algorithm::Rs384 | Algorithm::Ps384 => &digest::SHA384,
        Algorithm::Es512 | Algorithm::Rs512 | Algorithm::Ps512 => &digest::SHA512,
        Algorithm::DangerRs1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        Algorithm::EdDsa | Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87 => return None,
    })
}

/// §8.3.1.
fn check_certificate(certificate: &Certificate<'_>) -> Result<(), Error> {
    const SUBJECT_ALTERNATIVE_NAME: &str = "2.5.29.17";
    const AIK_CERTIFICATE: &str = "2.23.133.8.3";
    const MANUFACTURER: &str = "2.23.133.2.1";
    const MODEL: &str = "2.23.133.2.2";
    const VERSION: &str = "2.23.133.2.3";
    if !certificate.is_version_3() {
        return Err(FORMAT.refused("the certificate is not of version 3"));
    }
    if !certificate.has_empty_subject() {
        return Err(FORMAT.refused("the certificate's subject is not empty"));
    }
    let names = certificate.alternative_names();
    let has = |oid| names.iter().any(|(found, text)| found == oid && !text.is_empty());
    if certificate.extension(SUBJECT_ALTERNATIVE_NAME).is_none()
        || ![MANUFACTURER, MODEL, VERSION].into_iter().all(has)
    {
        return Err(FORMAT.refused("the certificate does not name the TPM's manufacturer, model and version"));
    }
    if !certificate.has_key_purpose(AIK_CERTIFICATE) {
        return Err(FORMAT.refused("the certificate is not one for attestation keys"));
    }
    if certificate.is_authority() {
        return Err(FORMAT.refused("the certificate is a certification authority's"));
    }
    Ok(())
}
