//! What waits in the account that asks.

use super::announce::called;
use crate::contact::Address;
use crate::decision::{Decision, decided};
use crate::hold::Hold;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;

/// Lists what waits.
pub struct ListHolds {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What `ListHolds` reads.
pub struct ListHoldsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's open holds, oldest first.
    pub holds: Vec<Hold>,
    /// The account's passkeys, for their names.
    pub passkeys: Vec<Passkey>,
}

/// The list.
pub struct HoldList {
    /// Who asks.
    pub who: SessionFacts,
    /// What waits, the oldest first.
    pub holds: Vec<Held>,
}

/// A hold, and how what waits in it is called.
#[derive(Clone, Debug)]
pub struct Held {
    /// The hold.
    pub hold: Hold,
    /// The passkey's name, or the address that goes.
    pub name: String,
    /// The address that comes; else nothing.
    pub to: String,
}

impl Held {
    /// For the account's owner, who sees addresses whole.
    pub(crate) fn of(hold: Hold, passkeys: &[Passkey]) -> Self {
        let (name, to) = called(&hold.kind, passkeys, |address: &Address| address.as_str().to_owned());
        Self { hold, name, to }
    }

    /// For whoever holds a notice's link, a passkey that is on its way out, or helps.
    pub fn masked(hold: Hold, passkeys: &[Passkey]) -> Self {
        let (name, to) = called(&hold.kind, passkeys, Address::masked);
        Self { hold, name, to }
    }
}

impl Step for ListHolds {
    type Facts = ListHoldsFacts;
    type Reply = HoldList;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<HoldList> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let holds = facts.holds.iter().map(|hold| Held::of(hold.clone(), &facts.passkeys)).collect();
            let reply = HoldList { who: who.clone(), holds };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}
