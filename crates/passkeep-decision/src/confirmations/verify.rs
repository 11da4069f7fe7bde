//! Verification of a receipt, offline: by the issuer's key, the RP ID and the origins that the verifier pins. Each check
//! has a name, and the first that fails is told.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn as webauthn;
use serde::Deserialize;

use super::action::Action;
use super::receipt::{Challenge, FORMAT, Receipt, Second, Signature, TYP, kid};

/// What a verifier pins.
#[derive(Clone, Debug)]
pub struct Trust {
    /// The issuer.
    pub issuer: String,
    /// Its keys for receipts, uncompressed points of P-256.
    pub keys: Vec<[u8; 65]>,
    /// The RP ID.
    pub rp_id: String,
    /// The origins where people confirm.
    pub origins: Vec<webauthn::Origin>,
}

/// The checks, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Three parts of base64url: header, payload, signature, each JSON of its shape.
    Format,
    /// `typ`.
    Type,
    /// `alg`.
    Algorithm,
    /// `kid` names a pinned key.
    Key,
    /// The issuer's signature.
    IssuerSignature,
    /// The issuer is the pinned one.
    Issuer,
    /// The RP ID is the pinned one.
    RpId,
    /// The action is canonical.
    Action,
    /// As many signatures as `second` says.
    Second,
    /// Signed before the confirmation ended, and before it was decided.
    Time,
    /// The passkey's key.
    PublicKey,
    /// The client data can be read.
    ClientData,
    /// The client data is an authentication's.
    ClientDataType,
    /// The challenge is made of what the receipt holds.
    Challenge,
    /// The origin is a pinned one.
    Origin,
    /// It was no frame of another origin.
    CrossOrigin,
    /// The authenticator data can be read.
    AuthenticatorData,
    /// The hash of the RP ID.
    RpIdHash,
    /// UP.
    UserPresent,
    /// UV.
    UserVerified,
    /// BE is what the passkey's history says.
    Synced,
    /// The passkey's signature.
    PasskeySignature,
}

impl Check {
    /// Every check, in order.
    pub const ALL: [Self; 22] = [
        Self::Format,
        Self::Type,
        Self::Algorithm,
        Self::Key,
        Self::IssuerSignature,
        Self::Issuer,
        Self::RpId,
        Self::Action,
        Self::Second,
        Self::Time,
        Self::PublicKey,
        Self::ClientData,
        Self::ClientDataType,
        Self::Challenge,
        Self::Origin,
        Self::CrossOrigin,
        Self::AuthenticatorData,
        Self::RpIdHash,
        Self::UserPresent,
        Self::UserVerified,
        Self::Synced,
        Self::PasskeySignature,
    ];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Type => "type",
            Self::Algorithm => "algorithm",
            Self::Key => "key",
            Self::IssuerSignature => "issuer_signature",
            Self::Issuer => "issuer",
            Self::RpId => "rp_id",
            Self::Action => "action",
            Self::Second => "second",
            Self::Time => "time",
            Self::PublicKey => "public_key",
            Self::ClientData => "client_data",
            Self::ClientDataType => "client_data_type",
            Self::Challenge => "challenge",
            Self::Origin => "origin",
            Self::CrossOrigin => "cross_origin",
            Self::AuthenticatorData => "authenticator_data",
            Self::RpIdHash => "rp_id_hash",
            Self::UserPresent => "user_present",
            Self::UserVerified => "user_verified",
            Self::Synced => "synced",
            Self::PasskeySignature => "passkey_signature",
        }
    }
}

/// A receipt that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    /// Which check.
    pub check: Check,
    /// What was seen, in a sentence.
    pub reason: String,
}

/// A receipt that was verified. Only `verify` makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// What it says.
    pub receipt: Receipt,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// Verifies a receipt: a JWS, and perhaps a line break after it.
pub fn verify(jws: &[u8], trust: &Trust) -> Result<Verified, Unverified> {
    let receipt = signed_by_issuer(jws, trust)?;
    let failed = |check, reason: &str| Err(Unverified { check, reason: reason.to_owned() });
    if receipt.version != FORMAT {
        return failed(Check::Format, "the format is of another version");
    }
    if receipt.issuer != trust.issuer {
        return failed(Check::Issuer, "another issuer's");
    }
    if receipt.rp_id != trust.rp_id {
        return failed(Check::RpId, "of another RP ID");
    }
    if let Err(fault) = Action::parse(receipt.action.as_bytes()) {
        return failed(Check::Action, fault.as_str());
    }
    let expected = if receipt.second == Second::Device { 2 } else { 1 };
    if receipt.signatures.len() != expected {
        return failed(Check::Second, "another number of signatures");
    }
    for signature in &receipt.signatures {
        let late = signature.signed_at >= receipt.expires_at && receipt.second != Second::Device;
        if late || signature.signed_at > receipt.decided_at {
            return failed(Check::Time, "signed after its end");
        }
        signed_by_passkey(&receipt, signature, trust)?;
    }
    Ok(Verified { receipt })
}

