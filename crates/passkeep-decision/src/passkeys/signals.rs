//! What a device is told of an account's passkeys, so that it offers none that is gone, and names the person as they are
//! named now (WebAuthn Level 3, 5.1.10: the signal methods).
//!
//! Browsers delete for good, and managers carry the deletion to every device. So two things are told, on different terms.
//!
//! **What was removed** is known from the tombstone that the removal left. It stays true whatever database says it: a
//! passkey that was removed before a backup is removed after it. It is always told.
//!
//! **All that is accepted** says something of what is absent, and that is true only of a database that lacks nothing. It is told
//! when nothing speaks against it, and otherwise left out, which costs no more than a dead entry in somebody's list:
//!
//! - *The database came back from a backup since the account was made.* A passkey that was made after the backup is missing for
//!   ever, and nobody can tell which account had one: its device may be the only place that knows. No list a browser has
//!   acknowledged helps, since another device may have made the passkey and shared it; neither does time, nor a later sign-in.
//!   So such an account never gets the list again. One that was made after the restore has all its passkeys here.
//! - *A passkey may be in the making.* The device has it before the server does, from the authenticator's answer to the
//!   commit; another tab that tells all that is accepted in that moment would delete it. A passkey is made under a grant, which is
//!   an event, or under a recovery, which is a hold: for the life of the grant's flow, and while a recovery stands, there is no list.
//! - *So much happened that a grant may have been overlooked.* The newest events are read, and they must reach back far enough.
//! - *What was read may be old.* The list goes out only with a commit of its own, which fails unless the account's newest event
//!   is still the one that was read: a replica takes no commit, and a read that was overtaken is decided again.
//!
//! A suspended passkey stays accepted: it can still freeze the account, and veto its own removal.

use crate::account::{Account, DisplayName, UserId};
use crate::hold::{Hold, HoldKind};
use crate::id::AccountHandle;
use crate::moment::Timestamp;
use crate::passkey::{Passkey, Tombstone};
use crate::ticket::FLOW_SECONDS_MAX;

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
    /// Every credential id that is accepted, where that can be said. What is not among them a browser deletes.
    pub accepted: Result<Vec<Vec<u8>>, Withheld>,
}

/// Why a device is not told all that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// Nobody asked.
    NotAsked,
    /// The database came back from a backup since the account was made.
    Restored,
    /// A passkey may be in the making.
    Creating,
}

/// How many of an account's newest events are read.
pub const NEWEST_READ: i64 = 64;

/// What the newest events tell, and what waits.
#[derive(Clone, Debug, Default)]
pub struct Making {
    /// When the newest of them gave a grant.
    pub granted_at: Option<Timestamp>,
    /// When the oldest of them happened, where there are older ones that were not read.
    pub read_from: Option<Timestamp>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
}

impl Making {
    /// Whether a passkey may be in the making.
    fn may_be(&self, now: Timestamp) -> bool {
        let horizon = now.plus_seconds(-FLOW_SECONDS_MAX);
        self.granted_at.is_some_and(|at| horizon <= at)
            || self.read_from.is_some_and(|at| horizon <= at)
            || self.holds.iter().any(|hold| hold.state.is_open() && matches!(hold.kind, HoldKind::Recovery))
    }
}

impl Signals {
    /// What is told to the devices of an account. All that is accepted is not among it.
    pub fn of(account: &Account, rp_id: &str, passkeys: &[Passkey], tombstones: &[Tombstone]) -> Self {
        let lives = |id: &[u8]| passkeys.iter().any(|passkey| passkey.credential_id == id);
        let removed = tombstones.iter().map(|tombstone| tombstone.credential_id.clone());
        Self {
            rp_id: rp_id.to_owned(),
            handle: account.handle,
            user_id: account.user_id,
            name: account.name.clone(),
            removed: removed.filter(|id| !lives(id)).collect(),
            accepted: Err(Withheld::NotAsked),
        }
    }
}

/// Every credential id that is accepted, where nothing speaks against saying so.
pub(super) fn all_accepted(
    account: &Account,
    passkeys: &[Passkey],
    making: &Making,
    now: Timestamp,
) -> Result<Vec<Vec<u8>>, Withheld> {
    if account.restored.is_some() {
        return Err(Withheld::Restored);
    }
    if making.may_be(now) {
        return Err(Withheld::Creating);
    }
    Ok(passkeys.iter().map(|passkey| passkey.credential_id.clone()).collect())
}
