//! Keys of the test's own, of each algorithm that both sides verify.

use crate::cbor::Item;
use crate::support::authority::Subject;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256,
    RsaKeyPair,
};

pub enum Key {
    Es256(EcdsaKeyPair),
    Es384(EcdsaKeyPair),
    Rs256(Box<RsaKeyPair>),
}

/// Whose key signs a response again after a change.
pub enum Signer {
    Credential,
    /// A packed statement's certificate.
    Certificate(Box<Subject>),
    /// The same for U2F, which signs other bytes.
    U2f(Box<Subject>),
    /// A statement of format none, or a key that the test does not have.
    Nobody,
}

impl Key {
    pub fn es256() -> Self {
        Key::Es256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap())
    }

    pub fn es384() -> Self {
        Key::Es384(EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).unwrap())
    }

    pub fn rs256() -> Self {
        Key::Rs256(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))
    }

    pub fn algorithm(&self) -> i64 {
        match self {
            Key::Es256(_) => -7,
            Key::Es384(_) => -35,
            Key::Rs256(_) => -257,
        }
    }

    pub fn cose(&self) -> Item {
        let entry = |label, value| (Item::Integer(label), value);
        let ec2 = |pair: &EcdsaKeyPair, curve| {
            let point = &pair.public_key().as_ref()[1..];
            let (x, y) = point.split_at(point.len() / 2);
            Item::Map(vec![
                entry(1, Item::Integer(2)),
                entry(3, Item::Integer(self.algorithm())),
                entry(-1, Item::Integer(curve)),
                entry(-2, Item::Bytes(x.to_vec())),
                entry(-3, Item::Bytes(y.to_vec())),
            ])
        };
        match self {
            Key::Es256(pair) => ec2(pair, 1),
            Key::Es384(pair) => ec2(pair, 2),
            Key::Rs256(pair) => {
                // RSAPublicKey in DER: of 2048 bits, its numbers stand where they always do.
                let der = pair.public_key().as_ref();
                Item::Map(vec![
                    entry(1, Item::Integer(3)),
                    entry(3, Item::Integer(self.algorithm())),
                    entry(-1, Item::Bytes(der[9..265].to_vec())),
                    entry(-2, Item::Bytes(der[267..].to_vec())),
                ])
            }
        }
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Key::Es256(pair) | Key::Es384(pair) => pair.sign(&random, message).unwrap().as_ref().to_vec(),
            Key::Rs256(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).unwrap();
                signature
            }
        }
    }
}
