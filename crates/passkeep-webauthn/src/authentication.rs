//! Verifying an authentication assertion: WebAuthn L3 §7.2, step by step.

use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{ClientData, ClientDataExpectation, sha_256};
use crate::{Attachment, AuthenticationResponse, Ceremony, Error, Origin, PublicKey, UserVerification};

/// What the relying party asked for, as it keeps it apart from the client.
#[derive(Debug, Clone, Copy)]
pub struct AuthenticationExpectation<'a> {
    /// The RP ID.
    pub rp_id: &'a str,
    /// The origins that may ask (§13.4.9).
    pub origins: &'a [Origin],
    /// The origins of pages that may frame one of `origins`; empty: no framing by other origins. A client
    /// that tells of framing and not of the top origin is accepted where any is listed (step 13).
    pub top_origins: &'a [Origin],
    /// The challenge that was sent; at least 16 bytes.
    pub challenge: &'a [u8],
    /// Whether the user must have been verified.
    pub user_verification: UserVerification,
    /// The ids of the credentials that may answer; empty: any.
    pub allow_credentials: &'a [&'a [u8]],
    /// The AppID, where it was asked for by the extension `appid` (§10.1.1): credentials of U2F answer for it in the
    /// place of the RP ID, and the client says that they did.
    pub app_id: Option<&'a str>,
    /// What becomes of a signature counter that did not grow.
    pub sign_count: SignCountPolicy,
}

/// What becomes of a signature counter that did not grow (step 22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignCountPolicy {
    /// The authentication is refused.
    Refuse,
    /// It is taken, and the verdict says [`SignCountVerdict::Regressed`].
    Flag,
    /// It is taken, and nothing is said.
    Ignore,
}

/// The credential record that the caller found under the response's id (step 6).
#[derive(Debug, Clone, Copy)]
pub struct StoredCredential<'a> {
    /// The credential id.
    pub id: &'a [u8],
    /// The public key.
    pub public_key: &'a PublicKey,
    /// The signature counter as last stored.
    pub sign_count: u32,
    /// Whether the credential was eligible for backup at registration.
    pub backup_eligible: bool,
    /// The user handle of the account that the credential belongs to.
    pub user_handle: &'a [u8],
    /// When it was known whose sign-in this is.
    pub user_identified: UserIdentified,
}

/// When the user was identified (step 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserIdentified {
    /// Before the ceremony, by a name or a cookie: the response may leave the user handle out.
    Before,
    /// By the response alone: it must hold the user handle.
    ByResponse,
}

/// A verified authentication, and the state to store (step 24). Only verification makes one. It borrows from the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authentication<'a> {
    /// The credential id.
    pub credential_id: &'a [u8],
    /// Whether the user was verified (UV).
    pub user_verified: bool,
    /// Whether the credential may be backed up or synced (BE); as stored.
    pub backup_eligible: bool,
    /// Whether it is backed up or synced now (BS).
    pub backup_state: bool,
    /// The signature counter's new value.
    pub sign_count: u32,
    /// What the counter says against the stored one; what follows is the caller's policy.
    pub sign_count_verdict: SignCountVerdict,
    /// Whether the client says the authenticator is part of the device.
    pub attachment: Option<Attachment>,
    /// For whom it was made.
    pub made_for: MadeFor,
    /// What the authenticator answered to extensions: a CBOR map, as it came (§9.5).
    pub authenticator_extensions: Option<&'a [u8]>,
}

/// For whom an assertion was made (step 15, §10.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MadeFor {
    /// The RP ID.
    RpId,
    /// The AppID that the caller asked for.
    AppId,
}

/// What the signature counter says (step 22, §6.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignCountVerdict {
    /// Both are zero: the authenticator keeps no counter.
    NotKept,
    /// The caller ignores it.
    Ignored,
    /// It grew.
    Increased,
    /// It did not grow: perhaps the key was copied, perhaps responses crossed. A signal, no proof.
    Regressed {
        /// The stored value.
        stored: u32,
    },
}

/// How a credential's backup state moved since it was last stored (§6.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BackupChange {
    /// It is what it was.
    Unchanged,
    /// It is backed up now: losing the device no longer loses the credential.
    BackedUp,
    /// It is not any more: the device that holds it may be the only one.
    NoLongerBackedUp,
}

impl Authentication<'_> {
    /// How the backup state (BS) moved from the stored one. What follows is the caller's (step 19).
    pub fn backup_change(&self, stored_backup_state: bool) -> BackupChange {
        match (stored_backup_state, self.backup_state) {
            (false, true) => BackupChange::BackedUp,
            (true, false) => BackupChange::NoLongerBackedUp,
            _ => BackupChange::Unchanged,
        }
    }
}

