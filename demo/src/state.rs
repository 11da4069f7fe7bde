//! Where an action stands.

use crate::risk::Flag;

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its person has not answered yet.
    Asked,
    /// Signed; it waits for another device, or until a time.
    Held,
    /// It was confirmed where that was needed, and done.
    Done,
    /// Its person said no.
    Denied,
    /// It was taken back here.
    Cancelled,
    /// Nobody answered in time.
    Expired,
    /// Five answers failed.
    Blocked,
    /// The account was frozen, recovered or reported meanwhile.
    Void,
    /// It was confirmed, and could not be done.
    Failed(Failed),
}

/// Why what was confirmed could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// Too little cash.
    Cash,
    /// Too few shares.
    Shares,
    /// The price left the bound.
    Price,
    /// A flag stands.
    Flagged,
    /// The receipt doesn't say what was asked.
    Receipt,
    /// Passkeep took no question.
    NotAsked,
}

impl State {
    const ALL: [Self; 14] = [
        Self::Asked,
        Self::Held,
        Self::Done,
        Self::Denied,
        Self::Cancelled,
        Self::Expired,
        Self::Blocked,
        Self::Void,
        Self::Failed(Failed::Cash),
        Self::Failed(Failed::Shares),
        Self::Failed(Failed::Price),
        Self::Failed(Failed::Flagged),
        Self::Failed(Failed::Receipt),
        Self::Failed(Failed::NotAsked),
    ];

    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Held => "held",
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Blocked => "blocked",
            Self::Void => "void",
            Self::Failed(Failed::Cash) => "failed-cash",
            Self::Failed(Failed::Shares) => "failed-shares",
            Self::Failed(Failed::Price) => "failed-price",
            Self::Failed(Failed::Flagged) => "failed-flagged",
            Self::Failed(Failed::Receipt) => "failed-receipt",
            Self::Failed(Failed::NotAsked) => "failed-not-asked",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether its person has signed it already.
    pub fn is_held(self) -> bool {
        self == Self::Held
    }

    /// Whether an answer may still come.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Held)
    }
}

/// Why an action is not even begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// What was typed.
    Mistyped(crate::action::Mistyped),
    /// Too little cash.
    Cash,
    /// Too few shares.
    Shares,
    /// No such payee.
    Payee,
    /// A flag stands.
    Flagged(Flag),
}
