//! A session's token: its row's whole key and its secret, so that one read finds it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::session::{OpenedSession, SessionKey, SessionSecret};
use zeroize::Zeroizing;

const LENGTH: usize = 16 + 8 + 32;

/// The token of a new session: for its cookie, or for a native app.
pub fn write(opened: &OpenedSession) -> String {
    let key = opened.session.key;
    let mut bytes = Zeroizing::new([0; LENGTH]);
    bytes[..16].copy_from_slice(&key.account.0);
    bytes[16..24].copy_from_slice(&key.expires_at.0.to_be_bytes());
    bytes[24..].copy_from_slice(opened.secret.0.as_slice());
    URL_SAFE_NO_PAD.encode(bytes.as_slice())
}

/// The row that a token names. Whether the row is there, and what it may, is the decision's.
pub fn read(text: &str) -> Option<SessionKey> {
    let bytes: Zeroizing<[u8; LENGTH]> =
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Zeroizing::new)?;
    let secret = SessionSecret(Zeroizing::new(bytes[24..].try_into().ok()?));
    Some(SessionKey {
        account: AccountHandle(bytes[..16].try_into().ok()?),
        expires_at: Timestamp(i64::from_be_bytes(bytes[16..24].try_into().ok()?)),
        id: secret.id(),
    })
}
