//! The account that asks, and its addresses.

use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;

/// Reads the account. Every page of a signed-in person starts with it.
pub struct ReadAccount {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What `ReadAccount` reads.
pub struct ReadAccountFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
}

/// The account and its addresses.
pub struct AccountView {
    /// Who asks.
    pub who: SessionFacts,
    /// The addresses, oldest first.
    pub contacts: Vec<Contact>,
}

impl Step for ReadAccount {
    type Facts = ReadAccountFacts;
    type Reply = AccountView;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<AccountView> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let reply = AccountView { who: who.clone(), contacts: facts.contacts.clone() };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}
