//! A device of a person: its key, its trust, its answers to new ones.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::Misbehaviour;
use serde_json::{Value, json};

use crate::person::Person;

impl Person {
    /// Begins a sign-in that a trusted device has to approve.
    pub async fn wait(&mut self) -> Value {
        let flow = self.ok("/v1/sign-in", json!({})).await;
        let body = self.answer(&flow, &Misbehaviour::default());
        let (status, waits) = self.send("POST", "/v1/sign-in/passkey", Some(body)).await;
        assert_eq!((status, &waits["steps"][0]), (202, &json!("approval")), "{waits}");
        waits
    }

    /// Posts a body that the device's key signs, under the nonce that came with its ticket.
    pub async fn send_signed(&self, path: &str, body: &Value, nonce: &Value) -> (u16, Value) {
        let text = body.to_string();
        let key = self.key.as_ref().expect("the device has a key");
        let signature = key.sign(&self.url, path, &text, (&body["ticket"], nonce));
        self.ask_signed("POST", path, Some(text), Some(signature)).await
    }

    /// Chooses this app's device to be trusted.
    pub async fn trust_this_device(&mut self) -> Value {
        self.key = Some(Arc::new(DeviceKey::new()));
        let flow = self.ok("/v1/devices/trust/options", json!({})).await;
        let public_key = self.key.as_ref().unwrap().public_key();
        let body = json!({ "ticket": flow["ticket"], "public_key": public_key });
        let (status, trusted) = self.send_signed("/v1/devices/trust", &body, &flow["nonce"]).await;
        assert_eq!(status, 200, "{trusted}");
        self.trust = Some(trusted["trust"].as_str().unwrap().to_owned());
        trusted
    }

    /// The id of the one approval that waits.
    pub async fn waiting_approval(&self) -> String {
        let (status, list) = self.send("GET", "/v1/approvals", None).await;
        assert_eq!(status, 200, "{list}");
        let approvals = list["approvals"].as_array().unwrap();
        assert_eq!(approvals.len(), 1, "{list}");
        approvals[0]["id"].as_str().unwrap().to_owned()
    }

    /// Begins an answer: the body, and the nonce that signs it.
    pub async fn begin_answer(&mut self, id: &str, answer: Value) -> (Value, Value) {
        let flow = self.ok(&format!("/v1/approvals/{id}/options"), answer.clone()).await;
        let mut body = answer;
        body["ticket"] = flow["ticket"].clone();
        if flow.get("options").is_some() {
            body["response"] = self.answer(&flow, &Misbehaviour::default())["response"].clone();
        }
        (body, flow["nonce"].clone())
    }

    /// Answers.
    pub async fn answer_approval(&mut self, id: &str, answer: Value) -> (u16, Value) {
        let (body, nonce) = self.begin_answer(id, answer).await;
        self.send_signed(&format!("/v1/approvals/{id}/answer"), &body, &nonce).await
    }
}

/// A device's own key. What it signs is written here as SECURITY.md has it, apart from the server's code.
pub struct DeviceKey(EcdsaKeyPair);

impl DeviceKey {
    pub fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    /// The header for a request with this body, which brings a ticket that came with a nonce.
    pub fn sign(&self, issuer: &str, path: &str, body: &str, with: (&Value, &Value)) -> String {
        let (ticket, nonce) = with;
        let key_id = &h("device-key", &[self.0.public_key().as_ref()])[..16];
        let text = h(
            "device",
            &[
                issuer.as_bytes(),
                key_id,
                b"POST",
                format!("{issuer}{path}").as_bytes(),
                &h("body", &[body.as_bytes()]),
                &h("ticket", &[ticket.as_str().unwrap().as_bytes()]),
                &URL_SAFE_NO_PAD.decode(nonce.as_str().unwrap()).unwrap(),
            ],
        );
        URL_SAFE_NO_PAD.encode(self.0.sign(&SystemRandom::new(), &text).unwrap().as_ref())
    }
}

/// SHA-256 of `"passkeep/v1/" tag 0x00 E(f)…`.
fn h(tag: &str, fields: &[&[u8]]) -> Vec<u8> {
    let mut text = format!("passkeep/v1/{tag}\0").into_bytes();
    for field in fields {
        text.extend_from_slice(&(field.len() as u32).to_be_bytes());
        text.extend_from_slice(field);
    }
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &text).as_ref().to_vec()
}
