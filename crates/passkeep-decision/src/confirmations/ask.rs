//! An app's backend asks, looks, and takes back. It asks for its own types alone, of accounts that hold a live grant to it;
//! what is another client's is not there.

use std::sync::Arc;

use serde_json::json;

use super::ActionType;
use super::action::Action;
use super::calls::{Told, calls};
use super::confirmation::{Confirmation, ConfirmationState, PENDING_MAX, Status, id_of};
use super::given::Given;
use super::judge::{Judged, SafetyNet};
use super::receipt::subject;
use crate::account::Account;
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::client::RegisteredClient;
use crate::decision::{Decision, decided};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::hold::{Hold, HoldState};
use crate::id::{AccountHandle, ConfirmationId};
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;

/// Asks for an action to be confirmed.
pub struct AskConfirmation {
    /// Who asks.
    pub client: Arc<RegisteredClient>,
    /// The account, as the client knows it: `sub`.
    pub account: AccountHandle,
    /// The action's type.
    pub action_type: String,
    /// Its fields, as they were given.
    pub fields: Given,
    /// The client's own name for this request: asked twice, it is the same confirmation.
    pub idempotency_key: String,
    /// Where the person is led back to.
    pub return_to: Option<String>,
}

/// What `AskConfirmation` reads.
pub struct AskConfirmationFacts {
    /// The account, where it holds a live grant to the client.
    pub account: Option<Account>,
    /// The confirmation that the same key named before.
    pub before: Option<Confirmation>,
    /// The client's confirmations of the account that wait.
    pub open: Vec<Confirmation>,
    /// What a loss would leave of the account.
    pub net: SafetyNet,
}

impl AskConfirmation {
    /// The confirmation that it makes, or has made.
    pub fn id(&self, policy: &Policy) -> ConfirmationId {
        id_of(&policy.issuer, self.client.id.as_str(), &self.idempotency_key)
    }
}

/// A confirmation, and where it stands.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The confirmation.
    pub confirmation: Confirmation,
    /// Where it stands now.
    pub status: Status,
}

impl Step for AskConfirmation {
    type Facts = AskConfirmationFacts;
    type Reply = Asked;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Asked> {
        decided(|| {
            let what = (self.action_type.as_str(), &self.fields);
            let (kind, action) = asked_action(&policy.action_types, &self.client, what)?;
            let listed = |to: &String| self.client.redirects_to(to);
            if !self.return_to.as_ref().is_none_or(listed) {
                return Err(Refusal::RedirectNotAccepted);
            }
            let account = facts.account.as_ref().ok_or(Refusal::NotFound)?;
            if let Some(before) = &facts.before {
                let status = before.status(account.state.epoch, moment.now);
                let same = before.account == self.account
                    && before.client == self.client.id.as_str()
                    && before.action_type == kind.name
                    && before.action == action
                    && before.return_to == self.return_to;
                let asked = Asked { confirmation: before.clone(), status };
                return if same { Ok(Decision::reply(asked)) } else { Err(Refusal::IdempotencyKeyReused) };
            }
            let asking = Asking {
                id: self.id(policy),
                client: &self.client,
                account,
                kind,
                action,
                return_to: self.return_to.clone(),
                expires_at: moment.now.plus_seconds(kind.lifetime_seconds),
            };
            let confirmation = asking.confirmation(policy, moment);
            Judged::new(&confirmation, kind, policy, moment.now).account(account, facts.net)?;
            few_wait(&facts.open, account, moment.now)?;
            let (event, rest) = written(account, &confirmation, policy, moment);
            let status = Status::Stands(ConfirmationState::Pending);
            let reply = Ok(Asked { confirmation, status });
            Ok(Decision { reply, changes: Changes::of_account(event, rest) })
        })
    }
}

/// The type that a client may ask for, and the action that its fields make: one reading for every way of asking.
pub(crate) fn asked_action<'a>(
    types: &'a [ActionType],
    client: &RegisteredClient,
    (name, fields): (&str, &Given),
) -> Result<(&'a ActionType, Action), Refusal> {
    let kind = types.iter().find(|kind| kind.name.as_str() == name);
    let kind = kind.filter(|_| client.confirms(name)).ok_or(Refusal::ConfirmationTypeNotAccepted)?;
    let action = kind.action(fields).map_err(Refusal::FieldNotAccepted)?;
    Ok((kind, action))
}

/// Whether another of the client's may wait for the account, beside those that do.
pub(super) fn few_wait(asked: &[Confirmation], account: &Account, now: Timestamp) -> Result<(), Refusal> {
    let is_open = |asked: &&Confirmation| asked.status(account.state.epoch, now).is_open();
    let open: Vec<_> = asked.iter().filter(is_open).collect();
    if open.len() < PENDING_MAX {
        return Ok(());
    }
    let first = open.iter().map(|asked| asked.expires_at.seconds_since(now)).min();
    Err(Refusal::TooManyConfirmations { retry_after_seconds: first.unwrap_or(0).max(1) })
}

/// A confirmation about to be asked.
pub(super) struct Asking<'a> {
    pub(super) id: ConfirmationId,
    pub(super) client: &'a RegisteredClient,
    pub(super) account: &'a Account,
    pub(super) kind: &'a ActionType,
    pub(super) action: Action,
    pub(super) return_to: Option<String>,
    pub(super) expires_at: Timestamp,
}

