//! What a use of a passkey leaves behind.

use passkeep_webauthn::Authentication;

use crate::change::Change;
use crate::device::Client;
use crate::event::Event;
use crate::id::AccountHandle;
use crate::passkey::{LastUse, Passkey};

/// A page that shows when passkeys were last used reads this many of the newest events.
pub const USES_READ: i64 = 128;

/// How many events a recorded use may lie behind the real one.
pub const RECORD_EVERY: i64 = 64;

/// What an assertion says of its passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// The counter.
    pub sign_count: u32,
    /// BS.
    pub backup_state: bool,
}

impl From<&Authentication<'_>> for Used {
    fn from(proof: &Authentication<'_>) -> Self {
        Self { sign_count: proof.sign_count, backup_state: proof.backup_state }
    }
}

/// The passkey's row is written when its counter or BS changed, or when the use that it records lies this far back
/// in the events. Else the event alone tells of the use, and a sign-in dirties one page at random. So the last use is
/// found among the newest `USES_READ` events, or else among the `RECORD_EVERY` from the recorded one.
pub fn use_passkey(
    account: AccountHandle,
    passkey: &Passkey,
    proof: impl Into<Used>,
    told: (&Event, &Client),
) -> Option<Change> {
    let (event, client) = told;
    let proof: Used = proof.into();
    let recorded = passkey.last_use.as_ref().map_or(0, |last| last.seq);
    let same = proof.sign_count == passkey.sign_count && proof.backup_state == passkey.backup_state;
    if same && event.seq - recorded < RECORD_EVERY {
        return None;
    }
    Some(Change::UsePasskey {
        account,
        passkey: passkey.id,
        sign_count: proof.sign_count,
        backup_state: proof.backup_state,
        last_use: LastUse { seq: event.seq, at: event.at, client: client.clone() },
    })
}
