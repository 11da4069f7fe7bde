//! An account's password: what there is, setting, changing, removing.

use serde_json::json;

use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::password::{
    Listing, Password, PasswordFacts, PasswordHash, PersonalWords, Reach, StoredPassword, judge,
};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;
use crate::throttle::{Factor, clear_all};

/// What the steps of a password read.
pub struct PasswordsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The password, where there is one.
    pub password: Option<StoredPassword>,
    /// The account's addresses: whom to tell, and what a password may not be.
    pub contacts: Vec<Contact>,
}

/// Reads whether there is a password.
pub struct ReadPassword {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What may be shown of a password.
pub struct PasswordView {
    /// Who asks.
    pub who: SessionFacts,
    /// When it was set, and how far it reaches; none where there is none.
    pub password: Option<(Timestamp, Reach)>,
    /// What is known of the person and of the site: no password may be one of these.
    pub personal: PersonalWords,
}

impl Step for ReadPassword {
    type Facts = PasswordsFacts;
    type Reply = PasswordView;

    fn decide(&self, facts: &PasswordsFacts, policy: &Policy, moment: &Moment) -> Decision<PasswordView> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let reply = PasswordView {
                who: who.clone(),
                password: facts.password.as_ref().map(|password| (password.set_at, password.reach)),
                personal: personal(who, &facts.contacts, policy),
            };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

/// Sets a password, or puts another in its place.
pub struct SetPassword {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// What was typed.
    pub password: Password,
    /// Whether many people use it.
    pub common: Listing,
    /// Whether it stands in the operator's breach list.
    pub breached: Listing,
    /// What is to be stored of it.
    pub hash: PasswordHash,
    /// Browser and system.
    pub client: Client,
}

/// What a password that was set may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordWasSet(pub Reach);

impl Step for SetPassword {
    type Facts = PasswordsFacts;
    type Reply = PasswordWasSet;

    fn decide(&self, facts: &PasswordsFacts, policy: &Policy, moment: &Moment) -> Decision<PasswordWasSet> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ChangePassword, policy, moment.now)?;
            let personal = personal(who, &facts.contacts, policy);
            let known = PasswordFacts { common: self.common, breached: self.breached, personal: &personal };
            let reach = judge(&self.password, &known).map_err(Refusal::PasswordNotAccepted)?;
            let account = who.account.handle;
            let password = StoredPassword { hash: self.hash.clone(), reach, set_at: moment.now };
            let (kind, message) = match facts.password {
                Some(_) => (EventKind::PasswordChanged, MessageKind::PasswordChanged),
                None => (EventKind::PasswordSet, MessageKind::PasswordSet),
            };
            let mut rest = vec![Change::SetPassword { account, password: Box::new(password) }];
            // A factor that is bound again begins anew.
            rest.extend(clear_all(account, Factor::Password));
            rest.extend(notices(
                account,
                &facts.contacts,
                (&who.account.locale, message),
                Context { policy, moment },
            ));
            let event = event(who, kind, &self.client, policy, moment);
            Ok(Decision { reply: Ok(PasswordWasSet(reach)), changes: Changes::of_account(event, rest) })
        })
    }
}

/// Removes the password.
pub struct RemovePassword {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Browser and system.
    pub client: Client,
}

impl Step for RemovePassword {
    type Facts = PasswordsFacts;
    type Reply = ();

    fn decide(&self, facts: &PasswordsFacts, policy: &Policy, moment: &Moment) -> Decision<()> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ChangePassword, policy, moment.now)?;
            facts.password.as_ref().ok_or(Refusal::NotFound)?;
            let account = who.account.handle;
            let mut rest = vec![Change::RemovePassword { account }];
            let told = (&who.account.locale, MessageKind::PasswordRemoved);
            rest.extend(notices(account, &facts.contacts, told, Context { policy, moment }));
            let event = event(who, EventKind::PasswordRemoved, &self.client, policy, moment);
            Ok(Decision { reply: Ok(()), changes: Changes::of_account(event, rest) })
        })
    }
}

fn personal(who: &SessionFacts, contacts: &[Contact], policy: &Policy) -> PersonalWords {
    let host = policy.issuer.trim_start_matches("https://").trim_start_matches("http://");
    let own = PersonalWords::of_site(&policy.rp_name, host.split(':').next().unwrap_or(host))
        .with_name(&who.account.name)
        .with_user_id(who.account.user_id);
    contacts.iter().fold(own, |words, contact| words.with_address(&contact.address))
}

fn event(who: &SessionFacts, kind: EventKind, client: &Client, policy: &Policy, moment: &Moment) -> Event {
    let happening = Happening {
        kind,
        actor: Actor::Session(who.session.key.id),
        details: json!({ "client": client }),
        personal: None,
    };
    Event::after(who.account.head, who.account.handle, happening, &policy.issuer, moment)
}
