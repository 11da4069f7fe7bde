//! Registration: `navigator.credentials.create()` (WebAuthn 5.1.3) and authenticatorMakeCredential (6.3.2).

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::algorithm::Algorithm;
use crate::attestation::{Statement, attestation_object};
use crate::authenticator::{Authenticator, sign};
use crate::authenticator_data::{
    Verification, attested_credential_data, authenticator_data, next_sign_count,
};
use crate::client_data::client_data_json;
use crate::credential::Credential;
use crate::error::ClientError;
use crate::key::CredentialKey;
use crate::misbehaviour::Misbehaviour;
use crate::options::{Conveyance, CreationOptions};
use crate::origin::rp_id_for;

impl Authenticator {
    /// Registers a credential: takes `PublicKeyCredentialCreationOptionsJSON` (WebAuthn 5.1.8), gives
    /// `RegistrationResponseJSON` (WebAuthn 5.1.1.2).
    ///
    /// # Errors
    /// What a browser would refuse, see [`ClientError`].
    pub fn create(&mut self, options: &Value, origin: &str) -> Result<Value, ClientError> {
        self.create_with(options, origin, &Misbehaviour::default())
    }

    /// Registers a credential and misbehaves.
    ///
    /// # Errors
    /// What a browser would refuse, see [`ClientError`].
    ///
    /// # Panics
    /// When the misbehaviour is impossible: a bit to flip that isn't there, an id too long for its length field.
    pub fn create_with(
        &mut self,
        options: &Value,
        origin: &str,
        misbehaviour: &Misbehaviour,
    ) -> Result<Value, ClientError> {
        let options = CreationOptions::read(options)?;
        let rp_id = rp_id_for(origin, options.rp_id.as_deref())?;
        let (credential, verification) = self.make_credential(&options, rp_id, misbehaviour)?;

        let client_data = client_data_json("webauthn.create", &options.challenge, origin, misbehaviour);
        let attested = attested_credential_data(&self.options.aaguid, &credential, misbehaviour);
        let authenticator_data = authenticator_data(&credential, verification, &attested, misbehaviour);
        let statement = if self.options.attests && options.attestation == Conveyance::Wanted {
            let message = [&authenticator_data, digest(&SHA256, &client_data).as_ref()].concat();
            match &self.options.vendor {
                Some(vendor) => Statement::PackedBasic {
                    signature: vendor.sign(&message),
                    certificate: vendor.certificate().to_vec(),
                },
                None => Statement::PackedSelf {
                    algorithm: credential.algorithm().cose(),
                    signature: sign(&credential.key, &message, misbehaviour, &mut self.draw),
                },
            }
        } else {
            Statement::None
        };

        let answer =
            self.registration_response(&credential, client_data, authenticator_data, statement, misbehaviour);
        let answer = with_cred_props(answer, &credential, options.asks_cred_props);
        self.keep(credential);
        Ok(answer)
    }

    /// authenticatorMakeCredential up to the attestation (WebAuthn 6.3.2), its checks in their order.
    fn make_credential(
        &mut self,
        options: &CreationOptions,
        rp_id: String,
        misbehaviour: &Misbehaviour,
    ) -> Result<(Credential, Verification), ClientError> {
        let asked_kind = options.attachment.as_deref();
        if matches!(asked_kind, Some("platform" | "cross-platform"))
            && asked_kind != Some(self.options.kind.attachment())
        {
            return Err(ClientError::NotAllowed);
        }
        let offered = options.algorithms.iter().filter_map(|number| Algorithm::from_cose(*number));
        let algorithm = offered.into_iter().find(|algorithm| self.options.algorithms.contains(algorithm));
        let algorithm = misbehaviour.algorithm.or(algorithm).ok_or(ClientError::NotSupported)?;
        let is_excluded =
            |held: &Credential| held.rp_id == rp_id && options.exclude_credentials.contains(&held.id);
        if !misbehaviour.ignores_exclude_credentials && self.credentials.iter().any(is_excluded) {
            return Err(ClientError::InvalidState);
        }
        let is_discoverable =
            self.options.resident_keys.answer(options.resident_key).ok_or(ClientError::Constraint)?;
        let verification = self
            .options
            .user_verification
            .verification(options.user_verification)
            .ok_or(ClientError::Constraint)?;

        let key = CredentialKey::generate(algorithm, &mut self.draw);
        let id = misbehaviour.credential_id.clone().unwrap_or_else(|| self.draw.bytes(CREDENTIAL_ID_BYTES));
        let credential = Credential {
            id,
            rp_id,
            user_handle: options.user_handle.clone(),
            user_name: options.user_name.clone(),
            is_discoverable,
            backup: self.options.backup,
            sign_count: next_sign_count(0, self.options.sign_count, misbehaviour.sign_count),
            key: Arc::new(key),
        };
        Ok((credential, verification))
    }

    fn registration_response(
        &self,
        credential: &Credential,
        mut client_data: Vec<u8>,
        mut authenticator_data: Vec<u8>,
        statement: Statement,
        misbehaviour: &Misbehaviour,
    ) -> Value {
        Misbehaviour::flip(&mut client_data, misbehaviour.flip_client_data_bit);
        Misbehaviour::flip(&mut authenticator_data, misbehaviour.flip_authenticator_data_bit);
        let attestation_object = attestation_object(&authenticator_data, statement, misbehaviour);
        let id = URL_SAFE_NO_PAD.encode(&credential.id);
        json!({
            "id": misbehaviour.id.as_ref().unwrap_or(&id),
            "rawId": misbehaviour.raw_id.as_ref().map_or_else(|| id.clone(), |raw| URL_SAFE_NO_PAD.encode(raw)),
            "type": "public-key",
            "authenticatorAttachment": self.options.kind.attachment(),
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
                "attestationObject": URL_SAFE_NO_PAD.encode(attestation_object),
                "authenticatorData": URL_SAFE_NO_PAD.encode(authenticator_data),
                "publicKey": URL_SAFE_NO_PAD.encode(credential.key.subject_public_key_info()),
                "publicKeyAlgorithm": credential.algorithm().cose(),
                "transports": self.options.kind.transports(),
            },
        })
    }

    /// Holds the new credential, in place of the account's discoverable one (WebAuthn 6.3.2 step 7.4).
    fn keep(&mut self, credential: Credential) {
        self.credentials.retain(|held| {
            let is_replaced = credential.is_discoverable
                && held.is_discoverable
                && held.rp_id == credential.rp_id
                && held.user_handle == credential.user_handle;
            held.id != credential.id && !is_replaced
        });
        self.credentials.push(credential);
    }
}

const CREDENTIAL_ID_BYTES: usize = 32;

/// The credential properties extension (WebAuthn 10.1.3), when it is asked for.
fn with_cred_props(mut answer: Value, credential: &Credential, is_asked: bool) -> Value {
    if is_asked {
        answer["clientExtensionResults"]["credProps"] = json!({ "rk": credential.is_discoverable });
    }
    answer
}
