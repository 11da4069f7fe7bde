//! Every no that verification can say: which check of the standard failed, what was expected, what was seen.
//!
//! Callers match on variants or on [`Error::code`], never on sentences. Nothing here is secret: challenges,
//! origins, ids and public keys travel in the open. What a client wrote is kept only as a short excerpt.

use crate::{
    Aaguid, Algorithm, AttestationType, AuthenticatorDataFault, CborFault, ClientDataFault,
    CredentialProtection, JsonFault, ModelFault, Origin, OriginFault, PublicKeyFault, ResponseFault,
    TrustFault,
};
use std::fmt;
use thiserror::Error;

/// Which of the two ceremonies was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ceremony {
    /// §7.1 Registering a New Credential.
    Registration,
    /// §7.2 Verifying an Authentication Assertion.
    Authentication,
}

impl Ceremony {
    /// The `type` that client data bears (§5.8.1).
    pub(crate) fn client_data_type(self) -> &'static str {
        match self {
            Ceremony::Registration => "webauthn.create",
            Ceremony::Authentication => "webauthn.get",
        }
    }
}

impl fmt::Display for Ceremony {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Ceremony::Registration => "registration",
            Ceremony::Authentication => "authentication",
        })
    }
}

/// A step of WebAuthn Level 3, §7.1 or §7.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// Whose steps: §7.1's or §7.2's.
    pub ceremony: Ceremony,
    /// The step's number.
    pub number: u8,
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let section = match self.ceremony {
            Ceremony::Registration => "7.1",
            Ceremony::Authentication => "7.2",
        };
        write!(formatter, "WebAuthn L3 {section} step {}", self.number)
    }
}

