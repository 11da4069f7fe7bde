//! Guidance: where a passkey lives on each system, and the questions that people ask about theirs. Tables, and no words:
//! those stand in `texts/guidance.*.ftl`, under the names that are given here.
//!
//! It speaks of systems, never of accounts: whoever reads it learns nothing of anybody's passkeys.

mod home;
mod keeper;
mod question;

pub use home::{Home, Reaching};
pub use keeper::Keeper;
pub use question::{Question, Reason};
