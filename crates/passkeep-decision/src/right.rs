//! What a session may do: each step names a right, and the policy says what that right takes.
//!
//! The table is policy data. It is read in one place, the session's gate; a step that needs more (a trusted device, an
//! older passkey) says so itself.

use crate::level::{Level, Standing};
use crate::moment::Timestamp;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::SessionFacts;

/// What can be done with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Read what stands in the settings.
    Look,
    /// End sessions: this one, others, all.
    EndSessions,
    /// Freeze the account.
    Freeze,
    /// Report a passkey or a device as lost.
    ReportLoss,
    /// Prove more, and so raise the session.
    Reauthenticate,
    /// Stop what is on hold.
    StopHold,
    /// Give a passkey or a device another name.
    Rename,
    /// Change the name to be called by.
    ChangeName,
    /// Create a passkey.
    CreatePasskey,
    /// Remove a passkey.
    RemovePasskey,
    /// Add, change or remove a phone number or an email.
    ChangeContacts,
    /// Set, change or remove the password.
    ChangePassword,
    /// Make a new set of recovery codes.
    ReplaceRecoveryCodes,
    /// Make this browser a trusted device.
    TrustDevice,
    /// Revoke a device.
    RevokeDevice,
    /// Approve a new device.
    Approve,
    /// Thaw the account.
    Thaw,
    /// Move value, in an app.
    MoveValue,
    /// Confirm an action that moves none, or trades no more than what is new may.
    Confirm,
    /// Do what a role among the staff allows.
    Support,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 20] = [
        Self::Look,
        Self::EndSessions,
        Self::Freeze,
        Self::ReportLoss,
        Self::Reauthenticate,
        Self::StopHold,
        Self::Rename,
        Self::ChangeName,
        Self::CreatePasskey,
        Self::RemovePasskey,
        Self::ChangeContacts,
        Self::ChangePassword,
        Self::ReplaceRecoveryCodes,
        Self::TrustDevice,
        Self::RevokeDevice,
        Self::Approve,
        Self::Thaw,
        Self::MoveValue,
        Self::Confirm,
        Self::Support,
    ];
}

/// Whether a right is given in a state in which most are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// What a right takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The least level.
    pub level: Level,
    /// Whether it is given in quarantine.
    pub quarantined: Given,
    /// Whether it is given to the session that a recovery opened.
    pub recovering: Given,
    /// Whether it is given while the session is restricted: its browser or its passkey is new to the account.
    pub restricted: Given,
    /// Whether it is given while the account is frozen.
    pub frozen: Given,
    /// Whether it is given while nothing of value may leave the account: it was thawed or recovered of late.
    pub value_held: Given,
    /// Whether it is given while the account's factors stay as they are: the database came back from a backup of late.
    pub restored: Given,
    /// How long ago the level must have been proved as a whole; none: whenever.
    pub fresh_seconds: Option<i64>,
}

/// What each right takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights([Requirement; Right::ALL.len()]);

const MINUTE: i64 = 60;

impl Rights {
    /// As shipped.
    pub fn shipped() -> Self {
        Self(Right::ALL.map(shipped))
    }

    /// What a right takes.
    pub fn of(&self, right: Right) -> &Requirement {
        &self.0[right as usize]
    }

    /// The same table with another row.
    pub fn with(mut self, right: Right, requirement: Requirement) -> Self {
        self.0[right as usize] = requirement;
        self
    }
}

fn shipped(right: Right) -> Requirement {
    use Given::{No, Yes};
    // To look, to report and to stop what goes wrong is given to whoever is in.
    let watch = Requirement {
        level: Level::One,
        quarantined: Yes,
        recovering: No,
        restricted: Yes,
        frozen: Yes,
        value_held: Yes,
        restored: Yes,
        fresh_seconds: None,
    };
    let arrange = Requirement { level: Level::TwoW, quarantined: No, frozen: No, ..watch };
    // A change of factor or contact takes a full authentication of just now (NIST SP 800-63B-4, section 4.6).
    let change = Requirement { restricted: No, restored: No, fresh_seconds: Some(15 * MINUTE), ..arrange };
    match right {
        Right::Look | Right::EndSessions => Requirement { recovering: Yes, ..watch },
        Right::Freeze | Right::ReportLoss | Right::Reauthenticate | Right::StopHold => watch,
        Right::Rename | Right::ChangeName => arrange,
        Right::TrustDevice => Requirement { restored: No, ..arrange },
        // The step itself takes a code and an assertion, or what recovery has left.
        Right::CreatePasskey => Requirement { recovering: Yes, fresh_seconds: None, ..change },
        // The step itself takes an assertion.
        Right::RemovePasskey => Requirement { fresh_seconds: None, ..change },
        // Of an address and of the password the steps take a passkey, or a trusted device where there is none.
        Right::ChangeContacts | Right::ChangePassword => change,
        // What is revoked was stolen, for all that is known: that doesn't wait.
        Right::RevokeDevice => Requirement { restored: Yes, ..change },
        // They take an older factor's place, so a passkey authorises it.
        Right::ReplaceRecoveryCodes => Requirement { level: Level::TwoP, ..change },
        Right::Approve => Requirement { fresh_seconds: None, ..change },
        Right::Thaw => Requirement { level: Level::TwoP, frozen: Yes, fresh_seconds: None, ..change },
        Right::Confirm => Requirement { level: Level::TwoP, ..arrange },
        Right::MoveValue => Requirement { level: Level::TwoP, value_held: No, fresh_seconds: None, ..change },
        // Whoever has a helper's session for a moment is to have little of it: the key is touched once an hour.
        Right::Support => {
            Requirement { level: Level::Three, restored: Yes, fresh_seconds: Some(60 * MINUTE), ..change }
        }
    }
}

impl Requirement {
    /// Whether a live session has the right now.
    pub fn check(&self, who: &SessionFacts, now: Timestamp) -> Result<(), Refusal> {
        let session = &who.session;
        match session.standing {
            Standing::Recovery if Rule::RecoveryOnly.holds() && self.recovering == Given::No => {
                return Err(Refusal::RecoveryOnlyCreates);
            }
            Standing::Quarantine if Rule::Quarantine.holds() && self.quarantined == Given::No => {
                return Err(Refusal::Quarantined);
            }
            _ => {}
        }
        if Rule::Frozen.holds() && self.frozen == Given::No && who.account.is_frozen(now) {
            return Err(Refusal::AccountFrozen);
        }
        if Rule::ValueHeld.holds()
            && self.value_held == Given::No
            && let Some(until) = who.account.value_held_until(now)
        {
            return Err(Refusal::ValueHeld { until });
        }
        if self.restored == Given::No
            && let Some(until) = who.account.changes_held_until(now)
        {
            return Err(Refusal::ChangesHeld { until });
        }
        // What a recovery has left is no level: it is the right itself.
        if Rule::Level.holds() && session.standing != Standing::Recovery && session.level < self.level {
            return Err(Refusal::LevelTooLow { needed: self.level });
        }
        if Rule::Restricted.holds()
            && self.restricted == Given::No
            && let Some(restriction) = session.restriction.filter(|restriction| now < restriction.until)
        {
            return Err(restriction.refusal());
        }
        let fresh = |seconds: i64| {
            session.proofs.whole_at(session.level).is_some_and(|at| now < at.plus_seconds(seconds))
        };
        if Rule::Freshness.holds() && self.fresh_seconds.is_some_and(|seconds| !fresh(seconds)) {
            return Err(Refusal::ReauthenticationNeeded);
        }
        Ok(())
    }
}