fn signed_by_issuer(jws: &[u8], trust: &Trust) -> Result<Receipt, Unverified> {
    let failed = |check, reason: &str| Unverified { check, reason: reason.to_owned() };
    let text = std::str::from_utf8(jws).map_err(|_| failed(Check::Format, "not text"))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let [header, payload, signature] = text.split('.').collect::<Vec<_>>()[..] else {
        return Err(failed(Check::Format, "not of three parts"));
    };
    let read = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| failed(Check::Format, "not base64url"));
    let (header_bytes, payload_bytes, signature) = (read(header)?, read(payload)?, read(signature)?);
    let parsed: Header = serde_json::from_slice(&header_bytes)
        .map_err(|_| failed(Check::Format, "the header is not a receipt's"))?;
    if parsed.typ != TYP {
        return Err(failed(Check::Type, "the type is another"));
    }
    if parsed.alg != "ES256" {
        return Err(failed(Check::Algorithm, "the algorithm is another"));
    }
    let key = trust.keys.iter().find(|key| kid(key) == parsed.kid);
    let key = key.ok_or_else(|| failed(Check::Key, "signed under a key that is not pinned"))?;
    let signed = &text.as_bytes()[..header.len() + 1 + payload.len()];
    ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key)
        .ok()
        .and_then(|key| key.verify_sig(signed, &signature).ok())
        .ok_or_else(|| failed(Check::IssuerSignature, "the issuer didn't sign this"))?;
    serde_json::from_slice(&payload_bytes)
        .map_err(|_| failed(Check::Format, "the payload is not a receipt's"))
}

fn signed_by_passkey(receipt: &Receipt, signature: &Signature, trust: &Trust) -> Result<(), Unverified> {
    let bytes = |text: &str| {
        let reason = "not base64url".to_owned();
        URL_SAFE_NO_PAD.decode(text).map_err(|_| Unverified { check: Check::Format, reason })
    };
    let nonce: [u8; 32] = bytes(&signature.nonce)?
        .try_into()
        .map_err(|_| Unverified { check: Check::Format, reason: "the nonce has not 32 bytes".to_owned() })?;
    let challenge = Challenge {
        issuer: &receipt.issuer,
        rp_id: &receipt.rp_id,
        client: &receipt.client,
        account: &receipt.account,
        id: &bytes(&receipt.confirmation)?,
        action_type: &receipt.action_type,
        type_version: receipt.type_version,
        expires_at: receipt.expires_at,
        nonce: &nonce,
        action: receipt.action.as_bytes(),
        locale: &signature.locale,
        text: &signature.text,
    };
    let public_key =
        webauthn::PublicKey::from_cose(&bytes(&signature.passkey.public_key)?).map_err(of_webauthn)?;
    let response = webauthn::AuthenticationResponse {
        // A receipt names neither credential nor account: the public key stands for both.
        id: vec![0],
        client_data_json: bytes(&signature.client_data)?,
        authenticator_data: bytes(&signature.authenticator_data)?,
        signature: bytes(&signature.signature)?,
        user_handle: None,
        attachment: None,
        client_extension_results: Default::default(),
    };
    let credential = webauthn::StoredCredential {
        id: &[0],
        public_key: &public_key,
        sign_count: 0,
        backup_eligible: signature.passkey.synced,
        user_handle: &[],
        user_identified: webauthn::UserIdentified::Before,
    };
    let expected = webauthn::AuthenticationExpectation {
        rp_id: &trust.rp_id,
        origins: &trust.origins,
        top_origins: &[],
        challenge: &challenge.hash(),
        user_verification: webauthn::UserVerification::Required,
        allow_credentials: &[],
        app_id: None,
        sign_count: webauthn::SignCountPolicy::Ignore,
    };
    webauthn::verify_authentication(&response, &expected, &credential).map(drop).map_err(of_webauthn)
}

fn of_webauthn(error: webauthn::Error) -> Unverified {
    use webauthn::Error;
    let check = match &error {
        Error::PublicKeyRefused(_) => Check::PublicKey,
        Error::ClientDataMalformed { .. } => Check::ClientData,
        Error::TypeMismatch { .. } => Check::ClientDataType,
        Error::ChallengeMismatch { .. } | Error::ChallengeTooShort { .. } => Check::Challenge,
        Error::OriginUnexpected { .. } => Check::Origin,
        Error::CrossOriginUnexpected { .. } | Error::TopOriginUnexpected { .. } => Check::CrossOrigin,
        Error::AuthenticatorDataMalformed { .. } => Check::AuthenticatorData,
        Error::RpIdMismatch { .. } => Check::RpIdHash,
        Error::UserNotPresent { .. } => Check::UserPresent,
        Error::UserNotVerified { .. } => Check::UserVerified,
        Error::BackupStateWithoutEligibility { .. } | Error::BackupEligibilityChanged { .. } => Check::Synced,
        _ => Check::PasskeySignature,
    };
    Unverified { check, reason: error.to_string() }
}
