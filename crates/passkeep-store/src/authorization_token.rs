//! Codes and refresh tokens as apps hold them: what they say, under a MAC. Nothing of them is stored.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::id::{AccountHandle, AuthorizationId};
use passkeep_decision::oidc::{AuthorizationKey, Generation, TokenKind, TokenName};

use crate::store::Store;

const LENGTH: usize = 1 + 16 + 16 + 8 + 32;

impl Store {
    /// Writes a token: its kind, its row's whole key, its generation, and the MAC.
    pub fn write_token(&self, name: &TokenName) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.push(letter(name.kind));
        bytes.extend_from_slice(&name.key.account.0);
        bytes.extend_from_slice(&name.key.id.0);
        bytes.extend_from_slice(&name.generation.0.to_be_bytes());
        bytes.extend_from_slice(&self.keys().authorization(&name.text()));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token of a kind. `None` for what was not written here, or for another kind.
    pub fn read_token(&self, kind: TokenKind, text: &str) -> Option<TokenName> {
        if text.len() != (LENGTH * 4).div_ceil(3) {
            return None;
        }
        let bytes: [u8; LENGTH] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let key = AuthorizationKey {
            account: AccountHandle(bytes[1..17].try_into().ok()?),
            id: AuthorizationId(bytes[17..33].try_into().ok()?),
        };
        let generation = Generation(i64::from_be_bytes(bytes[33..41].try_into().ok()?));
        let name = TokenName { kind, key, generation };
        let ours = bytes[0] == letter(kind) && self.keys().authorization_fits(&name.text(), &bytes[41..]);
        ours.then_some(name)
    }
}

const fn letter(kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Code => b'c',
        TokenKind::Refresh => b'r',
    }
}
