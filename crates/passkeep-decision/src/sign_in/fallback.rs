//! Another way in: a password, a code to the phone.
//!
//! A fallback can look and repair, and nothing more, until a passkey lifts it. What it says to a stranger is the same
//! for every identifier, whether or not somebody has it: the ways offered, the refusals, the locks, and the work done.

mod device;
mod entry;
mod freeze;
mod password;
mod phone_code;
mod start;

pub use device::ProveDevice;
pub use entry::{FactorFacts, Knocking, SignInReply, fallback_standing};
pub use freeze::Intent;
pub use password::{CountPassword, FinishPassword};
pub use phone_code::{
    Channel, CheckSignInCode, CheckSignInCodeFacts, SendSignInCode, SendSignInCodeFacts, nowhere,
};
pub use start::{FallbackFacts, StartFallback, Ways};
