//! Signing up: phone → code → name → passkey. The account is made whole in the last commit, so that nobody ever has
//! one without a way in.

mod check_code;
mod finish;
mod name;
mod send_code;

pub use check_code::{CheckSignUpCode, CheckSignUpCodeFacts};
pub use finish::{FinishSignUp, FinishSignUpFacts};
pub use name::{NameSignUp, NameSignUpFacts};
pub use send_code::{ResendSignUpCode, ResendSignUpCodeFacts, StartSignUp, StartSignUpFacts};
