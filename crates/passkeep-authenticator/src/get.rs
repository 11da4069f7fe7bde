//! Authentication: `navigator.credentials.get()` (WebAuthn 5.1.4) and authenticatorGetAssertion (6.3.3).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::authenticator::{Authenticator, sign};
use crate::authenticator_data::{authenticator_data, next_sign_count};
use crate::client_data::client_data_json;
use crate::credential::Credential;
use crate::error::ClientError;
use crate::misbehaviour::{Misbehaviour, UserHandleFault};
use crate::options::RequestOptions;
use crate::origin::rp_id_for;

impl Authenticator {
    /// Authenticates: takes `PublicKeyCredentialRequestOptionsJSON` (WebAuthn 5.1.9), gives
    /// `AuthenticationResponseJSON` (WebAuthn 5.1.1.2). Of several credentials that fit, the newest answers.
    ///
    /// # Errors
    /// What a browser would refuse, see [`ClientError`].
    pub fn get(&mut self, options: &Value, origin: &str) -> Result<Value, ClientError> {
        self.get_with(options, origin, &Misbehaviour::default())
    }

    /// Authenticates and misbehaves.
    ///
    /// # Errors
    /// What a browser would refuse, see [`ClientError`].
    ///
    /// # Panics
    /// When the misbehaviour is impossible: a bit to flip that isn't there.
    pub fn get_with(
        &mut self,
        options: &Value,
        origin: &str,
        misbehaviour: &Misbehaviour,
    ) -> Result<Value, ClientError> {
        let options = RequestOptions::read(options)?;
        let rp_id = rp_id_for(origin, options.rp_id.as_deref())?;
        let verification = self
            .options
            .user_verification
            .verification(options.user_verification)
            .ok_or(ClientError::NotAllowed)?;
        let fits = |held: &&mut Credential| match &misbehaviour.credential {
            Some(id) => held.id == *id,
            None if options.allow_credentials.is_empty() => held.rp_id == rp_id && held.is_discoverable,
            None => held.rp_id == rp_id && options.allow_credentials.contains(&held.id),
        };
        let credential = self.credentials.iter_mut().rev().find(fits).ok_or(ClientError::NotAllowed)?;
        credential.sign_count =
            next_sign_count(credential.sign_count, self.options.sign_count, misbehaviour.sign_count);

        let mut client_data = client_data_json("webauthn.get", &options.challenge, origin, misbehaviour);
        let mut authenticator_data = authenticator_data(credential, verification, &[], misbehaviour);
        let message = [&authenticator_data, digest(&SHA256, &client_data).as_ref()].concat();
        let signature = sign(&credential.key, &message, misbehaviour, &mut self.draw);

        Misbehaviour::flip(&mut client_data, misbehaviour.flip_client_data_bit);
        Misbehaviour::flip(&mut authenticator_data, misbehaviour.flip_authenticator_data_bit);
        let mut response = json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
            "authenticatorData": URL_SAFE_NO_PAD.encode(authenticator_data),
            "signature": URL_SAFE_NO_PAD.encode(signature),
        });
        if let Some(user_handle) = reported_user_handle(credential, misbehaviour) {
            response["userHandle"] = URL_SAFE_NO_PAD.encode(user_handle).into();
        }
        let id = URL_SAFE_NO_PAD.encode(&credential.id);
        Ok(json!({
            "id": misbehaviour.id.as_ref().unwrap_or(&id),
            "rawId": misbehaviour.raw_id.as_ref().map_or_else(|| id.clone(), |raw| URL_SAFE_NO_PAD.encode(raw)),
            "type": "public-key",
            "authenticatorAttachment": self.options.kind.attachment(),
            "clientExtensionResults": {},
            "response": response,
        }))
    }
}

/// The user handle, which only a discoverable credential knows (WebAuthn 6.3.3 step 13).
fn reported_user_handle<'a>(credential: &'a Credential, misbehaviour: &'a Misbehaviour) -> Option<&'a [u8]> {
    match &misbehaviour.user_handle {
        Some(UserHandleFault::Omit) => None,
        Some(UserHandleFault::Replace(handle)) => Some(handle),
        None => credential.is_discoverable.then_some(credential.user_handle.as_slice()),
    }
}
