//! The rules that the walks take out, one at a time, to see that each is missed.
//!
//! A rule stands where it is kept, as a condition that begins with its name. Only this crate's own tests have the switch:
//! in every other build a rule holds, and the condition costs nothing.

/// A rule that can be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A session in quarantine has few rights.
    Quarantine,
    /// A frozen account gives few rights.
    Frozen,
    /// A right takes a level.
    Level,
    /// A restricted session has not all rights.
    Restricted,
    /// Some rights take a proof of just now.
    Freshness,
    /// A session ends with its life.
    SessionLife,
    /// A session that is left alone ends.
    SessionIdle,
    /// A session ends with its account's epoch.
    SessionEpoch,
    /// A browser that is new to the account restricts its sessions.
    NewBrowser,
    /// A restricted passkey restricts the session that it opens or raises.
    RestrictedPasskey,
    /// A passkey that no older one authorised is restricted.
    Inheritance,
    /// A passkey lends a creation its age as it is at the grant.
    AgeAtGrant,
    /// A ticket is its browser's.
    TicketBrowser,
    /// A ticket's step is spent once.
    TicketSpent,
    /// A ticket is taken in its time.
    TicketExpiry,
    /// A flow of a session is that session's.
    TicketSession,
    /// What was begun before a quarantine ends with it.
    TicketEpoch,
    /// A removal's ticket names the passkey that is removed.
    TicketPasskey,
    /// The passkey that answers is of the account that the ticket names.
    SameAccount,
    /// A suspended passkey answers for nothing.
    Suspended,
    /// Another passkey removes one only when it has settled.
    SettledSigner,
    /// The last passkey that works goes after a hold, whoever signs.
    LastPasskey,
    /// A passkey lifts a quarantine only if it is older.
    OlderLifts,
    /// A fallback into an account with passkeys ends the sessions of before.
    QuarantineEnds,
    /// A browser that the account doesn't know gets no session by a fallback.
    KnownBrowser,
    /// A short password never stands alone.
    ShortPassword,
    /// An account without passkeys takes two kinds of proof.
    TwoKinds,
    /// The password must be the right one.
    PasswordFits,
    /// The code must be the right one.
    CodeFits,
    /// A code is compared so many times.
    CodeAttempts,
    /// A factor that failed too often in a row is off.
    FailuresLock,
}

impl Rule {
    /// Whether it holds: always.
    #[cfg(not(test))]
    pub(crate) const fn holds(self) -> bool {
        let _ = self;
        true
    }
}

#[cfg(test)]
mod switch {
    use std::cell::Cell;

    use super::Rule;

    thread_local! {
        static OUT: Cell<Option<Rule>> = const { Cell::new(None) };
    }

    impl Rule {
        /// Every rule.
        pub(crate) const ALL: [Self; 31] = [
            Self::Quarantine,
            Self::Frozen,
            Self::Level,
            Self::Restricted,
            Self::Freshness,
            Self::SessionLife,
            Self::SessionIdle,
            Self::SessionEpoch,
            Self::NewBrowser,
            Self::RestrictedPasskey,
            Self::Inheritance,
            Self::AgeAtGrant,
            Self::TicketBrowser,
            Self::TicketSpent,
            Self::TicketExpiry,
            Self::TicketSession,
            Self::TicketEpoch,
            Self::TicketPasskey,
            Self::SameAccount,
            Self::Suspended,
            Self::SettledSigner,
            Self::LastPasskey,
            Self::OlderLifts,
            Self::QuarantineEnds,
            Self::KnownBrowser,
            Self::ShortPassword,
            Self::TwoKinds,
            Self::PasswordFits,
            Self::CodeFits,
            Self::CodeAttempts,
            Self::FailuresLock,
        ];

        /// Whether it holds: unless this thread has taken it out.
        pub(crate) fn holds(self) -> bool {
            OUT.get() != Some(self)
        }

        /// What happens without it.
        pub(crate) fn without<R>(self, happens: impl FnOnce() -> R) -> R {
            OUT.set(Some(self));
            let result = happens();
            OUT.set(None);
            result
        }
    }
}
