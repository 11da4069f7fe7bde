//! How strongly a session was opened.

/// The levels of the policy, weakest first. This house opens sessions by passkey alone; the levels below it come
/// with the ways that reach them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A passkey with user verification: AAL2, phishing-resistant (`acr=phr`).
    TwoP,
}

impl Level {
    /// The level's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TwoP => "2p",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        (text == Self::TwoP.as_str()).then_some(Self::TwoP)
    }
}
