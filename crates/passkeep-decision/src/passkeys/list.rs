//! The passkeys of the account that asks.

use super::signals::Signals;
use crate::decision::{Decision, decided};
use crate::device::Device;
use crate::id::PasskeyId;
use crate::moment::{Moment, Timestamp};
use crate::passkey::{LastUse, Passkey, PasskeyName, Tombstone};
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;

/// Lists passkeys.
pub struct ListPasskeys {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What `ListPasskeys` reads.
pub struct ListPasskeysFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys, oldest first, each with its last use.
    pub passkeys: Vec<Passkey>,
    /// What remains of removed ones, newest first.
    pub tombstones: Vec<Tombstone>,
    /// The browser, where it is remembered.
    pub device: Option<Device>,
}

/// The list.
pub struct PasskeyList {
    /// Who asks.
    pub who: SessionFacts,
    /// The passkeys: this device's first, then the last used.
    pub passkeys: Vec<Listed>,
    /// Removed ones.
    pub removed: Vec<Removed>,
    /// What the device is told of all this.
    pub signals: Signals,
}

/// A passkey and where it stands to this browser.
pub struct Listed {
    /// The passkey.
    pub passkey: Passkey,
    /// Whether it lives on this device.
    pub here: bool,
}

/// A removed passkey.
pub struct Removed {
    /// Its id.
    pub id: PasskeyId,
    /// Its name.
    pub name: PasskeyName,
    /// When it was removed.
    pub removed_at: Timestamp,
    /// BE as it was: tells in which kind of place a device may still have it.
    pub backup_eligible: bool,
}

impl Step for ListPasskeys {
    type Facts = ListPasskeysFacts;
    type Reply = PasskeyList;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<PasskeyList> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let here = facts.device.as_ref().and_then(|device| device.passkey);
            let mut passkeys: Vec<Listed> = facts
                .passkeys
                .iter()
                .map(|passkey| Listed { here: here == Some(passkey.id), passkey: passkey.clone() })
                .collect();
            let used_at = |last: &Option<LastUse>| last.as_ref().map(|last| last.at);
            passkeys.sort_by_key(|p| (p.here, used_at(&p.passkey.last_use), p.passkey.created_at));
            passkeys.reverse();
            let removed = facts
                .tombstones
                .iter()
                .map(|t| Removed {
                    id: t.id,
                    name: t.name.clone(),
                    removed_at: t.removed_at,
                    backup_eligible: t.backup_eligible,
                })
                .collect();
            let signals = Signals::of(&who.account, &policy.rp_id, &facts.passkeys, &facts.tombstones);
            let changes = touch(who, policy, moment);
            Ok(Decision { reply: Ok(PasskeyList { who: who.clone(), passkeys, removed, signals }), changes })
        })
    }
}
