//! The language of an account's messages is chosen.

use serde_json::json;

use super::AccountView;
use crate::account::Locale;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Chooses the language of the account's messages. It takes what a name takes: in quarantine nobody makes notices unreadable.
pub struct ChooseLanguage {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The language: one that the server has texts for.
    pub locale: Locale,
}

/// What `ChooseLanguage` reads.
pub struct ChooseLanguageFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
}

impl Step for ChooseLanguage {
    type Facts = ChooseLanguageFacts;
    type Reply = AccountView;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<AccountView> {
        decided(|| {
            let mut who = admit(facts.who.as_ref(), Right::ChangeName, policy, moment.now)?.clone();
            let contacts = facts.contacts.clone();
            if who.account.locale == self.locale {
                return Ok(Decision::reply(AccountView { who, contacts }));
            }
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::LanguageChosen,
                actor: Actor::Session(who.session.key.id),
                details: json!({ "from": who.account.locale.0, "to": self.locale.0 }),
                personal: None,
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let rest = vec![Change::SetLocale { account, locale: self.locale.clone() }];
            who.account.locale = self.locale.clone();
            Ok(Decision {
                reply: Ok(AccountView { who, contacts }),
                changes: Changes::of_account(event, rest),
            })
        })
    }
}
