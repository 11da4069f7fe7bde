//! Somebody has proved a number that is an account's: whoever typed its code reads the number's messages now, and the account
//! is asked to give the number up. That takes an announced hold, which opens nothing before, and which any passkey of the
//! account stops.

use serde_json::json;

use crate::account::Account;
use crate::change::{Change, Changes};
use crate::code::StoredCode;
use crate::contact::Contact;
use crate::decision::Decision;
use crate::event::Actor;
use crate::hold::{Hold, HoldKind};
use crate::holds::{Audience, Beginning, begin};
use crate::id::FlowId;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;

/// The account that has a number.
pub struct NumberOwner {
    /// The account.
    pub account: Account,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// Its passkeys, for their names.
    pub passkeys: Vec<Passkey>,
    /// Its open holds.
    pub holds: Vec<Hold>,
}

impl NumberOwner {
    /// The number, where it was this account's when the code was sent. A number that its reader took for an account of
    /// their own meanwhile is asked for by nobody.
    pub(crate) fn had(&self, code: &StoredCode) -> Option<&Contact> {
        let before =
            |contact: &&Contact| contact.address.is(&code.address) && contact.proved_at < code.sent_at;
        self.contacts.iter().find(before)
    }

    /// Asks for it, in the flow that proved it. `written` is what must be written whatever comes of it.
    pub(crate) fn ask<R>(
        &self,
        (contact, flow): (&Contact, FlowId),
        mut written: Vec<Change>,
        (policy, moment): (&Policy, &Moment),
    ) -> Decision<R> {
        let kind = HoldKind::GiveUpNumber(contact.address.clone());
        let waits = |until| Err(Refusal::NumberWaits { until });
        if let Some(hold) = self.holds.iter().find(|hold| hold.kind.subject() == kind.subject()) {
            // It was asked for, or is on its way out already: once is enough.
            return Decision { reply: waits(hold.matures_at), changes: Changes::Tally(written) };
        }
        let to = Audience { account: &self.account, contacts: &self.contacts, passkeys: &self.passkeys };
        let actor = Actor::Stranger(flow);
        let (hold, event, changes) = begin(Beginning { kind, actor, details: json!({}) }, to, policy, moment);
        written.extend(changes);
        Decision { reply: waits(hold.matures_at), changes: Changes::of_account(event, written) }
    }
}
