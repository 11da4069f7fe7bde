//! The one place where the clock and the generator are read.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The time, in Unix milliseconds.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Random bytes, as base64url.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn random_text<const N: usize>() -> String {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).expect("the system's generator works");
    URL_SAFE_NO_PAD.encode(bytes)
}
