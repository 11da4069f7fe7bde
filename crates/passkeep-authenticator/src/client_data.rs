//! The client data (WebAuthn 5.8.1), serialised as section 5.8.1.2 lays down.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::misbehaviour::Misbehaviour;

/// The JSON-compatible serialization of client data (WebAuthn 5.8.1.2): the members in their fixed order, no
/// white space, and what a misbehaviour adds after them.
pub(crate) fn client_data_json(
    ceremony: &str,
    challenge: &[u8],
    origin: &str,
    misbehaviour: &Misbehaviour,
) -> Vec<u8> {
    if let Some(replacement) = &misbehaviour.client_data_json {
        return replacement.clone();
    }
    let challenge = misbehaviour.challenge.clone().unwrap_or_else(|| URL_SAFE_NO_PAD.encode(challenge));
    let cross_origin = misbehaviour.cross_origin.unwrap_or(false);

    let mut json = String::with_capacity(160);
    push_member(&mut json, "type", &misbehaviour.ceremony_type.as_deref().unwrap_or(ceremony).into());
    push_member(&mut json, "challenge", &challenge.into());
    push_member(&mut json, "origin", &misbehaviour.origin.as_deref().unwrap_or(origin).into());
    push_member(&mut json, "crossOrigin", &cross_origin.into());
    if let Some(top_origin) = &misbehaviour.top_origin {
        push_member(&mut json, "topOrigin", &top_origin.as_str().into());
    }
    for (name, value) in &misbehaviour.extra_client_data {
        push_member(&mut json, name, value);
    }
    json.push('}');

    let mut bytes = json.into_bytes();
    bytes.extend_from_slice(&misbehaviour.client_data_trailing);
    bytes
}

fn push_member(json: &mut String, name: &str, value: &Value) {
    json.push(if json.is_empty() { '{' } else { ',' });
    json.push_str(&Value::from(name).to_string());
    json.push(':');
    json.push_str(&value.to_string());
}
