//! What comes back from the client: RegistrationResponseJSON and AuthenticationResponseJSON (WebAuthn L3 §5.1.8).
//!
//! Members that only repeat what the attestation object says (`authenticatorData`, `publicKey`,
//! `publicKeyAlgorithm`) are passed over: what is verified comes from one place. Members that the standard
//! may add are passed over too.

use crate::error::excerpt;
use crate::json::{self, JsonFault};
use crate::{AuthenticationExtensionOutputs, Ceremony, Error, RegistrationExtensionOutputs};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

mod members;

/// The most bytes that a response's JSON may have.
const JSON_BYTES_MAX: usize = 64 * 1024;

/// Why JSON is not a response (§5.1.8).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ResponseFault {
    /// Not JSON of a response's shape.
    #[error("{0}")]
    Json(JsonFault),
    /// A member that is not base64url without padding (§3).
    #[error("{member} is not base64url without padding")]
    NotBase64url {
        /// The member's name.
        member: &'static str,
    },
    /// `id` is not the text of `rawId` (§5.1.8).
    #[error("id is not rawId")]
    IdIsNotRawId,
    /// A credential of another type than `public-key` (§5.8.2).
    #[error("the type is {seen:?}, not \"public-key\"")]
    TypeUnknown {
        /// The type in the JSON.
        seen: String,
    },
    /// More transports, or longer names, than there will ever be.
    #[error("more transports than there are, or longer names")]
    TransportsTooMany,
}

/// The answer of `navigator.credentials.create()`, as `toJSON()` gives it.
///
/// It is read by [`from_json`](Self::from_json) wherever it stands in other JSON, and from no other format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "members::Credential<members::Attestation>")]
pub struct RegistrationResponse {
    /// The credential id (`id` and `rawId`).
    pub id: Vec<u8>,
    /// `response.clientDataJSON`.
    pub client_data_json: Vec<u8>,
    /// `response.attestationObject`.
    pub attestation_object: Vec<u8>,
    /// `response.transports`: a hint for later requests, not verified by anything.
    pub transports: Vec<Transport>,
    /// `authenticatorAttachment`, not verified by anything.
    pub attachment: Option<Attachment>,
    /// `clientExtensionResults`, not verified by anything.
    pub client_extension_results: RegistrationExtensionOutputs,
}

/// The answer of `navigator.credentials.get()`, as `toJSON()` gives it.
///
/// It is read by [`from_json`](Self::from_json) wherever it stands in other JSON, and from no other format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "members::Credential<members::Assertion>")]
pub struct AuthenticationResponse {
    /// The credential id (`id` and `rawId`).
    pub id: Vec<u8>,
    /// `response.clientDataJSON`.
    pub client_data_json: Vec<u8>,
    /// `response.authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `response.signature`.
    pub signature: Vec<u8>,
    /// `response.userHandle`; null and absent are none.
    pub user_handle: Option<Vec<u8>>,
    /// `authenticatorAttachment`, not verified by anything.
    pub attachment: Option<Attachment>,
    /// `clientExtensionResults`, not verified by anything.
    pub client_extension_results: AuthenticationExtensionOutputs,
}

/// How a client reaches an authenticator (§5.8.4).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Transport {
    /// Removable USB.
    Usb,
    /// Near field communication.
    Nfc,
    /// Bluetooth low energy.
    Ble,
    /// A card with contacts.
    SmartCard,
    /// Another device by QR code.
    Hybrid,
    /// Built into this device.
    Internal,
    /// A transport that the standard may name later, as the client wrote it (§5.8.4 asks to keep it).
    Other(String),
}

impl Transport {
    /// The transport of this name; `cable`, hybrid's name before the standard had one, is hybrid.
    pub fn parse(name: &str) -> Self {
        match name {
            "usb" => Transport::Usb,
            "nfc" => Transport::Nfc,
            "ble" => Transport::Ble,
            "smart-card" => Transport::SmartCard,
            "hybrid" | "cable" => Transport::Hybrid,
            "internal" => Transport::Internal,
            other => Transport::Other(other.to_owned()),
        }
    }

    /// The transport's name.
    pub fn as_str(&self) -> &str {
        match self {
            Transport::Usb => "usb",
            Transport::Nfc => "nfc",
            Transport::Ble => "ble",
            Transport::SmartCard => "smart-card",
            Transport::Hybrid => "hybrid",
            Transport::Internal => "internal",
            Transport::Other(name) => name,
        }
    }
}

impl From<String> for Transport {
    fn from(name: String) -> Self {
        Transport::parse(&name)
    }
}

impl From<Transport> for String {
    fn from(transport: Transport) -> Self {
        transport.as_str().to_owned()
    }
}

/// Whether the authenticator is part of the device (§5.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attachment {
    /// Part of the device.
    Platform,
    /// Another device or a security key.
    CrossPlatform,
}

impl Attachment {
    /// The attachment of this name; the standard treats any other as not told.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "platform" => Some(Attachment::Platform),
            "cross-platform" => Some(Attachment::CrossPlatform),
            _ => None,
        }
    }

    /// The attachment's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Attachment::Platform => "platform",
            Attachment::CrossPlatform => "cross-platform",
        }
    }
}

impl RegistrationResponse {
    /// Parses a RegistrationResponseJSON of at most 64 KiB: no member twice in an object, at any depth.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Error> {
        members::read::<members::Attestation, Self>(Ceremony::Registration, bytes)
    }
}

impl AuthenticationResponse {
    /// Parses an AuthenticationResponseJSON of at most 64 KiB: no member twice in an object, at any depth.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Error> {
        members::read::<members::Assertion, Self>(Ceremony::Authentication, bytes)
    }
}

impl<'de> Deserialize<'de> for RegistrationResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(raw(deserializer)?.get().as_bytes()).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for AuthenticationResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(raw(deserializer)?.get().as_bytes()).map_err(D::Error::custom)
    }
}

fn raw<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    Box::<RawValue>::deserialize(deserializer)
}
