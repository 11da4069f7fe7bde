//! The challenge of a confirmation, and the receipt that remains of it.
//!
//! A receipt is a JWS (RFC 7515, compact) of type `passkeep-receipt+jws`, by ES256. Its payload holds every preimage of the
//! challenges that were signed, so that whoever has it can make them again. It claims what is true: the person's passkey
//! signed these bytes; not that a screen showed them.
//!
//! The account's handle stands in no receipt: it is WebAuthn's `user.id`, and a receipt is passed on to people who have no
//! business with the account. What the challenge commits to is a stand-in that its client can make again, and nobody else.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::account::Head;
use crate::hash::Hash;
use crate::id::AccountHandle;
use crate::passkey::Passkey;

/// The format that this build writes.
pub(super) const FORMAT: i64 = 1;

/// The header's `typ`.
pub(super) const TYP: &str = "passkeep-receipt+jws";

/// What stands for an account in a client's receipts: `H("subject", issuer, client, handle)` in base64url. The client knows
/// the handle, as `sub`, and can make it again; the handle is 128 random bits, which no hash gives away; and each client's
/// is another, so that two receipts don't tell that they are of one person.
pub fn subject(issuer: &str, client: &str, account: AccountHandle) -> String {
    let hash =
        Hash::new("subject").bytes(issuer.as_bytes()).bytes(client.as_bytes()).bytes(&account.0).finish();
    URL_SAFE_NO_PAD.encode(hash)
}

/// What a confirmation's challenge commits to.
#[derive(Clone, Copy, Debug)]
pub struct Challenge<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The RP ID.
    pub rp_id: &'a str,
    /// Which app asks.
    pub client: &'a str,
    /// What stands for the account in that app's receipts.
    pub account: &'a str,
    /// The confirmation's id.
    pub id: &'a [u8],
    /// The action's type.
    pub action_type: &'a str,
    /// The type's version.
    pub type_version: i64,
    /// When the confirmation ends, in milliseconds.
    pub expires_at: i64,
    /// Fresh for each ceremony.
    pub nonce: &'a [u8; 32],
    /// The action's exact bytes.
    pub action: &'a [u8],
    /// The language of what was shown.
    pub locale: &'a str,
    /// What was shown.
    pub text: &'a str,
}

impl Challenge<'_> {
    /// `H("confirm", issuer, rp id, client, account, id, type, version, expires, nonce, action, H("shown", locale, text))`.
    pub fn hash(&self) -> [u8; 32] {
        Hash::new("confirm")
            .bytes(self.issuer.as_bytes())
            .bytes(self.rp_id.as_bytes())
            .bytes(self.client.as_bytes())
            .bytes(self.account.as_bytes())
            .bytes(self.id)
            .bytes(self.action_type.as_bytes())
            .integer(self.type_version)
            .integer(self.expires_at)
            .bytes(self.nonce)
            .bytes(self.action)
            .bytes(&shown_hash(self.locale, self.text))
            .finish()
    }
}

/// `H("shown", locale, text)`.
pub fn shown_hash(locale: &str, text: &str) -> [u8; 32] {
    Hash::new("shown").bytes(locale.as_bytes()).bytes(text.as_bytes()).finish()
}

/// A receipt's payload. Bytes stand there in base64url without padding, times in milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What stands for the account in that client's receipts.
    pub account: String,
    /// The action's exact bytes, which are text.
    pub action: String,
    /// The client that asked.
    pub client: String,
    /// The confirmation's id.
    pub confirmation: String,
    /// When it was decided.
    pub decided_at: i64,
    /// The head of the account's events: the event that tells of this confirmation.
    pub events: ReceiptHead,
    /// When the confirmation ended.
    pub expires_at: i64,
    /// The issuer.
    pub issuer: String,
    /// The RP ID.
    pub rp_id: String,
    /// What followed the first signature.
    pub second: Second,
    /// The signatures, the person's first one first.
    pub signatures: Vec<Signature>,
    /// The action's type.
    #[serde(rename = "type")]
    pub action_type: String,
    /// The type's version.
    pub type_version: i64,
    /// The format's version: 1.
    pub version: i64,
}

/// The head of an account's events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptHead {
    /// The event's hash.
    pub hash: String,
    /// Its number.
    pub seq: i64,
}

impl From<Head> for ReceiptHead {
    fn from(head: Head) -> Self {
        Self { hash: URL_SAFE_NO_PAD.encode(head.hash), seq: head.seq }
    }
}

/// What followed the first signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// One was enough.
    NotNeeded,
    /// Another trusted device showed and signed it too.
    Device,
    /// It waited, announced, and nobody stopped it.
    Waited,
}

/// A passkey's signature, and all that it was made over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The authenticator data.
    pub authenticator_data: String,
    /// The client data.
    pub client_data: String,
    /// The language of what was shown.
    pub locale: String,
    /// The nonce.
    pub nonce: String,
    /// The passkey.
    pub passkey: History,
    /// The signature.
    pub signature: String,
    /// When it was taken.
    pub signed_at: i64,
    /// What was shown.
    pub text: String,
}

/// A passkey's public key and its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// When it was made.
    pub created_at: i64,
    /// `2p`; `3` where it never leaves its device, and that was attested.
    pub level: String,
    /// The COSE key.
    pub public_key: String,
    /// Whether it may be synced (BE).
    pub synced: bool,
}

impl History {
    /// A passkey's.
    pub fn of(passkey: &Passkey) -> Self {
        Self {
            created_at: passkey.created_at.0,
            level: passkey.level().as_str().to_owned(),
            public_key: URL_SAFE_NO_PAD.encode(passkey.public_key.as_cose()),
            synced: passkey.backup_eligible,
        }
    }
}

impl Receipt {
    /// The payload's bytes.
    pub fn payload(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a receipt holds texts and integers alone")
    }

    /// What ES256 signs: header and payload, in base64url. `kid` names the key.
    pub fn signing_input(payload: &[u8], kid: &str) -> String {
        let header = format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"{TYP}"}}"#);
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload))
    }

    /// The whole JWS, once it is signed.
    pub fn jws(signing_input: &str, signature: &[u8]) -> String {
        format!("{signing_input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The name of a key of P-256: its JWK's thumbprint (RFC 7638). `point` is uncompressed.
pub fn kid(point: &[u8; 65]) -> String {
    let [x, y] = coordinates(point);
    let jwk = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, jwk.as_bytes());
    URL_SAFE_NO_PAD.encode(digest)
}

/// A point's coordinates, as a JWK has them.
pub fn coordinates(point: &[u8; 65]) -> [String; 2] {
    [&point[1..33], &point[33..]].map(|coordinate| URL_SAFE_NO_PAD.encode(coordinate))
}
