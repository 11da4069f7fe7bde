//! An attempt as it is kept: for 30 days, so that its owner and whoever helps can look at it again.

use super::check::FailedCheck;
use super::reference::Reference;
use super::signs::Signs;
use crate::device::Client;
use crate::id::AccountHandle;
use crate::moment::Timestamp;
use crate::ticket::BrowserHash;

/// How an attempt stands to the account that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It had proved to be the account's: by a session, or by a signature.
    Proved,
    /// It only said so. The account's owner may look at it; it tells whoever said so nothing.
    Claimed,
}

impl Standing {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Claimed => "claimed",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Proved, Self::Claimed].into_iter().find(|standing| standing.as_str() == text)
    }
}

/// A failed attempt: what was seen, without a name, an address or a text that a client wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// What a person reads out.
    pub reference: Reference,
    /// When.
    pub at: Timestamp,
    /// The browser that tried it: what its tickets are bound to.
    pub browser: BrowserHash,
    /// The account that it is about, and how far that is known.
    pub account: Option<(AccountHandle, Standing)>,
    /// On what.
    pub client: Client,
    /// Which app or browser of which version, coarsely, as it says: for charts.
    pub version: Option<String>,
    /// What was told at the time: a code, or that which strangers are told.
    pub told: String,
    /// What the signs alone said at the time: for charts.
    pub code: String,
    /// What was seen.
    pub signs: Signs,
}

impl Attempt {
    /// Whose it is, of a refusal in a ceremony: the account of the session, or the one that the passkey's answer names.
    pub fn account_of(
        session: Option<AccountHandle>,
        named: Option<AccountHandle>,
        check: &FailedCheck,
    ) -> Option<(AccountHandle, Standing)> {
        let proved = session.map(|account| (account, Standing::Proved));
        let standing = if check.proves_possession() { Standing::Proved } else { Standing::Claimed };
        proved.or_else(|| named.map(|account| (account, standing)))
    }
}
