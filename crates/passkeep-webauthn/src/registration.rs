//! Registering a new credential: WebAuthn L3 §7.1, step by step.

use crate::attestation::{AttestationObject, Attested};
use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{ClientData, ClientDataExpectation, sha_256};
use crate::metadata::Authenticator;
use crate::{
    Aaguid, Algorithm, Attachment, Attestation, AttestationPolicy, Ceremony, CredentialProtection, Error,
    Origin, PublicKey, RegistrationResponse, Transport, Trust, Untrusted, UserVerification,
};

/// The longest credential id that may be registered (step 25).
const CREDENTIAL_ID_BYTES_MAX: usize = 1023;

/// What the relying party asked for, as it keeps it apart from the client.
#[derive(Debug, Clone, Copy)]
pub struct RegistrationExpectation<'a> {
    /// The RP ID.
    pub rp_id: &'a str,
    /// The origins that may ask (§13.4.9).
    pub origins: &'a [Origin],
    /// The origins of pages that may frame one of `origins`; empty: no framing by other origins. A client
    /// that tells of framing and not of the top origin is accepted where any is listed (step 10).
    pub top_origins: &'a [Origin],
    /// The challenge that was sent; at least 16 bytes.
    pub challenge: &'a [u8],
    /// Whether the user must have been verified.
    pub user_verification: UserVerification,
    /// Whether somebody must have touched the authenticator.
    pub user_presence: UserPresence,
    /// The algorithms that were asked for.
    pub algorithms: &'a [Algorithm],
    /// The attestations that are accepted.
    pub attestation: AttestationPolicy<'a>,
    /// The least protection that the authenticator must say it gives (`credProtect`). Many can't say: demand it only
    /// where it was enforced in the options.
    pub credential_protection_min: Option<CredentialProtection>,
}

/// Whether a registration needs the user's presence (step 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserPresence {
    /// As ever.
    Required,
    /// Where `mediation` was `conditional`: the client may create a passkey after a password sign-in.
    Waived,
}

/// A verified registration: what to store of a new credential (step 27). Only verification makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registration {
    /// The credential id. The caller checks that nobody has it (step 26).
    pub credential_id: Vec<u8>,
    /// The public key.
    pub public_key: PublicKey,
    /// The signature counter's first value.
    pub sign_count: u32,
    /// Whether the user was verified (UV).
    pub user_verified: bool,
    /// Whether the credential may be backed up or synced (BE). It never changes.
    pub backup_eligible: bool,
    /// Whether it is backed up or synced now (BS).
    pub backup_state: bool,
    /// The authenticator's model, which nothing proves without an attestation.
    pub aaguid: Aaguid,
    /// How the client says the authenticator can be reached.
    pub transports: Vec<Transport>,
    /// Whether the client says the authenticator is part of the device.
    pub attachment: Option<Attachment>,
    /// What the attestation proved.
    pub attestation: Attestation,
    /// Whether the client says the credential is discoverable (`credProps.rk`).
    pub discoverable: Option<bool>,
    /// Who may use the credential, as the authenticator says (`credProtect`).
    pub credential_protection: Option<CredentialProtection>,
    /// What the authenticator answered to extensions: a CBOR map, as it came (§9.5).
    pub authenticator_extensions: Option<Vec<u8>>,
}