impl Asking<'_> {
    pub(super) fn confirmation(self, policy: &Policy, moment: &Moment) -> Confirmation {
        let Self { client, account, kind, .. } = self;
        Confirmation {
            id: self.id,
            account: account.handle,
            client: client.id.to_string(),
            app: client.name.to_string(),
            subject: subject(&policy.issuer, client.id.as_str(), account.handle),
            action_type: kind.name.clone(),
            type_version: kind.version,
            action: self.action,
            return_to: self.return_to,
            epoch: account.state.epoch,
            asked_at: moment.now,
            expires_at: self.expires_at,
            state: ConfirmationState::Pending,
            failures: 0,
            first: None,
            decided_at: None,
            refused: None,
            receipt: None,
        }
    }
}

/// What asking writes.
pub(super) fn written(
    account: &Account,
    confirmation: &Confirmation,
    policy: &Policy,
    moment: &Moment,
) -> (Event, Vec<Change>) {
    let happening = Happening {
        kind: EventKind::ConfirmationAsked,
        actor: Actor::App,
        details: details(confirmation),
        personal: personal(confirmation, policy, &account.locale.0),
    };
    let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
    let add =
        Change::AddConfirmation { confirmation: Box::new(confirmation.clone()), pending_max: PENDING_MAX };
    (event, vec![add])
}

/// What every event about a confirmation tells.
pub(super) fn details(confirmation: &Confirmation) -> serde_json::Value {
    json!({
        "app": confirmation.client,
        "confirmation": confirmation.id.to_string(),
        "type": confirmation.action_type.as_str(),
    })
}

/// What it is about, which is erasable: the title in the account's language, and the app's name.
pub(super) fn personal(
    confirmation: &Confirmation,
    policy: &Policy,
    locale: &str,
) -> Option<serde_json::Value> {
    let kind = confirmation.kind(policy).ok()?;
    let shown = kind.shown(&confirmation.action, &confirmation.app, locale);
    Some(json!({ "name": shown.title, "to": shown.app }))
}

/// Looks at a confirmation.
pub struct ReadConfirmation {
    /// The client that asks.
    pub client: String,
    /// Which.
    pub confirmation: ConfirmationId,
}

/// What the steps of a client about one confirmation read.
pub struct ClientConfirmationFacts {
    /// The confirmation.
    pub confirmation: Option<Confirmation>,
    /// Its account.
    pub account: Option<Account>,
    /// The hold in which it waits.
    pub hold: Option<Hold>,
}

impl ClientConfirmationFacts {
    fn of(&self, client: &str) -> Result<(&Confirmation, &Account), Refusal> {
        let own = self.confirmation.as_ref().filter(|confirmation| confirmation.client == client);
        own.zip(self.account.as_ref()).ok_or(Refusal::NotFound)
    }
}

impl Step for ReadConfirmation {
    type Facts = ClientConfirmationFacts;
    type Reply = Asked;

    fn decide(&self, facts: &Self::Facts, _: &Policy, moment: &Moment) -> Decision<Asked> {
        decided(|| {
            let (confirmation, account) = facts.of(&self.client)?;
            let status = confirmation.status(account.state.epoch, moment.now);
            Ok(Decision::reply(Asked { confirmation: confirmation.clone(), status }))
        })
    }
}

/// Takes a confirmation back.
pub struct WithdrawConfirmation {
    /// The client that asks.
    pub client: String,
    /// Which.
    pub confirmation: ConfirmationId,
}

impl Step for WithdrawConfirmation {
    type Facts = ClientConfirmationFacts;
    type Reply = Asked;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Asked> {
        decided(|| {
            let (before, account) = facts.of(&self.client)?;
            let status = before.status(account.state.epoch, moment.now);
            if status == Status::Stands(ConfirmationState::Withdrawn) {
                return Ok(Decision::reply(Asked { confirmation: before.clone(), status }));
            }
            if !status.is_open() {
                return Err(Refusal::ConfirmationOver);
            }
            let after = ended(before, ConfirmationState::Withdrawn, moment);
            let happening = Happening {
                kind: EventKind::ConfirmationWithdrawn,
                actor: Actor::App,
                details: details(before),
                personal: personal(before, policy, &account.locale.0),
            };
            let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
            let mut rest = vec![set(before, after.clone())];
            rest.extend(facts.hold.as_ref().and_then(|hold| lapse(account, hold, moment)));
            let told = Told { confirmation: &after, state: after.state.as_str(), seq: event.seq };
            rest.extend(calls(&told, Context { policy, moment }));
            let status = Status::Stands(after.state);
            let reply = Asked { confirmation: after, status };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

/// The same confirmation at its end.
pub(super) fn ended(before: &Confirmation, state: ConfirmationState, moment: &Moment) -> Confirmation {
    Confirmation { state, decided_at: Some(moment.now), ..before.clone() }
}

/// Puts a confirmation in the place of what it was.
pub(super) fn set(before: &Confirmation, after: Confirmation) -> Change {
    Change::SetConfirmation { before: (before.state, before.failures), after: Box::new(after), receipt: None }
}

/// Ends the hold of what waits no more.
pub(super) fn lapse(account: &Account, hold: &Hold, moment: &Moment) -> Option<Change> {
    let after = Box::new(hold.ended(HoldState::Lapsed, moment.now));
    let before = (hold.state, hold.told);
    hold.state.is_open().then_some(Change::SetHold { account: account.handle, before, hold: after })
}
