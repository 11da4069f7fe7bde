//! What the API takes and gives about devices and approvals.

use passkeep_decision::approval::Approval;
use passkeep_decision::device::{DeviceName, NetworkPlace};
use passkeep_decision::devices::ListedDevice;
use passkeep_decision::trust::TrustReason;
use passkeep_webauthn::AuthenticationResponse;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

/// The devices of an account.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Devices {
    /// This one first, then the last seen.
    pub devices: Vec<DeviceShape>,
}

/// A device, for its owner.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct DeviceShape {
    /// Its id.
    pub id: String,
    /// The name that its owner gave it; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its browser, as it said.
    pub browser: String,
    /// Its system, as it said.
    pub system: String,
    /// Whether it is the one that asks.
    pub this_device: bool,
    /// When the account first signed in on it.
    pub first_seen_at: i64,
    /// When it was last seen.
    pub last_seen_at: i64,
    /// Where that was, as its network tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// `none`, `sign_in` (it may approve sign-ins) or `full`.
    pub trust: &'static str,
    /// Why: `settled`, `sign_up`, `not_chosen`, `not_yet`, `no_full_sign_in`, `signed_out`, `secret_lost` or `copied`.
    pub trust_reason: &'static str,
    /// From when the next sign-in makes it trusted in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_from: Option<i64>,
}

/// A device that was chosen.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct TrustedShape {
    /// The device.
    pub device: DeviceShape,
    /// For native apps: its secret, for the `Passkeep-Trust` header. Browsers get a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust: Option<String>,
}

/// Approvals that wait for an answer.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Approvals {
    /// The oldest first.
    pub approvals: Vec<ApprovalShape>,
}

/// An approval, for a trusted device. The number is not among it: it stands on the new screen alone.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ApprovalShape {
    /// Its id.
    pub id: String,
    /// What it is asked for: `sign-in`.
    pub purpose: &'static str,
    /// The new device's browser, as it said.
    pub browser: String,
    /// Its system, as it said.
    pub system: String,
    /// Where it is, as its network tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it was asked.
    pub requested_at: i64,
    /// From when no answer is taken.
    pub expires_at: i64,
}

/// How an approval stands, for the new device.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ApprovalState {
    /// `pending`, `approved`, `denied` or `number_wrong`.
    pub state: &'static str,
    /// From when no answer is taken.
    pub expires_at: i64,
}

/// What an answer came to.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AnsweredShape {
    /// `approved`, `denied` or `frozen`.
    pub answer: &'static str,
}

/// Chooses this device to be trusted.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TrustBody {
    /// The ticket of the step.
    pub ticket: String,
    /// The device's public key: base64url of an uncompressed point of P-256, 65 bytes.
    pub public_key: String,
}

/// A device's answer.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictName {
    /// The new device is let in. Takes the number.
    Yes,
    /// It isn't.
    No,
    /// It isn't, and the account is frozen.
    NoAndFreeze,
}

/// Begins an answer.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartAnswerBody {
    /// The answer.
    pub verdict: VerdictName,
    /// With `yes`: the two digits on the new device's screen.
    #[serde(default)]
    pub number: Option<String>,
}

/// Answers.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    /// The ticket of the step.
    pub ticket: String,
    /// The answer, as it began.
    pub verdict: VerdictName,
    /// With `yes`: the two digits, as it began.
    #[serde(default)]
    pub number: Option<String>,
    /// With `yes`, where options came with the ticket: AuthenticationResponseJSON (WebAuthn L3, 5.1).
    #[serde(default)]
    #[cfg_attr(test, schema(value_type = Option<Object>))]
    pub response: Option<AuthenticationResponse>,
}

/// A device's shape.
pub fn device(listed: &ListedDevice) -> DeviceShape {
    let device = &listed.device;
    DeviceShape {
        id: device.id.to_string(),
        name: device.name.as_ref().map(DeviceName::to_string),
        browser: device.client.browser.clone(),
        system: device.client.system.clone(),
        this_device: listed.here,
        first_seen_at: device.first_seen_at.0,
        last_seen_at: device.seen_at.0,
        place: device.place.as_ref().map(NetworkPlace::to_string),
        trust: listed.trust.as_str(),
        trust_reason: listed.reason.as_str(),
        trust_from: match listed.reason {
            TrustReason::NotYet { until } | TrustReason::SignUp { until } => Some(until.0),
            _ => None,
        },
    }
}

/// An approval's shape.
pub fn approval(approval: &Approval) -> ApprovalShape {
    ApprovalShape {
        id: approval.id.to_string(),
        purpose: approval.purpose.as_str(),
        browser: approval.client.browser.clone(),
        system: approval.client.system.clone(),
        place: approval.place.as_ref().map(NetworkPlace::to_string),
        requested_at: approval.requested_at.0,
        expires_at: approval.expires_at.0,
    }
}
