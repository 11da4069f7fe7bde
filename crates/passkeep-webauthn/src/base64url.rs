//! Base64url without padding (WebAuthn L3 §3), strictly: no padding, no whitespace, no stray bits.
//! The functions fit serde's `with`.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serializer, de::Error};
use std::borrow::Cow;

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Whether `text` encodes `bytes`. The time it takes tells their lengths alone, and nothing is allocated.
pub(crate) fn is_encoding_of(text: &str, bytes: &[u8]) -> bool {
    // Three bytes are four characters, so that chunks of these sizes encode each by itself.
    const CHUNK_BYTES: usize = 48;
    const CHUNK_CHARACTERS: usize = 64;
    if base64::encoded_len(bytes.len(), false) != Some(text.len()) {
        return false;
    }
    let chunks = bytes.chunks(CHUNK_BYTES).zip(text.as_bytes().chunks(CHUNK_CHARACTERS));
    chunks.fold(true, |equal, (bytes, characters)| {
        let mut encoded = [0; CHUNK_CHARACTERS];
        let length = URL_SAFE_NO_PAD.encode_slice(bytes, &mut encoded).expect("a chunk has its length");
        verify_slices_are_equal(&encoded[..length], characters).is_ok() & equal
    })
}

pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&encode(bytes))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    decode(&text).ok_or_else(|| D::Error::custom("not base64url without padding"))
}

#[cfg(test)]
mod tests {
    use super::{encode, is_encoding_of};

    #[test]
    fn only_its_own_encoding_is_one() {
        for length in 0..200_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(89)).collect();
            let text = encode(&bytes);
            assert!(is_encoding_of(&text, &bytes), "{length}");
            assert!(!is_encoding_of(&format!("{text}="), &bytes), "{length}");
            for at in 0..text.len() {
                let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
                let changed = [&text[..at], other, &text[at + 1..]].concat();
                assert!(!is_encoding_of(&changed, &bytes), "{length} bytes, character {at}");
            }
        }
    }
}
