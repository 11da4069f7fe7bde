//! The questions that people ask about their passkeys, and which of them an attempt that failed leads to.

use crate::diagnosis::Code;
use crate::named::named;

named!(
    /// A question. Its name is its anchor on the page `/help/passkeys`.
    Question {
        /// Why can't I create one?
        Create = "create",
        /// Why isn't it on my new phone?
        Sync = "sync",
        /// Why wasn't I asked?
        NotAsked = "not-asked",
        /// How do I set a security key's PIN?
        KeyPin = "key-pin",
        /// Why did it fail?
        Failed = "failed",
        /// What if my device is lost?
        Lost = "lost",
    }
);

named!(
    /// A reason why a passkey did not sign in, as the answer to [`Question::Failed`] lists them.
    Reason {
        /// There is none on this device.
        NotHere = "not-here",
        /// There was one here, and it answers no more.
        Silent = "silent",
        /// It was removed from the account, and the device still has it.
        Removed = "removed",
        /// It is another account's.
        OtherAccount = "other-account",
        /// The server had trouble.
        OurTrouble = "our-trouble",
        /// The security key has no PIN, or was reset.
        KeyReset = "key-reset",
    }
);

impl Question {
    /// The question whose answer helps with a code; none where the code's own steps are all that there is.
    pub const fn of(code: Code) -> Option<Self> {
        use Code::*;
        Some(match code {
            Env01 | Env02 | Env03 | Env04 | Env05 | Env08 | Cre04 | Cre05 | Cre06 | Cre07 | Cre08 | Cre09 => {
                Self::Create
            }
            Cre10 | Key01 | Key02 | Key03 | Key04 | Key05 => Self::KeyPin,
            Sig08 | Hyb03 => Self::Sync,
            Env09 | Env10 | Env14 | Env15 | Sig03 | Sig04 => Self::NotAsked,
            Sig05 | Sig06 | Sig07 | Sig09 | Srv09 | Srv13 | Key06 | Key07 => Self::Failed,
            Sig12 => Self::Lost,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_helps_with_a_code() {
        for question in Question::ALL {
            assert!(Code::ALL.iter().any(|code| Question::of(*code) == Some(*question)), "{question:?}");
        }
    }

    #[test]
    fn a_closed_window_asks_nothing_and_our_trouble_never_sends_to_a_settings_menu() {
        for calm in [Code::Sig01, Code::Sig02, Code::Cre01, Code::Cre02, Code::Cre03] {
            assert_eq!(Question::of(calm), None, "{calm:?}");
        }
        assert_eq!(Question::of(Code::Srv13), Some(Question::Failed));
        assert_eq!(Question::of(Code::Key05), Some(Question::KeyPin));
        assert_eq!(Question::of(Code::Env10), Some(Question::NotAsked));
    }
}
