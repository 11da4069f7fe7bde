//! The passkey's own signature: over a challenge that commits to every byte of the action, and to the text that was shown.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519,
    RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::{Check, Receipt, Signature, Trust, bytes, hash, hold};

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;

#[derive(Deserialize)]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: Option<bool>,
    #[serde(default, rename = "topOrigin")]
    top_origin: Option<serde_json::Value>,
}

pub(super) fn verify(receipt: &Receipt, signed: &Signature, trust: &Trust) -> Result<(), Check> {
    let nonce = bytes(&signed.nonce)?;
    hold(nonce.len() == 32, "format")?;
    let key = Key::of_cose(&bytes(&signed.passkey.public_key)?).ok_or(Check("public_key"))?;
    let client_json = bytes(&signed.client_data)?;
    let client: ClientData = serde_json::from_slice(&client_json).map_err(|_| Check("client_data"))?;
    hold(client.r#type == "webauthn.get", "client_data_type")?;
    let challenge = challenge(receipt, signed, &nonce)?;
    hold(client.challenge == URL_SAFE_NO_PAD.encode(challenge), "challenge")?;
    hold(trust.origins.contains(&client.origin), "origin")?;
    let framed = client.cross_origin == Some(true) || client.top_origin.is_some();
    hold(!framed, "cross_origin")?;
    let authenticator = bytes(&signed.authenticator_data)?;
    hold(authenticator.len() >= 37, "authenticator_data")?;
    let rp_id_hash = digest(&SHA256, trust.rp_id.as_bytes());
    hold(authenticator[..32] == *rp_id_hash.as_ref(), "rp_id_hash")?;
    let has = |flag: u8| authenticator[32] & flag != 0;
    hold(has(USER_PRESENT), "user_present")?;
    hold(has(USER_VERIFIED), "user_verified")?;
    let synced = has(BACKUP_ELIGIBLE);
    hold(synced == signed.passkey.synced && (synced || !has(BACKED_UP)), "synced")?;
    let message = [authenticator.as_slice(), digest(&SHA256, &client_json).as_ref()].concat();
    hold(key.verifies(&message, &bytes(&signed.signature)?), "passkey_signature")
}

fn challenge(receipt: &Receipt, signed: &Signature, nonce: &[u8]) -> Result<[u8; 32], Check> {
    let shown = hash("shown", &[signed.locale.as_bytes(), signed.text.as_bytes()]);
    Ok(hash(
        "confirm",
        &[
            receipt.issuer.as_bytes(),
            receipt.rp_id.as_bytes(),
            receipt.client.as_bytes(),
            receipt.account.as_bytes(),
            &bytes(&receipt.confirmation)?,
            receipt.r#type.as_bytes(),
            &receipt.type_version.to_be_bytes(),
            &receipt.expires_at.to_be_bytes(),
            nonce,
            receipt.action.as_bytes(),
            &shown,
        ],
    ))
}

/// A passkey's public key.
enum Key {
    /// An elliptic curve's point, and its algorithm's COSE number.
    Curve(i64, Vec<u8>),
    Rsa(RsaPublicKeyComponents<Vec<u8>>),
}

impl Key {
    /// From COSE: a CBOR map of integers to integers and byte strings. (RFC 9053, RFC 8230)
    fn of_cose(cbor: &[u8]) -> Option<Self> {
        let map = Cose::read(cbor)?;
        let kind = map.integer(1)?;
        let algorithm = map.integer(3)?;
        let curve = || map.integer(-1);
        let point = || Some([&[4], map.bytes(-2)?, map.bytes(-3)?].concat());
        match (algorithm, kind) {
            (-7, 2) if curve()? == 1 => Some(Self::Curve(algorithm, point()?)),
            (-35, 2) if curve()? == 2 => Some(Self::Curve(algorithm, point()?)),
            (-36, 2) if curve()? == 3 => Some(Self::Curve(algorithm, point()?)),
            (-8, 1) if curve()? == 6 => Some(Self::Curve(algorithm, map.bytes(-2)?.to_vec())),
            (-257, 3) => {
                let (n, e) = (map.bytes(-1)?.to_vec(), map.bytes(-2)?.to_vec());
                Some(Self::Rsa(RsaPublicKeyComponents { n, e }))
            }
            _ => None,
        }
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            Self::Curve(-7, point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Curve(-35, point) => {
                UnparsedPublicKey::new(&ECDSA_P384_SHA384_ASN1, point).verify(message, signature)
            }
            Self::Curve(-36, point) => {
                UnparsedPublicKey::new(&ECDSA_P521_SHA512_ASN1, point).verify(message, signature)
            }
            Self::Curve(_, point) => UnparsedPublicKey::new(&ED25519, point).verify(message, signature),
            Self::Rsa(key) => key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        };
        verified.is_ok()
    }
}

struct Cose<'a>(Vec<(i64, Value<'a>)>);

enum Value<'a> {
    Integer(i64),
    Bytes(&'a [u8]),
}

impl<'a> Cose<'a> {
    fn read(cbor: &'a [u8]) -> Option<Self> {
        let mut rest = cbor;
        let (5, count) = head(&mut rest)? else { return None };
        let mut map = vec![];
        for _ in 0..count {
            let Value::Integer(label) = value(&mut rest)? else { return None };
            map.push((label, value(&mut rest)?));
        }
        rest.is_empty().then_some(Self(map))
    }

    fn integer(&self, label: i64) -> Option<i64> {
        self.0.iter().find_map(|(name, value)| match value {
            Value::Integer(integer) if *name == label => Some(*integer),
            _ => None,
        })
    }

    fn bytes(&self, label: i64) -> Option<&'a [u8]> {
        self.0.iter().find_map(|(name, value)| match value {
            Value::Bytes(bytes) if *name == label => Some(*bytes),
            _ => None,
        })
    }
}

fn value<'a>(rest: &mut &'a [u8]) -> Option<Value<'a>> {
    match head(rest)? {
        (0, number) => Some(Value::Integer(number)),
        (1, number) => Some(Value::Integer(-1 - number)),
        (2, length) => {
            let (bytes, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            *rest = after;
            Some(Value::Bytes(bytes))
        }
        _ => None,
    }
}

/// The major type of what comes, and its number: up to 16 bits, which is as long as a key gets.
fn head(rest: &mut &[u8]) -> Option<(u8, i64)> {
    let (first, after) = rest.split_first()?;
    let (number, after) = match first & 0x1f {
        small @ 0..=23 => (i64::from(small), after),
        24 => (i64::from(*after.first()?), &after[1..]),
        25 => (i64::from(u16::from_be_bytes([*after.first()?, *after.get(1)?])), &after[2..]),
        _ => return None,
    };
    *rest = after;
    Some((first >> 5, number))
}
