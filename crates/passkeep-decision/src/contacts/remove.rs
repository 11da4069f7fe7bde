//! An address is to be removed: it goes when its hold has matured.

use super::change::Addresses;
use crate::change::Changes;
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::hold::{Hold, HoldKind};
use crate::holds::{Held, can_do_without};
use crate::id::ContactId;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Removes an address.
pub struct RemoveContact {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which address.
    pub contact: ContactId,
}

/// What `RemoveContact` reads.
pub struct RemoveContactFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for RemoveContact {
    type Facts = RemoveContactFacts;
    type Reply = Held;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Held> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ChangeContacts, policy, moment.now)?;
            let RemoveContactFacts { contacts, holds, passkeys, .. } = facts;
            let addresses = Addresses { who, contacts, holds, passkeys };
            let address = addresses.changeable(self.contact)?;
            if !can_do_without(address, &addresses.staying()) {
                return Err(Refusal::LastContact);
            }
            let kind = HoldKind::RemoveContact(address.clone());
            let (held, event, changes) = addresses.begin(kind, policy, moment);
            Ok(Decision { reply: Ok(held), changes: Changes::of_account(event, changes) })
        })
    }
}