/// Why a response, or a value given to this crate, was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The response's JSON has more bytes than any response needs.
    #[error("the {ceremony} response has {bytes} bytes, at most {bytes_max} are read")]
    ResponseTooLarge {
        /// Whose response.
        ceremony: Ceremony,
        /// How many bytes there were.
        bytes: usize,
        /// How many may be.
        bytes_max: usize,
    },
    /// The response is not the standard's JSON (§5.1).
    #[error("the {ceremony} response is malformed: {fault}")]
    ResponseMalformed {
        /// Whose response.
        ceremony: Ceremony,
        /// What is wrong with it.
        fault: ResponseFault,
    },
    /// The passkey is none of those that were asked for.
    #[error("the credential is none of the {allowed} that were allowed")]
    CredentialNotAllowed {
        /// How many were allowed.
        allowed: usize,
        /// The credential id of the response.
        seen: Vec<u8>,
    },
    /// The stored credential that was given is not the response's.
    #[error("the response's credential is not the stored one")]
    CredentialMismatch {
        /// The stored credential's id.
        expected: Vec<u8>,
        /// The credential id of the response.
        seen: Vec<u8>,
    },
    /// The account is known by the user handle alone, and there is none.
    #[error("the response holds no user handle")]
    UserHandleMissing,
    /// The user handle is not that of the account that the credential belongs to.
    #[error("the user handle is not that of the credential's account")]
    UserHandleMismatch {
        /// The account's user handle.
        expected: Vec<u8>,
        /// The response's.
        seen: Vec<u8>,
    },
    /// The client data could not be read.
    #[error("the client data is malformed: {fault}")]
    ClientDataMalformed {
        /// Whose client data.
        ceremony: Ceremony,
        /// What is wrong with it.
        fault: ClientDataFault,
    },
    /// The client data was made for another ceremony.
    #[error("the client data has the type {seen:?}, not {expected:?}")]
    TypeMismatch {
        /// The ceremony that was expected.
        ceremony: Ceremony,
        /// The type that it takes.
        expected: &'static str,
        /// The type in the client data.
        seen: String,
    },
    /// The challenge that the caller expects is too short to be unguessable.
    #[error("the expected challenge has {bytes} bytes, at least {bytes_min} are needed")]
    ChallengeTooShort {
        /// The ceremony.
        ceremony: Ceremony,
        /// How many bytes it has.
        bytes: usize,
        /// How many it must have.
        bytes_min: usize,
    },
    /// The response answers another challenge.
    #[error("the challenge is {seen:?}, not {expected:?}")]
    ChallengeMismatch {
        /// The ceremony.
        ceremony: Ceremony,
        /// The expected challenge in base64url.
        expected: String,
        /// The challenge in the client data.
        seen: String,
    },
    /// The ceremony ran for an origin that is not listed.
    #[error("the origin {seen:?} is none of {expected:?}")]
    OriginUnexpected {
        /// The ceremony.
        ceremony: Ceremony,
        /// The origins listed.
        expected: Vec<Origin>,
        /// The origin in the client data.
        seen: String,
    },
    /// The ceremony ran in a frame of another origin, where none is expected.
    #[error("the ceremony ran in a cross-origin frame, and none is expected")]
    CrossOriginUnexpected {
        /// The ceremony.
        ceremony: Ceremony,
    },
    /// The page around the frame has an origin that is not listed.
    #[error("the top origin {seen:?} is none of {expected:?}")]
    TopOriginUnexpected {
        /// The ceremony.
        ceremony: Ceremony,
        /// The top origins listed.
        expected: Vec<Origin>,
        /// The top origin in the client data.
        seen: String,
    },
    /// The attestation object is not canonical CBOR.
    #[error("the attestation object is not canonical CBOR: {fault}")]
    AttestationObjectNotCbor {
        /// What is wrong with it.
        fault: CborFault,
    },
    /// The attestation object lacks a member, or has it in another type (§6.5.4).
    #[error("the attestation object has no usable {member}")]
    AttestationObjectMemberMissing {
        /// The member's name.
        member: &'static str,
    },
    /// The authenticator data could not be read.
    #[error("the authenticator data is malformed: {fault}")]
    AuthenticatorDataMalformed {
        /// Whose authenticator data.
        ceremony: Ceremony,
        /// What is wrong with it.
        fault: AuthenticatorDataFault,
    },
    /// The authenticator answered for another relying party.
    #[error("the authenticator answered for another RP ID than {expected:?}")]
    RpIdMismatch {
        /// The ceremony.
        ceremony: Ceremony,
        /// The expected RP ID.
        expected: String,
        /// The SHA-256 of the RP ID that the authenticator saw.
        seen_hash: [u8; 32],
    },
    /// Nobody touched the authenticator.
    #[error("the user was not present (UP is not set)")]
    UserNotPresent {
        /// The ceremony.
        ceremony: Ceremony,
    },
    /// The authenticator did not verify who the user is.
    #[error("the user was not verified (UV is not set)")]
    UserNotVerified {
        /// The ceremony.
        ceremony: Ceremony,
    },
    /// The credential is backed up though it can't be.
    #[error("the credential is backed up (BS) without being eligible (BE)")]
    BackupStateWithoutEligibility {
        /// The ceremony.
        ceremony: Ceremony,
    },
    /// Backup eligibility is fixed at creation, yet it changed.
    #[error("backup eligibility (BE) was {expected} at registration and is {seen} now")]
    BackupEligibilityChanged {
        /// The stored value.
        expected: bool,
        /// The authenticator's value.
        seen: bool,
    },
    /// The key's algorithm was not asked for.
    #[error("the key is for {seen}, which was not asked for")]
    AlgorithmNotRequested {
        /// The algorithms asked for.
        expected: Vec<Algorithm>,
        /// The key's.
        seen: Algorithm,
    },
    /// The public key is not one that can verify.
    #[error("the public key is refused: {0}")]
    PublicKeyRefused(PublicKeyFault),
    /// An attestation statement format that this crate does not verify.
    #[error("the attestation statement format {format:?} is not supported")]
    AttestationFormatUnsupported {
        /// Its name (§8.1).
        format: String,
    },
    /// The attestation statement does not have its format's members (§8).
    #[error("the {format} attestation statement is malformed: {reason}")]
    AttestationStatementMalformed {
        /// The format.
        format: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The attestation statement is well written, and its verification procedure (§8) fails.
    #[error("the {format} attestation is refused: {reason}")]
    AttestationRefused {
        /// The format.
        format: &'static str,
        /// Which check failed.
        reason: &'static str,
    },
    /// The attestation is valid, and its certificates lead to no trust anchor.
    #[error("the {format} attestation is not trusted: {fault}")]
    AttestationUntrusted {
        /// The format.
        format: &'static str,
        /// Why.
        fault: TrustFault,
    },
    /// Self attestation by another algorithm than the credential's own (§8.2).
    #[error("the self attestation is for algorithm {seen}, the credential for {expected}")]
    AttestationAlgorithmMismatch {
        /// The credential's algorithm.
        expected: Algorithm,
        /// The COSEAlgorithmIdentifier in the statement.
        seen: i128,
    },
    /// The attestation's signature is wrong.
    #[error("the {format} attestation's signature is not valid")]
    AttestationSignatureInvalid {
        /// The format.
        format: &'static str,
    },
    /// The attestation is valid but of a type that the caller does not accept.
    #[error("the attestation is of type {seen}, which is not accepted")]
    AttestationNotAccepted {
        /// The types accepted.
        expected: Vec<AttestationType>,
        /// The attestation's.
        seen: AttestationType,
    },
    /// The authenticator is of a model that the caller does not take.
    #[error("the model {aaguid} is not taken: {fault}")]
    ModelRefused {
        /// The authenticator's model.
        aaguid: Aaguid,
        /// Why.
        fault: ModelFault,
    },
    /// The credential id is too long to be kept.
    #[error("the credential id has {bytes} bytes, at most {bytes_max} are allowed")]
    CredentialIdTooLong {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        bytes_max: usize,
    },
    /// The credential id in the authenticator data is not the response's.
    #[error("the response's id is not that of the attested credential")]
    CredentialIdMismatch {
        /// The attested credential's id.
        expected: Vec<u8>,
        /// The response's.
        seen: Vec<u8>,
    },
    /// The authenticator protects the credential less than was demanded.
    #[error("credProtect is {seen:?}, at least {expected:?} is demanded")]
    CredentialProtectionTooWeak {
        /// What was demanded.
        expected: CredentialProtection,
        /// What the authenticator says.
        seen: Option<CredentialProtection>,
    },
    /// The signature counter did not grow: perhaps the key was copied.
    #[error("the signature counter was {stored} and is {seen} now")]
    SignCountRegressed {
        /// The stored value.
        stored: u32,
        /// The authenticator's.
        seen: u32,
    },
    /// The signature is wrong.
    #[error("the {algorithm} signature is not valid")]
    SignatureInvalid {
        /// The key's algorithm.
        algorithm: Algorithm,
    },
    /// Not an origin in the form in which clients write it.
    #[error("{seen:?} is no origin: {fault}")]
    OriginMalformed {
        /// What was given.
        seen: String,
        /// What is wrong with it.
        fault: OriginFault,
    },
    /// Not an AAGUID in UUID form.
    #[error("{seen:?} is no AAGUID")]
    AaguidMalformed {
        /// What was given.
        seen: String,
    },
}

