//! The rules that the walks take out, one at a time, to see that each is missed; and those of apps and of staff, which tables do.
//!
//! A rule stands where it is kept, as a condition that begins with its name. Only this crate's own tests have the switch:
//! in every other build a rule holds, and the condition costs nothing.

macro_rules! rules {
    (
        walked { $($(#[$doc:meta])* $name:ident,)* }
        tabled { $($(#[$tabled_doc:meta])* $tabled:ident,)* }
        staffed { $($(#[$staffed_doc:meta])* $staffed:ident,)* }
    ) => {
        /// A rule that can be taken out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Rule {
            $($(#[$doc])* $name,)*
            $($(#[$tabled_doc])* $tabled,)*
            $($(#[$staffed_doc])* $staffed,)*
        }

        #[cfg(test)]
        impl Rule {
            /// Every rule that the walks must miss.
            pub(crate) const WALKED: &[Self] = &[$(Self::$name,)*];
            /// Every rule that the table of apps must miss (`oidc/tests.rs`).
            pub(crate) const TABLED: &[Self] = &[$(Self::$tabled,)*];
            /// Every rule that the table of staff must miss (`support/tests.rs`).
            pub(crate) const STAFFED: &[Self] = &[$(Self::$staffed,)*];
        }
    };
}

rules! {
    walked {
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
        /// A device that the account doesn't know waits for a trusted one, where that is asked for always.
        NewDeviceWaits,
        /// So many approvals wait at once.
        ApprovalsMax,
        /// An approval is answered once, in its time.
        ApprovalOpen,
        /// The number that is typed must be the one on the new screen.
        NumberFits,
        /// A yes takes a passkey, where the account has one.
        ApprovalByPasskey,
        /// A restricted passkey says yes to no device.
        ApprovalRestricted,
        /// What waits for an approval goes on once it is given.
        ApprovalGiven,
        /// It goes on, on the device that asked.
        ApprovalDevice,
        /// It goes on, if nothing has ended what was begun before.
        ApprovalEpoch,
        /// It goes on, if the passkey that was used still works.
        ApprovalPasskey,
        /// An approved fallback past passkeys ends the sessions of before.
        ApprovalQuarantine,
        /// What takes a trusted device takes one that is trusted.
        DeviceTrusted,
        /// A trusted device brings its secret.
        SecretBrought,
        /// An old secret was copied.
        OldSecret,
        /// A trusted device signs what it answers.
        DeviceSigns,
        /// A device is chosen with a key that it holds.
        ChoiceSigned,
        /// A device is trusted after a wait.
        TrustWaits,
        /// A restricted passkey makes no device trusted.
        TrustRestricted,
        /// Signing out ends trust.
        SignOutEndsTrust,
        /// An old passkey restores trust, and no young one.
        RestoreOld,
        /// A passkey that never leaves its device restores trust, and no other.
        RestoreBound,
        /// What was copied is not restored.
        RestoreCopied,
        /// A revoked device's sessions end.
        RevokeEnds,
        /// A passkey that another removes goes after a hold.
        RemovalWaits,
        /// A reported passkey is suspended.
        ReportSuspends,
        /// A report ends the sessions of before.
        ReportEnds,
        /// An account without passkeys changes an address, or its password, on a trusted device.
        ChangeByDevice,
        /// The device has just signed with its own key.
        ChangeDeviceSigns,
        /// The password of an account without passkeys changes after a hold.
        PasswordWaits,
        /// Every address is told of a hold.
        HoldTold,
        /// A hold lasts as long as it was announced.
        HoldWaits,
        /// Its middle is told before its end.
        HoldMiddle,
        /// Nothing matures while the account is frozen.
        HoldFrozen,
        /// What is over is neither stopped nor upheld.
        HoldOver,
        /// The last passkey, reported lost, is kept until another works.
        LossKept,
        /// A report is undone by the passkey and an address, not by one of them.
        LossTakesTwo,
        /// A restricted passkey stops nothing.
        VetoRestricted,
        /// A suspended passkey stops nothing but its own removal.
        VetoSuspended,
        /// An address or a contested passkey opposes one change once.
        VetoOnce,
        /// An address stops something only if it was proved not too long ago.
        VetoProved,
        /// An address that came of late stops nothing.
        VetoLate,
        /// Nothing of value leaves an account that was thawed or recovered of late.
        ValueHeld,
        /// A young passkey thaws nothing.
        ThawSettled,
        /// A stranger freezes once a day with a factor.
        FreezeAgain,
        /// A recovery takes two kinds of proof.
        RecoveryKinds,
        /// A device and an address are not two.
        DeviceAndAddress,
        /// A device proves itself by its own key.
        DeviceProves,
        /// A device proves something where it is trusted in full.
        DeviceInFull,
        /// The end of a recovery takes its wait.
        RecoveryWaits,
        /// What a recovery opens creates a passkey, and nothing else.
        RecoveryOnly,
        /// It creates one while the recovery stands open.
        RecoveryOpen,
        /// A recovery ends the sessions of before.
        RecoveryEnds,
        /// What is in dispute doesn't mature.
        DisputeWaits,
        /// What is in dispute is stopped by no further veto.
        DisputeStands,
        /// A dispute is decided by a passkey of some age.
        DisputeAge,
        /// What was reported lost doesn't come back because nobody decides.
        LossUndecided,
        /// A passkey whose removal nobody decides is back.
        UndecidedBack,
        /// Value moves in an account that a lost phone would not close.
        SafetyNet,
        /// An action takes a passkey of its level.
        ConfirmLevel,
        /// An action takes a passkey of some age.
        ConfirmAge,
        /// A new payee, or a large amount, takes another trusted device or a wait.
        ConfirmSecond,
        /// The other device is another one.
        ConfirmOtherDevice,
        /// A confirmation is answered while it is open.
        ConfirmOpen,
    }
    tabled {
        /// A code or a token is its client's.
        TokenClient,
        /// What has ended gives nothing.
        TokenEnded,
        /// An authorization is worth something in its time.
        TokenExpiry,
        /// It ends with its account's epoch.
        TokenEpoch,
        /// What a quarantined session got is worth nothing to a client that takes none.
        TokenQuarantine,
        /// A code is used once.
        CodeOnce,
        /// A code is used within its minute.
        CodeMinute,
        /// A code comes with the redirect that it went to.
        CodeRedirect,
        /// A code comes with the verifier of its challenge.
        CodeVerifier,
        /// A code that is bound to a key comes with its proof.
        CodeKey,
        /// A refresh token is used once.
        RefreshOnce,
        /// An app goes on without the person as long as it may.
        RefreshUntil,
        /// A public client's refresh token comes with the proof of its key.
        RefreshKey,
        /// A refresh widens nothing.
        RefreshScopes,
        /// What moves value is granted while the account lets value go, and not beyond the session.
        TokenValue,
        /// A session that may not move value gets no scope that does.
        GrantedValue,
        /// A code is for the person that is named.
        AuthorizePerson,
        /// Who is to choose an account has chosen since.
        AuthorizeChosen,
        /// A quarantined session gets no code.
        AuthorizeQuarantine,
        /// A session that gets a code has the level.
        AuthorizeLevel,
        /// And a proof as new as is asked.
        AuthorizeFresh,
        /// Another party's app is consented to.
        AuthorizeConsent,
        /// Nobody is shown anything where nobody may be.
        AuthorizeSilent,
        /// A redirect is compared byte by byte.
        RedirectExact,
        /// A request has an S256 challenge.
        ChallengeS256,
        /// An action is asked for by who has proved who they are.
        ActionPushed,
        /// An action gives a code once it is confirmed.
        ActionConfirmed,
        /// And for the request, the account and the bytes that it was confirmed for.
        ActionOwn,
        /// And one code.
        ActionOnce,
        /// And no later token.
        ActionFirstToken,
        /// And only a type that the client may ask for.
        ActionClient,
    }
    staffed {
        /// Only whom the operator has given a role is staff.
        StaffRole,
        /// A role reaches as far as it does.
        StaffPower,
        /// Nobody among the staff has to do with their own account.
        StaffOwn,
        /// Every look is an event.
        LookTold,
        /// One of the staff looks at so many accounts an hour.
        LooksMax,
        /// What staff has sent goes to addresses of some age.
        OldAddresses,
        /// The same is sent again once an hour.
        ResentOnce,
        /// What takes two takes another account than the first.
        TwoOfStaff,
        /// What takes two takes another person, as far as is known.
        TwoPersons,
        /// Staff signs with a passkey that never leaves its device.
        StaffSignsBound,
        /// And with one that is of some age.
        StaffSignsOld,
        /// Both sign over account, action, hold and reason.
        SignedReason,
        /// A proposal ends with its time.
        ProposalTime,
        /// A proposal is decided once.
        ProposalOnce,
        /// Shortening leaves some time from now on.
        ShortenFloor,
        /// What staff began, staff does not shorten.
        StaffHoldStays,
        /// Proof of identity is one kind of proof, and never enough by itself.
        IdentityAlone,
    }
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
