//! Attestation (WebAuthn L3 §6.5, §8): what an authenticator can prove about itself at registration.
//! One file a format; a format without a file is refused by its name.
//!
//! A format says what a statement proves and by which certificates; whether those are trusted is judged here, by the
//! caller's anchors (§7.1 steps 23 and 24). What is accepted is the caller's policy, never the client's.

mod android_key;
mod android_safetynet;
mod apple;
mod compound;
mod fido_u2f;
mod none;
mod packed;
mod tpm;

use crate::authenticator_data::{AttestedCredential, AuthenticatorData, SignedBytes};
use crate::cbor::{self, Map, Value};
use crate::certificate::{Certificate, PATH_MAX, TrustAnchor, TrustFault, find_anchor};
use crate::error::excerpt;
use crate::{Algorithm, Error, Metadata, ModelPolicy, PublicKey, der};
use std::fmt;

/// What a verified attestation proved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attestation {
    /// The statement's format (§8).
    pub format: AttestationFormat,
    /// Its type (§6.5.3).
    pub attestation_type: AttestationType,
    /// The certificates that it rests on, in DER, the one that signed first.
    pub trust_path: Vec<Vec<u8>>,
    /// Whether those lead to an anchor.
    pub trust: Trust,
    /// A compound statement's own statements (§8.9).
    pub statements: Vec<Attestation>,
}

/// Whether an attestation's certificates are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It has none: types None and Self.
    NotNeeded,
    /// They lead to an anchor of the caller's.
    Anchored,
    /// They don't, and why. What the authenticator says of itself is then a claim like any other.
    Untrusted(TrustFault),
}

/// Attestation statement formats (§8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttestationFormat {
    /// §8.7.
    None,
    /// §8.2.
    Packed,
    /// §8.3.
    Tpm,
    /// §8.4.
    AndroidKey,
    /// §8.5; legacy: Google has ended the service that signed it.
    AndroidSafetyNet,
    /// §8.6.
    FidoU2f,
    /// §8.8.
    Apple,
    /// §8.9.
    Compound,
}

impl AttestationFormat {
    const ALL: [Self; 8] = [
        Self::None,
        Self::Packed,
        Self::Tpm,
        Self::AndroidKey,
        Self::AndroidSafetyNet,
        Self::FidoU2f,
        Self::Apple,
        Self::Compound,
    ];

    /// The attestation statement format identifier (§8.1).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Packed => "packed",
            Self::Tpm => "tpm",
            Self::AndroidKey => "android-key",
            Self::AndroidSafetyNet => "android-safetynet",
            Self::FidoU2f => "fido-u2f",
            Self::Apple => "apple",
            Self::Compound => "compound",
        }
    }

    /// Whether no new authenticator uses it: verified for those that did.
    pub fn is_legacy(self) -> bool {
        matches!(self, Self::AndroidSafetyNet | Self::FidoU2f)
    }

    fn from_identifier(identifier: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|format| format.as_str() == identifier);
        found.ok_or_else(|| Error::AttestationFormatUnsupported { format: excerpt(identifier) })
    }

    /// The statement is not written as the format has it.
    pub(crate) fn malformed(self, reason: &'static str) -> Error {
        Error::AttestationStatementMalformed { format: self.as_str(), reason }
    }

    /// Whoever signed, it was not the key that the statement names.
    pub(crate) fn signature_invalid(self) -> Error {
        Error::AttestationSignatureInvalid { format: self.as_str() }
    }

    /// The statement is well written, and does not prove what it should.
    pub(crate) fn refused(self, reason: &'static str) -> Error {
        Error::AttestationRefused { format: self.as_str(), reason }
    }
}

impl fmt::Display for AttestationFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Attestation types (§6.5.3), of which the relying party says which it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttestationType {
    /// No attestation statement.
    None,
    /// Signed by the credential's own key.
    SelfAttestation,
    /// Signed by a key that many authenticators of a model share.
    Basic,
    /// Signed by a key that an attestation CA has certified for this authenticator.
    AttCa,
    /// The same, anew for each credential.
    AnonCa,
}

impl AttestationType {
    /// Every type.
    pub const ALL: &'static [AttestationType] = &[
        AttestationType::None,
        AttestationType::SelfAttestation,
        AttestationType::Basic,
        AttestationType::AttCa,
        AttestationType::AnonCa,
    ];
}

impl fmt::Display for AttestationType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AttestationType::None => "None",
            AttestationType::SelfAttestation => "Self",
            AttestationType::Basic => "Basic",
            AttestationType::AttCa => "AttCA",
            AttestationType::AnonCa => "AnonCA",
        })
    }
}

