//! The freeze itself.

use serde_json::json;

use crate::account::{Account, Freeze};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{SignedIn, notices};
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, reissue};
use crate::step::Step;

/// Freezes the account, or affirms a freeze that would end by itself. Every other session ends; the one that asks goes
/// on under another id.
pub struct FreezeAccount {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Browser and system.
    pub client: Client,
}

/// What `FreezeAccount` reads.
pub struct FreezeFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

impl Step for FreezeAccount {
    type Facts = FreezeFacts;
    type Reply = SignedIn;

    fn decide(&self, facts: &FreezeFacts, policy: &Policy, moment: &Moment) -> Decision<SignedIn> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Freeze, policy, moment.now)?;
            let context = Context { policy, moment };
            let frozen = freeze_by_session(who, &facts.contacts, (&self.client, json!({})), context)?;
            let FrozenBySession { reply, event, rest } = frozen;
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

/// A freeze by whoever is signed in.
pub(crate) struct FrozenBySession {
    /// The session that asked, under its next id.
    pub(crate) reply: SignedIn,
    /// The event.
    pub(crate) event: Event,
    /// What is written with it.
    pub(crate) rest: Vec<Change>,
}

/// Freezes the account of a session, unless it is frozen for good: every other session ends, and the one that asks is
/// opened anew under the next epoch.
pub(crate) fn freeze_by_session(
    who: &SessionFacts,
    contacts: &[Contact],
    (client, details): (&Client, serde_json::Value),
    Context { policy, moment }: Context<'_>,
) -> Result<FrozenBySession, Refusal> {
    let account = &who.account;
    let lapses = account.state.freeze.and_then(|freeze| freeze.lapses_at);
    if account.is_frozen(moment.now) && lapses.is_none() {
        return Err(Refusal::AccountFrozen);
    }
    let actor = Actor::Session(who.session.key.id);
    let freezing = Freezing { account, contacts, actor, client, lapses_at: None };
    let (event, mut rest) = freeze(&freezing, details, policy, moment);
    let reissued = reissue(who, account.state.epoch + 1, moment);
    rest.extend(reissued.changes);
    let reply = SignedIn {
        user_id: account.user_id,
        name: account.name.clone(),
        passkey: None,
        opened: reissued.opened,
        trust: None,
    };
    Ok(FrozenBySession { reply, event, rest })
}

/// A freeze about to be written.
pub(crate) struct Freezing<'a> {
    /// Of which account.
    pub(crate) account: &'a Account,
    /// Whom to tell.
    pub(crate) contacts: &'a [Contact],
    /// Who freezes.
    pub(crate) actor: Actor,
    /// On what.
    pub(crate) client: &'a Client,
    /// When it ends by itself.
    pub(crate) lapses_at: Option<Timestamp>,
}

/// The event of a freeze, and what is written with it: the state, under the next epoch, and a notice to every address.
pub(crate) fn freeze(
    freezing: &Freezing<'_>,
    mut details: serde_json::Value,
    policy: &Policy,
    moment: &Moment,
) -> (Event, Vec<Change>) {
    let Freezing { account, contacts, actor, client, lapses_at } = *freezing;
    details["client"] = json!(client);
    details["lapses_at"] = json!(lapses_at);
    let happening = Happening { kind: EventKind::AccountFrozen, actor, details, personal: None };
    let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
    let at = account.state.freeze.filter(|_| account.is_frozen(moment.now)).map_or(moment.now, |f| f.at);
    let mut state = account.state;
    state.epoch += 1;
    state.freeze = Some(Freeze { at, lapses_at });
    let mut rest = vec![Change::SetAccountState { account: account.handle, state }];
    let kind = MessageKind::AccountFrozen(client.clone());
    rest.extend(notices(account.handle, contacts, (&account.locale, kind), Context { policy, moment }));
    (event, rest)
}
