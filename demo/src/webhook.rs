//! What Passkeep calls with: checked as Standard Webhooks has it, taken once.

use aws_lc_rs::hmac;
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use crate::Secret;

/// How old a call may be, in seconds; it is signed anew each time that it is sent.
const AGE_SECONDS_MAX: i64 = 300;

/// A call, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Call {
    /// Its id, the same each time that it is sent.
    pub id: String,
    /// What happened.
    pub r#type: String,
    /// When, in Unix milliseconds.
    pub at: i64,
    /// The account.
    pub account: String,
    /// More.
    #[serde(default)]
    pub data: CallData,
}

/// What else a call says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct CallData {
    /// The confirmation that it is about.
    pub confirmation: Option<String>,
}

/// The call; none where it is not Passkeep's, or too old. The body is as it came.
pub fn read_call(headers: &HeaderMap, body: &[u8], secret: &Secret, now_ms: i64) -> Option<Call> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (id, at, signatures) =
        (header("webhook-id")?, header("webhook-timestamp")?, header("webhook-signature")?);
    let key = STANDARD.decode(secret.expose().strip_prefix("whsec_")?).ok()?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let content = [format!("{id}.{at}.").as_bytes(), body].concat();
    let signed = signatures
        .split(' ')
        .filter_map(|one| one.strip_prefix("v1,"))
        .any(|one| STANDARD.decode(one).is_ok_and(|given| hmac::verify(&key, &content, &given).is_ok()));
    let age = now_ms / 1000 - at.parse::<i64>().ok()?;
    (signed && age.abs() < AGE_SECONDS_MAX).then(|| serde_json::from_slice(body).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000_000;

    fn signed(key: &[u8], at: i64, body: &[u8]) -> HeaderMap {
        let content = [format!("call-1.{at}.").as_bytes(), body].concat();
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), &content);
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", "call-1".parse().unwrap());
        headers.insert("webhook-timestamp", at.to_string().parse().unwrap());
        let signatures = format!("v1,AAAA v1a,x v1,{}", STANDARD.encode(tag));
        headers.insert("webhook-signature", signatures.parse().unwrap());
        headers
    }

    #[test]
    fn a_call_is_taken_as_it_was_signed_and_while_it_is_fresh() {
        let secret = Secret::new(&format!("whsec_{}", STANDARD.encode([7; 32])));
        let body = br#"{"id":"call-1","type":"account_frozen","at":5,"account":"ada","data":{}}"#;
        let read = |headers: &HeaderMap, body: &[u8]| read_call(headers, body, &secret, NOW);
        let fresh = signed(&[7; 32], NOW / 1000, body);
        assert_eq!(read(&fresh, body).unwrap().r#type, "account_frozen");
        assert_eq!(read(&signed(&[8; 32], NOW / 1000, body), body), None, "another key");
        assert_eq!(read(&signed(&[7; 32], NOW / 1000 - 300, body), body), None, "too old");
        assert_eq!(read(&signed(&[7; 32], NOW / 1000 + 300, body), body), None, "of the future");
        let mut changed = body.to_vec();
        changed[10] ^= 1;
        assert_eq!(read(&fresh, &changed), None, "another body");
        for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
            let mut headers = fresh.clone();
            headers.remove(name);
            assert_eq!(read(&headers, body), None, "without {name}");
        }
        let mut headers = fresh.clone();
        headers.insert("webhook-id", "call-2".parse().unwrap());
        assert_eq!(read(&headers, body), None, "another id");
    }
}
