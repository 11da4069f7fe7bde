//! The account gets another name.

use serde_json::json;

use super::AccountView;
use crate::account::DisplayName;
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Gives the account another name. It takes effect at once: nobody is found by a name, and it opens nothing.
pub struct RenameAccount {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The new name.
    pub name: DisplayName,
}

/// What `RenameAccount` reads.
pub struct RenameAccountFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

impl Step for RenameAccount {
    type Facts = RenameAccountFacts;
    type Reply = AccountView;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<AccountView> {
        decided(|| {
            let mut who = admit(facts.who.as_ref(), Right::ChangeName, policy, moment.now)?.clone();
            let contacts = facts.contacts.clone();
            if who.account.name == self.name {
                return Ok(Decision::reply(AccountView { who, contacts }));
            }
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::AccountRenamed,
                actor: Actor::Session(who.session.key.id),
                details: json!({}),
                personal: Some(json!({ "from": who.account.name.as_str(), "to": self.name.as_str() })),
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let mut rest = vec![Change::RenameAccount { account, name: self.name.clone() }];
            let kind = MessageKind::AccountRenamed(self.name.to_string());
            rest.extend(notices(
                account,
                &facts.contacts,
                (&who.account.locale, kind),
                Context { policy, moment },
            ));
            who.account.name = self.name.clone();
            Ok(Decision {
                reply: Ok(AccountView { who, contacts }),
                changes: Changes::of_account(event, rest),
            })
        })
    }
}
