//! What a confirmed action writes: its event, its receipt, the payee that is no longer new, and the calls.

use serde_json::Value;

use super::ask::{details, ended, personal};
use super::calls::{Told, calls};
use super::confirmation::{Confirmation, ConfirmationState};
use super::receipt::{Receipt, Second, Signature};
use crate::account::Account;
use crate::ceremony::Context;
use crate::change::Change;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::id::PayeeId;
use crate::moment::Moment;
use crate::policy::Policy;

/// An action about to be confirmed.
pub(crate) struct Confirming<'a> {
    /// The account.
    pub(crate) account: &'a Account,
    /// The confirmation, as it stood.
    pub(crate) confirmation: &'a Confirmation,
    /// Who confirms it: a passkey, or the end of a hold.
    pub(crate) actor: Actor,
    /// What else the event tells.
    pub(crate) more: Value,
    /// What followed the first signature.
    pub(crate) second: Second,
    /// The signatures.
    pub(crate) signatures: Vec<Signature>,
    /// The payee, where it was new.
    pub(crate) payee: Option<PayeeId>,
}

/// The event, and what is written with it.
pub(crate) fn confirmed(
    confirming: &Confirming<'_>,
    policy: &Policy,
    moment: &Moment,
) -> (Event, Vec<Change>) {
    let Confirming { account, confirmation, actor, more, second, signatures, payee } = confirming;
    let mut told = details(confirmation);
    if let (Value::Object(all), Value::Object(more)) = (&mut told, more) {
        all.extend(more.clone());
    }
    let happening = Happening {
        kind: EventKind::ActionConfirmed,
        actor: *actor,
        details: told,
        personal: personal(confirmation, policy, &account.locale.0),
    };
    let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
    let receipt = Receipt {
        account: confirmation.subject.clone(),
        action: confirmation.action.as_str().to_owned(),
        client: confirmation.client.clone(),
        confirmation: confirmation.id.to_string(),
        decided_at: moment.now.0,
        events: event.head().into(),
        expires_at: confirmation.expires_at.0,
        issuer: policy.issuer.clone(),
        rp_id: policy.rp_id.clone(),
        second: *second,
        signatures: signatures.clone(),
        action_type: confirmation.action_type.as_str().to_owned(),
        type_version: confirmation.type_version,
        version: super::receipt::FORMAT,
    };
    let after = ended(confirmation, ConfirmationState::Confirmed, moment);
    let told = Told { confirmation: &after, state: after.state.as_str(), seq: event.seq };
    let mut rest = calls(&told, Context { policy, moment });
    rest.insert(
        0,
        Change::SetConfirmation {
            before: (confirmation.state, confirmation.failures),
            after: Box::new(after),
            receipt: Some(receipt.payload()),
        },
    );
    let account = account.handle;
    rest.extend(payee.map(|payee| Change::KnowPayee { account, payee, at: moment.now }));
    (event, rest)
}
