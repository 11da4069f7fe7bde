//! An account's password: what there is, setting, changing, removing. In an account without passkeys another password waits
//! before it comes.

use serde_json::json;

use crate::authority::{Authority, authority};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::devices::{Asking, NotTrusted};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::hold::{Hold, HoldKind};
use crate::holds::{Audience, Beginning, Held, begin};
use crate::id::AccountHandle;
use crate::level::Level;
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::password::{
    Listing, Password, PasswordFacts, PasswordHash, PersonalWords, Reach, StoredPassword, judge,
};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;
use crate::throttle::{Factor, clear_all};
use crate::trust::{Brought, HasPasskeys};

/// What the steps of a password read.
pub struct PasswordsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The password, where there is one.
    pub password: Option<StoredPassword>,
    /// The account's addresses: whom to tell, and what a password may not be.
    pub contacts: Vec<Contact>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The device that the session lives on.
    pub device: Option<Device>,
    /// The account's open holds.
    pub holds: Vec<Hold>,
}

impl PasswordsFacts {
    /// Who asks, where they may change the password now.
    fn changer(
        &self,
        brought: &Brought,
        policy: &Policy,
        moment: &Moment,
    ) -> Result<(&SessionFacts, Authority), Box<NotTrusted>> {
        let right = Right::ChangePassword;
        let who = admit(self.who.as_ref(), right, policy, moment.now).map_err(NotTrusted::plain)?;
        let asking = Asking::in_session(who, self.device.as_ref(), brought, &self.contacts);
        Ok((who, authority((who, right), &self.passkeys, &asking, (policy, moment))?))
    }
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
    /// Whether the account has passkeys: without one another password waits, and none is removed.
    pub has_passkeys: HasPasskeys,
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
                has_passkeys: if facts.passkeys.is_empty() { HasPasskeys::No } else { HasPasskeys::Yes },
                personal: personal(who, &facts.contacts, policy),
            };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

/// Asks whether the password may be changed, before anything is hashed. Writes nothing.
pub struct StartPasswordChange {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The secrets that the client of a trusted device brought.
    pub trust: Brought,
}

impl Step for StartPasswordChange {
    type Facts = PasswordsFacts;
    /// Whose it is, and what no password may be.
    type Reply = (AccountHandle, PersonalWords);

    fn decide(&self, facts: &PasswordsFacts, policy: &Policy, moment: &Moment) -> Decision<Self::Reply> {
        match facts.changer(&self.trust, policy, moment) {
            Ok((who, _)) => Decision::reply((who.account.handle, personal(who, &facts.contacts, policy))),
            Err(no) => no.decision(),
        }
    }
}

/// Sets a password, or puts another in its place.
pub struct SetPassword {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The secrets that the client of a trusted device brought.
    pub trust: Brought,
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

/// What setting a password came to.
#[derive(Debug)]
pub enum PasswordWasSet {
    /// It is set, and may do so much.
    Now(Reach),
    /// It comes when its hold has matured; until then the one of before serves.
    Waits(Box<Held>),
}

impl Step for SetPassword {
    type Facts = PasswordsFacts;
    type Reply = PasswordWasSet;

    fn decide(&self, facts: &PasswordsFacts, policy: &Policy, moment: &Moment) -> Decision<PasswordWasSet> {
        decided(|| {
            let (who, authority) = match facts.changer(&self.trust, policy, moment) {
                Ok(changer) => changer,
                Err(no) => return Ok(no.decision()),
            };
            let personal = personal(who, &facts.contacts, policy);
            let known = PasswordFacts { common: self.common, breached: self.breached, personal: &personal };
            let reach = judge(&self.password, &known).map_err(Refusal::PasswordNotAccepted)?;
            if let Authority::Device { seen } = authority
                && Rule::PasswordWaits.holds()
            {
                return self.wait((who, facts), (reach, seen), policy, moment);
            }
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
            Ok(Decision { reply: Ok(PasswordWasSet::Now(reach)), changes: Changes::of_account(event, rest) })
        })
    }
}

impl SetPassword {
    /// Without a passkey an older factor goes by a wait alone: told on every channel, and stopped by whoever reads one.
    fn wait(
        &self,
        (who, facts): (&SessionFacts, &PasswordsFacts),
        (reach, seen): (Reach, Option<Change>),
        policy: &Policy,
        moment: &Moment,
    ) -> Result<Decision<PasswordWasSet>, Refusal> {
        facts.password.as_ref().ok_or(Refusal::LevelTooLow { needed: Level::TwoP })?;
        if let Some(hold) = facts.holds.iter().find(|hold| hold.kind == HoldKind::ChangePassword) {
            return Err(Refusal::HoldAlreadyWaits { matures_at: Some(hold.matures_at) });
        }
        let beginning = Beginning {
            kind: HoldKind::ChangePassword,
            actor: Actor::Session(who.session.key.id),
            details: json!({ "client": self.client }),
        };
        let account = who.account.handle;
        let to = Audience { account: &who.account, contacts: &facts.contacts, passkeys: &facts.passkeys };
        let (hold, event, mut rest) = begin(beginning, to, policy, moment);
        let password = StoredPassword { hash: self.hash.clone(), reach, set_at: moment.now };
        rest.push(Change::HoldPassword { account, hold: hold.id, password: Box::new(password) });
        rest.extend(seen);
        let held = Held::of(hold, &facts.passkeys);
        let reply = Ok(PasswordWasSet::Waits(Box::new(held)));
        Ok(Decision { reply, changes: Changes::of_account(event, rest) })
    }
}

/// Removes the password. An account without passkeys keeps it: it is one of the two kinds that it rests on.
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
            if facts.passkeys.is_empty() || who.session.level < Level::TwoP {
                return Err(Refusal::LevelTooLow { needed: Level::TwoP });
            }
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
