//! What is asked of the client, in the standard's JSON: PublicKeyCredentialCreationOptionsJSON (WebAuthn L3
//! §5.1.9) and PublicKeyCredentialRequestOptionsJSON (§5.1.10).

use crate::{Algorithm, Attachment, CreationExtensions, RequestExtensions, Transport, base64url};
use serde::{Deserialize, Serialize};

/// The options of `navigator.credentials.create()` (§5.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreationOptions {
    /// Who asks.
    pub rp: RelyingParty,
    /// Whose credential it will be.
    pub user: User,
    /// The challenge: at least 16 random bytes (§13.4.3).
    #[serde(with = "base64url")]
    pub challenge: Vec<u8>,
    /// The algorithms accepted, the most wanted first.
    #[serde(rename = "pubKeyCredParams", with = "credential_parameters")]
    pub algorithms: Vec<Algorithm>,
    /// How long the client may wait, in milliseconds.
    #[serde(rename = "timeout", default, skip_serializing_if = "Option::is_none")]
    pub timeout_milliseconds: Option<u32>,
    /// Credentials that the account has: their authenticators refuse to make another.
    #[serde(default)]
    pub exclude_credentials: Vec<CredentialDescriptor>,
    /// Which authenticator is wanted.
    #[serde(default)]
    pub authenticator_selection: AuthenticatorSelection,
    /// Where the client should look first.
    #[serde(default)]
    pub hints: Vec<Hint>,
    /// Whether an attestation is wanted.
    #[serde(default)]
    pub attestation: AttestationConveyance,
    /// The attestation statement formats wanted (§8.1), the most wanted first.
    #[serde(default)]
    pub attestation_formats: Vec<String>,
    /// The extensions asked for.
    #[serde(default)]
    pub extensions: CreationExtensions,
}

/// The options of `navigator.credentials.get()` (§5.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestOptions {
    /// The challenge: at least 16 random bytes (§13.4.3).
    #[serde(with = "base64url")]
    pub challenge: Vec<u8>,
    /// How long the client may wait, in milliseconds.
    #[serde(rename = "timeout", default, skip_serializing_if = "Option::is_none")]
    pub timeout_milliseconds: Option<u32>,
    /// The RP ID whose credentials may answer.
    pub rp_id: String,
    /// The credentials that may answer; empty: any discoverable one.
    #[serde(default)]
    pub allow_credentials: Vec<CredentialDescriptor>,
    /// Whether the user must be verified.
    #[serde(default)]
    pub user_verification: UserVerification,
    /// Where the client should look first.
    #[serde(default)]
    pub hints: Vec<Hint>,
    /// The extensions asked for.
    #[serde(default, skip_serializing_if = "RequestExtensions::is_empty")]
    pub extensions: RequestExtensions,
}

/// PublicKeyCredentialRpEntity (§5.4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelyingParty {
    /// The RP ID: a domain that every page's origin ends in.
    pub id: String,
    /// A name for people.
    pub name: String,
}

/// PublicKeyCredentialUserEntity (§5.4.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The user handle: 1 to 64 bytes without personal data.
    #[serde(with = "base64url")]
    pub id: Vec<u8>,
    /// The account's name, by which its owner tells it from others.
    pub name: String,
    /// The owner's name.
    pub display_name: String,
}

/// PublicKeyCredentialDescriptor (§5.8.3), of type `public-key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialDescriptor {
    #[serde(rename = "type", default)]
    kind: CredentialKind,
    /// The credential id.
    #[serde(with = "base64url")]
    pub id: Vec<u8>,
    /// How its authenticator can be reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transports: Vec<Transport>,
}

impl CredentialDescriptor {
    /// Describes a credential.
    pub fn new(id: Vec<u8>, transports: Vec<Transport>) -> Self {
        CredentialDescriptor { kind: CredentialKind::PublicKey, id, transports }
    }
}

/// The one type of credential (§5.8.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
enum CredentialKind {
    #[default]
    #[serde(rename = "public-key")]
    PublicKey,
}

/// AuthenticatorSelectionCriteria (§5.4.4). Its `requireResidentKey` follows from `residentKey`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "AuthenticatorSelectionJson", into = "AuthenticatorSelectionJson")]
pub struct AuthenticatorSelection {
    /// Part of the device, or another; none: either.
    pub attachment: Option<Attachment>,
    /// Whether the credential must be discoverable.
    pub resident_key: ResidentKey,
    /// Whether the user must be verified.
    pub user_verification: UserVerification,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AuthenticatorSelectionJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authenticator_attachment: Option<Attachment>,
    #[serde(default)]
    resident_key: ResidentKey,
    /// For clients of Level 1; others go by `residentKey`.
    #[serde(default)]
    require_resident_key: bool,
    #[serde(default)]
    user_verification: UserVerification,
}

impl From<AuthenticatorSelectionJson> for AuthenticatorSelection {
    fn from(json: AuthenticatorSelectionJson) -> Self {
        AuthenticatorSelection {
            attachment: json.authenticator_attachment,
            resident_key: json.resident_key,
            user_verification: json.user_verification,
        }
    }
}

impl From<AuthenticatorSelection> for AuthenticatorSelectionJson {
    fn from(selection: AuthenticatorSelection) -> Self {
        AuthenticatorSelectionJson {
            authenticator_attachment: selection.attachment,
            resident_key: selection.resident_key,
            require_resident_key: selection.resident_key == ResidentKey::Required,
            user_verification: selection.user_verification,
        }
    }
}

/// ResidentKeyRequirement (§5.4.6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResidentKey {
    /// A server-side credential will do.
    #[default]
    Discouraged,
    /// Discoverable where possible.
    Preferred,
    /// Discoverable.
    Required,
}

/// UserVerificationRequirement (§5.8.6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UserVerification {
    /// By screen lock, fingerprint, face or PIN; verification refuses a response without.
    Required,
    /// Where possible.
    #[default]
    Preferred,
    /// Not wanted.
    Discouraged,
}

/// AttestationConveyancePreference (§5.4.7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttestationConveyance {
    /// Not wanted.
    #[default]
    None,
    /// Wanted, if need be made anonymous by the client.
    Indirect,
    /// Wanted as the authenticator makes it.
    Direct,
    /// Wanted with what tells single devices apart.
    Enterprise,
}

/// PublicKeyCredentialHint (§5.8.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    /// A security key.
    SecurityKey,
    /// This device.
    ClientDevice,
    /// Another device, by QR code.
    Hybrid,
}

/// PublicKeyCredentialParameters (§5.3): algorithms with the type beside each.
mod credential_parameters {
    use super::{Algorithm, CredentialKind};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Parameters {
        #[serde(rename = "type")]
        kind: CredentialKind,
        alg: Algorithm,
    }

    pub(super) fn serialize<S: Serializer>(
        algorithms: &[Algorithm],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer
            .collect_seq(algorithms.iter().map(|&alg| Parameters { kind: CredentialKind::PublicKey, alg }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Algorithm>, D::Error> {
        let parameters = Vec::<Parameters>::deserialize(deserializer)?;
        Ok(parameters.into_iter().map(|parameters| parameters.alg).collect())
    }
}
