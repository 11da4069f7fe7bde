//! What authorises a change of what an account is reached and entered by: of an address, of the password.
//!
//! A passkey of just now does, where the account has one; also where it is suspended, for a report lowers nothing. An
//! account without passkeys changes them in a session of two weak kinds, on a device that it trusts in full and whose own
//! key has just signed.

use crate::change::Change;
use crate::devices::{Asking, NotTrusted, admit_device};
use crate::level::Level;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::proof::Method;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::SessionFacts;
use crate::trust::{Trust, trust};

/// What has authorised a change.
pub(crate) enum Authority {
    /// A passkey.
    Passkey,
    /// A trusted device, where there is no passkey.
    Device {
        /// The secret before this one is good no more.
        seen: Option<Change>,
    },
}

impl Authority {
    /// What is written with the change.
    pub(crate) fn seen(self) -> Option<Change> {
        match self {
            Self::Passkey => None,
            Self::Device { seen } => seen,
        }
    }
}

/// Whether who has the right may use it for this change.
pub(crate) fn authority(
    (who, right): (&SessionFacts, Right),
    passkeys: &[Passkey],
    asking: &Asking<'_>,
    (policy, moment): (&Policy, &Moment),
) -> Result<Authority, Box<NotTrusted>> {
    if !passkeys.is_empty() {
        return match who.session.level < Level::TwoP {
            true => Err(NotTrusted::plain(Refusal::LevelTooLow { needed: Level::TwoP })),
            false => Ok(Authority::Passkey),
        };
    }
    if !Rule::ChangeByDevice.holds() {
        return Ok(Authority::Device { seen: None });
    }
    let trusted = admit_device(asking, policy, moment)?;
    if trusted.trust < Trust::Full {
        return Err(NotTrusted::plain(Refusal::DeviceNotTrusted(trust(trusted.device, policy).1)));
    }
    let seconds = policy.rights.of(right).fresh_seconds;
    let signed = who.session.proofs.at(Method::Device);
    let fresh = signed.is_some_and(|at| seconds.is_none_or(|seconds| moment.now < at.plus_seconds(seconds)));
    match fresh || !Rule::ChangeDeviceSigns.holds() {
        true => Ok(Authority::Device { seen: trusted.seen }),
        false => Err(NotTrusted::plain(Refusal::ReauthenticationNeeded)),
    }
}
