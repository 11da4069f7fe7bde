//! Signing in: a passkey is asked for, with nothing typed or after an identifier; its answer opens a session.

mod fallback;
mod finish;
mod start;

pub use fallback::*;
pub use finish::{Credential, FinishSignIn, FinishSignInFacts, HolderFacts};
pub use start::{FoundFacts, StartSignIn, StartSignInFacts};

pub(crate) use finish::refuse_unknown;
