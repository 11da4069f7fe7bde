//! Receipts: before anything is done on a confirmation, its receipt is verified here, offline, by the public format. Who
//! keeps it can do the same in years, without Passkeep and without us.

mod passkey;

use aws_lc_rs::digest::{Context, SHA256, digest};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::action::Action;
use crate::serve::Shared;

/// What is pinned of an issuer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Trust {
    issuer: String,
    keys: Vec<Jwk>,
    rp_id: String,
    origins: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Jwk {
    x: String,
    y: String,
}

/// Which check failed, by the name that the format gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check(pub &'static str);

/// A receipt that was verified.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    version: u8,
    issuer: String,
    rp_id: String,
    client: String,
    account: String,
    confirmation: String,
    r#type: String,
    type_version: i64,
    action: String,
    expires_at: i64,
    /// When it was decided.
    pub decided_at: i64,
    events: Events,
    second: Second,
    /// Who signed.
    pub signatures: Vec<Signature>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    hash: String,
    seq: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Second {
    NotNeeded,
    Device,
    Waited,
}

/// What a passkey signed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    authenticator_data: String,
    client_data: String,
    signature: String,
    nonce: String,
    locale: String,
    /// The text that was shown.
    pub text: String,
    /// When.
    pub signed_at: i64,
    passkey: Passkey,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Passkey {
    created_at: i64,
    level: String,
    public_key: String,
    synced: bool,
}

/// What was asked: a receipt of anything else is no answer.
pub struct Asked<'a> {
    /// What we are called.
    pub client: &'a str,
    /// The account, as its ID token names it.
    pub subject: &'a str,
    /// The confirmation.
    pub confirmation: &'a str,
    /// The action.
    pub action: &'a Action,
}

/// What is pinned of Passkeep: read at the first receipt, and believed ever since.
pub async fn trust(shared: &Shared) -> anyhow::Result<Trust> {
    const PINNED: &str = "receipts";
    if let Some(pinned) = shared.store.pinned(PINNED)? {
        return Ok(serde_json::from_str(&pinned)?);
    }
    let url = format!("{}/.well-known/passkeep-receipts", shared.config.issuer);
    let answer = shared.http.get(url).send().await?.error_for_status()?;
    let text = answer.text().await?;
    let trust: Trust = serde_json::from_str(&text)?;
    anyhow::ensure!(trust.issuer == shared.config.issuer, "it is of another issuer");
    shared.store.pin(PINNED, &text)?;
    Ok(trust)
}

/// Verifies a receipt, in the order of the format's checks; but for the action's one form, which `answers` knows.
pub fn verify(jws: &str, trust: &Trust) -> Result<Receipt, Check> {
    let receipt = by_issuer(jws, trust)?;
    hold(receipt.issuer == trust.issuer, "issuer")?;
    hold(receipt.rp_id == trust.rp_id, "rp_id")?;
    let expected = if receipt.second == Second::Device { 2 } else { 1 };
    hold(receipt.signatures.len() == expected, "second")?;
    for signed in &receipt.signatures {
        let late = signed.signed_at >= receipt.expires_at && receipt.second != Second::Device;
        hold(!late && signed.signed_at <= receipt.decided_at, "time")?;
        passkey::verify(&receipt, signed, trust)?;
    }
    Ok(receipt)
}

impl Receipt {
    /// Whether it is the receipt of what was asked. An action has one form alone, so that bytes are compared.
    pub fn answers(&self, asked: &Asked<'_>) -> bool {
        let subject = URL_SAFE_NO_PAD.decode(asked.subject).unwrap_or_default();
        let account = hash("subject", &[self.issuer.as_bytes(), asked.client.as_bytes(), &subject]);
        let action = asked.action.fields().to_string();
        self.client == asked.client
            && self.account == URL_SAFE_NO_PAD.encode(account)
            && self.confirmation == asked.confirmation
            && self.r#type == asked.action.kind()
            && self.action == action
    }
}

/// The payload, once the issuer's signature holds. (RFC 7515)
fn by_issuer(jws: &str, trust: &Trust) -> Result<Receipt, Check> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Header {
        alg: String,
        kid: String,
        typ: String,
    }
    let jws = jws.strip_suffix('\n').unwrap_or(jws);
    let (signed, signature) = jws.rsplit_once('.').ok_or(Check("format"))?;
    let (header, payload) = signed.split_once('.').ok_or(Check("format"))?;
    let (header, payload, signature) = (bytes(header)?, bytes(payload)?, bytes(signature)?);
    let header: Header = serde_json::from_slice(&header).map_err(|_| Check("format"))?;
    hold(header.typ == "passkeep-receipt+jws", "type")?;
    hold(header.alg == "ES256", "algorithm")?;
    let key = trust.keys.iter().find(|key| key.thumbprint() == header.kid).ok_or(Check("key"))?;
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point()?);
    key.verify(signed.as_bytes(), &signature).map_err(|_| Check("issuer_signature"))?;
    let receipt: Receipt = serde_json::from_slice(&payload).map_err(|_| Check("format"))?;
    hold(receipt.version == 1, "format")?;
    Ok(receipt)
}

impl Jwk {
    /// RFC 7638.
    fn thumbprint(&self) -> String {
        let json = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, self.x, self.y);
        URL_SAFE_NO_PAD.encode(digest(&SHA256, json.as_bytes()))
    }

    fn point(&self) -> Result<Vec<u8>, Check> {
        Ok([vec![4], bytes(&self.x)?, bytes(&self.y)?].concat())
    }
}

fn hold(holds: bool, name: &'static str) -> Result<(), Check> {
    if holds { Ok(()) } else { Err(Check(name)) }
}

fn bytes(text: &str) -> Result<Vec<u8>, Check> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Check("format"))
}

/// `H(tag, f…)` of the format.
fn hash(tag: &str, fields: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(b"passkeep/v1/");
    context.update(tag.as_bytes());
    context.update(&[0]);
    for field in fields {
        let length = u32::try_from(field.len()).expect("a receipt is shorter than 4 GiB");
        context.update(&length.to_be_bytes());
        context.update(field);
    }
    context.finish().as_ref().try_into().expect("SHA-256 gives 32 bytes")
}

#[cfg(test)]
mod tests;