/// Verifies a registration (§7.1). Steps 1, 2, 26 and 29 (options, call, "not yet registered", storing) are
/// the caller's; steps 3 and 4 were done when the response was parsed.
pub fn verify_registration(
    response: &RegistrationResponse,
    expected: &RegistrationExpectation<'_>,
) -> Result<Registration, Error> {
    const CEREMONY: Ceremony = Ceremony::Registration;

    // Steps 5 and 6: decode and parse the client data.
    let client_data = ClientData::parse(&response.client_data_json)
        .map_err(|fault| Error::ClientDataMalformed { ceremony: CEREMONY, fault })?;

    // Steps 7 to 11: type, challenge, origin, crossOrigin, topOrigin.
    client_data.check(
        CEREMONY,
        &ClientDataExpectation {
            challenge: expected.challenge,
            origins: expected.origins,
            top_origins: expected.top_origins,
        },
    )?;

    // Step 12: hash the client data, as its bytes came.
    let client_data_hash = sha_256(&response.client_data_json);

    // Step 13: read the attestation object and the authenticator data in it.
    let malformed = |fault| Error::AuthenticatorDataMalformed { ceremony: CEREMONY, fault };
    let attestation_object = AttestationObject::parse(&response.attestation_object)?;
    let authenticator_data =
        AuthenticatorData::parse(attestation_object.authenticator_data).map_err(malformed)?;
    let credential = authenticator_data.attested_credential().map_err(malformed)?;

    // Step 14: the RP ID.
    authenticator_data.check_rp_id(CEREMONY, expected.rp_id)?;

    // Step 15: the user was present, unless the creation was conditional.
    if expected.user_presence == UserPresence::Required && !authenticator_data.user_present() {
        return Err(Error::UserNotPresent { ceremony: CEREMONY });
    }

    // Step 16: the user was verified, where that is required.
    if expected.user_verification == UserVerification::Required && !authenticator_data.user_verified() {
        return Err(Error::UserNotVerified { ceremony: CEREMONY });
    }

    // Step 17: backup state implies backup eligibility. Steps 18 and 19, what to make of the two, are the caller's.
    authenticator_data.check_backup_flags(CEREMONY)?;

    // Step 20: the key is for an algorithm that was asked for.
    let public_key = PublicKey::from_cose(credential.public_key_cose)?;
    if !expected.algorithms.contains(&public_key.algorithm()) {
        let expected = expected.algorithms.to_vec();
        return Err(Error::AlgorithmNotRequested { expected, seen: public_key.algorithm() });
    }

    // Steps 21 and 22: find the attestation's format and verify the statement.
    let attested = Attested {
        authenticator_data: &authenticator_data,
        credential: &credential,
        client_data_hash: &client_data_hash,
        public_key: &public_key,
        algorithms: expected.algorithms,
    };
    let attestation = attestation_object.verify(&attested, &expected.attestation)?;

    // Steps 23 and 24: its type is accepted, its certificates lead to a trust anchor where they must, and the
    // authenticator is of a model that is taken.
    if !expected.attestation.types.contains(&attestation.attestation_type) {
        let expected = expected.attestation.types.to_vec();
        return Err(Error::AttestationNotAccepted { expected, seen: attestation.attestation_type });
    }
    if let (Trust::Untrusted(fault), Untrusted::Refused) = (attestation.trust, expected.attestation.untrusted)
    {
        return Err(Error::AttestationUntrusted { format: attestation.format.as_str(), fault });
    }
    let first = attestation.trust_path.first().map(Vec::as_slice);
    let authenticator = Authenticator {
        aaguid: credential.aaguid,
        backup_eligible: authenticator_data.backup_eligible(),
        trust: attestation.trust,
        model: expected
            .attestation
            .metadata
            .and_then(|metadata| metadata.model_of(&credential.aaguid, first)),
    };
    expected
        .attestation
        .models
        .check(&authenticator)
        .map_err(|fault| Error::ModelRefused { aaguid: credential.aaguid, fault })?;

    // Step 25: the credential id is not too long.
    let bytes = credential.credential_id.len();
    if bytes > CREDENTIAL_ID_BYTES_MAX {
        return Err(Error::CredentialIdTooLong { bytes, bytes_max: CREDENTIAL_ID_BYTES_MAX });
    }

    // Step 27: the record takes its id from the authenticator data; the response must speak of the same credential.
    if credential.credential_id != response.id {
        let expected = credential.credential_id.to_vec();
        return Err(Error::CredentialIdMismatch { expected, seen: response.id.clone() });
    }

    // Step 28: the extension outputs are those that were asked for.
    let seen = authenticator_data.credential_protection().map_err(malformed)?;
    if let Some(expected) = expected.credential_protection_min.filter(|least| seen < Some(*least)) {
        return Err(Error::CredentialProtectionTooWeak { expected, seen });
    }
    Ok(Registration {
        credential_id: credential.credential_id.to_vec(),
        public_key,
        sign_count: authenticator_data.sign_count,
        user_verified: authenticator_data.user_verified(),
        backup_eligible: authenticator_data.backup_eligible(),
        backup_state: authenticator_data.backup_state(),
        aaguid: credential.aaguid,
        transports: response.transports.clone(),
        attachment: response.attachment,
        attestation,
        discoverable: response
            .client_extension_results
            .cred_props
            .as_ref()
            .and_then(|properties| properties.rk),
        credential_protection: seen,
        authenticator_extensions: authenticator_data.extensions.map(<[u8]>::to_vec),
    })
}
