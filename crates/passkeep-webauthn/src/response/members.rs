//! The members as they stand in JSON, and their way to bytes and back.

use super::{
    Attachment, AuthenticationExtensionOutputs, AuthenticationResponse, Ceremony, Deserialize, Error,
    JSON_BYTES_MAX, RegistrationExtensionOutputs, RegistrationResponse, ResponseFault, Serialize, Transport,
    excerpt, json,
};
use crate::base64url;
use serde::de::DeserializeOwned;

/// The kind of every credential in this standard (§5.8.2).
const PUBLIC_KEY: &str = "public-key";
const TRANSPORTS_MAX: usize = 16;
const TRANSPORT_BYTES_MAX: usize = 32;

/// What both responses have (§5.1.8).
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Credential<R: Response> {
    id: String,
    raw_id: String,
    #[serde(deserialize_with = "json::object")]
    response: R,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authenticator_attachment: Option<String>,
    client_extension_results: R::ExtensionOutputs,
    #[serde(rename = "type")]
    kind: String,
}

pub(super) trait Response: DeserializeOwned {
    type ExtensionOutputs: Clone + Serialize + DeserializeOwned;
}

/// AuthenticatorAttestationResponseJSON.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data_json: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<Transport>,
}

impl Response for Attestation {
    type ExtensionOutputs = RegistrationExtensionOutputs;
}

/// AuthenticatorAssertionResponseJSON.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Assertion {
    #[serde(rename = "clientDataJSON")]
    client_data_json: String,
    authenticator_data: String,
    signature: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_handle: Option<String>,
}

impl Response for Assertion {
    type ExtensionOutputs = AuthenticationExtensionOutputs;
}

/// Reads the members, and makes a response of them.
pub(super) fn read<R, T>(ceremony: Ceremony, bytes: &[u8]) -> Result<T, Error>
where
    R: Response,
    T: TryFrom<Credential<R>, Error = ResponseFault>,
{
    if bytes.len() > JSON_BYTES_MAX {
        return Err(Error::ResponseTooLarge { ceremony, bytes: bytes.len(), bytes_max: JSON_BYTES_MAX });
    }
    let members = json::read::<Credential<R>>(bytes).map_err(ResponseFault::Json);
    members.and_then(T::try_from).map_err(|fault| Error::ResponseMalformed { ceremony, fault })
}

impl<R: Response> Credential<R> {
    fn new(
        id: &[u8],
        attachment: Option<Attachment>,
        client_extension_results: R::ExtensionOutputs,
        response: R,
    ) -> Self {
        Credential {
            id: base64url::encode(id),
            raw_id: base64url::encode(id),
            response,
            authenticator_attachment: attachment.map(|attachment| attachment.as_str().to_owned()),
            client_extension_results,
            kind: PUBLIC_KEY.to_owned(),
        }
    }

    fn check_id(&self) -> Result<Vec<u8>, ResponseFault> {
        if self.kind != PUBLIC_KEY {
            return Err(ResponseFault::TypeUnknown { seen: excerpt(&self.kind) });
        }
        if self.id != self.raw_id {
            return Err(ResponseFault::IdIsNotRawId);
        }
        decode("rawId", &self.raw_id)
    }

    fn attachment(&self) -> Option<Attachment> {
        self.authenticator_attachment.as_deref().and_then(Attachment::parse)
    }
}

fn decode(member: &'static str, text: &str) -> Result<Vec<u8>, ResponseFault> {
    base64url::decode(text).ok_or(ResponseFault::NotBase64url { member })
}

impl TryFrom<Credential<Attestation>> for RegistrationResponse {
    type Error = ResponseFault;

    fn try_from(credential: Credential<Attestation>) -> Result<Self, ResponseFault> {
        let transports = &credential.response.transports;
        let is_long = |transport: &Transport| transport.as_str().len() > TRANSPORT_BYTES_MAX;
        if transports.len() > TRANSPORTS_MAX || transports.iter().any(is_long) {
            return Err(ResponseFault::TransportsTooMany);
        }
        Ok(RegistrationResponse {
            id: credential.check_id()?,
            client_data_json: decode("clientDataJSON", &credential.response.client_data_json)?,
            attestation_object: decode("attestationObject", &credential.response.attestation_object)?,
            attachment: credential.attachment(),
            transports: credential.response.transports,
            client_extension_results: credential.client_extension_results,
        })
    }
}

impl From<RegistrationResponse> for Credential<Attestation> {
    fn from(response: RegistrationResponse) -> Self {
        let attestation = Attestation {
            client_data_json: base64url::encode(&response.client_data_json),
            attestation_object: base64url::encode(&response.attestation_object),
            transports: response.transports,
        };
        Credential::new(&response.id, response.attachment, response.client_extension_results, attestation)
    }
}

impl TryFrom<Credential<Assertion>> for AuthenticationResponse {
    type Error = ResponseFault;

    fn try_from(credential: Credential<Assertion>) -> Result<Self, ResponseFault> {
        let assertion = &credential.response;
        Ok(AuthenticationResponse {
            id: credential.check_id()?,
            client_data_json: decode("clientDataJSON", &assertion.client_data_json)?,
            authenticator_data: decode("authenticatorData", &assertion.authenticator_data)?,
            signature: decode("signature", &assertion.signature)?,
            user_handle: assertion
                .user_handle
                .as_deref()
                .map(|text| decode("userHandle", text))
                .transpose()?,
            attachment: credential.attachment(),
            client_extension_results: credential.client_extension_results,
        })
    }
}

impl From<AuthenticationResponse> for Credential<Assertion> {
    fn from(response: AuthenticationResponse) -> Self {
        let assertion = Assertion {
            client_data_json: base64url::encode(&response.client_data_json),
            authenticator_data: base64url::encode(&response.authenticator_data),
            signature: base64url::encode(&response.signature),
            user_handle: response.user_handle.as_deref().map(base64url::encode),
        };
        Credential::new(&response.id, response.attachment, response.client_extension_results, assertion)
    }
}
