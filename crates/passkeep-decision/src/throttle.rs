//! Failures of a factor that can be guessed, counted for an account before anything is compared.
//!
//! At most so many in a row (NIST SP 800-63B-4, section 3.2.2: 100), then the factor is off until it is bound again. A
//! browser that the account knows and all others count apart, so that strangers close a factor to strangers alone.
//! Passkeys can't be guessed and are never counted.

use crate::change::Change;
use crate::device::Device;
use crate::id::AccountHandle;
use crate::moment::Timestamp;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;

/// A factor without a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// The password.
    Password,
    /// Codes sent to a phone.
    PhoneCode,
    /// Codes sent to an email.
    EmailCode,
    /// Codes of the printed set.
    RecoveryCode,
    /// A trusted device's own key. It can't be guessed, and is never counted.
    Device,
}

impl Factor {
    /// Every factor.
    pub const ALL: [Self; 5] =
        [Self::Password, Self::PhoneCode, Self::EmailCode, Self::RecoveryCode, Self::Device];

    /// The factor's stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PhoneCode => "phone_code",
            Self::EmailCode => "email_code",
            Self::RecoveryCode => "recovery_code",
            Self::Device => "device",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| factor.as_str() == text)
    }
}

/// Whether the account knows the browser that somebody tries in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// It does.
    Known,
    /// It doesn't.
    Stranger,
}

impl Acquaintance {
    /// Of a browser as the account has it.
    pub const fn of(device: Option<&Device>) -> Self {
        match device {
            Some(_) => Self::Known,
            None => Self::Stranger,
        }
    }

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Stranger => "stranger",
        }
    }
}

/// Names a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureKey {
    /// The account. An identifier that nobody has is counted under a handle that nobody has: it closes alike.
    pub account: AccountHandle,
    /// The factor.
    pub factor: Factor,
    /// From what kind of browser.
    pub from: Acquaintance,
}

/// How often in a row a factor failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures(pub i64);

/// Counts an attempt as a failure, before it is compared: whoever succeeds clears the count. Refused where the factor is
/// off.
pub fn count(
    key: FailureKey,
    failures: Failures,
    policy: &Policy,
    now: Timestamp,
) -> Result<Change, Refusal> {
    if Rule::FailuresLock.holds() && failures.0 >= policy.failures_max {
        return Err(Refusal::FactorOff);
    }
    Ok(Change::CountFailure { key, failures, at: now })
}

/// What a success in a browser of this kind clears.
pub fn clear(key: FailureKey) -> Change {
    Change::ClearFailures(key)
}

/// What binding a factor again clears: every count of it.
pub fn clear_all(account: AccountHandle, factor: Factor) -> [Change; 2] {
    [Acquaintance::Known, Acquaintance::Stranger]
        .map(|from| Change::ClearFailures(FailureKey { account, factor, from }))
}
