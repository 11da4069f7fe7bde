//! What the operator's rules for platforms say.

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

/// What a rule says to this client. It serves people: an app shows the sentence and leads on by another way.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct PlatformVerdict {
    /// What it is about: `create_passkey`, `sign_in_passkey` or `step_up_passkey`.
    pub operation: &'static str,
    /// By which ways: `platform`, `hybrid` (a phone, by QR code), `security_key`.
    #[cfg_attr(test, schema(value_type = Vec<String>))]
    pub methods: Vec<&'static str>,
    /// `warn` goes on; `block` and `redirect` (to a browser's own window) don't begin.
    pub effect: &'static str,
    /// The rule's name.
    pub rule: String,
    /// The stable code of the diagnosis, as `ENV-02`.
    pub diagnosis: String,
    /// The sentence, in the person's language.
    pub text: String,
    /// The least version that would do, where that is what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// What leads on: `other_device_qr`, `security_key`, `password`, `phone_code`.
    #[cfg_attr(test, schema(value_type = Vec<String>))]
    pub offer: Vec<&'static str>,
    /// Where an update is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// `on_resume` where it is worth asking again when the person comes back, else `never`.
    pub recheck: &'static str,
}

/// What the server knows of the client that asks, and what the rules say to it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AskingClient {
    /// The facts, by the names that the rules use. What isn't there is unknown; a range is `{"from": …, "below": …}`.
    #[cfg_attr(test, schema(value_type = Object))]
    pub facts: serde_json::Map<String, serde_json::Value>,
    /// What the rules warn of or stop, for each operation. What isn't there goes.
    pub platform: Vec<PlatformVerdict>,
}
