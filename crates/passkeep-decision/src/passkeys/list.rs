//! The passkeys of the account that asks.

use super::signals::{Making, Signals, all_accepted};
use crate::change::{Change, Changes};
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
    /// For whom.
    pub listed_for: ListedFor,
}

/// For whom passkeys are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedFor {
    /// For a person, on a page.
    Person,
    /// For their device, which is to be kept in step.
    Device,
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
    /// Whether a passkey may be in the making; read for a device alone.
    pub making: Making,
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
            let mut signals = Signals::of(&who.account, &policy.rp_id, &facts.passkeys, &facts.tombstones);
            let mut changes = touch(who, policy, moment);
            if self.listed_for == ListedFor::Device {
                signals.accepted = all_accepted(&who.account, &facts.passkeys, &facts.making, moment.now);
                if signals.accepted.is_ok() {
                    changes = affirmed(who, moment);
                }
            }
            Ok(Decision { reply: Ok(PasskeyList { who: who.clone(), passkeys, removed, signals }), changes })
        })
    }
}

/// The commit that the list of all that is accepted goes out with. It writes, also where nothing is due: a primary that was cut
/// off from the others can't finish it where they must agree.
fn affirmed(who: &SessionFacts, moment: &Moment) -> Changes {
    let account = who.account.handle;
    let affirm = Change::AffirmHead { account, head: who.account.head };
    Changes::Tally(vec![affirm, Change::TouchSession { key: who.session.key, seen_at: moment.now }])
}