impl Error {
    /// A stable code for programs and catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Error::ResponseTooLarge { .. } => "response-too-large",
            Error::ResponseMalformed { .. } => "response-malformed",
            Error::CredentialNotAllowed { .. } => "credential-not-allowed",
            Error::CredentialMismatch { .. } => "credential-mismatch",
            Error::UserHandleMissing => "user-handle-missing",
            Error::UserHandleMismatch { .. } => "user-handle-mismatch",
            Error::ClientDataMalformed { .. } => "client-data-malformed",
            Error::TypeMismatch { .. } => "type-mismatch",
            Error::ChallengeTooShort { .. } => "challenge-too-short",
            Error::ChallengeMismatch { .. } => "challenge-mismatch",
            Error::OriginUnexpected { .. } => "origin-unexpected",
            Error::CrossOriginUnexpected { .. } => "cross-origin-unexpected",
            Error::TopOriginUnexpected { .. } => "top-origin-unexpected",
            Error::AttestationObjectNotCbor { .. } => "attestation-object-not-cbor",
            Error::AttestationObjectMemberMissing { .. } => "attestation-object-member-missing",
            Error::AuthenticatorDataMalformed { .. } => "authenticator-data-malformed",
            Error::RpIdMismatch { .. } => "rp-id-mismatch",
            Error::UserNotPresent { .. } => "user-not-present",
            Error::UserNotVerified { .. } => "user-not-verified",
            Error::BackupStateWithoutEligibility { .. } => "backup-state-without-eligibility",
            Error::BackupEligibilityChanged { .. } => "backup-eligibility-changed",
            Error::AlgorithmNotRequested { .. } => "algorithm-not-requested",
            Error::PublicKeyRefused(_) => "public-key-refused",
            Error::AttestationFormatUnsupported { .. } => "attestation-format-unsupported",
            Error::AttestationStatementMalformed { .. } => "attestation-statement-malformed",
            Error::AttestationRefused { .. } => "attestation-refused",
            Error::AttestationUntrusted { .. } => "attestation-untrusted",
            Error::AttestationAlgorithmMismatch { .. } => "attestation-algorithm-mismatch",
            Error::AttestationSignatureInvalid { .. } => "attestation-signature-invalid",
            Error::AttestationNotAccepted { .. } => "attestation-not-accepted",
            Error::ModelRefused { .. } => "model-refused",
            Error::CredentialIdTooLong { .. } => "credential-id-too-long",
            Error::CredentialIdMismatch { .. } => "credential-id-mismatch",
            Error::CredentialProtectionTooWeak { .. } => "credential-protection-too-weak",
            Error::SignCountRegressed { .. } => "sign-count-regressed",
            Error::SignatureInvalid { .. } => "signature-invalid",
            Error::OriginMalformed { .. } => "origin-malformed",
            Error::AaguidMalformed { .. } => "aaguid-malformed",
        }
    }

    /// The step of the standard whose check failed; none for values that were not part of a ceremony.
    pub fn step(&self) -> Option<Step> {
        use Ceremony::{Authentication, Registration};
        let both = |ceremony: Ceremony, registration: u8, authentication: u8| match ceremony {
            Registration => (ceremony, registration),
            Authentication => (ceremony, authentication),
        };
        let (ceremony, number) = match *self {
            Error::ResponseTooLarge { ceremony, .. } | Error::ResponseMalformed { ceremony, .. } => {
                both(ceremony, 3, 3)
            }
            Error::CredentialNotAllowed { .. } => (Authentication, 5),
            Error::CredentialMismatch { .. }
            | Error::UserHandleMissing
            | Error::UserHandleMismatch { .. } => (Authentication, 6),
            Error::ClientDataMalformed { ceremony, fault: ClientDataFault::Json(JsonFault::NotUtf8) } => {
                both(ceremony, 5, 8)
            }
            Error::ClientDataMalformed { ceremony, .. } => both(ceremony, 6, 9),
            Error::TypeMismatch { ceremony, .. } => both(ceremony, 7, 10),
            Error::ChallengeTooShort { ceremony, .. } | Error::ChallengeMismatch { ceremony, .. } => {
                both(ceremony, 8, 11)
            }
            Error::OriginUnexpected { ceremony, .. } => both(ceremony, 9, 12),
            Error::CrossOriginUnexpected { ceremony } => both(ceremony, 10, 13),
            Error::TopOriginUnexpected { ceremony, .. } => both(ceremony, 11, 14),
            Error::AttestationObjectNotCbor { .. } | Error::AttestationObjectMemberMissing { .. } => {
                (Registration, 13)
            }
            // §7.2 has no step of its own for reading authenticator data; step 7 names it.
            Error::AuthenticatorDataMalformed { ceremony, .. } => both(ceremony, 13, 7),
            Error::RpIdMismatch { ceremony, .. } => both(ceremony, 14, 15),
            Error::UserNotPresent { ceremony } => both(ceremony, 15, 16),
            Error::UserNotVerified { ceremony } => both(ceremony, 16, 17),
            Error::BackupStateWithoutEligibility { ceremony } => both(ceremony, 17, 18),
            Error::BackupEligibilityChanged { .. } => (Authentication, 19),
            Error::AlgorithmNotRequested { .. } | Error::PublicKeyRefused(_) => (Registration, 20),
            Error::AttestationFormatUnsupported { .. } => (Registration, 21),
            Error::AttestationStatementMalformed { .. }
            | Error::AttestationRefused { .. }
            | Error::AttestationAlgorithmMismatch { .. }
            | Error::AttestationSignatureInvalid { .. } => (Registration, 22),
            Error::AttestationNotAccepted { .. }
            | Error::AttestationUntrusted { .. }
            | Error::ModelRefused { .. } => (Registration, 24),
            Error::CredentialIdTooLong { .. } => (Registration, 25),
            Error::CredentialIdMismatch { .. } => (Registration, 27),
            Error::CredentialProtectionTooWeak { .. } => (Registration, 28),
            Error::SignatureInvalid { .. } => (Authentication, 21),
            Error::SignCountRegressed { .. } => (Authentication, 22),
            Error::OriginMalformed { .. } | Error::AaguidMalformed { .. } => return None,
        };
        Some(Step { ceremony, number })
    }
}

const EXCERPT_CHARS: usize = 128;

/// The beginning of what a client wrote: enough to tell what went wrong, too little to fill a log.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(EXCERPT_CHARS).collect()
}