/// Which attestations the relying party accepts (§7.1 steps 23 and 24).
#[derive(Debug, Clone, Copy)]
pub struct AttestationPolicy<'a> {
    /// The types that are accepted.
    pub types: &'a [AttestationType],
    /// Whom the caller trusts to certify any authenticator.
    pub anchors: &'a [TrustAnchor],
    /// What FIDO says of models: whom it trusts to certify each, and what has become of them.
    pub metadata: Option<&'a Metadata>,
    /// The models that are taken.
    pub models: ModelPolicy<'a>,
    /// What becomes of a statement whose certificates lead to no anchor.
    pub untrusted: Untrusted,
    /// The time by which certificates are judged, in seconds since 1970.
    pub now_seconds: i64,
}

/// What becomes of a valid statement whose certificates lead to no anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Untrusted {
    /// It is refused.
    Refused,
    /// The registration is taken, and its verdict says why the attestation is not trusted.
    Accepted,
}

impl AttestationPolicy<'static> {
    /// Where nothing is asked about authenticators: types None and Self.
    pub const NOT_ASKED: Self = AttestationPolicy {
        types: &[AttestationType::None, AttestationType::SelfAttestation],
        anchors: &[],
        metadata: None,
        models: ModelPolicy::ANY,
        untrusted: Untrusted::Refused,
        now_seconds: 0,
    };
}

/// A view of an attestation object (§6.5.4).
pub(crate) struct AttestationObject<'a> {
    pub(crate) format: &'a str,
    pub(crate) statement: Value<'a>,
    pub(crate) authenticator_data: &'a [u8],
}

/// What an attestation statement signs, and the key that it speaks of.
pub(crate) struct Attested<'a> {
    pub(crate) authenticator_data: &'a AuthenticatorData<'a>,
    pub(crate) credential: &'a AttestedCredential<'a>,
    pub(crate) client_data_hash: &'a [u8; 32],
    pub(crate) public_key: &'a PublicKey,
    /// The algorithms that were asked for: RS1 is taken in a statement only where it is among them.
    pub(crate) algorithms: &'a [Algorithm],
}

impl Attested<'_> {
    /// Authenticator data and client data hash, joined: `attToBeSigned`.
    fn message(&self) -> SignedBytes {
        self.authenticator_data.signed_with(self.client_data_hash)
    }
}

/// What a format's file says of a statement.
struct Proof<'a> {
    attestation_type: AttestationType,
    path: Vec<Certificate<'a>>,
}

impl<'a> AttestationObject<'a> {
    /// §7.1 step 13.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let missing = |member| Error::AttestationObjectMemberMissing { member };
        let not_cbor = |fault| Error::AttestationObjectNotCbor { fault };
        let value = cbor::parse_to_depth(bytes, cbor::COMPOUND_DEPTH_MAX).map_err(not_cbor)?;
        let map = value.map().ok_or(missing("map"))?;
        let format = map.text_key("fmt").and_then(Value::text).ok_or(missing("fmt"))?;
        if format != AttestationFormat::Compound.as_str() {
            cbor::parse(bytes).map_err(not_cbor)?;
        }
        Ok(AttestationObject {
            format,
            statement: map.text_key("attStmt").ok_or(missing("attStmt"))?,
            authenticator_data: map.text_key("authData").and_then(Value::bytes).ok_or(missing("authData"))?,
        })
    }

    /// §7.1 steps 21 and 22; and 23, as far as it is not policy.
    pub(crate) fn verify(
        &self,
        attested: &Attested<'_>,
        policy: &AttestationPolicy<'_>,
    ) -> Result<Attestation, Error> {
        let format = AttestationFormat::from_identifier(self.format)?;
        match format {
            AttestationFormat::Compound => compound::verify(self.statement, attested, policy),
            _ => verify_one(format, self.statement, attested, policy),
        }
    }
}

/// A statement of any format but compound.
fn verify_one(
    format: AttestationFormat,
    statement: Value<'_>,
    attested: &Attested<'_>,
    policy: &AttestationPolicy<'_>,
) -> Result<Attestation, Error> {
    let statement = statement.map().ok_or(Error::AttestationObjectMemberMissing { member: "attStmt" })?;
    let proof = match format {
        AttestationFormat::None => none::verify(statement),
        AttestationFormat::Packed => packed::verify(statement, attested),
        AttestationFormat::Tpm => tpm::verify(statement, attested),
        AttestationFormat::AndroidKey => android_key::verify(statement, attested),
        AttestationFormat::AndroidSafetyNet => {
            return android_safetynet::verify(statement, attested, policy);
        }
        AttestationFormat::FidoU2f => fido_u2f::verify(statement, attested),
        AttestationFormat::Apple => apple::verify(statement, attested),
        AttestationFormat::Compound => return Err(format.malformed("it lies in another compound statement")),
    }?;
    Ok(judge(format, proof, attested, policy))
}

/// §7.1 step 23: what the certificates of a valid statement are worth.
fn judge(
    format: AttestationFormat,
    proof: Proof<'_>,
    attested: &Attested<'_>,
    policy: &AttestationPolicy<'_>,
) -> Attestation {
    let mut attestation_type = proof.attestation_type;
    let trust = match proof.path.as_slice() {
        [] => Trust::NotNeeded,
        path => match find_trust(path, attested, policy) {
            Ok(anchor) => {
                if format == AttestationFormat::Packed {
                    attestation_type = anchor.attestation_type.unwrap_or(attestation_type);
                }
                Trust::Anchored
            }
            Err(fault) => Trust::Untrusted(fault),
        },
    };
    let trust_path = proof.path.iter().map(|certificate| certificate.der.to_vec()).collect();
    Attestation { format, attestation_type, trust_path, trust, statements: vec![] }
}

