//! A private key and what it signs.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use passkeep_decision::jose::{Algorithm, PublicJwk};
use zeroize::Zeroizing;

use crate::clock;

/// A private key.
pub(super) enum Pair {
    P256(EcdsaKeyPair),
    Rsa(Box<RsaKeyPair>),
}

/// Makes a key.
pub(super) fn generate(algorithm: Algorithm) -> (Pair, PublicJwk) {
    let pair = match algorithm {
        Algorithm::Es256 => Pair::P256(
            EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("the generator gives a key"),
        ),
        Algorithm::Rs256 => {
            Pair::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).expect("the generator gives a key")))
        }
    };
    let public = pair.public().expect("a key that was made here is one");
    (pair, public)
}

impl Pair {
    /// Reads what `to_pkcs8` wrote.
    pub(super) fn from_pkcs8(algorithm: Algorithm, pkcs8: &[u8]) -> Option<(Self, PublicJwk)> {
        let pair = match algorithm {
            Algorithm::Es256 => {
                Self::P256(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).ok()?)
            }
            Algorithm::Rs256 => Self::Rsa(Box::new(RsaKeyPair::from_pkcs8(pkcs8).ok()?)),
        };
        let public = pair.public()?;
        Some((pair, public))
    }

    /// The key, to be wrapped.
    pub(super) fn to_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        let failed = "a key of ours has an encoding";
        match self {
            Self::P256(pair) => Zeroizing::new(pair.to_pkcs8v1().expect(failed).as_ref().to_vec()),
            Self::Rsa(pair) => Zeroizing::new(pair.as_der().expect(failed).as_ref().to_vec()),
        }
    }

    /// The signature, in JOSE's form.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let generator = clock::generator();
        let failed = "a key of ours signs";
        match self {
            Self::P256(pair) => pair.sign(&generator, message).expect(failed).as_ref().to_vec(),
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &generator, message, &mut signature).expect(failed);
                signature
            }
        }
    }

    fn public(&self) -> Option<PublicJwk> {
        match self {
            Self::P256(pair) => pair.public_key().as_ref().try_into().ok().map(PublicJwk::p256),
            Self::Rsa(pair) => {
                let (n, e) = rsa_public(pair.public_key().as_ref())?;
                Some(PublicJwk::rsa(n, e))
            }
        }
    }
}

/// Modulus and exponent of `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }`. (RFC 8017, A.1.1)
fn rsa_public(der: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (tag, inside, rest) = element(der)?;
    let (n_tag, n, after) = element(inside)?;
    let (e_tag, e, end) = element(after)?;
    let plain = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    let fits = tag == 0x30 && n_tag == 2 && e_tag == 2 && rest.is_empty() && end.is_empty();
    fits.then(|| (plain(n), plain(e)))
}

/// A DER element: its tag, its content, and what follows.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => (usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?])), &rest[2..]),
        _ => return None,
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_signs_its_public_half_verifies_also_after_it_was_kept() {
        for algorithm in Algorithm::ALL {
            let (pair, public) = generate(algorithm);
            assert!(public.verifies(b"text", &pair.sign(b"text")));
            assert!(!public.verifies(b"other", &pair.sign(b"text")));
            let (again, same) = Pair::from_pkcs8(algorithm, &pair.to_pkcs8()).unwrap();
            assert_eq!(same, public);
            assert!(public.verifies(b"text", &again.sign(b"text")));
            assert_eq!(PublicJwk::parse(&serde_json::Value::Object(public.to_json())).unwrap(), public);
        }
    }
}
