//! An authenticator's model.

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

/// What FIDO's metadata says of a model (MDS 3).
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Authenticator {
    /// The model's name.
    pub name: String,
    /// Whether a trusted attestation proved the model when the passkey was created; else it is a claim.
    pub attested: bool,
    /// The level of certification, as `L2`; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certification: Option<&'static str>,
    /// The status by which the model is compromised or revoked, as `USER_KEY_PHYSICAL_COMPROMISE`: its owner should
    /// create another passkey elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compromise: Option<String>,
}
