//! The key that signs receipts: P-256, derived from the master key, so that every node has it and no row holds it. It is
//! no other key's: it never stands among those of OpenID Connect, and signs nothing but receipts.

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::hkdf;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use passkeep_decision::confirmations::{Receipt, kid};
use zeroize::Zeroizing;

/// The key of receipts.
pub struct ReceiptKey {
    pair: EcdsaKeyPair,
    point: [u8; 65],
    kid: String,
}

impl ReceiptKey {
    /// Derives it: the first of `passkeep/v1/key/receipts/0`, `…/1`, … that is a private key of the curve. The chance that
    /// the first is none is 2^-32.
    pub(crate) fn derive(root: &hkdf::Prk) -> Self {
        (0_u8..=u8::MAX)
            .find_map(|attempt| Self::attempt(root, attempt))
            .expect("one of 256 is below the order")
    }

    fn attempt(root: &hkdf::Prk, attempt: u8) -> Option<Self> {
        let mut scalar = Zeroizing::new([0; 32]);
        root.expand(&[b"passkeep/v1/key/receipts/", &[attempt]], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(scalar.as_mut_slice()))
            .expect("HKDF-SHA-256 gives 32 bytes");
        let private = PrivateKey::from_private_key(&ECDH_P256, scalar.as_slice()).ok()?;
        let point: [u8; 65] = private.compute_public_key().ok()?.as_ref().try_into().ok()?;
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair =
            EcdsaKeyPair::from_private_key_and_public_key(algorithm, scalar.as_slice(), &point).ok()?;
        Some(Self { pair, point, kid: kid(&point) })
    }

    /// The public key: an uncompressed point.
    pub const fn point(&self) -> &[u8; 65] {
        &self.point
    }

    /// Signs a receipt's payload: the whole JWS.
    pub(crate) fn sign(&self, payload: &[u8]) -> String {
        let input = Receipt::signing_input(payload, &self.kid);
        let signature = self.pair.sign(&SystemRandom::new(), input.as_bytes());
        Receipt::jws(&input, signature.expect("P-256 signs whatever it is given").as_ref())
    }
}

impl std::fmt::Debug for ReceiptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use crate::Keys;

    #[test]
    fn it_is_the_same_for_a_master_key_and_its_signature_is_its_own() {
        let (one, again) = (Keys::derive(&[7; 32]), Keys::derive(&[7; 32]));
        assert_eq!(one.receipt_key().point(), again.receipt_key().point());
        assert_ne!(one.receipt_key().point(), Keys::derive(&[8; 32]).receipt_key().point());
        let jws = one.receipt_key().sign(b"{}");
        let (input, signature) = jws.rsplit_once('.').unwrap();
        use base64::Engine;
        let signature = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(signature).unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, again.receipt_key().point())
            .verify(input.as_bytes(), &signature)
            .unwrap();
    }
}
