//! Freezing and thawing. One factor freezes, at once; a passkey that nothing contests thaws, or a recovery.
//!
//! A freeze ends every session but the one that asks. One that came from a browser which the account doesn't know ends
//! by itself after a while, unless somebody who is in affirms it: one stolen factor must not lock an owner out for good.

mod account;
mod thaw;

pub use account::{FreezeAccount, FreezeFacts};
pub use thaw::{StartThaw, StartThawFacts, ThawAccount, ThawAccountFacts, Thawed};

pub(crate) use account::{Freezing, FrozenBySession, freeze, freeze_by_session};
