//! What a device is told of an account's passkeys, so that it offers none that is gone, and names the person as they are
//! named now (WebAuthn Level 3, 5.1.10: the signal methods).
//!
//! Browsers delete for good. So nothing follows from what is absent: a list of all that is accepted, read from a database that
//! lags behind or was restored from before, would lack a passkey in use. What is told is what is known: the passkeys that
//! were removed, each by the tombstone that its removal left.

use crate::account::{Account, DisplayName, UserId};
use crate::id::AccountHandle;
use crate::passkey::{Passkey, Tombstone};

/// What a device is told.
pub struct Signals {
    /// The RP ID that the account's passkeys are for.
    pub rp_id: String,
    /// WebAuthn's `user.id`.
    pub handle: AccountHandle,
    /// WebAuthn's `user.name`.
    pub user_id: UserId,
    /// WebAuthn's `user.displayName`.
    pub name: DisplayName,
    /// Credential ids that sign in no more and never will.
    pub removed: Vec<Vec<u8>>,
}

impl Signals {
    /// What is told to the devices of an account. A passkey that is only suspended stays on them: it can still freeze the
    /// account, and stop its own removal.
    pub fn of(account: &Account, rp_id: &str, passkeys: &[Passkey], tombstones: &[Tombstone]) -> Self {
        let lives = |id: &[u8]| passkeys.iter().any(|passkey| passkey.credential_id == id);
        let removed = tombstones.iter().map(|tombstone| tombstone.credential_id.clone());
        Self {
            rp_id: rp_id.to_owned(),
            handle: account.handle,
            user_id: account.user_id,
            name: account.name.clone(),
            removed: removed.filter(|id| !lives(id)).collect(),
        }
    }
}