/// Verifies an authentication (§7.2). Steps 1 and 2 (options, call), finding the credential (6), updating it (24)
/// and what follows are the caller's; steps 3 and 4 were done when the response was parsed.
pub fn verify_authentication<'a>(
    response: &'a AuthenticationResponse,
    expected: &AuthenticationExpectation<'_>,
    credential: &StoredCredential<'_>,
) -> Result<Authentication<'a>, Error> {
    const CEREMONY: Ceremony = Ceremony::Authentication;

    // Step 5: the credential is one that was allowed.
    let allowed = expected.allow_credentials;
    if !allowed.is_empty() && !allowed.contains(&response.id.as_slice()) {
        return Err(Error::CredentialNotAllowed { allowed: allowed.len(), seen: response.id.clone() });
    }

    // Step 6: the record is this credential's, and the account is its own.
    check_user(response, credential)?;

    // Step 7: the three parts; the authenticator data is read here.
    let malformed = |fault| Error::AuthenticatorDataMalformed { ceremony: CEREMONY, fault };
    let authenticator_data = AuthenticatorData::parse(&response.authenticator_data).map_err(malformed)?;
    authenticator_data.check_no_attested_credential().map_err(malformed)?;

    // Steps 8 and 9: decode and parse the client data.
    let client_data = ClientData::parse(&response.client_data_json)
        .map_err(|fault| Error::ClientDataMalformed { ceremony: CEREMONY, fault })?;

    // Steps 10 to 14: type, challenge, origin, crossOrigin, topOrigin.
    client_data.check(
        CEREMONY,
        &ClientDataExpectation {
            challenge: expected.challenge,
            origins: expected.origins,
            top_origins: expected.top_origins,
        },
    )?;

    // Step 15: the RP ID; or the AppID, where the caller asked for it and the client says so.
    let (made_for, id) = match expected.app_id {
        Some(app_id) if response.client_extension_results.app_id == Some(true) => (MadeFor::AppId, app_id),
        _ => (MadeFor::RpId, expected.rp_id),
    };
    authenticator_data.check_rp_id(CEREMONY, id)?;

    // Step 16: the user was present.
    if !authenticator_data.user_present() {
        return Err(Error::UserNotPresent { ceremony: CEREMONY });
    }

    // Step 17: the user was verified, where that is required.
    if expected.user_verification == UserVerification::Required && !authenticator_data.user_verified() {
        return Err(Error::UserNotVerified { ceremony: CEREMONY });
    }

    // Step 18: backup state implies backup eligibility.
    authenticator_data.check_backup_flags(CEREMONY)?;

    // Step 19: backup eligibility is what it was. What to make of a new backup state is the caller's.
    let backup_eligible = authenticator_data.backup_eligible();
    if backup_eligible != credential.backup_eligible {
        return Err(Error::BackupEligibilityChanged {
            expected: credential.backup_eligible,
            seen: backup_eligible,
        });
    }

    // Steps 20 and 21: hash the client data, as its bytes came, and verify the signature.
    let message = authenticator_data.signed_with(&sha_256(&response.client_data_json));
    credential.public_key.verify(&message, &response.signature)?;

    // Step 22: compare the counters.
    let sign_count_verdict =
        compare_sign_counts(credential.sign_count, authenticator_data.sign_count, expected.sign_count)?;

    // Step 23: the extension outputs are handed on. Step 24: the caller stores what is new.
    Ok(Authentication {
        credential_id: &response.id,
        user_verified: authenticator_data.user_verified(),
        backup_eligible,
        backup_state: authenticator_data.backup_state(),
        sign_count: authenticator_data.sign_count,
        sign_count_verdict,
        attachment: response.attachment,
        made_for,
        authenticator_extensions: authenticator_data.extensions,
    })
}

fn check_user(response: &AuthenticationResponse, credential: &StoredCredential<'_>) -> Result<(), Error> {
    if response.id != credential.id {
        return Err(Error::CredentialMismatch {
            expected: credential.id.to_vec(),
            seen: response.id.clone(),
        });
    }
    match &response.user_handle {
        None if credential.user_identified == UserIdentified::ByResponse => Err(Error::UserHandleMissing),
        // An empty handle names nobody, so it equals none, not even another empty one.
        Some(user_handle) if user_handle.is_empty() || user_handle != credential.user_handle => {
            let expected = credential.user_handle.to_vec();
            Err(Error::UserHandleMismatch { expected, seen: user_handle.clone() })
        }
        _ => Ok(()),
    }
}

fn compare_sign_counts(stored: u32, seen: u32, policy: SignCountPolicy) -> Result<SignCountVerdict, Error> {
    match policy {
        SignCountPolicy::Ignore => Ok(SignCountVerdict::Ignored),
        _ if stored == 0 && seen == 0 => Ok(SignCountVerdict::NotKept),
        _ if seen > stored => Ok(SignCountVerdict::Increased),
        SignCountPolicy::Flag => Ok(SignCountVerdict::Regressed { stored }),
        SignCountPolicy::Refuse => Err(Error::SignCountRegressed { stored, seen }),
    }
}
