//! How strongly a session was opened.

/// The levels of the policy, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// One factor: a password or a phone code (AAL1).
    One,
    /// Two phishable factors of different kinds (AAL2; no `acr` of phishing resistance).
    TwoW,
    /// A passkey with user verification (AAL2, phishing-resistant: `acr=phr`).
    TwoP,
    /// A device-bound, attested passkey with user verification (`acr=phrh`).
    Three,
}

impl Level {
    /// Every level, weakest first.
    pub const ALL: [Self; 4] = [Self::One, Self::TwoW, Self::TwoP, Self::Three];

    /// The level's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::TwoW => "2w",
            Self::TwoP => "2p",
            Self::Three => "3",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }

    /// Its name towards apps. `phr` and `phrh` are OpenID's (Extended Authentication Profile ACR Values 1.0, section 3);
    /// the others say which assurance level of NIST SP 800-63B it is, without resistance to phishing.
    pub const fn acr(self) -> &'static str {
        match self {
            Self::One => "aal1",
            Self::TwoW => "aal2",
            Self::TwoP => "phr",
            Self::Three => "phrh",
        }
    }

    /// From its name towards apps.
    pub fn of_acr(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.acr() == text)
    }
}

/// What a session is for, beside its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What its level allows.
    Ordinary,
    /// It came in by a fallback into an account that has passkeys: it may look and report, and change nothing.
    Quarantine,
    /// A recovery opened it: it may create a passkey, and nothing else.
    Recovery,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Quarantine, Self::Recovery];

    /// The standing's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Quarantine => "quarantine",
            Self::Recovery => "recovery",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == text)
    }
}
