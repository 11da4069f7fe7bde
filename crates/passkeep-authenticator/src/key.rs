//! A credential's key pair: made from drawn bytes, written as a COSE key, and used to sign.

use aws_lc_rs::agreement;
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RsaKeyPair};

use crate::algorithm::Algorithm;
use crate::cbor::{self, CborFault};
use crate::seed::Draw;

/// A credential key pair (WebAuthn 4) with its algorithm.
pub(crate) struct CredentialKey {
    algorithm: Algorithm,
    pair: Pair,
}

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair),
}

impl CredentialKey {
    pub(crate) fn generate(algorithm: Algorithm, draw: &mut Draw) -> Self {
        let pair = match algorithm {
            Algorithm::Es256 => ecdsa(&P256, draw),
            Algorithm::Es384 => ecdsa(&P384, draw),
            Algorithm::Es512 => ecdsa(&P521, draw),
            Algorithm::EdDsa => Pair::Ed25519(
                Ed25519KeyPair::from_seed_unchecked(&draw.bytes(32))
                    .expect("any 32 bytes are an Ed25519 seed"),
            ),
            Algorithm::Rs256 => {
                Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).expect("the library makes 2048-bit keys"))
            }
        };
        Self { algorithm, pair }
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The signature in the form of WebAuthn 6.5.5: ECDSA as ASN.1 DER, Ed25519 and RSA as they are.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.pair {
            Pair::Ecdsa(pair) => {
                let signature = pair.sign(&SystemRandom::new(), message);
                signature.expect("a valid ECDSA key signs").as_ref().to_vec()
            }
            Pair::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .expect("a valid RSA key signs");
                signature
            }
        }
    }

    /// The credential public key as a COSE_Key (RFC 9052 section 7, WebAuthn 6.5.1.1).
    pub(crate) fn cose_key(&self, claimed_algorithm: i64, fault: Option<CborFault>) -> Vec<u8> {
        let mut entries = Vec::with_capacity(5);
        let mut push = |label: i8, value: Vec<u8>| entries.push((cbor::item(label), value));
        match &self.pair {
            Pair::Ecdsa(pair) => {
                // The point is uncompressed: 04, x, y, both coordinates of the curve's full length.
                let point = &pair.public_key().as_ref()[1..];
                let (x, y) = point.split_at(point.len() / 2);
                push(KTY, cbor::item(KTY_EC2));
                push(ALG, cbor::item(claimed_algorithm));
                push(CRV, cbor::item(self.cose_curve()));
                push(X, cbor::byte_string(x));
                push(Y, cbor::byte_string(y));
            }
            Pair::Ed25519(pair) => {
                push(KTY, cbor::item(KTY_OKP));
                push(ALG, cbor::item(claimed_algorithm));
                push(CRV, cbor::item(self.cose_curve()));
                push(X, cbor::byte_string(pair.public_key().as_ref()));
            }
            Pair::Rsa(pair) => {
                let (modulus, exponent) = rsa_numbers(pair.public_key().as_ref());
                push(KTY, cbor::item(KTY_RSA));
                push(ALG, cbor::item(claimed_algorithm));
                push(RSA_N, cbor::byte_string(modulus));
                push(RSA_E, cbor::byte_string(exponent));
            }
        }
        cbor::map(entries, fault)
    }

    /// The DER SubjectPublicKeyInfo that `getPublicKey()` gives (WebAuthn 5.2.1.1).
    pub(crate) fn subject_public_key_info(&self) -> Vec<u8> {
        let der = match &self.pair {
            Pair::Ecdsa(pair) => pair.public_key().as_der(),
            Pair::Ed25519(pair) => pair.public_key().as_der(),
            Pair::Rsa(pair) => pair.public_key().as_der(),
        };
        der.expect("a public key has a DER form").as_ref().to_vec()
    }

    fn cose_curve(&self) -> u8 {
        match self.algorithm {
            Algorithm::Es256 => 1,
            Algorithm::Es384 => 2,
            Algorithm::Es512 => 3,
            Algorithm::EdDsa => 6,
            Algorithm::Rs256 => unreachable!("an RSA key is on no curve"),
        }
    }
}

const KTY: i8 = 1;
const ALG: i8 = 3;
const CRV: i8 = -1;
const X: i8 = -2;
const Y: i8 = -3;
const RSA_N: i8 = -1;
const RSA_E: i8 = -2;
const KTY_OKP: u8 = 1;
const KTY_EC2: u8 = 2;
const KTY_RSA: u8 = 3;

/// What aws-lc-rs needs to make an ECDSA key from a private number: it computes the point by its agreement half.
struct Curve {
    signing: &'static EcdsaSigningAlgorithm,
    agreement: &'static agreement::Algorithm,
    scalar_bytes: usize,
    first_byte_mask: u8,
}

static P256: Curve = Curve {
    signing: &signature::ECDSA_P256_SHA256_ASN1_SIGNING,
    agreement: &agreement::ECDH_P256,
    scalar_bytes: 32,
    first_byte_mask: 0xff,
};
static P384: Curve = Curve {
    signing: &signature::ECDSA_P384_SHA384_ASN1_SIGNING,
    agreement: &agreement::ECDH_P384,
    scalar_bytes: 48,
    first_byte_mask: 0xff,
};
static P521: Curve = Curve {
    signing: &signature::ECDSA_P521_SHA512_ASN1_SIGNING,
    agreement: &agreement::ECDH_P521,
    scalar_bytes: 66,
    first_byte_mask: 0x01,
};

fn ecdsa(curve: &Curve, draw: &mut Draw) -> Pair {
    loop {
        let mut scalar = draw.bytes(curve.scalar_bytes);
        scalar[0] &= curve.first_byte_mask;
        // A number outside the curve's order is refused, which hardly ever happens: the next draw serves.
        let Ok(private) = agreement::PrivateKey::from_private_key(curve.agreement, &scalar) else { continue };
        let public = private.compute_public_key().expect("a private key on a curve has a point");
        let pair = EcdsaKeyPair::from_private_key_and_public_key(curve.signing, &scalar, public.as_ref());
        return Pair::Ecdsa(pair.expect("the point was computed from this very number"));
    }
}

/// The numbers of an RSAPublicKey (RFC 8017 A.1.1), whose DER has one layout for a modulus of 2048 bits and the
/// exponent 65537: headers and a zero byte of 9 bytes, the modulus, a header of 2, the exponent.
fn rsa_numbers(der: &[u8]) -> (&[u8], &[u8]) {
    assert_eq!(der.len(), 9 + 256 + 2 + 3, "the library makes 2048-bit keys with the exponent 65537");
    (&der[9..265], &der[267..])
}
