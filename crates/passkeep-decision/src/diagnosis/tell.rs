//! Who is told what. Before sign-in nothing is told that tells of accounts, but to whoever has just proved it.

use super::code::{Code, Tells};
use super::diagnose::Diagnosis;
use super::signs::{Operation, Signs};

/// The code that stands for all that strangers are not told apart.
pub const NOT_ACCEPTED: &str = "SIG-00";

/// Its name.
pub const NOT_ACCEPTED_NAME: &str = "passkey_not_accepted";

/// Who hears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody.
    Stranger,
    /// Whoever has proved in this very request to hold the passkey: by its signature.
    Holder,
    /// The account.
    Owner,
}

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The code, with its causes.
    Code(Code),
    /// That the passkey was not accepted, and a reference.
    NotAccepted,
}

impl Told {
    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code(code) => code.as_str(),
            Self::NotAccepted => NOT_ACCEPTED,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code(code) => code.name(),
            Self::NotAccepted => NOT_ACCEPTED_NAME,
        }
    }
}

/// What a viewer is told of an attempt with these signs.
pub fn tell(diagnosis: &Diagnosis, signs: &Signs, viewer: Viewer) -> Told {
    let code = diagnosis.code;
    let may = match (code.tells(), viewer) {
        (_, Viewer::Owner) => true,
        // An answer that was judged is an answer by a stored key: whatever it failed, for an unknown one it would have been
        // that it is unknown.
        (Tells::Nothing, _) => !is_judged_by_stored_key(signs),
        // By its signature: a removed passkey is told so, and one of another account than the one that was typed; and
        // who waits for an approval has signed before.
        (Tells::Account, Viewer::Holder) => matches!(code, Code::Sig05 | Code::Sig07 | Code::Sig11),
        (Tells::Account, Viewer::Stranger) => false,
    };
    if may { Told::Code(code) } else { Told::NotAccepted }
}

fn is_judged_by_stored_key(signs: &Signs) -> bool {
    signs.operation != Operation::Create && signs.check.as_ref().is_some_and(|failed| failed.detail.is_some())
}
