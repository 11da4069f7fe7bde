//! A device with a key of its own.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use passkeep_decision::device_key::{DeviceKey, SignedRequest, body_hash, ticket_hash};
use passkeep_decision::trust::{Secrets, TrustSecret, Trusting, tag};
use zeroize::Zeroizing;

use super::{ADA, DEVICE, HOUR, NOW, ORIGIN};

/// The key of a device.
pub struct OwnKey {
    pair: EcdsaKeyPair,
    pub key: DeviceKey,
}

impl OwnKey {
    pub fn new() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = DeviceKey::from_sec1(pair.public_key().as_ref()).unwrap();
        Self { pair, key }
    }

    /// A request that it signed under a nonce.
    pub fn signed(&self, nonce: &[u8; 32]) -> SignedRequest {
        let mut request = SignedRequest {
            method: "POST",
            path: "/v1/devices/trust".into(),
            body: body_hash(b"{}"),
            ticket: ticket_hash("sealed"),
            signature: vec![],
        };
        let text = request.text(&self.key, nonce, ORIGIN);
        request.signature = self.pair.sign(&SystemRandom::new(), &text).unwrap().as_ref().to_vec();
        request
    }
}

/// A secret of Ada's device.
pub fn secret(byte: u8) -> TrustSecret {
    TrustSecret { tag: tag(ADA, DEVICE), bytes: Zeroizing::new([byte; 32]) }
}

/// Chosen 100 hours ago, settled, and its newest secret is the first.
pub fn trusting(key: &DeviceKey) -> Trusting {
    let chosen_at = NOW.plus_seconds(-100 * HOUR);
    Trusting {
        chosen_at,
        key: key.clone(),
        first_full_at: Some(chosen_at),
        trusted_at: Some(NOW.plus_seconds(-20 * HOUR)),
        secrets: Some(Secrets { now: secret(1).hash(), before: None }),
        ended: None,
    }
}
