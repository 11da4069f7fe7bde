//! Extensions (WebAuthn L3 §9, §10; CTAP 2.2 §12): what can be asked of clients and authenticators, and what they answer.
//!
//! What a client answers is verified by nothing. What an authenticator answers stands in the authenticator data that it
//! signs. Extensions that have no member here are kept as they came.

use crate::base64url;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The client extensions that can be asked for at creation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreationExtensions {
    /// `credProps` (§10.1.3): the client says whether the credential is discoverable.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cred_props: bool,
    /// `prf` (§10.1.4): the credential can make secrets from inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prf: Option<PrfInput>,
    /// `largeBlob` (§10.1.5): the credential can keep a blob.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large_blob: Option<LargeBlobSupport>,
    /// `credentialProtectionPolicy` (CTAP 2.2 §12.1): who may use the credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_protection_policy: Option<CredentialProtection>,
    /// `enforceCredentialProtectionPolicy`: an authenticator that can't is not used.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enforce_credential_protection_policy: bool,
    /// `appidExclude` (§10.1.2): the AppID under which U2F credentials may exist already.
    #[serde(rename = "appidExclude", default, skip_serializing_if = "Option::is_none")]
    pub app_id_exclude: Option<String>,
    /// Further extensions by their identifiers.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The client extensions that can be asked for at authentication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestExtensions {
    /// `appid` (§10.1.1): the AppID under which U2F credentials were registered.
    #[serde(rename = "appid", default, skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
    /// `prf` (§10.1.4): secrets made from these inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prf: Option<PrfInput>,
    /// `largeBlob` (§10.1.5): the blob, read or written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large_blob: Option<LargeBlobInput>,
    /// Further extensions by their identifiers.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl RequestExtensions {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == RequestExtensions::default()
    }
}

/// AuthenticationExtensionsPRFInputs (§10.1.4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PrfInput {
    /// The inputs for whichever credential answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eval: Option<PrfValues>,
    /// The inputs by credential id in base64url; at authentication alone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub eval_by_credential: BTreeMap<String, PrfValues>,
}

/// AuthenticationExtensionsPRFValues (§10.1.4): inputs, or the secrets made from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrfValues {
    /// The first.
    pub first: ExtensionBytes,
    /// The second, where two are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<ExtensionBytes>,
}

/// Bytes that an extension takes or gives. They may be secrets, so that `Debug` does not show them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExtensionBytes(#[serde(with = "base64url")] pub Vec<u8>);

impl fmt::Debug for ExtensionBytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ExtensionBytes({} bytes)", self.0.len())
    }
}

/// Whether a credential must be able to keep a blob (§10.1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LargeBlobSupport {
    /// How much it is wanted.
    pub support: LargeBlobWish,
}

/// LargeBlobSupport (§10.1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LargeBlobWish {
    /// An authenticator that can't is not used.
    Required,
    /// Where possible.
    Preferred,
}

/// What to do with a credential's blob (§10.1.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LargeBlobInput {
    /// Read it, where true.
    Read(bool),
    /// Write it.
    Write(ExtensionBytes),
}

/// Who may use a credential (CTAP 2.2 §12.1), the weakest protection first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CredentialProtection {
    /// Whoever holds the authenticator.
    #[serde(rename = "userVerificationOptional")]
    UserVerificationOptional,
    /// Whoever holds it and knows the credential id, or is verified.
    #[serde(rename = "userVerificationOptionalWithCredentialIDList")]
    UserVerificationOptionalWithCredentialIdList,
    /// Its user alone.
    #[serde(rename = "userVerificationRequired")]
    UserVerificationRequired,
}

impl CredentialProtection {
    /// By the number that stands in authenticator data.
    pub(crate) fn from_number(number: i128) -> Option<Self> {
        match number {
            1 => Some(Self::UserVerificationOptional),
            2 => Some(Self::UserVerificationOptionalWithCredentialIdList),
            3 => Some(Self::UserVerificationRequired),
            _ => None,
        }
    }
}

/// What a client answers at creation (`clientExtensionResults`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationExtensionOutputs {
    /// `credProps` (§10.1.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cred_props: Option<CredentialProperties>,
    /// `prf` (§10.1.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prf: Option<PrfOutput>,
    /// `largeBlob` (§10.1.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large_blob: Option<LargeBlobOutput>,
    /// `appidExclude` (§10.1.2): the client has looked for credentials of the AppID.
    #[serde(rename = "appidExclude", default, skip_serializing_if = "Option::is_none")]
    pub app_id_exclude: Option<bool>,
    /// The answers of further extensions.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// What a client answers at authentication (`clientExtensionResults`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticationExtensionOutputs {
    /// `appid` (§10.1.1): the assertion was made for the AppID.
    #[serde(rename = "appid", default, skip_serializing_if = "Option::is_none")]
    pub app_id: Option<bool>,
    /// `prf` (§10.1.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prf: Option<PrfOutput>,
    /// `largeBlob` (§10.1.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large_blob: Option<LargeBlobOutput>,
    /// The answers of further extensions.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// CredentialPropertiesOutput (§10.1.3).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialProperties {
    /// Whether the credential is discoverable, where the client knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rk: Option<bool>,
}

/// AuthenticationExtensionsPRFOutputs (§10.1.4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrfOutput {
    /// Whether the credential can; at creation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<PrfValues>,
}

/// AuthenticationExtensionsLargeBlobOutputs (§10.1.5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LargeBlobOutput {
    /// Whether the credential can keep one; at creation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported: Option<bool>,
    /// The blob that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blob: Option<ExtensionBytes>,
    /// Whether the blob was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<bool>,
}
