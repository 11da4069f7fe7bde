//! The options of both ceremonies, read from their JSON forms (WebAuthn 5.1.8 and 5.1.9). Unknown values of
//! enumerations count as absent, as the standard asks (2.1.1).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::error::{ClientError, OptionsFault};

/// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn 5.1.8), as far as it changes the answer.
pub(crate) struct CreationOptions {
    pub(crate) rp_id: Option<String>,
    pub(crate) user_handle: Vec<u8>,
    pub(crate) user_name: String,
    pub(crate) challenge: Vec<u8>,
    pub(crate) algorithms: Vec<i64>,
    pub(crate) exclude_credentials: Vec<Vec<u8>>,
    pub(crate) attachment: Option<String>,
    pub(crate) resident_key: Requirement,
    pub(crate) user_verification: Requirement,
    pub(crate) attestation: Conveyance,
    pub(crate) asks_cred_props: bool,
}

/// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn 5.1.9), as far as it changes the answer.
pub(crate) struct RequestOptions {
    pub(crate) rp_id: Option<String>,
    pub(crate) challenge: Vec<u8>,
    pub(crate) allow_credentials: Vec<Vec<u8>>,
    pub(crate) user_verification: Requirement,
}

/// `UserVerificationRequirement` and `ResidentKeyRequirement` (WebAuthn 5.8.6 and 5.4.6).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Requirement {
    Discouraged,
    Preferred,
    Required,
}

/// `AttestationConveyancePreference` (WebAuthn 5.4.7): whether a statement is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conveyance {
    None,
    Wanted,
}

impl CreationOptions {
    pub(crate) fn read(json: &Value) -> Result<Self, ClientError> {
        let selection = &json["authenticatorSelection"];
        let user_handle = bytes(&json["user"]["id"], "user.id")?;
        if !(1..=64).contains(&user_handle.len()) {
            return Err(ClientError::Type(OptionsFault::Malformed("user.id")));
        }
        Ok(Self {
            rp_id: optional_text(&json["rp"]["id"], "rp.id")?,
            user_handle,
            user_name: text(&json["user"]["name"], "user.name")?,
            challenge: bytes(&json["challenge"], "challenge")?,
            algorithms: algorithms(&json["pubKeyCredParams"])?,
            exclude_credentials: descriptors(&json["excludeCredentials"], "excludeCredentials")?,
            attachment: optional_text(&selection["authenticatorAttachment"], "authenticatorAttachment")?,
            resident_key: resident_key(selection),
            user_verification: requirement(&selection["userVerification"]).unwrap_or(Requirement::Preferred),
            attestation: match json["attestation"].as_str() {
                Some("direct" | "indirect" | "enterprise") => Conveyance::Wanted,
                _ => Conveyance::None,
            },
            asks_cred_props: json["extensions"]["credProps"] == Value::Bool(true),
        })
    }
}

impl RequestOptions {
    pub(crate) fn read(json: &Value) -> Result<Self, ClientError> {
        Ok(Self {
            rp_id: optional_text(&json["rpId"], "rpId")?,
            challenge: bytes(&json["challenge"], "challenge")?,
            allow_credentials: descriptors(&json["allowCredentials"], "allowCredentials")?,
            user_verification: requirement(&json["userVerification"]).unwrap_or(Requirement::Preferred),
        })
    }
}

/// The algorithms asked for, in order; without any, ES256 and RS256 (WebAuthn 5.1.3 step 10).
fn algorithms(value: &Value) -> Result<Vec<i64>, ClientError> {
    const MEMBER: &str = "pubKeyCredParams";
    let params = value.as_array().ok_or(ClientError::Type(missing_or_malformed(value, MEMBER)))?;
    if params.is_empty() {
        return Ok(vec![-7, -257]);
    }
    let mut algorithms = Vec::with_capacity(params.len());
    for param in params.iter().filter(|param| param["type"] == "public-key") {
        let number = &param["alg"];
        algorithms.push(number.as_i64().ok_or(ClientError::Type(missing_or_malformed(number, MEMBER)))?);
    }
    Ok(algorithms)
}

/// `residentKey`, or what `requireResidentKey` means without it (WebAuthn 5.4.4).
fn resident_key(selection: &Value) -> Requirement {
    let fallback = if selection["requireResidentKey"] == Value::Bool(true) {
        Requirement::Required
    } else {
        Requirement::Discouraged
    };
    requirement(&selection["residentKey"]).unwrap_or(fallback)
}

fn requirement(value: &Value) -> Option<Requirement> {
    match value.as_str()? {
        "discouraged" => Some(Requirement::Discouraged),
        "preferred" => Some(Requirement::Preferred),
        "required" => Some(Requirement::Required),
        _ => None,
    }
}

/// The ids of a list of `PublicKeyCredentialDescriptorJSON`; other types than `public-key` are passed over.
fn descriptors(value: &Value, member: &'static str) -> Result<Vec<Vec<u8>>, ClientError> {
    if value.is_null() {
        return Ok(Vec::new());
    }
    let list = value.as_array().ok_or(ClientError::Type(OptionsFault::Malformed(member)))?;
    list.iter()
        .filter(|descriptor| descriptor["type"] == "public-key")
        .map(|descriptor| bytes(&descriptor["id"], member))
        .collect()
}

fn bytes(value: &Value, member: &'static str) -> Result<Vec<u8>, ClientError> {
    let encoded = value.as_str().ok_or(ClientError::Type(missing_or_malformed(value, member)))?;
    URL_SAFE_NO_PAD.decode(encoded).map_err(|_| ClientError::Type(OptionsFault::Malformed(member)))
}

fn text(value: &Value, member: &'static str) -> Result<String, ClientError> {
    optional_text(value, member)?.ok_or(ClientError::Type(OptionsFault::Missing(member)))
}

fn optional_text(value: &Value, member: &'static str) -> Result<Option<String>, ClientError> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(ClientError::Type(OptionsFault::Malformed(member))),
    }
}

fn missing_or_malformed(value: &Value, member: &'static str) -> OptionsFault {
    if value.is_null() { OptionsFault::Missing(member) } else { OptionsFault::Malformed(member) }
}
