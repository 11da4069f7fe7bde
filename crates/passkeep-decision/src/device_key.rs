//! A device's own signing key: what a cookie alone could not prove.
//!
//! P-256; in a browser it can't be exported. It signs, with ECDSA over SHA-256, the 32 bytes of
//! `H("device", issuer, key id, method, URL, H("body", body), H("ticket", ticket), nonce)`. The body is the exact bytes
//! of the request, the ticket its sealed text, the nonce what the server gave with that ticket, which is spent with it.
//! The signature is the 64 bytes of r and s, as WebCrypto gives them.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};

use crate::hash::Hash;

/// The length of an uncompressed point of P-256 (SEC 1, section 2.3.3).
const POINT_BYTES: usize = 65;

/// A public key: an uncompressed point that lies on its curve.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceKey([u8; POINT_BYTES]);

impl DeviceKey {
    /// Takes an uncompressed point of P-256; `None` for anything else.
    pub fn from_sec1(bytes: &[u8]) -> Option<Self> {
        let point: [u8; POINT_BYTES] = bytes.try_into().ok()?;
        if point[0] != 4 {
            return None;
        }
        // Parsing checks that the point lies on the curve.
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).ok()?;
        Some(Self(point))
    }

    /// The point, as it came.
    pub const fn as_sec1(&self) -> &[u8; POINT_BYTES] {
        &self.0
    }

    /// `H("device-key", point)`, cut to 16 bytes.
    pub fn id(&self) -> [u8; 16] {
        Hash::new("device-key").bytes(&self.0).finish_16()
    }

    /// Whether it signed this request, under a nonce of the server.
    pub fn signed(&self, request: &SignedRequest, nonce: &[u8; 32], issuer: &str) -> bool {
        let text = request.text(self, nonce, issuer);
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.0)
            .is_ok_and(|key| key.verify_sig(&text, &request.signature).is_ok())
    }
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceKey(..)")
    }
}

/// A request as a device signed it.
#[derive(Clone, Debug)]
pub struct SignedRequest {
    /// The method, in capitals.
    pub method: &'static str,
    /// The path, without the issuer that stands before it.
    pub path: String,
    /// `H("body", …)` of its bytes.
    pub body: [u8; 32],
    /// `H("ticket", …)` of its ticket's sealed text.
    pub ticket: [u8; 32],
    /// The signature.
    pub signature: Vec<u8>,
}

impl SignedRequest {
    /// The 32 bytes that are signed.
    pub fn text(&self, key: &DeviceKey, nonce: &[u8; 32], issuer: &str) -> [u8; 32] {
        Hash::new("device")
            .bytes(issuer.as_bytes())
            .bytes(&key.id())
            .bytes(self.method.as_bytes())
            .bytes(format!("{issuer}{}", self.path).as_bytes())
            .bytes(&self.body)
            .bytes(&self.ticket)
            .bytes(nonce)
            .finish()
    }
}

/// `H("body", bytes)`.
pub fn body_hash(body: &[u8]) -> [u8; 32] {
    Hash::new("body").bytes(body).finish()
}

/// `H("ticket", text)`.
pub fn ticket_hash(ticket: &str) -> [u8; 32] {
    Hash::new("ticket").bytes(ticket.as_bytes()).finish()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};

    use super::*;

    const ISSUER: &str = "https://id.example.com";
    const NONCE: [u8; 32] = [7; 32];

    fn pair() -> EcdsaKeyPair {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()
    }

    fn key(pair: &EcdsaKeyPair) -> DeviceKey {
        DeviceKey::from_sec1(pair.public_key().as_ref()).unwrap()
    }

    fn signed(pair: &EcdsaKeyPair) -> SignedRequest {
        let mut request = SignedRequest {
            method: "POST",
            path: "/v1/devices/trust".into(),
            body: body_hash(b"{}"),
            ticket: ticket_hash("sealed"),
            signature: vec![],
        };
        let text = request.text(&key(pair), &NONCE, ISSUER);
        request.signature = pair.sign(&SystemRandom::new(), &text).unwrap().as_ref().to_vec();
        request
    }

    #[test]
    fn a_signature_is_for_one_key_request_nonce_and_issuer() {
        let (ours, other) = (pair(), pair());
        let request = signed(&ours);
        let key = key(&ours);
        assert!(key.signed(&request, &NONCE, ISSUER));
        assert!(!self::key(&other).signed(&request, &NONCE, ISSUER), "another key");
        assert!(!key.signed(&request, &[8; 32], ISSUER), "another nonce");
        assert!(!key.signed(&request, &NONCE, "https://other.example"), "another issuer");
        let changes: [fn(&mut SignedRequest); 5] = [
            |r| r.method = "PATCH",
            |r| r.path.push('/'),
            |r| r.body = body_hash(b"{ }"),
            |r| r.ticket = ticket_hash("other"),
            |r| r.signature[63] ^= 1,
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut changed = request.clone();
            change(&mut changed);
            assert!(!key.signed(&changed, &NONCE, ISSUER), "change {number}");
        }
    }

    #[test]
    fn a_key_is_an_uncompressed_point_on_the_curve() {
        let point = pair().public_key().as_ref().to_vec();
        assert!(DeviceKey::from_sec1(&point).is_some());
        let mut off = point.clone();
        off[64] ^= 1;
        assert!(DeviceKey::from_sec1(&off).is_none());
        assert!(DeviceKey::from_sec1(&point[..64]).is_none());
        assert!(DeviceKey::from_sec1(&[4; 65]).is_none());
        let compressed = [&[2], &point[1..33]].concat();
        assert!(DeviceKey::from_sec1(&compressed).is_none());
    }
}
