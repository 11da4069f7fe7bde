//! Who is told what. Before sign-in nothing is told that tells of accounts, but to whoever has just proved it.

use super::code::{Code, Tells};
use super::diagnose::Diagnosis;

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

/// What a viewer is told.
pub fn tell(diagnosis: &Diagnosis, viewer: Viewer) -> Told {
    let code = diagnosis.code;
    let may = match (code.tells(), viewer) {
        (Tells::Nothing, _) | (_, Viewer::Owner) => true,
        // By its signature: a removed passkey is told so, and one of another account than the one that was typed; and
        // who waits for an approval has signed before.
        (Tells::Account, Viewer::Holder) => matches!(code, Code::Sig05 | Code::Sig07 | Code::Sig11),
        (Tells::Account, Viewer::Stranger) => false,
    };
    if may { Told::Code(code) } else { Told::NotAccepted }
}