/// The anchor of a path: one of the caller's, or one that the metadata has for this very model.
fn find_trust<'p>(
    path: &[Certificate<'_>],
    attested: &Attested<'_>,
    policy: &AttestationPolicy<'p>,
) -> Result<&'p TrustAnchor, TrustFault> {
    let aaguid = &attested.credential.aaguid;
    let model = policy.metadata.and_then(|metadata| metadata.model_of(aaguid, Some(path[0].der)));
    let compromised = |certificate: &Certificate<'_>| {
        model.is_some_and(|model| model.is_compromised_certificate(certificate.der))
    };
    if let Some(at) = path.iter().position(compromised) {
        return Err(TrustFault::Compromised { at });
    }
    let of_model = model.map_or(&[][..], |model| &model.anchors);
    find_anchor(path, policy.anchors.iter().chain(of_model), policy.now_seconds)
}

/// The certificates of `x5c`: at least one.
fn certificates<'a>(format: AttestationFormat, statement: Map<'a>) -> Result<Vec<Certificate<'a>>, Error> {
    let listed = statement
        .text_key("x5c")
        .and_then(Value::array)
        .ok_or(format.malformed("x5c is absent or not an array"))?;
    if !(1..=PATH_MAX).contains(&listed.len()) {
        return Err(format.malformed("x5c holds no certificate, or more than eight"));
    }
    let parse = |value: Value<'a>| {
        let der = value.bytes().ok_or(format.malformed("x5c holds what is not bytes"))?;
        Certificate::parse(der).map_err(|reason| format.malformed(reason))
    };
    listed.items().map(parse).collect()
}

/// The statement's `alg` and `sig`.
fn signature<'a>(
    format: AttestationFormat,
    statement: Map<'a>,
    attested: &Attested<'_>,
) -> Result<(Algorithm, &'a [u8]), Error> {
    let algorithm = statement
        .text_key("alg")
        .and_then(Value::integer)
        .ok_or(format.malformed("alg is absent or not an integer"))?;
    let signature = statement
        .text_key("sig")
        .and_then(Value::bytes)
        .ok_or(format.malformed("sig is absent or not bytes"))?;
    let algorithm = i64::try_from(algorithm)
        .ok()
        .and_then(Algorithm::from_cose_identifier)
        .filter(|algorithm| *algorithm != Algorithm::DangerRs1 || attested.algorithms.contains(algorithm))
        .ok_or(format.refused("its algorithm is not one that is taken"))?;
    Ok((algorithm, signature))
}

/// The certificates of a statement of `alg`, `sig` and `x5c`, whose first one's key signed the authenticator data.
fn certified<'a>(
    format: AttestationFormat,
    statement: Map<'a>,
    attested: &Attested<'_>,
) -> Result<Vec<Certificate<'a>>, Error> {
    let (algorithm, signature) = signature(format, statement, attested)?;
    if statement.len() != 3 {
        return Err(format.malformed("it holds more than alg, sig and x5c"));
    }
    let path = certificates(format, statement)?;
    if !path[0].verify(algorithm, &attested.message(), signature) {
        return Err(format.signature_invalid());
    }
    Ok(path)
}

/// §8.2.1 and §8.3.1: where the certificate names a model, it is the authenticator's.
fn check_aaguid_extension(
    format: AttestationFormat,
    certificate: &Certificate<'_>,
    attested: &Attested<'_>,
) -> Result<(), Error> {
    const ID_FIDO_GEN_CE_AAGUID: &str = "1.3.6.1.4.1.45724.1.1.4";
    let Some((value, critical)) = certificate.extension(ID_FIDO_GEN_CE_AAGUID) else { return Ok(()) };
    if critical {
        return Err(format.refused("the certificate's AAGUID is marked critical"));
    }
    match der::whole(value, der::OCTET_STRING) {
        Some(aaguid) if aaguid == attested.credential.aaguid.0 => Ok(()),
        _ => Err(format.refused("the certificate names another AAGUID")),
    }
}

/// Whether a certificate's key is the credential's.
fn is_credential_key(certificate: &Certificate<'_>, public_key: &PublicKey) -> bool {
    use crate::public_key::KeyNumbers;
    match public_key.numbers() {
        numbers @ KeyNumbers::Ec2 { .. } => {
            numbers.point().is_some_and(|point| point == certificate.key_bits())
        }
        KeyNumbers::Rsa { n, e } => certificate.rsa_numbers().is_some_and(|(m, f)| m == n && f == e),
        KeyNumbers::Bytes(key) => key == certificate.key_bits(),
    }
}
