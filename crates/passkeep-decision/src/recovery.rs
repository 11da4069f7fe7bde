//! Recovery: the way back when every passkey is lost. Two proofs of different kinds begin a hold, which is long and announced,
//! and once its wait is over two kinds open a session that creates a passkey and does nothing else.
//!
//! It is the way in that an attacker would take, so it never lowers what it takes because of what a stranger claims: that
//! a passkey was lost is nobody's word here, only how long ago one was used.

mod code;
mod entry;
mod kinds;
mod start;

pub use code::{CheckRecoveryCode, CheckRecoveryCodeFacts};
pub use kinds::{Kind, PasskeyUse, Verdict, contact_proves, suffices};
pub use start::{RecoveryFacts, StartRecovery};

pub(crate) use entry::{Recovering, still_open, stop_by_code};
