//! An action that an app asks for beside a code, and that a person confirms on the way to it. (RFC 9396)
//!
//! It is a confirmation like any other: asked by the same rules, shown on the same page, signed by the same step. What is
//! said here is which one belongs to a request, and whether that request may go on. It never opens or raises a session.

use super::action::Action;
use super::action_type::{ActionType, TypeName};
use super::answer::signers;
use super::ask::{Asking, few_wait, written};
use super::confirmation::{Confirmation, ConfirmationState, Status};
use super::judge::{Judged, SafetyNet};
use crate::ceremony::Context;
use crate::change::Change;
use crate::client::RegisteredClient;
use crate::event::Event;
use crate::hash::Hash;
use crate::id::{AccountHandle, ConfirmationId, FlowId};
use crate::moment::Timestamp;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::SessionFacts;

/// An action that an app asks for beside a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestedAction {
    /// Its type.
    pub action_type: TypeName,
    /// The type's version.
    pub type_version: i64,
    /// The action.
    pub action: Action,
}

/// What is read of it.
pub struct ActionFacts {
    /// Whether a code was given for this request before.
    pub spent: bool,
    /// The confirmation that the request has asked for.
    pub confirmation: Option<Confirmation>,
    /// The client's confirmations of the account that wait.
    pub open: Vec<Confirmation>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
}

/// A request on its way, which asks for an action.
pub(crate) struct InRequest<'a> {
    /// Which app's.
    pub(crate) client: &'a RegisteredClient,
    /// What it asks for.
    pub(crate) requested: &'a RequestedAction,
    /// The request's flow: each has a confirmation of its own.
    pub(crate) flow: FlowId,
    /// Until when the request can go on.
    pub(crate) until: Timestamp,
    /// Where the person goes on.
    pub(crate) return_to: &'a str,
}

/// How far it has come.
pub(crate) enum Progress {
    /// It is confirmed, and no code was given for it.
    Confirmed(ConfirmationId),
    /// Its person has yet to answer.
    Waits(ConfirmationId),
    /// It is asked now.
    Asks(ConfirmationId, Box<Event>, Vec<Change>),
}

/// What stands in the way.
pub(crate) enum Obstacle {
    /// A code was given for this request: an action is confirmed for one.
    Answered,
    /// It came to another end.
    Over(Status),
    /// The session doesn't reach.
    Session(Refusal),
    /// The account, or its passkeys, don't reach; or too much waits.
    Refused(Refusal),
}

impl InRequest<'_> {
    /// The confirmation that the request asks for: of this account, this very action, and no other request.
    pub(crate) fn id(&self, account: AccountHandle, policy: &Policy) -> ConfirmationId {
        let RequestedAction { action_type, type_version, action } = self.requested;
        let hash = Hash::new("request-confirmation")
            .bytes(policy.issuer.as_bytes())
            .bytes(self.client.id.as_str().as_bytes())
            .bytes(&self.flow.0)
            .bytes(&account.0)
            .bytes(action_type.as_str().as_bytes())
            .integer(*type_version)
            .bytes(action.as_bytes());
        ConfirmationId(hash.finish_16())
    }

    /// How far it has come for who is signed in. What can't be confirmed is not asked.
    pub(crate) fn progress(
        &self,
        (who, passkeys): (&SessionFacts, &[Passkey]),
        facts: &ActionFacts,
        context: Context<'_>,
    ) -> Result<Progress, Obstacle> {
        let Context { policy, moment } = context;
        if Rule::ActionOnce.holds() && facts.spent {
            return Err(Obstacle::Answered);
        }
        let id = self.id(who.account.handle, policy);
        let own = |found: &&Confirmation| {
            !Rule::ActionOwn.holds() || (found.id == id && found.account == who.account.handle)
        };
        if let Some(found) = facts.confirmation.as_ref().filter(own) {
            return match found.status(who.account.state.epoch, moment.now) {
                Status::Stands(ConfirmationState::Confirmed) => Ok(Progress::Confirmed(id)),
                status if status.is_open() && Rule::ActionConfirmed.holds() => Ok(Progress::Waits(id)),
                _ if !Rule::ActionConfirmed.holds() => Ok(Progress::Confirmed(id)),
                status => Err(Obstacle::Over(status)),
            };
        }
        self.ask(id, (who, passkeys), facts, context)
    }

    fn ask(
        &self,
        id: ConfirmationId,
        (who, passkeys): (&SessionFacts, &[Passkey]),
        facts: &ActionFacts,
        Context { policy, moment }: Context<'_>,
    ) -> Result<Progress, Obstacle> {
        let account = &who.account;
        let RequestedAction { action_type, type_version, action } = self.requested;
        let same = |kind: &&ActionType| kind.name == *action_type && kind.version == *type_version;
        let kind = policy.action_types.iter().find(same).ok_or(Refusal::ConfirmationTypeNotAccepted);
        let kind = kind.map_err(Obstacle::Refused)?;
        let asking = Asking {
            id,
            client: self.client,
            account,
            kind,
            action: action.clone(),
            return_to: Some(self.return_to.to_owned()),
            // What is signed later would be signed for a request that can go on no more.
            expires_at: moment.now.plus_seconds(kind.lifetime_seconds).min(self.until),
        };
        let confirmation = asking.confirmation(policy, moment);
        let judged = Judged::new(&confirmation, kind, policy, moment.now);
        let works = passkeys.iter().filter(|passkey| passkey.works()).count();
        let net = SafetyNet { passkeys: works, recovery_codes: facts.recovery_codes };
        judged.account(account, net).map_err(Obstacle::Refused)?;
        judged.session(who).map_err(Obstacle::Session)?;
        signers(passkeys, &judged).map_err(Obstacle::Refused)?;
        few_wait(&facts.open, account, moment.now).map_err(Obstacle::Refused)?;
        let (event, rest) = written(account, &confirmation, policy, moment);
        Ok(Progress::Asks(id, Box::new(event), rest))
    }
}
