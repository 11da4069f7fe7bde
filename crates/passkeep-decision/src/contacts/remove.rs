//! An address is to be removed: it goes when its hold has matured.

use super::change::{Addresses, ChangingFacts};
use crate::change::Changes;
use crate::decision::{Decision, decided};
use crate::hold::HoldKind;
use crate::holds::{Held, can_do_without};
use crate::id::ContactId;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;
use crate::trust::Brought;

/// Removes an address.
pub struct RemoveContact {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which address.
    pub contact: ContactId,
    /// The secrets that the client of a trusted device brought.
    pub trust: Brought,
}

/// What `RemoveContact` reads.
pub struct RemoveContactFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// What a change of an address depends on.
    pub changing: ChangingFacts,
}

impl Step for RemoveContact {
    type Facts = RemoveContactFacts;
    type Reply = Held;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Held> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ChangeContacts, policy, moment.now)?;
            let addresses = Addresses { who, facts: &facts.changing };
            let authority = match addresses.authority(&self.trust, policy, moment) {
                Ok(authority) => authority,
                Err(no) => return Ok(no.decision()),
            };
            let address = addresses.changeable(self.contact)?;
            if !can_do_without(address, &addresses.staying()) {
                return Err(Refusal::LastContact);
            }
            let kind = HoldKind::RemoveContact(address.clone());
            let (held, event, changes) = addresses.begin((kind, authority), policy, moment);
            Ok(Decision { reply: Ok(held), changes: Changes::of_account(event, changes) })
        })
    }
}
